"""The measuring of scale: over an invented index of some hundred passages, over invented law, and as CI runs it."""

from datetime import date
from pathlib import Path

import pytest
from invented import Place, decree

from assistant import Assistant
from benchmarks import scale, scale_measure, synthetic
from benchmarks.board_questions import QUESTIONS, BoardQuestion, find_questions
from benchmarks.scale_measure import UnfilteredIndex
from benchmarks.scale_texts import gather_texts
from ingest.catalogue import CORPUS, Catalogue
from ingest.embedding import Embedder
from ingest.index import build, check, open_index

DAY = date(2026, 11, 23)
PASSAGES = 1100  # six documents, the fifth of them expired, the last one cut short


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Path:
    index = tmp_path_factory.mktemp("scale") / "index"
    counts = synthetic.write_synthetic(index, PASSAGES, embedder, quiet=True)
    assert counts["passages"] == PASSAGES
    return index


def questions(count: int) -> list[BoardQuestion]:
    return find_questions(QUESTIONS / "sectoral.jsonl")[:count]


# -- the synthetic index ----------------------------------------------------------------------------------------------


def test_the_synthetic_index_opens_and_is_searched(invented: Path, embedder: Embedder, catalogue: Catalogue) -> None:
    assistant = Assistant(open_index(invented, embedder), catalogue)
    hits = assistant.search("Ban quản lý có được cấp giấy phép xây dựng không?", 10, DAY)
    assert len(hits) == 10
    assert {hit.state for hit in hits} == {"in_force"}
    passage = hits[0].passage
    text = assistant.index.opened().store.text(passage.version.id)
    assert text[passage.start : passage.end] == passage.text


def test_the_synthetic_index_is_whole_and_the_same_each_time(invented: Path, tmp_path: Path, embedder: Embedder) -> None:
    assert check(invented, None, CORPUS, embedder) == []
    again = tmp_path / "again"
    synthetic.write_synthetic(again, PASSAGES, embedder, quiet=True)
    first, second = (open_index(path, embedder).opened() for path in (invented, again))
    assert [*first.store.search_texts()] == [*second.store.search_texts()]
    assert (first.rows.vectors == second.rows.vectors).all()


def test_without_the_filter_the_expired_are_found_too(invented: Path, embedder: Embedder, catalogue: Catalogue) -> None:
    index = open_index(invented, embedder)
    assistants = [Assistant(of, catalogue) for of in (index, UnfilteredIndex(index))]
    states = [{hit.state for q in questions(10) for hit in assistant.search(q.text, 10, DAY)} for assistant in assistants]
    assert states == [{"in_force"}, {"in_force", "expired"}]


# -- measuring --------------------------------------------------------------------------------------------------------


def test_each_question_is_timed_with_and_without_the_filter(invented: Path) -> None:
    found = scale_measure.measure(invented, questions(3), chroma=200)
    assert (found.passages, found.in_force) == (PASSAGES, PASSAGES - synthetic.ARTICLES * synthetic.CLAUSES)
    assert found.accented.filtered.calls == found.unaccented.unfiltered.calls == 3
    assert 0 < found.accented.filtered.p50 <= found.accented.filtered.p95
    assert found.disk["whole"] >= found.disk["chroma"] + found.disk["lexical"] + found.disk["store.sqlite"] + found.disk["rows"] > 0
    assert found.dense and found.dense.vectors == 200
    assert found.open_seconds > 0 and found.memory > found.own_memory > 0


def test_an_index_of_real_builds_is_measured_the_same_way(place: Place, embedder: Embedder) -> None:
    place.write("muoi-mot.txt", decree(911, "Tưới cây bưởi mỗi sáng.", "Ươm hạt cam trong chậu đất nung.").replace("2031", "2021"))
    report = build([place.source], place.index, place.corpus, embedder, quiet=True)
    found = scale_measure.measure(place.index, questions(2), place.corpus, chroma=100)
    assert found.passages == found.in_force == report.counts["passages"]
    assert found.dense and found.dense.vectors == found.passages


def test_the_table_says_what_was_measured(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scale, "P95", 10_000.0)  # the machine may be busy: here only that all of it is measured
    monkeypatch.setattr(scale, "FILTER_FACTOR", 100.0)
    assert scale.main(["--synthetic", "300", "--questions", "3", "--chroma-vectors", "100"]) == 0
    out = capsys.readouterr().out
    for line in (
        "## synthetic 300",
        "build: peak memory",
        "passages a second",
        "disk (chroma ",
        "as of a day / any day",
        "`where` / no filter",
    ):
        assert line in out
    assert " cores" in out


def test_a_slow_question_and_a_costly_filter_fail() -> None:
    quick, slow = {"p50": 10.0, "p95": 20.0}, {"p50": 60.0, "p95": 90.0}
    found = {
        "accented": {"filtered_processor": quick, "unfiltered_processor": quick},
        "unaccented": {"filtered_processor": slow, "unfiltered_processor": quick},
    }
    faults = scale.Measured(scale.Built("10,000 passages", "", Path()), found).faults
    assert faults == [
        "10,000 passages: p95 unaccented is 90.0 ms on processors, the limit is 80 ms",
        "10,000 passages: the filter makes a question unaccented 6.00 times as long, at most 1.5",
    ]


def test_texts_are_taken_until_there_are_enough(shared: Path, tmp_path: Path) -> None:
    few = gather_texts(2_000, tmp_path / "few", str(shared))
    assert 0 < len([*few.source.iterdir()]) < 30
    assert few.described.endswith("texts of corpus/raw")


def test_without_the_shared_folder_the_shipped_corpus_is_measured(tmp_path: Path) -> None:
    texts = gather_texts(10_000, tmp_path / "texts", str(tmp_path))
    assert texts.source == CORPUS
    assert texts.described.startswith("the shipped corpus, for 10,000 passages asked")


def test_ten_thousand_passages_are_within_the_limits(capsys: pytest.CaptureFixture[str]) -> None:
    """As CI runs it: `python -m benchmarks.scale`; Chroma's own filter is left to the larger runs."""
    status = scale.main(["--chroma-vectors", "0"])
    assert status == 0, capsys.readouterr()


@pytest.mark.parametrize("wrong", [["--passages", "0"], ["--synthetic", "x"], ["--index", "dsc"]])
def test_wrong_use_is_refused(wrong: list[str]) -> None:
    with pytest.raises(SystemExit) as refused:
        scale.main(wrong)
    assert refused.value.code == 2


def test_an_index_that_is_not_there_and_one_that_is_are_not_touched(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert scale.main(["--index", f"none={tmp_path / 'none'}"]) == 3
    kept = tmp_path / "synthetic-300"
    kept.mkdir()
    assert scale.main(["--synthetic", "300", "--keep", str(tmp_path)]) == 1
    assert "is there already" in capsys.readouterr().err
    assert not [*kept.iterdir()]
