"""The questions of the duty table find the clause that answers them, and leave what is shown and embedded as it is."""

from pathlib import Path

from invented import Place, decree, lexical_hits

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
