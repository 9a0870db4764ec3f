"""`show`: one provision as it stands on a day, from every text that is held of it."""

from datetime import date

import pytest
from invented import Place, decree

from ingest.index import IndexDamaged, NoIndex
from ingest.show import ShowError, Shown, show
from ingest.versions import preferred_version

TODAY = date(2031, 9, 1)
DIGEST = (
    '+++\nschema = 1\ninstrument = "91/2031/NĐ-CP"\nmade_from = "91/2031/NĐ-CP"\n+++\n'
    "# Tóm lược\n\n### Điều 1. Nhiệm vụ\n1. Trồng cây có múi.\n"
)
TABLES = (
    "schema = 1\n[[instrument]]\n"
    'number = "91/2031/NĐ-CP"\nkind = "Nghị định"\nissuer = "Chính phủ"\ntitle = "vườn ươm"\n'
    "issued_on = 2031-03-05\neffective_on = 2031-07-01\n"
    'consolidations = [{number = "77/VBHN-BVU", date = 2033-02-01}]\n'
)
EFFECT = (
    'schema = 1\n[[effect]]\nid = "sửa"\nkind = "amends"\nsource = {instrument = "95/2032/NĐ-CP", eid = "art_3"}\n'
    'target = {instrument = "91/2031/NĐ-CP", eid = "art_1__para_1"}\nfrom = 2032-01-01\nheld = false\n'
)
POINTS = "Trồng cây:\na) Bưởi;\nb) Cam;\nc) Chanh;\nd) Dừa;\nđ) Khế."


@pytest.fixture
def held(place: Place) -> Place:
    place.table("instruments.toml", TABLES)
    place.table("effects.toml", EFFECT)
    place.write("91-2031-nd-cp.txt", decree(91, POINTS, "Tưới cây."))
    place.write("tóm lược.md", DIGEST)
    place.write(
        "77-vbhn-bvu.txt",
        "VĂN BẢN HỢP NHẤT\nSố: 77/VBHN-BVU\nNghị định số 91/2031/NĐ-CP ngày 05 tháng 3 năm 2031 của Chính phủ, được sửa đổi, bổ sung bởi:\n"
        "Điều 1. Nhiệm vụ\n1. Trồng bưởi da xanh.\n2. Tưới cây.\n",
    )
    place.build()
    return place


def shown(place: Place, locator: str | None, on: date = TODAY, number: str = "91/2031/NĐ-CP", history: bool = False) -> Shown:
    return show(place.index, place.catalogue, number, locator, on, history)


@pytest.mark.parametrize(
    ("locator", "label", "text"),
    [
        ("điểm d khoản 1 Điều 1", "điểm d khoản 1 Điều 1", "d) Dừa;"),
        ("điểm đ khoản 1 Điều 1", "điểm đ khoản 1 Điều 1", "đ) Khế."),
        ("ĐIỂM Đ KHOẢN 1 ĐIỀU 1", "điểm đ khoản 1 Điều 1", "đ) Khế."),
        ("điểm a, khoản 1, Điều 1", "điểm a khoản 1 Điều 1", "a) Bưởi;"),
        ("art_1__para_1__point_dd", "điểm đ khoản 1 Điều 1", "đ) Khế."),
        ("khoản 2 Điều 1", "khoản 2 Điều 1", "2. Tưới cây."),
        ("Điều 2", "Điều 2", "Điều 2. Hiệu lực thi hành\nNghị định này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2031."),
    ],
)
def test_provision_in_the_official_text(held: Place, locator: str, label: str, text: str) -> None:
    found = shown(held, locator)
    assert (found.label, found.text, found.provision.version.version) == (label, text, "91/2031/NĐ-CP")
    row = found.as_json()
    assert (row["text_kind"], row["in_force"], row["valid_from"], row["valid_to"]) == ("official", "in_force", "2031-07-01", None)
    assert row["end"] - row["start"] == len(text)


@pytest.mark.parametrize("number", ["91/2031/NĐ-CP", "91/2031/nd-cp", "77/VBHN-BVU"])
@pytest.mark.parametrize(
    ("on", "version", "text"),
    [(date(2031, 7, 1), "91/2031/NĐ-CP", "1. Trồng cây:"), (date(2033, 2, 1), "77/VBHN-BVU", "1. Trồng bưởi da xanh.")],
)
def test_text_for_the_day(held: Place, number: str, on: date, version: str, text: str) -> None:
    found = shown(held, "khoản 1 Điều 1", on, number)
    assert (found.provision.version.version, found.text.split("\n")[0]) == (version, text)


@pytest.mark.parametrize(
    ("on", "state", "unapplied"),
    [
        (date.min, "not_yet", 0),
        (date(2031, 6, 30), "not_yet", 0),
        (date(2031, 7, 1), "in_force", 0),
        (date(2032, 1, 1), "in_force", 1),
        (date(2033, 2, 1), "in_force", 0),
        (date.max, "in_force", 0),
    ],
)
def test_state_and_unapplied_changes_on_a_day(held: Place, on: date, state: str, unapplied: int) -> None:
    found = shown(held, "khoản 1 Điều 1", on)
    assert (found.as_json()["in_force"], len(found.unapplied)) == (state, unapplied)
    assert ("được sửa đổi bởi Điều 3 95/2032/NĐ-CP" in found.as_text()) == bool(unapplied)


def test_history_shows_all_texts_and_effects(held: Place) -> None:
    found = shown(held, "khoản 1 Điều 1", history=True)
    assert {v.version for v, _ in found.others} == {"digest", "77/VBHN-BVU"}
    assert [e.id for e in found.history] == ["sửa"]
    assert "1. Trồng cây có múi." in found.as_text()
    assert "95/2032/NĐ-CP" in found.as_text()


def test_whole_document(held: Place) -> None:
    assert shown(held, None).label == "Toàn văn"
    assert shown(held, "").text.startswith("CHÍNH PHỦ")


def test_article_that_only_the_regulation_issued_with_a_decision_has(place: Place) -> None:
    place.write(
        "12-2031-qd-ubnd.txt",
        "QUYẾT ĐỊNH\nBan hành Quy định trồng cây\nĐiều 1. Ban hành kèm theo Quyết định này Quy định trồng cây.\n"
        "Điều 2. Hiệu lực\nTừ ngày ký.\n"
        "QUY ĐỊNH\nVỀ TRỒNG CÂY\n(Ban hành kèm theo Quyết định số 12/2031/QĐ-UBND)\n"
        "Điều 1. Phạm vi\nVườn ươm.\nĐiều 2. Đối tượng\nCây.\nĐiều 3. Trồng bưởi\nMột cây một hố.\n",
    )
    place.build()
    found = shown(place, "Điều 3", number="12/2031/QĐ-UBND")
    assert (found.text, found.label) == ("Điều 3. Trồng bưởi\nMột cây một hố.", "Điều 3 của Quy định ban hành kèm theo")
    assert shown(place, "Điều 2", number="12/2031/QĐ-UBND").text.endswith("Từ ngày ký.")


@pytest.mark.parametrize(
    ("number", "locator", "line"),
    [
        ("1/1900/NĐ-CP", None, "Kho chưa có văn bản 1/1900/NĐ-CP."),
        ("", "Điều 1", "Kho chưa có văn bản"),
        ("91/2031/NĐ-CP", "Điều 99", "Không có Điều 99 trong văn bản 91/2031/NĐ-CP"),
        ("91/2031/NĐ-CP", "điểm q khoản 1 Điều 1", "Không có điểm q khoản 1 Điều 1"),
        ("91/2031/NĐ-CP", "khoản 2", "Không hiểu vị trí “khoản 2”"),
        ("91/2031/NĐ-CP", "%' OR 1=1 --", "Không hiểu vị trí"),
        ("91/2031/NĐ-CP", "art_99", "Không có Điều 99"),
    ],
)
def test_what_is_not_held_is_said_in_one_line(held: Place, number: str, locator: str | None, line: str) -> None:
    with pytest.raises(ShowError, match=line.replace("(", "\\(")) as error:
        shown(held, locator, number=number)
    assert "\n" not in str(error.value)


def test_no_index_and_a_damaged_one(place: Place) -> None:
    with pytest.raises(NoIndex):
        shown(place, "Điều 1")
    place.write("một.txt", decree(91, "Trồng bưởi."))
    place.build()
    (place.generation / "store.sqlite").write_bytes(b"x" * 9000)
    with pytest.raises(IndexDamaged):
        shown(place, "Điều 1")


def test_a_file_of_appendices_alone_is_not_taken_for_the_decree(place: Place) -> None:
    """Read first and of the same day, it was shown in place of the whole text, and no article of the decree was found."""
    head = "CHÍNH PHỦ\nSố: 91/2031/NĐ-CP\nHà Nội, ngày 05 tháng 3 năm 2031\n"
    place.write("91-2031-a-phu-luc.txt", f"{head}PHỤ LỤC I\nDANH MỤC CÂY\n(Kèm theo Nghị định số 91/2031/NĐ-CP)\n1. Bưởi.\n2. Cam.\n")
    place.write("91-2031-b.txt", decree(91, POINTS, "Tưới cây."))
    place.build()
    opened = place.open().opened()
    versions = opened.versions_of("91/2031/NĐ-CP")
    assert [v.file for v in versions if not v.has_articles] == ["91-2031-a-phu-luc.txt"]
    chosen = preferred_version(versions, TODAY)
    assert chosen
    assert chosen.file == "91-2031-b.txt"
