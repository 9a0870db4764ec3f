"""Whether something must be done at all: the clause that commands or exempts first, and not who decides it."""

from datetime import date

import pytest

from assistant import Assistant
from assistant.necessity import (
    NO_EXCEPTION,
    ONLY_ABOVE,
    ONLY_WHEN,
    OTHER_EXEMPT,
    OTHERS_NAMED,
    PARTLY,
    NecessityFinder,
    necessary_act,
)
from ingest.catalogue import Catalogue
from ingest.index.tokens import Expander

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


def test_one_case_of_a_list_is_the_officers_only_where_it_is_named(assistant: Assistant, catalogue: Catalogue) -> None:
    finder = NecessityFinder(catalogue, Expander(catalogue))
    for text, named in (
        ("sửa chữa bên trong nhà xưởng có cần giấy phép xây dựng không", True),
        ("khỏi xin giấy phép xây dựng phải không", False),
        ("kho chứa hàng có quy hoạch chi tiết thì có được miễn giấy phép xây dựng không", False),  # quy hoạch: what a case leaves out
    ):
        found = finder.of(assistant.read(text, DAY), assistant.search(text, 10, DAY), lambda passage: [passage] if passage.point else [])
        assert found is not None
        assert found.names_case is named, text


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("xưởng có 6 công nhân thì có phải đăng ký nội quy lao động không", f"{ONLY_WHEN}, theo khoản 1 Điều 119"),
        ("to hop 9 nguoi co phai dang ky noi quy khong", f"{ONLY_WHEN}, theo khoản 1 Điều 119"),
        ("xưởng có 25 công nhân thì có phải đăng ký nội quy lao động không", f"{NO_EXCEPTION}, theo khoản 1 Điều 119"),
        ("đơn vị 5 người có phải ban hành nội quy bằng văn bản không", f"{PARTLY}, theo khoản 1 Điều 118"),
        ("làm thêm 120 giờ một năm có phải thông báo không", f"{ONLY_WHEN}, theo khoản 2 Điều 62"),
        ("làm thêm 260 giờ một năm có phải thông báo không", f"{NO_EXCEPTION}, theo khoản 2 Điều 62"),
        ("KCN 120 ha có phải lập quy hoạch phân khu xây dựng không", f"{ONLY_ABOVE}, theo khoản 5 Điều 7"),
    ],
)
def test_a_number_of_the_case_is_held_against_the_threshold(assistant: Assistant, question: str, begins: str) -> None:
    first = assistant.ask(question, as_of=DAY).statements[0]
    assert first.role == "conclusion"
    assert first.text.startswith(begins)


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("dự án nhóm IV có phải đánh giá tác động môi trường không", f"{OTHERS_NAMED}, theo khoản 1 Điều 30"),
        ("du an nhom III thi duoc mien DTM phai khong", f"{OTHERS_NAMED}, theo khoản 1 Điều 30"),
        ("dự án nhóm II có phải đánh giá tác động môi trường không", f"{NO_EXCEPTION}, theo điểm b khoản 1 Điều 30"),
        ("kho lạnh được miễn giấy phép môi trường không", f"{OTHER_EXEMPT}, theo khoản 3 Điều 39"),
        ("nhà ở riêng lẻ 9 tầng có được miễn giấy phép xây dựng không", f"{EXCEPT}{PERMIT}"),
    ],
)
def test_a_provision_for_other_cases_concludes_nothing_of_this_one(assistant: Assistant, question: str, begins: str) -> None:
    assert assistant.ask(question, as_of=DAY).statements[0].text.startswith(begins)


@pytest.mark.parametrize(
    "question",
    [
        "dự án điện tử có phải xin chấp thuận chủ trương đầu tư không",  # what is adjusted was granted before
        "dự án nhà máy giày trong KCN có phải được chấp thuận chủ trương đầu tư không",  # lodgings of workers are another project
        "giấy phép môi trường hết hạn có phải xin cấp lại không",
    ],
)
def test_another_act_or_kind_of_project_tells_nothing(assistant: Assistant, question: str) -> None:
    told = [s.text for s in assistant.ask(question, as_of=DAY).statements if s.role == "conclusion"]
    assert not any(text.startswith((COMMANDED, EXCEPT, EXEMPT, CASE)) for text in told)


def test_a_transitional_clause_leads_only_where_something_old_is_asked_about(assistant: Assistant) -> None:
    now = assistant.ask("kho có quy hoạch 1/500 được miễn GPXD không", as_of=DAY).statements[0]
    assert now.text.startswith(f"{EXCEPT}{PERMIT}")
    old = assistant.ask("công trình được miễn GPXD theo luật cũ có được miễn GPXD nữa không", as_of=DAY).statements[0]
    assert "Điều 95 Luật Xây dựng" in old.text


def test_a_number_of_the_case_is_no_false_premise(assistant: Assistant) -> None:
    question = "dự án kéo dài tiến độ thêm 36 tháng có phải điều chỉnh chủ trương đầu tư không"
    assert "chưa đúng" not in assistant.ask(question, as_of=DAY).statements[0].text


def test_a_threshold_asserted_is_still_a_premise(assistant: Assistant) -> None:
    question = "kéo dài tiến độ quá 18 tháng thì mới phải điều chỉnh chủ trương đầu tư, nghe nói vậy phải không"
    assert "“18 tháng” chưa đúng" in assistant.ask(question, as_of=DAY).statements[0].text


def test_a_change_of_a_permit_is_known_by_its_other_names(assistant: Assistant) -> None:
    question = "kho có giấy phép theo luật cũ, nay được miễn, đổi thiết kế có phải xin chỉnh lại giấy phép xây dựng không"
    assert "khoản 3 Điều 95 Luật Xây dựng" in assistant.ask(question, as_of=DAY).statements[0].text
