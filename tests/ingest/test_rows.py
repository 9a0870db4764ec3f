"""The arrays of rows: what was written is read, days count as for single provisions, and damage is refused, seen and mended."""

import json
import shutil
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import HashEmbedder, Place, decree
from numpy.typing import NDArray

from ingest.index import IndexDamaged, build, is_stale
from ingest.index.records import RowPlace
from ingest.index.rows import KINDS, RowsError, RowTable, write_asked, write_rows
from ingest.law.validity import Validity

EMBEDDER = HashEmbedder()
UNDATED = Validity(None, None)
DAYS = st.one_of(st.none(), st.sampled_from([date.min, date(2024, 8, 1), date.max]), st.dates(date(2024, 7, 1), date(2024, 9, 1)))
VALIDITIES = st.builds(Validity, DAYS, DAYS)


def passage(n: int, validity: Validity = UNDATED, document: str = "91/2031/NĐ-CP") -> RowPlace:
    return RowPlace(f"{n:032x}", 1, document, "official", "main", "art_1", validity)


def written(
    folder: Path, places: Sequence[RowPlace], lines: Sequence[Sequence[str]] = (), embedder: HashEmbedder = EMBEDDER, batch: int = 2
) -> RowTable:
    """The table of the places, each with the vector of its id, given in another order and some at a time."""
    ids = [place.id for place in reversed(places)]
    pages = [(ids[n : n + batch], embedder.embed_passages(ids[n : n + batch])) for n in range(0, len(ids), batch)]
    write_rows(places, pages, embedder.dimension, folder)
    write_asked(lines or [()] * len(places), embedder.embed_questions, folder)
    return RowTable(folder)


# -- what was written is read -----------------------------------------------------------------------------------------


def test_columns_say_where_a_passage_stands(tmp_path: Path) -> None:
    start, end = date(2031, 7, 1), date(2033, 1, 1)
    places = [
        RowPlace("a", 1, "91/2031/NĐ-CP", "official", "main", "art_1__para_1", Validity(start, None)),
        RowPlace("b", 1, "91/2031/NĐ-CP", "official", "main", "art_1__para_2__point_a", Validity(start, end)),
        RowPlace("c", 1, "91/2031/NĐ-CP", "official", "quy-dinh", "art_1__para_1", Validity(None, end)),
        RowPlace("d", 2, "91/2031/NĐ-CP", "digest", "main", "art_1__para_1", Validity(None, None)),
        RowPlace("e", 3, "BC-1", "report", "main", "stm_1", Validity(None, None)),
        RowPlace("f", 1, "91/2031/NĐ-CP", "official", "pl-1", "anx_1", Validity(None, None)),
        RowPlace("g", 1, "91/2031/NĐ-CP", "official", "pl-1", "anx_1", Validity(None, None)),
        RowPlace("h", 4, "G-1", "note", "main", "stm_1", Validity(None, None)),
    ]
    table, rows = written(tmp_path / "rows", places), np.arange(8)
    document, article, provision = (table.of(rows, column).tolist() for column in ("document", "article", "provision"))
    assert [table.documents[n] for n in document] == [place.document for place in places]
    assert len(set(article[:2])) == 1, "one article of one text"
    assert len({article[0], article[2], article[3], article[4]}) == 4, "another component, text, instrument: another article"
    assert provision[0] == provision[3], "one provision in two texts"
    assert len(set(provision)) == 7, "the pieces of an appendix are each their own"
    assert table.of(rows, "version").tolist() == [1, 1, 1, 2, 3, 1, 1, 4]
    assert [KINDS[n] for n in table.of(rows, "kind").tolist()] == [place.text_kind for place in places]
    assert table.of(rows, "normative").tolist() == [True, True, True, True, False, False, False, False]
    assert table.of(rows, "digested").tolist() == [True, True, False, True, False, False, False, False]
    assert table.valid_from.tolist() == [start.toordinal(), start.toordinal(), 0, 0, 0, 0, 0, 0]
    assert table.of(np.array([1, 0]), "valid_from").tolist() == [start.toordinal()] * 2
    assert (len(table), table.codes(["G-1", "không có", "91/2031/NĐ-CP"])) == (8, [document[7], document[0]])


@settings(max_examples=60, deadline=None)
@given(validities=st.lists(VALIDITIES, min_size=1, max_size=12), day=st.dates(date(2024, 6, 1), date(2024, 10, 1)))
def test_applying_is_the_state_of_each_provision(tmp_path_factory: pytest.TempPathFactory, validities: list[Validity], day: date) -> None:
    places = [passage(n, validity=validity, document=f"{n % 3}/2031/NĐ-CP") for n, validity in enumerate(validities)]
    table = written(tmp_path_factory.mktemp("rows") / "rows", places)
    applying = [validity.state(day) in {"in_force", "unknown"} for validity in validities]
    assert table.applying(day).tolist() == applying
    for document in ("0/2031/NĐ-CP", "2/2031/NĐ-CP", "không có"):
        named = [yes or place.document == document for yes, place in zip(applying, places, strict=True)]
        assert table.applying(day, table.codes([document])).tolist() == named


def test_the_last_day_in_force_is_the_one_before_the_end(tmp_path: Path) -> None:
    start, end = date(2024, 8, 1), date(2025, 1, 1)
    table = written(tmp_path / "rows", [passage(1, validity=Validity(start, end))])
    one = timedelta(days=1)
    assert [table.applying(day)[0] for day in (start - one, start, end - one, end)] == [False, True, True, False]


@settings(max_examples=40, deadline=None)
@given(count=st.integers(1, 9), batch=st.integers(1, 5), question=st.text(max_size=5), data=st.data())
def test_similarity_is_the_cosine_of_the_vector_of_each_row(
    tmp_path_factory: pytest.TempPathFactory, count: int, batch: int, question: str, data: st.DataObject
) -> None:
    places = [passage(n) for n in range(count)]
    table = written(tmp_path_factory.mktemp("rows") / "rows", places, batch=batch)
    rows = np.array(data.draw(st.lists(st.integers(0, count - 1), max_size=6)), dtype=np.int64)
    vector = EMBEDDER.embed_questions([question])[0]
    wanted = [float(EMBEDDER.embed_passages([places[n].id])[0] @ vector) for n in rows.tolist()]
    assert table.similarity(rows, vector) == pytest.approx(np.array(wanted), abs=3e-3)  # kept in half precision


@settings(max_examples=40, deadline=None)
@given(lines=st.lists(st.lists(st.sampled_from(["ai", "đâu", "khi nào", "sao"]), max_size=3, unique=True), min_size=1, max_size=8))
def test_asked_like_is_the_likest_question_of_each_row(tmp_path_factory: pytest.TempPathFactory, lines: list[list[str]]) -> None:
    table = written(tmp_path_factory.mktemp("rows") / "rows", [passage(n) for n in range(len(lines))], lines)
    vector = EMBEDDER.embed_questions(["ở đâu"])[0]
    rows, (like, again) = table.asked_like(np.stack([vector, vector]))
    wanted = {row: max(float(v @ vector) for v in EMBEDDER.embed_questions(of_row)) for row, of_row in enumerate(lines) if of_row}
    assert rows.tolist() == [*wanted]
    assert like == pytest.approx(np.array([*wanted.values()]), abs=1e-5)
    assert again.tolist() == like.tolist()


def test_each_question_is_embedded_once(tmp_path: Path) -> None:
    asked = list[str]()

    def embed(texts: Sequence[str]) -> NDArray[np.float32]:
        asked.extend(texts)
        return EMBEDDER.embed_questions(texts)

    (tmp_path / "rows").mkdir()
    write_asked([("ai", "đâu"), (), ("đâu", "ai", "sao")], embed, tmp_path / "rows")
    assert asked == ["ai", "đâu", "sao"]


def test_no_rows(tmp_path: Path) -> None:
    table = written(tmp_path / "rows", [])
    assert (len(table), table.documents, table.applying(date(2024, 8, 1)).tolist()) == (0, [], [])
    vector = EMBEDDER.embed_questions(["ai"])[0]
    assert table.similarity(np.array([], dtype=np.int64), vector).tolist() == []
    assert [part.tolist() for part in table.asked_like(vector[None])] == [[], [[]]]


# -- damage -----------------------------------------------------------------------------------------------------------

FILES = ("documents.json", "places.npy", "vectors.npy", "asked-lines.npy", "asked-vectors.npy")
Damage = Callable[[Path], object]


def cut(name: str, keep: int) -> Damage:
    return lambda folder: (folder / name).write_bytes((folder / name).read_bytes()[:keep])


def put(name: str, array: NDArray[np.generic]) -> Damage:
    return lambda folder: np.save(folder / name, array)


DAMAGES: dict[str, Damage] = {
    "folder gone": shutil.rmtree,
    **{f"{name} gone": lambda folder, name=name: (folder / name).unlink() for name in FILES},
    **{f"{name} empty": cut(name, 0) for name in FILES},
    **{f"{name} cut in its head": cut(name, 7) for name in FILES},
    **{f"{name} cut at its end": cut(name, -1) for name in FILES},
    "places a pickle": lambda folder: np.save(folder / "places.npy", np.array([{}], dtype=object), allow_pickle=True),
    "places of other columns": put("places.npy", np.zeros(3, dtype=[("version", "<i4")])),
    "vectors of other passages": put("vectors.npy", np.zeros((2, 8), dtype=np.float16)),
    "questions of more rows": put("asked-lines.npy", np.array([[0, 0], [7, 1]], dtype=np.int32)),
    "fewer vectors than questions": put("asked-vectors.npy", np.zeros((1, 8), dtype=np.float32)),
    "documents no JSON": lambda folder: (folder / "documents.json").write_text("[", encoding="utf-8"),
    "documents other JSON": lambda folder: (folder / "documents.json").write_text("7", encoding="utf-8"),
    "fewer documents than rows name": lambda folder: (folder / "documents.json").write_text("[]", encoding="utf-8"),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_damaged_arrays_are_refused(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "rows"
    written(folder, [passage(n) for n in range(3)], [("ai",), ("đâu",), ()])
    DAMAGES[name](folder)
    with pytest.raises(RowsError, match="cannot be read"):
        RowTable(folder)


# -- in an index ------------------------------------------------------------------------------------------------------

CATALOGUED = """schema = 1
[[instrument]]
number = "91/2031/NĐ-CP"
kind = "Nghị định"
issuer = "Chính phủ"
title = "vườn ươm"
effective_on = 2031-07-01
expired_on = 2033-01-01
"""
ASKED = 'schema = 1\ninstrument = "91/2031/NĐ-CP"\n[asked]\nart_1__para_2 = ["Lão nông nào tưới quả vàng?"]\n'


def assert_in_step(place: Place) -> None:
    """Row by row, what the arrays hold is what the store holds."""
    opened = place.open().opened()
    rows = np.arange(len(opened.rows))
    passages = opened.store.by_rows(rows.tolist())
    texts = {text.id: text.text for text in opened.store.search_texts()}
    assert sorted(passages) == rows.tolist()
    documents, versions, kinds = (opened.rows.of(rows, column).tolist() for column in ("document", "version", "kind"))
    for row, found in passages.items():
        version = found.version
        assert (opened.rows.documents[documents[row]], versions[row], KINDS[kinds[row]]) == (
            version.document,
            version.id,
            version.text_kind,
        )
        assert bool(opened.rows.applying(date(2032, 1, 1))[row]) == (found.validity.state(date(2032, 1, 1)) in {"in_force", "unknown"})
        assert bool(opened.rows.applying(date(2033, 1, 1))[row]) == (found.validity.state(date(2033, 1, 1)) in {"in_force", "unknown"})
        own = place.embedder.embed_passages([texts[found.id]])[0]
        assert opened.rows.similarity(np.array([row]), own)[0] == pytest.approx(1.0, abs=3e-3)
    assert opened.lexical.size() == len(opened.rows)


def test_rows_keep_in_step_with_the_store_over_builds(place: Place) -> None:
    place.table("instruments.toml", CATALOGUED)
    place.write("91.txt", decree(91, "Trồng bưởi.", "Trồng cam."))
    place.write("92.txt", decree(92, "Trồng mít."))
    place.build()
    assert_in_step(place)
    assert not place.build().changed
    assert_in_step(place)
    place.write("90.txt", decree(90, "Trồng khế.", "Trồng mận.", "Trồng na."))  # its rows may stand in front of the others
    place.write("91.txt", decree(91, "Trồng lê.", "Trồng cam."))
    place.build()
    assert_in_step(place)
    (place.source / "92.txt").unlink()
    place.build()
    assert_in_step(place)
    place.table("instruments.toml", CATALOGUED.replace("2033", "2032"))
    place.build()
    assert_in_step(place)


def test_questions_of_the_asked_folder_keep_in_step(place: Place) -> None:
    place.write("91.txt", decree(91, "Trồng bưởi.", "Trồng cam."))
    place.build()
    vector = place.embedder.embed_questions(["Lão nông nào tưới quả vàng?"])[0]
    assert place.open().opened().rows.asked_like(vector[None])[0].tolist() == []
    write_asked_table(place, ASKED)
    place.build()
    opened = place.open().opened()
    rows, (like,) = opened.rows.asked_like(vector[None])
    assert [p.eid for p in opened.store.by_rows(rows.tolist()).values()] == ["art_1__para_2"]
    assert like == pytest.approx([1.0], abs=1e-5)


def write_asked_table(place: Place, content: str) -> None:
    (place.corpus / "asked").mkdir(exist_ok=True)
    (place.corpus / "asked" / "91-2031-nd-cp.toml").write_text(content, encoding="utf-8")


def other_rows(generation: Path) -> None:
    """Whole arrays, of another number of passages."""
    shutil.rmtree(generation / "rows")
    written(generation / "rows", [passage(n) for n in range(2)])


DAMAGED_INDEX: dict[str, Damage] = {
    "rows gone": lambda g: shutil.rmtree(g / "rows"),
    "rows of another length": other_rows,
    "places cut": lambda g: cut("places.npy", -1)(g / "rows"),
    "vectors gone": lambda g: (g / "rows" / "vectors.npy").unlink(),
    "documents other JSON": lambda g: (g / "rows" / "documents.json").write_text(json.dumps(7), encoding="utf-8"),
}


@pytest.fixture
def sound(place: Place) -> Place:
    for number in (91, 92, 93):
        place.write(f"{number}.txt", decree(number, "Trồng bưởi.", "Trồng cam."))
    place.build()
    return place


@pytest.mark.parametrize("name", DAMAGED_INDEX)
def test_the_reader_refuses_an_index_with_damaged_rows(sound: Place, name: str) -> None:
    DAMAGED_INDEX[name](sound.generation)
    with pytest.raises(IndexDamaged, match="python -m ingest build") as refused:
        sound.open()
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("name", DAMAGED_INDEX)
def test_build_mends_damaged_rows(sound: Place, name: str) -> None:
    DAMAGED_INDEX[name](sound.generation)
    assert build([sound.source], sound.index, sound.corpus, sound.embedder, quiet=True).changed
    assert_in_step(sound)
    assert sound.check() == []


@pytest.mark.parametrize("name", DAMAGED_INDEX)
def test_check_names_damaged_rows(sound: Place, name: str) -> None:
    DAMAGED_INDEX[name](sound.generation)
    findings = sound.findings()
    assert findings
    assert all("\n" not in finding.message and "dựng lại" in finding.message for finding in findings)


def test_check_names_questions_that_are_newer_than_the_index(sound: Place) -> None:
    write_asked_table(sound, ASKED)
    assert is_stale(sound.index, [sound.source], sound.corpus, sound.embedder)
    assert sound.check() != []
    sound.build()
    assert sound.check() == []
