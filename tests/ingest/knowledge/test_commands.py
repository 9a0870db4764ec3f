"""The knowledge on the command line, and what the page on the corpus says of it."""

import json
from pathlib import Path

import pytest
from small_corpus import SmallCorpus

from ingest.__main__ import main
from ingest.catalogue import CORPUS
from ingest.knowledge import count_corpus, load_knowledge
from ingest.knowledge.counts import as_table

ROOT = CORPUS.parent


@pytest.fixture(autouse=True)
def _small_corpus(corpus: SmallCorpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRO_LY_CORPUS", str(corpus.path))
    monkeypatch.setenv("TRO_LY_INDEX", str(tmp_path / "index"))


def test_check_corpus_needs_no_index(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--corpus", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"ok": True, "findings": [], "hints": []}


def test_check_corpus_prints_findings_and_fails(corpus: SmallCorpus, capsys: pytest.CaptureFixture[str]) -> None:
    corpus.change("catalogue/effects.toml", "art_2__para_2", "art_7")
    assert main(["check", "--corpus"]) == 1
    assert "[unknown_clause] catalogue/effects.toml, mục 11--12: Điều 7" in capsys.readouterr().out
    assert main(["check", "--corpus", "--json"]) == 1
    assert [f["kind"] for f in json.loads(capsys.readouterr().out)["findings"]] == ["unknown_clause"]


def test_check_corpus_with_an_index_that_is_missing_says_so() -> None:
    assert main(["check", "--corpus", "--index", "/nowhere/at/all"]) == 3


def test_check_corpus_checks_the_index_too(tmp_path: Path, corpus: SmallCorpus, capsys: pytest.CaptureFixture[str]) -> None:
    index = str(tmp_path / "ix")
    assert main(["build", "--source", str(corpus.path), "--index", index, "--quiet"]) == 0
    assert main(["check", "--corpus", "--source", str(corpus.path), "--index", index]) == 0
    corpus.change("notes/vuon-uom.toml", "5 triệu", "6 triệu")
    capsys.readouterr()
    assert main(["check", "--corpus", "--source", str(corpus.path), "--index", index]) == 1
    assert "[source_changed]" in capsys.readouterr().out


def test_check_against_a_folder_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--corpus", "--against", "/nowhere"]) == 2
    assert "/nowhere" in capsys.readouterr().err


def test_digest_hashes_writes_the_file_anew(corpus: SmallCorpus, capsys: pytest.CaptureFixture[str]) -> None:
    corpus.change_official("15 ngày", "10 ngày")
    assert main(["digest-hashes", "11/2020/NĐ-CP", "--from", str(corpus.official)]) == 0
    assert "8 điều khoản" in capsys.readouterr().out
    assert main(["check", "--corpus", "--against", str(corpus.official)]) == 1  # the number, no longer the hash
    assert "digest_drift" not in capsys.readouterr().out


@pytest.mark.parametrize("number", ["13/2021/NĐ-CP", "99/2099/NĐ-CP"])
def test_digest_hashes_of_what_has_no_digest(number: str, corpus: SmallCorpus) -> None:
    assert main(["digest-hashes", number, "--from", str(corpus.official)]) == 2


def test_digest_hashes_of_another_instrument_are_refused(corpus: SmallCorpus, capsys: pytest.CaptureFixture[str]) -> None:
    corpus.official.write_text(corpus.official.read_text("utf-8").replace("11/2020", "13/2021"), "utf-8")
    other = corpus.official.rename(corpus.official.with_name("13-2021-nd-cp.txt"))
    assert main(["digest-hashes", "11/2020/NĐ-CP", "--from", str(other)]) == 2
    assert "13/2021/NĐ-CP" in capsys.readouterr().err


def test_clauses_seen_stand_in_for_texts_that_are_not_held(corpus: SmallCorpus) -> None:
    corpus.write("digests/11-2020-nd-cp.md", "")
    (corpus.path / "digests/11-2020-nd-cp.md").unlink()
    (corpus.path / "digests/11-2020-nd-cp.hashes.toml").unlink()
    assert main(["check", "--corpus"]) == 1
    assert main(["clauses-seen", "--from", str(corpus.official.parent)]) == 0
    named = ["art_1", "art_1__para_1", "art_1__para_2", "art_1__para_2__point_a", "art_2__para_2"]  # by effects, duties and places
    assert sorted(load_knowledge(corpus.path).seen["11/2020/NĐ-CP"].clauses) == named
    assert main(["check", "--corpus"]) == 0


def test_conferences_without_content_are_read(corpus: SmallCorpus) -> None:
    (conference,) = load_knowledge(corpus.path).conferences
    assert (conference.id, conference.place, conference.chair) == ("hn-2", "B", "Ban B")


def test_the_shipped_conferences() -> None:
    held = [c.held_on.isoformat() for c in load_knowledge(CORPUS).conferences if c.held_on]
    assert held == ["2019-12-27", "2021-01-15", "2022-12-03", "2024-01-12", "2018-04-18"]


def test_the_counts_in_the_page_on_the_corpus_are_those_of_the_command() -> None:
    counts = count_corpus(CORPUS)
    assert counts["Điều khoản đã tóm lược, tất cả"] >= 1390
    assert as_table(counts) in (ROOT / "docs/corpus.md").read_text("utf-8")


def test_counts_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--corpus", "--counts"]) == 0
    assert "| Ghi chú | 1 |" in capsys.readouterr().out
