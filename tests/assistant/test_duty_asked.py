"""Which duty of the table is told: that of the act asked for, with its own time limit, in words of its own verb."""

from datetime import date

import pytest

from assistant import Answer, Assistant
from assistant.asked_for import asks_duty, asks_time

DAY = date(2026, 11, 30)


def conclusions(answer: Answer) -> str:
    return "\n".join(s.text for s in answer.statements if s.role == "conclusion")


@pytest.mark.parametrize(
    ("folded", "is_of_an_act"),
    [
        ("dang ky noi quy trong may ngay", True),
        ("thoi han cap giay phep moi truong bao lau", True),
        ("gia han giay phep lao dong thoi han bao lau", True),
        ("giay phep moi truong thoi han bao lau", False),
        ("giay chung nhan doanh nghiep sinh thai co gia tri trong may nam", False),
        ("noi quy sau bao nhieu ngay thi co hieu luc", False),
    ],
)
def test_how_long_something_holds_is_no_time_in_which_somebody_acts(folded: str, is_of_an_act: bool) -> None:
    assert (asks_time(folded), asks_duty(folded)) == (is_of_an_act, is_of_an_act)


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        ("Nội quy lao động đăng ký với ai, sau mấy ngày thì có hiệu lực?", "sau 15 ngày", "07 ngày"),
        ("Giấy chứng nhận khu công nghiệp sinh thái có thời hạn bao lâu?", "Sau 05 năm", "40 ngày"),
    ],
)
def test_the_time_limit_of_the_act_is_not_told_for_how_long_something_holds(
    assistant: Assistant, question: str, told: str, untold: str
) -> None:
    said = conclusions(assistant.ask(question, DAY))
    assert told in said and untold not in said


@pytest.mark.parametrize(
    ("question", "beside"),
    [
        ("Ban quản lý có được chấm dứt dự án không?", "nhận quyết định chấm dứt dự án của nhà đầu tư"),
        ("Ai quyết định chấm dứt hoạt động dự án đầu tư trong khu công nghiệp?", "nhận quyết định chấm dứt dự án của nhà đầu tư"),
        ("Hồ sơ xin phép xây xưởng mà hỏi ý kiến sở thì sở có mấy ngày trả lời?", "cấp giấy phép xây dựng công trình trong KCN"),
        ("Nhà lưu trú ai quản lý?", "20% đất"),
    ],
)  # fmt: skip
def test_a_duty_beside_the_one_asked_for_is_not_told(assistant: Assistant, question: str, beside: str) -> None:
    assert beside not in conclusions(assistant.ask(question, DAY))


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Nhà đầu tư tự chấm dứt dự án thì gửi quyết định cho ai?", "Ban quản lý trực tiếp nhận quyết định chấm dứt dự án của nhà đầu tư"),
        ("Ban quản lý có được chấm dứt dự án đầu tư không?", "Ban quản lý trực tiếp chấm dứt hoạt động dự án"),
        ("Ban quản lý có cấp C/O không?", "khi được ủy quyền, Ban quản lý cấp các loại Giấy chứng nhận xuất xứ hàng hóa"),
        ("Ban quản lý có phải lập hồ sơ đề nghị chấp thuận chủ trương không?", "cơ quan nhà nước đề xuất, trình cấp có thẩm quyền."),
        ("Ban quản lý có được thẩm định công nghệ dự án không?", "Ban quản lý phối hợp tổ chức thẩm định công nghệ"),
    ],
)  # fmt: skip
def test_a_duty_is_told_by_its_own_verb(assistant: Assistant, question: str, told: str) -> None:
    assert told in conclusions(assistant.ask(question, DAY))


def test_who_decides_is_left_out_where_nobody_is_named(assistant: Assistant) -> None:
    said = conclusions(assistant.ask("Ban quản lý có được xử phạt vi phạm hành chính không?", DAY))
    assert "xử lý vi phạm hành chính" in said and "Cơ quan có thẩm quyền" not in said
