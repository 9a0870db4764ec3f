"""Two figures of a report compared: the computation shown, or why there is none; and what is no figure that is asked for."""

from datetime import date

import pytest
from composers_corpus import PLACES, REPORT, TOPICS
from invented import Place

from assistant import Answer, Assistant

DAY = date(2026, 11, 29)
AUTUMN = date(2031, 9, 1)

FIGURE = """
[[figures]]
id = "{id}"
topic = "cây giống"
label = "tỷ lệ phủ xanh"
printed = "{printed}"
unit = "%"
period = "{period}"
scope = "{scope}"
quality = "{quality}"
statement = "{statement}"
measure = ["tỷ lệ phủ xanh", "phủ xanh"]
"""
SAID = """
### TH-3. Phủ xanh
> tỉnh: toàn Khối · vai trò: tường thuật · chủ đề: cây giống
1. Tỷ lệ phủ xanh của Ban Vườn ươm Sông Xanh 6 tháng đầu năm 2031 là 85,5%.
2. Tỷ lệ phủ xanh của Ban Vườn ươm Núi Đỏ là 80%.
"""


def conclusions(answer: Answer) -> list[str]:
    return [s.text for s in answer.statements if s.role == "conclusion"]


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("Dự án FDI cấp mới gấp mấy lần dự án DDI của Khối?", "161 dự án : 46 dự án = 3,5 lần"),
        ("so du an fdi hon so du an ddi bao nhieu", "161 dự án − 46 dự án = 115 dự án"),
        ("số dự án DDI kém dự án FDI bao nhiêu", "161 dự án − 46 dự án = 115 dự án"),
        ("dự án trong nước chiếm bao nhiêu phần trăm dự án cấp mới của Khối", "46 dự án : 207 dự án ≈ 22,2%"),
        ("dien tich kcn dang hoat dong gap may lan dien tich kcn dang xay ha tang", "19.767,6 ha : 10.932 ha ≈ 1,81 lần"),
        ("KCN đang hoạt động nhiều hơn KCN đang xây hạ tầng bao nhiêu khu", "89 KCN − 33 KCN = 56 KCN"),
    ],
)
def test_the_computation_is_shown_with_the_figures_as_printed(assistant: Assistant, question: str, shown: str) -> None:
    answer = assistant.ask(question, DAY)
    first, *rest = conclusions(answer)
    assert shown in first
    assert all(any(number in line for line in rest) for number in (shown.split()[0], shown.split(":")[-1].split("−")[-1].split()[0]))
    assert all("theo số in trong báo cáo" in line for line in rest)
    assert not answer.struck


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("doanh thu FDI gấp mấy lần doanh thu DDI của Khối", "không hợp lý"),
        ("DN FDI nộp ngân sách hơn DN trong nước bao nhiêu", "khác đơn vị tính (triệu USD và tỷ đồng)"),
        ("vốn đăng ký bằng USD của Khối gấp mấy lần vốn bằng tiền đồng", "in hỏng"),
    ],
)
def test_why_nothing_is_computed(assistant: Assistant, question: str, reason: str) -> None:
    first = conclusions(assistant.ask(question, DAY))[0]
    assert first.startswith("Không tính ")
    assert reason in first
    assert " = " not in first
    assert " ≈ " not in first


def over(place: Place, *figures: dict[str, str]) -> Assistant:
    """The assistant over the invented report with figures of two boards."""
    usual = {"period": "6 tháng đầu năm 2031", "quality": "plausible"}
    told = "".join(FIGURE.format(**{**usual, **figure}) for figure in figures)
    report = REPORT.replace("\n[[rankings]]", f"{told}\n[[rankings]]") + SAID
    place.table("topics.toml", TOPICS)
    place.table("places.toml", PLACES)
    (place.corpus / "reports").mkdir()
    (place.corpus / "reports" / "bc.md").write_text(report, encoding="utf-8")
    place.write("bc.md", report)
    place.build()
    return Assistant(place.open(), place.catalogue)


RIVER = {"id": "a", "printed": "85,5%", "scope": "Sông Xanh", "statement": "stm_th-3_1"}
HILL = {"id": "b", "printed": "80%", "scope": "Núi Đỏ", "statement": "stm_th-3_2"}
ASKED = "Tỷ lệ phủ xanh của Sông Xanh và Núi Đỏ trong khối vườn ươm chênh bao nhiêu điểm %?"


def test_shares_of_two_boards_differ_by_points(place: Place) -> None:
    answer = over(place, RIVER, HILL).ask(ASKED, AUTUMN)
    first = conclusions(answer)[0]
    assert first.startswith("Tỷ lệ phủ xanh của Sông Xanh hơn tỷ lệ phủ xanh của Núi Đỏ: 85,5% − 80% = 5,5 điểm %")
    assert not answer.struck


@pytest.mark.parametrize(
    ("changed", "reason"),
    [({"period": "năm 2030"}, "khác kỳ số liệu"), ({"quality": "unparseable"}, "không xác định được giá trị")],
)
def test_figures_of_other_times_or_in_doubt_are_not_computed_with(place: Place, changed: dict[str, str], reason: str) -> None:
    first = conclusions(over(place, RIVER, HILL | changed).ask(ASKED, AUTUMN))[0]
    assert first.startswith("Không tính mức chênh lệch")
    assert reason in first


def test_two_provinces_without_figures_of_their_own(assistant: Assistant) -> None:
    answer = assistant.ask("vốn FDI của Bắc Ninh gấp mấy lần Hưng Yên", DAY)
    assert answer.status == "refused"
    assert "số liệu riêng" in (answer.refusal_reason or "")


@pytest.mark.parametrize(
    "question",
    [
        "Bao nhiêu dự án nhà ở xã hội trong Khối?",
        "bao nhieu du an dieu chinh von 6 thang dau nam 2023",
        "Các đơn vị trong Khối có bao nhiêu phong trào thi đua?",
        "Mục tiêu thu hút vốn 6 tháng cuối năm của Khối",
        "Tổng kết 35 năm đầu tư nước ngoài bao giờ?",
    ],
)
def test_a_figure_of_another_thing_or_time_is_none_that_is_asked_for(assistant: Assistant, question: str) -> None:
    told = conclusions(assistant.ask(question, DAY))
    assert not any("theo số in trong báo cáo" in line or "Báo cáo in" in line for line in told)


def test_a_unit_is_not_added_to_what_is_printed_with_words(assistant: Assistant) -> None:
    told = " ".join(conclusions(assistant.ask("187 khu được duyệt quy hoạch trong Khối rộng bao nhiêu?", DAY)))
    assert "187 KKT, KCN, KCX;" in told
