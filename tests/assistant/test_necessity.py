"""Whether something must be done at all: the clause that commands or exempts first, and not who decides it."""

from datetime import date

import pytest

from assistant import Assistant
from assistant.necessity import necessary_act, necessity_of

DAY = date(2026, 11, 30)
COMMANDED, EXCEPT = "Có quy định phải thực hiện, theo ", "Phải thực hiện, trừ trường hợp được miễn, theo "
EXEMPT, CASE = "Có trường hợp không phải thực hiện, theo ", "Được miễn nếu đúng trường hợp sau, theo "
PERMIT = "khoản 2 Điều 43 Luật Xây dựng năm 2025"


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("KCN thì khỏi xin giấy phép xây dựng phải không", f"{EXCEPT}{PERMIT}"),
        ("xây nhà xưởng trong KCN không phải xin GPXD đúng không?", f"{EXCEPT}{PERMIT}"),
        ("xay xuong trong kcn khong can xin gpxd dung khong", f"{EXCEPT}{PERMIT}"),
        ("nhà xưởng trong KCN có phải xin GPXD không ạ", f"{EXCEPT}{PERMIT}"),
        ("sửa chữa bên trong nhà xưởng có cần giấy phép xây dựng không", f"{CASE}điểm h {PERMIT}"),
        ("có bắt buộc đăng ký nội quy lao động không", f"{COMMANDED}khoản 1 Điều 119 Bộ luật Lao động năm 2019"),
        ("cơ sở được miễn đăng ký môi trường phải không", f"{EXEMPT}khoản 2 Điều 49 Luật Bảo vệ môi trường năm 2020"),
    ],
)
def test_the_clause_that_commands_or_exempts_comes_first(assistant: Assistant, question: str, begins: str) -> None:
    first = assistant.ask(question, as_of=DAY).statements[0]
    assert first.role == "conclusion"
    assert first.text.startswith(begins)


@pytest.mark.parametrize(
    "question",
    ["có phải Ban quản lý cấp GPXD trong KCN không", "xây nhà xưởng trong KCN thì cơ quan nào cấp GPXD", "ai cap gpxd trong kcn"],
)
def test_who_decides_is_another_question(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question, as_of=DAY)
    assert answer.statements[0].text.startswith("Từ ngày 01/7/2026, việc cấp giấy phép xây dựng do Ban quản lý trực tiếp thực hiện")
    assert not necessary_act(assistant.read(question, DAY))


@pytest.mark.parametrize(
    "text", ["công trình chưa khởi công thì gia hạn được không", "khối thi đua có bao nhiêu ban", "miền núi có được ưu đãi không"]
)
def test_words_that_only_look_alike_ask_no_necessity(assistant: Assistant, text: str) -> None:
    assert not necessary_act(assistant.read(text, DAY))


def test_one_case_of_a_list_is_the_officers_only_where_it_is_named(assistant: Assistant) -> None:
    for text, named in (
        ("sửa chữa bên trong nhà xưởng có cần giấy phép xây dựng không", True),
        ("khỏi xin giấy phép xây dựng phải không", False),
    ):
        found = necessity_of(assistant.read(text, DAY), assistant.search(text, 10, DAY))
        assert found is not None
        assert found.names_case is named, text
