"""Who acts and where to go: an answer opens with a sentence that names an office or a person, or says that the clause names none."""

from datetime import date

import pytest

from assistant import Assistant
from assistant.composers.extract import NOBODY_NAMED
from assistant.who import WhoFinder
from ingest.catalogue import load_catalogue
from ingest.index.tokens import Expander

DAY = date(2026, 11, 29)
CATALOGUE = load_catalogue()
FINDER = WhoFinder(CATALOGUE, Expander(CATALOGUE))


@pytest.mark.parametrize(
    ("question", "text", "named"),
    [
        ("cơ quan nào cấp giấy phép", "BQL KCN, KKT cấp giấy phép", True),
        ("co quan nao cap giay phep", "Chủ tịch UBND cấp tỉnh cấp giấy phép", True),
        ("cơ quan nào cấp giấy phép", "Nhà đầu tư lập hồ sơ", False),
        ("ai lập hồ sơ", "Nhà đầu tư lập hồ sơ", True),
        ("nộp hồ sơ ở đâu", "nộp tại Cổng Dịch vụ công quốc gia", True),
        ("cơ quan nào nhận hồ sơ", "nộp tại Cổng Dịch vụ công quốc gia", False),  # no office
        ("báo cáo gửi về đâu", "biểu mẫu theo Nghị định số 9/2031/NĐ-CP ngày 01 tháng 6 năm 2031 của Chính phủ", False),
        ("báo cáo gửi cho ai", "mẫu theo Thông tư số 7/2031/TT-BTC ngày 02 tháng 3 năm 2031 của Bộ trưởng Bộ Tài chính", False),
        ("nộp hồ sơ ở đâu", "Chính phủ quy định chi tiết hồ sơ, thủ tục", False),
    ],
)
def test_whether_a_text_names_whom_is_asked_for(question: str, text: str, named: bool) -> None:
    who = FINDER.find(question)
    assert who is not None
    assert who.is_in(text) == named


@pytest.mark.parametrize(
    "question",
    [
        "hồ sơ gồm những gì",
        "phí bao nhiêu tiền",
        "quyết định này áp dụng cho những ai",
        "hai năm phải báo cáo",
        "hồ sơ đăng ký đầu tư gồm những gì",
        "ho so dang ky dau tu gom nhung gi",
        "văn bản nào hướng dẫn lập nội quy",
        "bao cao theo mau so nao",
    ],
)
def test_what_does_not_ask_who(question: str) -> None:
    assert FINDER.find(question) is None


@pytest.mark.parametrize(
    "question",
    [
        "báo cáo giám sát đầu tư gửi về đâu",
        "co quan nao tiep nhan bao cao su dung lao dong nuoc ngoai",
        "Thu hồi đất, giải phóng mặt bằng làm KCN thì cấp nào chỉ đạo?",
        "đăng ký KCN sinh thái thì nộp hồ sơ ở cơ quan nào",
    ],
)
def test_an_opening_names_whom_is_asked_for(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question, DAY)
    who = assistant.read(question, DAY).who
    opening = next(s.text for s in answer.statements if s.role == "conclusion")
    assert who is not None
    assert who.is_in(opening)
    assert not answer.struck


def test_where_a_file_goes_asks_for_no_list_of_its_papers(assistant: Assistant) -> None:
    where, which = (assistant.ask(f"hồ sơ đăng ký nội quy lao động {asks}", DAY) for asks in ("nộp ở đâu", "gồm những gì"))
    assert "nội dung tại các khoản" not in where.statements[0].text
    assert "nội dung tại các khoản" in which.statements[0].text


def test_a_clause_that_names_nobody_is_said_to_name_nobody(assistant: Assistant) -> None:
    answer = assistant.ask("nơi nào tiếp nhận đăng ký thỏa ước lao động tập thể", DAY)
    assert answer.statements[0].role == "conclusion"
    assert NOBODY_NAMED in answer.warnings
    assert NOBODY_NAMED not in assistant.ask("cơ quan nào cấp giấy phép xây dựng trong KCN", DAY).warnings
