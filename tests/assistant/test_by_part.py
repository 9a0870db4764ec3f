"""Of several things asked what is held is answered, and what is not is named; what is told of a case is no thing asked."""

from datetime import date

import pytest

from assistant import Assistant
from assistant.by_part import asks, things_asked

DAY = date(2026, 11, 30)
NAMED = "Chưa tìm thấy trong kho quy định trả lời phần: "


def _named(assistant: Assistant, question: str) -> str:
    """The line that names what is not held, "" without one."""
    answer = assistant.ask(question, as_of=DAY)
    assert answer.status == "partial", answer.answer
    return next((line.removeprefix(NAMED) for line in answer.answer.splitlines() if line.startswith(NAMED)), "")


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("công nhân ở lại trong KCN được không, lưu trú mấy ngày", "“lưu trú mấy ngày”."),
        ("cong nhan o lai trong kcn duoc khong, luu tru may ngay", "“luu tru may ngay”."),
        ("Ai cấp giấy phép xây dựng trong KCN; xây không phép thì phạt bao nhiêu tiền?", "“xây không phép thì phạt bao nhiêu tiền?”."),
        ("1) ai cấp GPXD trong KCN 2) lệ phí cấp GPXD bao nhiêu tiền", "“lệ phí cấp GPXD bao nhiêu tiền”."),
        ("Lệ phí cấp GPXD bao nhiêu tiền?Ai cấp giấy phép xây dựng trong KCN?", "“Lệ phí cấp GPXD bao nhiêu tiền?”."),
        ("KKT do ai quyết định thành lập rồi cổng chào của khu sơn màu gì", "“cổng chào của khu sơn màu gì”."),
        (
            "Đổi tên KCN ai quyết định, còn lương tối thiểu vùng bao nhiêu và trưởng ban sinh năm nào?",
            "“lương tối thiểu vùng bao nhiêu”; “trưởng ban sinh năm nào?”.",
        ),
    ],
)
def test_what_is_not_held_is_named_beside_what_is(assistant: Assistant, question: str, missing: str) -> None:
    assert _named(assistant, question) == missing


@pytest.mark.parametrize(
    ("question", "cited"),
    [
        ("Ai cấp giấy phép xây dựng trong KCN và gia hạn được tối đa mấy lần?", {"art_53__para_2", "art_63__para_3__point_a"}),
        ("doi ten kcn ai quyet dinh, thanh lap kkt ai quyet dinh", {"art_12", "art_21__para_1"}),
    ],
)
def test_what_is_held_is_answered_thing_by_thing(assistant: Assistant, question: str, cited: set[str]) -> None:
    answer = assistant.ask(question, as_of=DAY)
    assert answer.status == "answered"
    assert NAMED not in answer.answer
    assert cited <= {c.eid for c in answer.citations}
    assert [c.n for c in answer.citations] == [*range(1, len(answer.citations) + 1)]


@pytest.mark.parametrize(
    "question", ["Lương tối thiểu vùng bao nhiêu, đóng BHXH mấy phần trăm?", "hom nay mua khong, gia vang bao nhieu mot chi"]
)
def test_where_nothing_is_held_all_is_refused(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question, as_of=DAY).status == "refused"


def test_a_short_thing_is_read_behind_the_one_before_it(assistant: Assistant) -> None:
    """ "mấy ngày" alone is of no matter: it is asked of the permit."""
    answer = assistant.ask("Ai cấp giấy phép xây dựng trong KCN? Mất mấy ngày?", as_of=DAY)
    assert NAMED not in answer.answer
    assert "art_54__para_1__point_b" in {c.eid for c in answer.citations}


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("Công ty tôi thuê đất trong KCN. Ai cấp giấy phép?", ["Công ty tôi thuê đất trong KCN. Ai cấp giấy phép?"]),
        ("Nhà máy tạm ngừng, dài nhất là bao lâu?", ["Nhà máy tạm ngừng, dài nhất là bao lâu?"]),
        ("phạt bao nhiêu nếu nhà máy chưa có giấy phép môi trường", ["phạt bao nhiêu nếu nhà máy chưa có giấy phép môi trường"]),
        ("Ai ký, ký mấy bản? Cảm ơn.", ["Ai ký", "ký mấy bản? Cảm ơn."]),
        ("1. ai ký 2. nộp ở đâu 3. mấy ngày", ["ai ký", "nộp ở đâu", "mấy ngày"]),
    ],
)
def test_things_asked(text: str, things: list[str]) -> None:
    assert things_asked(text) == things


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("nhà máy đã xây xong", False),
        ("nha may da xay xong", False),
        ("xay may tang", True),
        ("nha dau tu thue dat trong khu", False),
        ("nha dau tu nop o dau", True),
        ("chưa có giấy phép thì làm tiếp", False),
        ("đã cấp chưa", True),
        ("duoc cap khong a", True),
        ("không được từ chối hồ sơ", False),
    ],
)
def test_what_tells_and_what_asks(text: str, asked: bool) -> None:
    assert asks(text) is asked
