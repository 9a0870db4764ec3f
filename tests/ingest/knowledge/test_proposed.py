"""The effects that the official texts state, beside the reviewed table."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from ingest.catalogue import Catalogue, Effect, Instrument, ProvisionRef
from ingest.documents import find_files, is_table, load_document
from ingest.knowledge.knowledge import Knowledge
from ingest.knowledge.proposed import compare, effect_hints, proposed_by

DECREE, OLD, LAW = "10/2030/NĐ-CP", "7/2020/NĐ-CP", "11/2028/QH16"
DAY = date(2030, 3, 1)
INSTRUMENTS = {
    DECREE: Instrument(DECREE, "Nghị định", "Chính phủ", "về bến bãi", date(2030, 1, 15), DAY, files=("bến bãi",)),
    LAW: Instrument(LAW, "Luật", "Quốc hội", "Đê điều", date(2028, 6, 1), date(2029, 1, 1)),
}
TEXT = """Điều 1. Sửa đổi, bổ sung một số điều của Luật Đê điều
1. Sửa đổi, bổ sung khoản 2 Điều 5 như sau:
“2. Nội dung.”.
2. Bãi bỏ Điều 8.
Điều 2. Hiệu lực thi hành
1. Nghị định này thay thế Nghị định số 7/2020/NĐ-CP.
2. Bãi bỏ Điều 3, Điều 4 Nghị định số 8/2021/NĐ-CP.
"""
# Reviewed effects that no instruction of the texts held states; docs/effects-from-text.md says why.
NOT_FOUND = {
    "06-2022qh15--39-2013qh13",
    "06-2022qh15--47-2005qh11",
    "135-2025qh15--62-2020qh14",
    "61-2020qh14--67-2014qh13",
    "47-2024-k1od57--50-2014-d24",
    "47-2024-k1od57--50-2014-d34",
    "96-2026-k3ad111--35-2022-d71",
}


def effect(kind: str, source: str, target: str, eid: str = "", day: date | None = DAY) -> Effect:
    return Effect(f"{kind}-{target}-{eid}", kind, ProvisionRef(DECREE, source), ProvisionRef(target, eid), day)  # type: ignore[arg-type]


def known(tmp_path: Path, *effects: Effect) -> Knowledge:
    """A knowledge with these effects and the text above as the one official text."""
    path = tmp_path / "bến bãi.txt"
    path.write_text(TEXT, encoding="utf-8")
    document = load_document(path, Catalogue(INSTRUMENTS))
    return Knowledge(tmp_path, instruments=dict(INSTRUMENTS), effects=list(effects), officials={document.number: [document]})


def messages(knowledge: Knowledge) -> list[tuple[str, str, str]]:
    return [(hint.kind, hint.entry, hint.message.partition(": ")[2]) for hint in effect_hints(knowledge)]


def test_a_table_that_says_all_gives_no_hint(tmp_path: Path) -> None:
    table = (
        effect("amends", "art_1", LAW),
        effect("replaces", "art_2__para_1", OLD),
        effect("repeals_in_part", "art_2__para_2", "8/2021/NĐ-CP"),
    )
    assert messages(known(tmp_path, *table)) == []


def test_what_the_table_lacks_is_named_once_for_each_source(tmp_path: Path) -> None:
    table = (effect("amends", "art_1", LAW), effect("replaces", "art_2__para_1", OLD))
    what = "khoản 2 Điều 2 10/2030/NĐ-CP bãi bỏ một phần 8/2021/NĐ-CP (Điều 3, Điều 4) từ 01/03/2030; bảng chưa có."
    assert messages(known(tmp_path, *table)) == [("effect_proposed", f"văn bản {DECREE}", what)]


@pytest.mark.parametrize(
    ("kind", "day", "says"),
    [
        ("repeals", DAY, "kiểu repeals, văn bản nói replaces"),
        ("replaces", date(2031, 1, 1), "ngày 01/01/2031, văn bản nói 01/03/2030"),
        ("replaces", None, "ngày chưa rõ, văn bản nói 01/03/2030"),
    ],
)
def test_where_both_speak_and_disagree_the_hint_says_in_what(tmp_path: Path, kind: str, day: date | None, says: str) -> None:
    table = (
        effect("amends", "art_1", LAW),
        effect("repeals_in_part", "art_2__para_2", "8/2021/NĐ-CP"),
        effect(kind, "art_2__para_1", OLD, "", day),
    )
    differing = [what for kind, _, what in messages(known(tmp_path, *table)) if kind == "effect_differs"]
    assert len(differing) == 1
    assert says in differing[0].replace("ngày ngày", "ngày")


def test_what_the_text_does_not_say_is_a_hint(tmp_path: Path) -> None:
    found = messages(known(tmp_path, effect("repeals", "art_2", "9/2001/NĐ-CP")))
    assert [(kind, entry) for kind, entry, _ in found][:1] == [("effect_unsaid", "mục repeals-9/2001/NĐ-CP-")]


def test_effects_of_texts_not_held_and_readings_are_left_alone(tmp_path: Path) -> None:
    elsewhere = Effect("x", "amends", ProvisionRef("1/2029/NĐ-CP", "art_1"), ProvisionRef(LAW), DAY)
    reading = effect("prevails", "art_1", LAW)
    assert not [kind for kind, _, _ in messages(known(tmp_path, elsewhere, reading)) if kind != "effect_proposed"]


def test_without_official_texts_there_are_no_hints(tmp_path: Path) -> None:
    assert effect_hints(Knowledge(tmp_path, effects=[effect("repeals", "art_2", OLD)])) == []


@pytest.mark.corpus
def test_the_reviewed_effects_stand_in_the_texts_held(shared: Path, catalogue: Catalogue) -> None:
    documents = [load_document(path, catalogue) for path in find_files(shared / "corpus/raw") if not is_table(path)]
    found = compare(catalogue.effects, proposed_by(documents, catalogue), {document.number for document in documents})
    assert {effect.id for effect in found.unsaid} == NOT_FOUND
    assert [difference.reviewed.id for difference in found.differing] == []
    assert len(found.agreeing) >= 0.9 * (len(found.agreeing) + len(found.unsaid))
    kinds = Counter(one.kind for one in found.lacking)
    assert kinds["replaces"] + kinds["repeals"] + kinds["commences"] < 30  # whole instruments that end: the table should have them
