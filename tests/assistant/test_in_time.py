"""The law as it stood on a day: the four traps, validity, periods, files pending, names of today."""

from datetime import date

import pytest

from assistant import Assistant
from assistant.answer import Answer


def cited(answer: Answer) -> list[tuple[str, str]]:
    return [(c.document, c.key) for c in answer.citations]


def conclusions(answer: Answer) -> str:
    return " ".join(s.text for s in answer.statements if s.role == "conclusion")


def test_the_land_law_of_2024_applies_from_august_although_it_was_printed_with_january(assistant: Assistant) -> None:
    now = assistant.ask("Ban quản lý khu kinh tế có được cho thuê đất không?", date(2024, 9, 1))
    assert cited(now)[0] == ("31/2024/QH15", "art_203__para_3")
    assert now.citations[0].in_force == "in_force"
    assert "45/2013/QH13" not in {document for document, _ in cited(now)}
    before = assistant.ask("Ban quản lý khu kinh tế có được cho thuê đất không?", date(2024, 7, 31))
    assert ("45/2013/QH13", "art_151__para_3") in cited(before)
    assert "31/2024/QH15" not in {document for document, _ in cited(before)}


def test_exemptions_of_the_construction_law_of_2025_apply_before_the_law(assistant: Assistant) -> None:
    question = "Công trình nào được miễn giấy phép xây dựng?"
    early = assistant.ask(question, date(2026, 3, 1))
    assert cited(early)[0] == ("135/2025/QH15", "art_43__para_2")
    assert "Từ ngày 01/01/2026" in conclusions(early)
    assert "135/2025/QH15" not in {document for document, _ in cited(assistant.ask(question, date(2025, 12, 31)))}


def test_building_permits_on_either_side_of_the_first_of_july(assistant: Assistant) -> None:
    question = "Ai cấp giấy phép xây dựng trong khu công nghiệp?"
    before, after = assistant.ask(question, date(2026, 6, 30)), assistant.ask(question, date(2026, 7, 2))
    assert ("35/2022/NĐ-CP", "art_68__para_3__point_b") in cited(before)
    assert "217/2026/NĐ-CP" not in {document for document, _ in cited(before)}
    assert cited(after)[0] == ("217/2026/NĐ-CP", "art_53__para_2")


def test_permits_of_foreign_workers_end_on_18_september_2023(assistant: Assistant) -> None:
    question = "Ban quản lý có được cấp giấy phép lao động cho người nước ngoài không?"
    assert "trực tiếp cấp, cấp lại, gia hạn, thu hồi giấy phép lao động" in conclusions(assistant.ask(question, date(2023, 9, 17)))
    assert "trực tiếp cấp" not in conclusions(assistant.ask(question, date(2023, 9, 19)))


@pytest.mark.parametrize(
    ("question", "says", "cites"),
    [
        ("Luật Xây dựng 50/2014/QH13 còn hiệu lực không?", "thay thế Luật số 50/2014/QH13", ("135/2025/QH15", "art_94__para_3")),
        ("Nghị định 35/2022 có hiệu lực từ ngày nào?", "có hiệu lực từ ngày 15/7/2022", ("35/2022/NĐ-CP", "art_75__para_1")),
        ("Luật 31/2024/QH15 có hiệu lực từ khi nào", "có hiệu lực từ ngày 01/8/2024", ("31/2024/QH15", "art_252__para_1")),
        ("Luật 31/2024/QH15 có hiệu lực từ khi nào", "Riêng Điều 190, Điều 248 Luật số 31/2024/QH15", ("31/2024/QH15", "art_252__para_2")),
        ("Điều 43 Luật Xây dựng 2025 áp dụng từ khi nào?", "Riêng khoản 2 Điều 43, khoản 3 Điều 43", ("135/2025/QH15", "art_94__para_2")),
        (
            "Tiền thuê đất còn tính theo nghị định 35 hồi 2017 không?",
            "đã hết hiệu lực từ ngày 01/8/2024",
            ("103/2024/NĐ-CP", "art_53__para_2"),
        ),
    ],
)
def test_questions_on_validity(assistant: Assistant, question: str, says: str, cites: tuple[str, str]) -> None:
    answer = assistant.ask(question, date(2026, 11, 23))
    assert says in conclusions(answer)
    assert cites in cited(answer)


def test_of_two_laws_that_are_compared_both_are_cited(assistant: Assistant) -> None:
    answer = assistant.ask(
        "Luật Đầu tư 2020 và Luật Đầu tư 2025: ai chấp thuận chủ trương đầu tư trong khu công nghiệp?", date(2026, 11, 23)
    )
    grounds = {n for s in answer.statements if s.role == "ground" for n in s.citations}
    assert {"61/2020/QH14", "143/2025/QH15"} <= {c.document for c in answer.citations if c.n in grounds}


def test_who_asks_what_an_old_law_says_is_not_told_what_is_done_today(assistant: Assistant) -> None:
    answer = assistant.ask("Theo Luật Xây dựng 2014 thì ai cấp giấy phép xây dựng?", date(2026, 11, 23))
    assert {c.document for c in answer.citations} == {"50/2014/QH13"}
    assert all(c.in_force == "expired" for c in answer.citations)


def test_a_successor_that_is_not_held_is_not_invented(assistant: Assistant) -> None:
    answer = assistant.ask("Nghị định 35/2022 đã bị thay thế bởi nghị định nào chưa?", date(2026, 11, 23))
    assert "thay thế Nghị định số 35/2022/NĐ-CP" not in conclusions(answer)
    assert any("chưa thấy văn bản thay thế" in warning and "vbpl.vn" in warning for warning in answer.warnings)


def test_a_period_is_answered_at_both_ends_where_the_law_changed(assistant: Assistant) -> None:
    answer = assistant.ask("Từ năm 2024 đến nay ai cấp giấy phép xây dựng trong khu công nghiệp?", date(2026, 11, 23))
    assert {s.as_of for s in answer.statements} == {date(2024, 1, 1), answer.as_of}
    assert "Theo quy định tại ngày 01/01/2024" in answer.answer
    assert [c.n for c in answer.citations] == list(range(1, len(answer.citations) + 1))
    assert answer.day_in_question


def test_a_period_without_a_change_is_answered_once(assistant: Assistant) -> None:
    answer = assistant.ask("Năm 2023 ai bổ nhiệm Trưởng ban Ban quản lý?", date(2026, 11, 23))
    assert len({s.as_of for s in answer.statements}) == 1


def test_a_file_that_is_pending_is_answered_with_the_transition(assistant: Assistant) -> None:
    answer = assistant.ask("Hồ sơ cấp giấy phép xây dựng nộp ngày 20/6/2026 chưa được cấp thì làm theo nghị định nào?", date(2026, 7, 15))
    assert ("217/2026/NĐ-CP", "art_76__para_19") in cited(answer)
    assert answer.as_of == date(2026, 7, 15)


def test_a_ministry_that_merged_has_its_name_of_today_beside_the_clause(assistant: Assistant) -> None:
    question = "Ban quản lý báo cáo định kỳ hằng quý, hằng năm với ai?"
    told = "Bộ Kế hoạch và Đầu tư nay là Bộ Tài chính"
    assert any(told in warning for warning in assistant.ask(question, date(2026, 11, 23)).warnings)
    assert not any(told in warning for warning in assistant.ask(question, date(2024, 11, 23)).warnings)


def test_a_decision_of_one_province_answers_only_where_the_province_is_named(assistant: Assistant) -> None:
    everywhere = assistant.ask("Ai cấp giấy phép xây dựng trong khu công nghiệp?", date(2026, 6, 1))
    assert not any(document.endswith("QĐ-UBND") for document, _ in cited(everywhere))
    there = assistant.search("cấp giấy phép xây dựng trong khu công nghiệp ở Nam Định", 5, date(2026, 6, 1))
    assert "40/2021/QĐ-UBND" in {hit.passage.version.document for hit in there}
