"""Which law a pending file falls under: the transitional clause first, with a yes or no that fits it; where none is held, that is said."""

from datetime import date

import pytest

from assistant import Assistant
from assistant.filing import asks_which_law

DAY = date(2026, 11, 30)
PERMITS = "theo khoản 19 Điều 76 Nghị định số 217/2026/NĐ-CP"


@pytest.mark.parametrize(
    ("question", "begins", "clause"),
    [
        ("hồ sơ xin GPXD nộp trước 1/7/2026 vẫn áp dụng luật cũ phải không", "Đúng: hồ sơ nộp trước ngày 01/7/2026", PERMITS),
        ("ho so gpxd nop thang 5/2026 chua cap thi theo nghi dinh nao", "Hồ sơ nộp trước ngày 01/7/2026", PERMITS),
        ("hồ sơ GPXD nộp tháng 9/2026 theo luật cũ phải không", "Không: hồ sơ nộp từ ngày 01/7/2026", PERMITS),
        (
            "vẫn áp dụng NĐ 15/2021 cho hồ sơ cấp phép nộp tháng 8/2026 đúng không",
            "Không áp dụng: văn bản số 15/2021/NĐ-CP hết hiệu lực từ ngày 30/12/2024",
            "theo điểm a khoản 2 Điều 124 Nghị định số 175/2024/NĐ-CP",
        ),
        (
            "hồ sơ chấp thuận chủ trương đầu tư đang giải quyết dở dang thì theo luật nào",
            "Hồ sơ nộp trước ngày 01/3/2026",
            "theo khoản 14 Điều 52 Luật Đầu tư năm 2025",
        ),
        (
            "hồ sơ môi trường nộp năm 2025 theo luật cũ phải ko",
            "Đúng: hồ sơ nộp trước ngày 01/01/2026",
            "theo khoản 4 Điều 17 Luật số 146/2025/QH15",
        ),
        (
            "hồ sơ trình thẩm định BCNCKT nộp tháng 6/2026 vẫn theo NĐ 175/2024 đúng không",
            "Đúng: ",
            "theo khoản 2 Điều 76 Nghị định số 217",
        ),
    ],
)
def test_the_transitional_clause_comes_first(assistant: Assistant, question: str, begins: str, clause: str) -> None:
    answer = assistant.ask(question, as_of=DAY)
    assert answer.status == "answered"
    assert answer.statements[0].text.startswith(begins), answer.statements[0].text
    assert clause in answer.statements[0].text


def test_another_old_law_than_the_one_that_goes_on_is_not_affirmed(assistant: Assistant) -> None:
    """The clause lets Decree 175/2024 go on, not Decree 35/2022, which is in force."""
    answer = assistant.ask("hồ sơ GPXD nộp tháng 5/2026 vẫn theo NĐ 35/2022 phải không", as_of=DAY)
    assert not answer.statements[0].text.startswith("Đúng")


def test_a_file_of_no_matter_gets_the_clauses_of_several_instruments(assistant: Assistant) -> None:
    answer = assistant.ask("hồ sơ đang giải quyết thì theo luật nào", as_of=DAY)
    assert answer.statements[0].text.startswith("Mỗi văn bản có quy định chuyển tiếp riêng")
    assert {"143/2025/QH15", "146/2025/QH15", "207/2026/NĐ-CP"} <= {c.document for c in answer.citations}


def test_where_no_transitional_clause_is_held_that_is_said(assistant: Assistant) -> None:
    answer = assistant.ask("hồ sơ lao động đang giải quyết áp dụng luật nào", as_of=DAY)
    assert answer.status == "partial"
    assert "trả lời phần: “quy định chuyển tiếp đối với loại hồ sơ này”" in answer.answer
    assert not any(s.role == "conclusion" for s in answer.statements)


@pytest.mark.parametrize(
    "text", ["hồ sơ GPXD nộp ở đâu", "Luật nào quy định về KCN", "hồ sơ gồm những gì theo luật mới", "còn hiệu lực không"]
)
def test_other_questions_ask_for_no_transition(text: str) -> None:
    assert not asks_which_law(text)


def test_articles_are_found_by_words_of_their_headings(assistant: Assistant) -> None:
    store = assistant.index.opened().store
    found = store.passages_headed("chuyển tiếp")
    known = [p for v in store.versions() for p in store.passages_of(v.id) if "chuyển tiếp" in p.heading.lower()]
    assert {p.id for p in found} == {p.id for p in known} != set()


@pytest.mark.parametrize(
    "question",
    [
        "Hồ sơ xin giấy phép xây dựng nộp ngày 12/6/2026 đến nay chưa giải quyết thì theo luật nào",
        "ho so xin gpxd nop ngay 12/6/2026 toi nay chua co ket qua thi theo nghi dinh nao",
        "GPXD nộp 12/6/2026 chưa được cấp thì áp dụng quy định nào",
    ],
)
def test_what_a_file_has_waited_for_since_is_not_when_it_was_handed_in(assistant: Assistant, question: str) -> None:
    told = next(s.text for s in assistant.ask(question, date(2026, 11, 30)).statements if s.role == "conclusion")
    assert told.startswith("Hồ sơ nộp trước ngày 01/7/2026 mà chưa có kết quả thì tiếp tục theo quy định trước đó")


def test_the_clause_that_covers_the_file_is_found_however_its_result_is_called(assistant: Assistant) -> None:
    answer = assistant.ask("hồ sơ giấy phép môi trường nộp 16/01/2026 chưa có kết quả thì áp dụng quy định nào", date(2026, 11, 30))
    assert ("48/2026/NĐ-CP", "art_38__para_1") in {(c.document, c.eid) for c in answer.citations}
    assert not any(s.text.startswith("Không") for s in answer.statements)


def test_of_a_time_on_both_sides_of_the_change_neither_is_said(assistant: Assistant) -> None:
    told = assistant.ask("hồ sơ xin GPXD nộp năm 2026 theo luật cũ hay mới", date(2026, 11, 30)).statements[0].text
    assert told.startswith("Tùy ngày nộp: nộp trước ngày 01/7/2026 thì thuộc quy định chuyển tiếp")
