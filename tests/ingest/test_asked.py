"""The questions of the duty table and of corpus/asked find the provision that answers them; what is shown and embedded stays as it is."""

from pathlib import Path

from invented import Place, contents, decree, lexical_hits

from ingest.index import is_stale

DUTY = """schema = 1
[[duty]]
id = "trong-cam"
field = "môi trường"
duty = "Trồng cam"
question = "Bác nào trông nom cây ăn quả?"
modes = ["trực tiếp"]
decree = {instrument = "91/2031/NĐ-CP", eid = "art_1__para_2"}
governs = "decree"
words = "trồng cam"
"""
QUESTION = "lão nông tưới quả vàng"
ASKED = """schema = 1
instrument = "91/2031/NĐ-CP"

[asked]
art_1__para_2 = ["Lão nông nào tưới quả vàng?"]
"""


def test_the_question_of_a_duty_finds_its_clause(tmp_path: Path) -> None:
    place = Place(tmp_path)
    place.write("một.txt", decree(91, "Trồng bưởi.", "Trồng cam."))
    place.build()
    question = "trông nom quả"
    assert lexical_hits(place.open(), question) == {}
    embedded = len(place.embedder.embedded)
    place.table("duties.toml", DUTY)
    assert place.build().changed
    assert [(eid, text) for _, eid, text in lexical_hits(place.open(), question)] == [("art_1__para_2", "2. Trồng cam.")]
    assert len(place.embedder.embedded) == embedded, "no passage is embedded anew"
    assert place.check() == []


def test_a_question_of_the_asked_folder_finds_its_provision(tmp_path: Path) -> None:
    place = planted(tmp_path)
    assert lexical_hits(place.open(), QUESTION) == {}
    write_asked(place, ASKED)
    assert place.build().changed
    assert [(eid, text) for _, eid, text in lexical_hits(place.open(), QUESTION)] == [("art_1__para_2", "2. Trồng cam.")]
    assert place.check() == []


def test_other_questions_alone_make_the_index_stale_and_embed_no_passage_anew(tmp_path: Path) -> None:
    place = planted(tmp_path)
    assert not stale(place)
    before, embedded = contents(place.open()), len(place.embedder.embedded)
    for content in (ASKED, ASKED.replace("art_1__para_2", "art_1__para_1"), None):
        write_asked(place, content)
        assert stale(place)
        report = place.build()
        assert (report.changed, report.updated, report.embedded) == (True, [], 0)
        assert not stale(place)
        assert not place.build().changed
        found = [eid for _, eid, _ in lexical_hits(place.open(), QUESTION)]
        assert found == (["art_1__para_2" if content is ASKED else "art_1__para_1"] if content else [])
    assert len(place.embedder.embedded) == embedded
    assert contents(place.open()) == before, "what is shown stays as it is"


def planted(folder: Path) -> Place:
    """An index of one decree, of which nothing is asked yet."""
    place = Place(folder)
    place.write("một.txt", decree(91, "Trồng bưởi.", "Trồng cam."))
    place.build()
    return place


def write_asked(place: Place, content: str | None) -> None:
    """The one file of questions of the place; None takes it away."""
    path = place.corpus / "asked" / "91-2031-nd-cp.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(content, encoding="utf-8") if content else path.unlink()


def stale(place: Place) -> bool:
    return is_stale(place.index, [place.source], place.corpus, place.embedder)
