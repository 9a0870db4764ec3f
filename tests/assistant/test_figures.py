"""Figures of a report: as printed; one that cannot be trusted is quoted with the doubt."""

from datetime import date

import pytest
from composers_corpus import assistant_over_report
from invented import Place

from assistant import Assistant

DAY = date(2026, 11, 29)


@pytest.mark.parametrize(
    ("question", "expected", "said"),
    [
        ("6 tháng đầu năm 2023 Khối cấp mới bao nhiêu dự án, FDI mấy dự án?", ["stm_th-4_3", "stm_th-4_4"], ["207 dự án", "161", "46"]),
        ("bao nhieu von cap moi tinh bang do cua khoi 6 thang 2023", ["stm_th-4_5"], ["“4.93,1 triệu USD”", "không xác định được giá trị"]),
        ("Vốn cấp mới và điều chỉnh của Khối tính bằng tiền Việt?", ["stm_th-4_6"], ["80.169,1 tỷ đồng"]),
        (
            "Bao nhiêu KCN của Khối đang hoạt động, bao nhiêu đang xây hạ tầng?",
            ["stm_th-5_3", "stm_th-5_4", "stm_th-5_5"],
            ["89 KCN", "33 KCN", "10.932 ha"],
        ),
        (
            "Doanh thu doanh nghiệp trong nước của Khối nửa đầu 2023 bao nhiêu?",
            ["stm_th-6_4"],
            ["“74.010.519,4 tỷ đồng”", "không nên dùng"],
        ),
        ("DN FDI của Khối nộp ngân sách bao nhiêu?", ["stm_th-6_5"], ["2.406,6 triệu USD"]),
        ("Khối thi đua có bao nhiêu thành viên?", ["stm_th-2_1"], ["11 đơn vị"]),
        ("Sản xuất kinh doanh trong Khối tăng trưởng thế nào?", ["stm_th-6_1", "stm_pb-15_1"], ["tăng trưởng khá", "tăng trưởng âm"]),
    ],
)
def test_the_figures_of_the_shipped_report(assistant: Assistant, question: str, expected: list[str], said: list[str]) -> None:
    answer = assistant.ask(question, DAY)
    assert [c.eid for c in answer.citations] == expected
    assert answer.status == "answered"
    assert not answer.struck
    for words in said:
        assert words in answer.answer


def test_a_misprint_is_never_made_a_value(assistant: Assistant) -> None:
    answer = assistant.ask("Vốn đăng ký phần USD của Khối 6 tháng đầu 2023 cứ ghi tròn 4.931 triệu USD được không?", DAY)
    assert "4.93,1" in answer.answer
    assert not any(value in answer.answer for value in ("4.931", "493,1", "4,931"))


@pytest.mark.parametrize(
    ("question", "eid", "said", "unsaid"),
    [
        ("Khối vườn ươm trồng bao nhiêu cây giống?", "stm_th-2_1", "1.250 cây", "không nên dùng"),
        ("Tiền bán cây của khối vườn ươm là bao nhiêu?", "stm_th-2_2", "“9.9,9 tỷ đồng”; số này in hỏng", "99,9"),
        ("Doanh thu của khối vườn ươm là bao nhiêu?", "stm_th-2_3", "“500 tỷ USD”; số này không hợp lý", "theo số in trong báo cáo"),
    ],
)
def test_the_quality_of_a_figure_decides_how_it_is_told(place: Place, question: str, eid: str, said: str, unsaid: str) -> None:
    answer = assistant_over_report(place).ask(question, date(2031, 9, 1))
    conclusion = answer.statements[0]
    assert [c.eid for c in answer.citations if c.n in conclusion.citations] == [eid]
    assert said in conclusion.text
    assert unsaid not in conclusion.text


@pytest.mark.parametrize(
    "question", ["Khối vườn ươm trồng bao nhiêu cây giống năm 2029?", "Núi Đỏ của khối vườn ươm trồng bao nhiêu cây giống?"]
)
def test_a_figure_of_the_whole_is_none_of_another_year_or_of_one_board(place: Place, question: str) -> None:
    answer = assistant_over_report(place).ask(question, date(2031, 9, 1))
    assert not any(s.role == "conclusion" and "1.250" in s.text for s in answer.statements)
