"""The thing that a question asks for by its name, and whether a text counts it."""

from datetime import date

import pytest

from assistant.answerable.things import AskedForFinder, states_number_of
from assistant.question import QuestionReader
from ingest.catalogue import Catalogue
from ingest.index.tokens import Expander

DAY = date(2026, 11, 29)


@pytest.mark.parametrize(
    ("question", "counted", "nouns"),
    [
        ("Ban phải mở mấy lớp tập huấn mỗi năm?", ("lớp",), ()),
        ("nha may phai mua bao nhieu xe", ("xe",), ()),  # "nhà máy" is no number
        ("Mấy sở cứ tự xuống kiểm tra thì xử lý ra sao?", (), ()),  # some, which ones is not asked
        ("Nợ lương mấy tháng thì có được nghỉ không?", (), ()),
        ("Bản vẽ phải dùng phần mềm nào?", (), ("mềm",)),
        ("Cơ quan nào duyệt quy hoạch?", (), ()),
    ],
)
def test_what_is_asked_for(catalogue: Catalogue, question: str, counted: tuple[str, ...], nouns: tuple[str, ...]) -> None:
    found = AskedForFinder(catalogue, Expander(catalogue)).find(QuestionReader(catalogue).read(question, DAY))
    assert (found.counted, found.nouns) == (counted, nouns)


@pytest.mark.parametrize(
    ("thing", "text", "folded", "counts"),
    [
        ("bộ", "Nộp 02 (hai) bộ hồ sơ.", False, True),
        ("bo", "Nộp một bộ hồ sơ.", True, True),
        ("bộ", "Nộp bộ hồ sơ cho Bộ.", False, False),
        ("xe", "Mua 03 chiếc xe.", False, True),
        ("xe", "Điều 3. Bãi đỗ xe", False, False),
    ],
)
def test_whether_a_text_counts_a_thing(thing: str, text: str, folded: bool, counts: bool) -> None:
    assert states_number_of(thing, text, folded) == counts
