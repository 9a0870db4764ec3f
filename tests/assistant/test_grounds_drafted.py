"""The grounds of a paper, drafted from what is held: the order, the form, the day, and what the officer has to add."""

from datetime import date

import pytest

from assistant import Answer, Assistant

DAY = date(2026, 11, 29)


def lines(answer: Answer) -> list[str]:
    """The grounds of a draft, its first sentence aside."""
    return [s.text for s in answer.statements if s.role == "conclusion"][1:]


@pytest.mark.parametrize(
    ("question", "first", "within"),
    [
        ("soạn căn cứ pháp lý cho tờ trình cấp giấy phép xây dựng trong KCN",
         "Căn cứ Luật Xây dựng ngày 10 tháng 12 năm 2025;", ["Nghị định số 35/2022/NĐ-CP", "Nghị định số 217/2026/NĐ-CP"]),
        ("phan can cu cua quyet dinh dieu chinh giay chung nhan dang ky dau tu viet the nao",
         "Căn cứ Luật Đầu tư ngày 11 tháng 12 năm 2025;", ["Nghị định số 35/2022/NĐ-CP", "Nghị định số 96/2026/NĐ-CP"]),
        ("dự thảo các căn cứ ban hành kế hoạch kiểm tra PCCC trong KCN",
         "Căn cứ Luật Phòng cháy, chữa cháy và cứu nạn, cứu hộ ngày 29 tháng 11 năm 2024;", ["Nghị định số 105/2025/NĐ-CP"]),
    ],
)  # fmt: skip
def test_laws_first_each_in_full_and_closed_as_the_decree_has_it(
    assistant: Assistant, question: str, first: str, within: list[str]
) -> None:
    answer = assistant.ask(question, DAY)
    told = lines(answer)
    assert answer.composed_by.composer == "grounds"
    assert told[0] == first
    assert all(line.startswith("Căn cứ ") and line.endswith(";") for line in told[:-1])
    assert told[-1].endswith(".")
    assert all(any(name in line for line in told) for name in within)
    assert not answer.struck


def test_each_line_rests_on_clauses_of_its_own_document(assistant: Assistant) -> None:
    answer = assistant.ask("soạn căn cứ tờ trình cấp giấy phép môi trường", DAY)
    by_number = {c.n: c for c in answer.citations}
    for statement in [s for s in answer.statements if s.role == "conclusion"][1:]:
        documents = {by_number[n].document for n in statement.citations}
        assert len(documents) == 1
        assert all(by_number[n].in_force == "in_force" for n in statement.citations)


def test_an_amending_law_goes_without_number_and_issuer(assistant: Assistant) -> None:
    told = lines(assistant.ask("soạn căn cứ tờ trình cấp giấy phép môi trường", DAY))
    amending = next(line for line in told if "Luật sửa đổi, bổ sung" in line)
    assert "146/2025/QH15" not in amending
    assert "của Quốc hội" not in amending
    assert amending.endswith("ngày 11 tháng 12 năm 2025;")


def test_only_what_is_in_force_on_the_day(assistant: Assistant) -> None:
    question = "soạn căn cứ pháp lý cho tờ trình cấp giấy phép xây dựng"
    before, after = (" ".join(lines(assistant.ask(question, day))) for day in (date(2026, 5, 1), DAY))
    assert "Luật Xây dựng ngày 18 tháng 6 năm 2014" in before
    assert "Luật Xây dựng ngày 10 tháng 12 năm 2025" in after
    assert "217/2026/NĐ-CP" not in before
    assert "175/2024/NĐ-CP" not in after


def test_a_decision_of_a_province_is_a_ground_there_alone(assistant: Assistant) -> None:
    there, elsewhere = (
        " ".join(lines(assistant.ask(f"soạn căn cứ tờ trình cấp giấy phép xây dựng của Ban quản lý các KCN {place}", DAY)))
        for place in ("Bắc Ninh", "Hải Phòng")
    )
    assert "13/2021/QĐ-UBND" in there
    assert "217/2026/NĐ-CP" in there
    assert "QĐ-UBND" not in elsewhere


def test_what_is_not_held_is_left_to_the_officer_and_said(assistant: Assistant) -> None:
    answer = assistant.ask("soạn căn cứ pháp lý cho tờ trình cấp giấy phép xây dựng", DAY)
    assert "chức năng, nhiệm vụ, quyền hạn" in answer.warnings[0]
    assert "Theo đề nghị của" in answer.warnings[1]


def test_how_grounds_are_set_out_is_no_draft(assistant: Assistant) -> None:
    assert assistant.ask("cách trình bày phần căn cứ theo Nghị định 30", DAY).composed_by.composer != "grounds"


@pytest.mark.parametrize("question", ["soạn căn cứ cho công văn hướng dẫn nấu phở", "viet can cu to trinh cu doi bong da du giai"])
def test_no_grounds_for_a_matter_of_which_nothing_is_held(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question, DAY)
    assert answer.composed_by.composer != "grounds"
    assert not any(s.text.startswith("Căn cứ ") for s in answer.statements)


@pytest.mark.parametrize(
    "question",
    [
        "can cu phap ly to trinh khen thuong cuoi nam",
        "căn cứ tờ trình đề nghị tặng bằng khen",
        "Căn cứ công văn trả lời về giấy phép xây dựng",
    ],
)
def test_grounds_are_drafted_without_a_word_that_asks_for_it(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question, DAY)
    assert answer.composed_by.composer == "grounds" and any(line.startswith("Căn cứ Luật") for line in lines(answer))


def test_a_paper_that_is_referred_to_is_none_to_be_drafted(assistant: Assistant) -> None:
    for question in (
        "căn cứ tờ trình số 12 của chủ đầu tư thì ban có được cấp giấy phép xây dựng không",
        "tờ trình khen thưởng gồm những gì",
    ):
        assert assistant.ask(question, DAY).composed_by.composer != "grounds"
