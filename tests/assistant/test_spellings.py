"""One question in many spellings is one question; documents and locators are read however they are written."""

import unicodedata
from datetime import date

import pytest

from assistant import Assistant
from assistant.question import QuestionReader
from ingest.catalogue import Catalogue

DAY = date(2026, 11, 23)
DECREE, PERMITS = "35/2022/NĐ-CP", "217/2026/NĐ-CP"


@pytest.fixture(scope="module")
def reader(catalogue: Catalogue) -> QuestionReader:
    return QuestionReader(catalogue)


@pytest.mark.parametrize(
    ("written", "documents"),
    [
        ("Nghị định 35/2022/NĐ-CP", (DECREE,)),
        ("Nghị định số 35/2022/NĐ-CP", (DECREE,)),
        ("nghị định 35/2022/nđ-cp", (DECREE,)),
        ("nghi dinh 35/2022/nd-cp", (DECREE,)),
        ("NĐ 35/2022/ND-CP", (DECREE,)),
        ("NĐ 35/2022", (DECREE,)),
        ("35 / 2022 / NĐ-CP", (DECREE,)),
        ("Điều 68 của 35/2022/NĐ-CP.", (DECREE,)),
        ("(35/2022/NĐ-CP)", (DECREE,)),
        ("35/2022/NĐ-CP và 217/2026/NĐ-CP", (DECREE, PERMITS)),
        ("217/2026/NĐ-CP, 35/2022/NĐ-CP, 217/2026/NĐ-CP", (PERMITS, DECREE)),
        ("Nghị định 35/2022 và 217/2026 khác gì nhau", (DECREE, PERMITS)),  # the kind is said once for both
        ("ND 35/2022, 217/2026", (DECREE, PERMITS)),
        ("so Luật Đất đai 2013 với 2024", ("45/2013/QH13", "31/2024/QH15")),
        ("9716/VBHN-BKHĐT", (DECREE,)),
        ("9716/VBHN-BKHDT", (DECREE,)),
        ("Luật số 135/2025/QH15", ("135/2025/QH15",)),
        ("luat 135/2025/qh15", ("135/2025/QH15",)),
        ("Nghị quyết 66.17/2026/NQ-CP", ("66.17/2026/NQ-CP",)),
        ("Nghị định 999/2031/NĐ-CP", ("999/2031/NĐ-CP",)),
        ("ngày 01/7/2026", ()),
        ("2022/2023", ()),
        ("tỷ lệ 1/500", ()),
        ("km/h", ()),
    ],
)
def test_numbers_of_documents(reader: QuestionReader, written: str, documents: tuple[str, ...]) -> None:
    assert reader.read(f"{written} nói gì về giấy phép?", DAY).documents == documents


@pytest.mark.parametrize(
    ("written", "eid"),
    [
        ("điểm đ khoản 2 Điều 68", "art_68__para_2__point_dd"),
        ("Điểm Đ Khoản 2 Điều 68", "art_68__para_2__point_dd"),
        ("điểm d khoản 3 điều 68", "art_68__para_3__point_d"),
        ("khoản 15a Điều 4", "art_4__para_15a"),
        ("Điều 15a", "art_15a"),
        ("điểm a, khoản 3, Điều 68", "art_68__para_3__point_a"),
        ("diem a khoan 3 dieu 68", "art_68__para_3__point_a"),
        ("dieu 68", "art_68"),
        ("khoan 4 dieu 68", "art_68__para_4"),
        (unicodedata.normalize("NFD", "điểm đ khoản 2 Điều 68"), "art_68__para_2__point_dd"),
        ("điều kiện cấp phép", None),
        ("điều chỉnh quy hoạch", None),
        ("khoản 2", None),
    ],
)
def test_locators(reader: QuestionReader, written: str, eid: str | None) -> None:
    locator = reader.read(f"{written} ?", DAY).locator
    assert (locator.eid if locator else None) == eid


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ban quan ly co duoc cap giay phep xay dung trong kcn khong", True),
        ("BAN QUAN LY CAP GPXD", True),
        ("thu tuc cap GPLĐ", True),
        ("Ban quản lý", False),
        ("quy hoach 1/500", True),
        ("35/2022", False),
        ("🏭", False),
        ("khu cong nghiep sinh thai ở đâu", True),
    ],
)
def test_unaccented(reader: QuestionReader, text: str, folded: bool) -> None:
    assert reader.read(text, DAY).folded == folded


@pytest.mark.parametrize(
    "written",
    [
        "Ban quản lý có được cấp giấy phép xây dựng trong KCN không?",
        "BQL có được cấp GPXD trong khu công nghiệp không",
        "ban quan ly co duoc cap giay phep xay dung trong kcn khong",
        "BAN QUẢN LÝ CÓ ĐƯỢC CẤP GIẤY PHÉP XÂY DỰNG TRONG KCN KHÔNG???",
        "  ban   quản lý\tcó được cấp\ngiấy phép xây dựng trong kcn không ",
        unicodedata.normalize("NFD", "Ban quản lý có được cấp giấy phép xây dựng trong KCN không?"),
        "Ban quản lý có được cấp giấy phép xây dựng trong KCN không? 🏗️👷",
        "“Ban quản lý” có được cấp (giấy phép xây dựng) trong KCN không?!",
        "Ban quản\u00a0lý có được cấp giấy phép xây dựng trong KCN không?",
        "Ban qu\u00adản lý có được cấp giấy\u200b phép xây dựng trong KCN không?",
    ],
)
def test_one_question_in_many_spellings_has_one_answer(assistant: Assistant, written: str) -> None:
    answer = assistant.ask(written, DAY)
    assert [(c.document, c.eid) for c in answer.citations][:2] == [(PERMITS, "art_53__para_2"), (DECREE, "art_68__para_3__point_b")]


@pytest.mark.parametrize(("old", "new"), [("hoà giải ở cơ sở", "hòa giải ở cơ sở"), ("uỷ quyền cho BQL", "ủy quyền cho BQL")])
def test_old_and_new_place_of_the_tone_mark(assistant: Assistant, old: str, new: str) -> None:
    one, other = (assistant.search(text, 10, DAY) for text in (old, new))
    assert [h.passage.id for h in one] == [h.passage.id for h in other]


def test_question_typed_half_with_half_without_accents(assistant: Assistant) -> None:
    answer = assistant.ask("Ban quan lý có duoc cấp giay phep xây dung trong KCN không?", DAY)
    assert (DECREE, "art_68__para_3__point_b") in [(c.document, c.eid) for c in answer.citations]


HISTORY = ("Ban quản lý có được cấp giấy phép xây dựng trong KCN không?", "Từ ngày 01/7/2026 …")


@pytest.mark.parametrize("history", [(), ("",), (" ", "trả lời"), ("", "", "", "")])
def test_empty_history_is_none(reader: QuestionReader, history: tuple[str, ...]) -> None:
    assert reader.read("Căn cứ nào?", DAY, history).standalone == "Căn cứ nào?"
