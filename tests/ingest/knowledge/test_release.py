"""The corpus says until which day it is known."""

from datetime import date
from pathlib import Path

import pytest
from small_corpus import SmallCorpus

from assistant.__main__ import main
from ingest.catalogue import CORPUS, CatalogueError, released
from ingest.knowledge import check_corpus


def dated(corpus: Path, text: str) -> None:
    (corpus / "RELEASE.toml").write_text(f"schema = 1\n{text}\n", encoding="utf-8")


def test_the_shipped_corpus_is_dated() -> None:
    assert isinstance(released(), date)


def test_a_release_is_not_older_than_what_it_holds(corpus: SmallCorpus) -> None:
    (corpus.path / "asked" / "x.toml").parent.mkdir(exist_ok=True)
    (corpus.path / "catalogue" / "extra.toml").write_text("schema = 1\n[[row]]\nread = {on = 2031-02-03}\n", encoding="utf-8")
    before = check_corpus(corpus.path)
    dated(corpus.path, "date = 2031-02-02")
    (found,) = [f for f in check_corpus(corpus.path) if f not in before]
    assert (found.kind, found.file) == ("release", "RELEASE.toml")
    assert "03/02/2031" in found.message and "catalogue/extra.toml" in found.message
    dated(corpus.path, "date = 2031-02-03")
    assert check_corpus(corpus.path) == before


@pytest.mark.parametrize("text", ['date = "2031-02-03"', "date = 2031-02-03T00:00:00", "", "date = ", 'day = "\\q"'])
def test_what_is_no_day_is_told(corpus: SmallCorpus, text: str) -> None:
    dated(corpus.path, text)
    with pytest.raises(CatalogueError, match="RELEASE"):
        released(corpus.path)
    assert "release" in {f.kind for f in check_corpus(corpus.path)}


def test_the_version_names_both(corpus: SmallCorpus, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert f"kho phát hành ngày {released(CORPUS):%d/%m/%Y}" in capsys.readouterr().out
    monkeypatch.setenv("TRO_LY_CORPUS", str(corpus.path))
    assert main(["--version"]) == 0
    assert "không ghi ngày phát hành" in capsys.readouterr().out
