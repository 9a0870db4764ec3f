"""A question of several things is answered thing by thing: the second is not left out because it holds little of the whole."""

from datetime import date

import pytest

from assistant import Assistant
from assistant.parts import parts_of


@pytest.mark.parametrize(
    ("question", "document", "eids"),
    [
        (
            "Doanh nghiệp chế xuất được lập chi nhánh không, mang ngoại hối vào có phải khai hải quan không?",
            "35/2022/NĐ-CP",
            {"art_26__para_7", "art_26__para_5"},
        ),
        ("nguoi nhan uy quyen phai bao cao ai, co duoc uy quyen tiep khong", "72/2025/QH15", {"art_14__para_5"}),
        ("KCN o Ha Noi: ai cap phep chat cay, ai quan ly trat tu xay dung?", "74/2025/QĐ-UBND", {"art_14__para_1", "art_9__para_1"}),
    ],
)
def test_each_thing_asked_has_its_clause(assistant: Assistant, question: str, document: str, eids: set[str]) -> None:
    cited = {c.eid for c in assistant.ask(question, date(2026, 11, 29)).citations if c.document == document}
    assert eids <= cited


def test_the_answer_to_the_first_stands_in_front(assistant: Assistant) -> None:
    """What is added for a part does not push out what the whole question is answered by."""
    answer = assistant.ask("Hồ sơ trình thẩm định báo cáo nghiên cứu khả thi gồm gì, ai thẩm định trong KCN?", date(2026, 11, 29))
    assert any(c.eid.startswith("art_35") for c in answer.citations)


def test_bn_asks_like_bao_nhieu() -> None:
    assert parts_of("phạt cao nhất bn, ai lập biên bản") == ["phạt cao nhất bn", "ai lập biên bản"]


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("KCN mới lập thì quy hoạch phân khu ai lập ai duyệt, mấy ngày thẩm định", ("47/2024/QH15", "art_41__para_4")),
        ("Nhà lưu trú công nhân cây xanh rộng mấy mét, ai định giá thuê?", ("100/2024/NĐ-CP", "art_59__para_4")),
    ],
)
def test_what_is_answered_thing_by_thing_is_not_refused_as_a_whole(assistant: Assistant, question: str, place: tuple[str, str]) -> None:
    answer = assistant.ask(question, date(2026, 11, 29))
    assert answer.status != "refused"
    assert place in {(c.document, c.eid) for c in answer.citations}


def test_a_condition_is_no_thing_asked(assistant: Assistant) -> None:
    """ "nếu chạy mà không có giấy phép" says when, not what is asked: a fine that no text has is not answered by the permit."""
    assert assistant.ask("bi phat bao nhieu tien neu chay nha may ma khong co giay phep moi truong", date(2026, 11, 29)).status == "refused"


def test_of_two_texts_compared_both_sides_stay_where_a_duty_is_found_too(assistant: Assistant) -> None:
    """The duty with its conflict takes most of the room; who compares two texts wants the number of each."""
    answer = assistant.ask(
        "Nghị định 31/2021 với Nghị định 96/2026 thời gian chấp thuận nhà đầu tư khác bao nhiêu ngày", date(2026, 11, 29)
    )
    assert {"31/2021/NĐ-CP", "96/2026/NĐ-CP"} <= {c.document for c in answer.citations}


def test_of_two_cases_both_are_shown(assistant: Assistant) -> None:
    """Reports by quarter and by year: the list has two điểm, and one is found."""
    answer = assistant.ask("Ban gửi báo cáo quý về đầu tư cho ai, hạn nào", date(2026, 11, 29))
    assert {"art_93__para_1__point_a", "art_93__para_1__point_b"} <= {c.eid for c in answer.citations if c.document == "96/2026/NĐ-CP"}


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("giam doc ban duoc uy quyen thi uy quyen lai cho cap phong duoc khong", ("72/2025/QH15", "art_14__para_5")),
        ("UBND huyện giải tán từ hôm nào", ("72/2025/QH15", "art_51__para_3")),
    ],
)
def test_words_of_staff_are_read_as_those_of_the_law(assistant: Assistant, question: str, place: tuple[str, str]) -> None:
    assert place in {(c.document, c.eid) for c in assistant.ask(question, date(2026, 11, 29)).citations}
