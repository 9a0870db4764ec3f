"""A question that asks several things is read as several; one that asks one thing is left whole."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.parts import MAX_PARTS, parts_of
from assistant.question import MIN_PART, QuestionReader
from ingest.catalogue import Catalogue
from ingest.law.normalise import fold, normalise

DAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    "parts",
    [
        # sentences: "|" parts them below
        "Ai cấp giấy phép xây dựng trong KCN?|Nộp hồ sơ ở đâu?",
        "Công ty tôi thuê đất trong KCN.|Muốn cho thuê lại thì cần gì?",
        "Ai cấp phép!|Bao lâu có kết quả?",
        "Ai cấp phép;|hồ sơ gồm gì",
        "Đã nộp hồ sơ…|Bao giờ có kết quả?",
        # what stands behind a number or a letter ends no sentence
        "Điều 1. Phạm vi quy định gì?",
        "Mục a. hồ sơ gồm những gì",
        "Khoản 2. Ai ký?",
        "TP. Hồ Chí Minh ai cấp giấy phép xây dựng trong KCN?",
        "Ban quản lý KCN TP. Hà Nội do ai thành lập?",
        # one thing
        "phí và lệ phí trong khu kinh tế do ai thu",
        "Ai bổ nhiệm Trưởng ban, Phó Trưởng ban?",
        "khu công nghiệp, khu chế xuất, khu kinh tế",
        "Nhà đầu tư thuê đất, nhà máy xây xong chưa",
        "nha dau tu trong khu va nha may ngoai khu do ai quan ly",
        "giấy phép",
        "?",
    ],
)
def test_sentences(parts: str) -> None:
    assert parts_of(parts.replace("|", " ")) == parts.split("|")


@pytest.mark.parametrize(
    ("first", "join", "second"),
    [
        ("ai ký quyết định thành lập KCN", " và ", "hồ sơ gồm những gì"),
        ("ai ký quyết định thành lập KCN", ", ", "hồ sơ gồm những gì"),
        ("ai ký quyết định thành lập KCN", ", và ", "hồ sơ gồm những gì"),
        ("ai ký quyết định thành lập KCN", " đồng thời ", "nộp ở đâu"),
        ("ai ký quyết định thành lập KCN", ", ngoài ra ", "nộp ở đâu"),
        ("ai ký quyết định thành lập KCN", " hay là ", "tỉnh có quyền gì"),
        ("Ban cấp trong mấy ngày", ", nếu ", "quá hạn thì sao"),
        ("ai cap giay phep", " va ", "nop ho so o dau"),
        ("AI CẤP GIẤY PHÉP", " VÀ ", "NỘP Ở ĐÂU"),
        ("ai cấp giấy phép", " - ", "nộp ở đâu"),
        ("ai cấp giấy phép", ", tiện thể ", "nộp ở đâu"),
    ],
)
def test_two_things_in_one_sentence(first: str, join: str, second: str) -> None:
    assert parts_of(f"{first}{join}{second}") == [first, second]


@pytest.mark.parametrize("text", ["1) ai ký 2) nộp ở đâu", "1. ai ký 2. nộp ở đâu", "(1) ai ký (2) nộp ở đâu", "ai ký\nnộp ở đâu"])
def test_what_is_numbered(text: str) -> None:
    assert parts_of(text) == ["ai ký", "nộp ở đâu"]


@pytest.mark.parametrize("text", ["Mẫu số 1) và mẫu số 2) dùng cho việc gì", "công trình cấp 1. Nhóm 2. Ai duyệt", "1) ai ký 3) nộp ở đâu"])
def test_a_number_of_something_else_parts_nothing(text: str) -> None:
    assert parts_of(text) == [text]


@pytest.mark.parametrize("text", ["", " ", "\n\n"])
def test_nothing_asks_nothing(text: str) -> None:
    assert parts_of(text) == []


def test_of_a_pasted_paragraph_the_end_asks() -> None:
    sentences = [f"Công ty có nhà máy thứ {word}." for word in ("một", "hai", "ba", "bốn", "năm", "sáu")]
    assert parts_of(" ".join([*sentences, "Ai cấp phép?"])) == [*sentences, "Ai cấp phép?"][-MAX_PARTS:]


PIECES = [
    "ai",
    "cấp phép",
    "vườn ươm",
    "và",
    "ở đâu",
    ",",
    "?",
    ".",
    "rồi",
    "nếu",
    "hồ sơ",
    "mấy ngày",
    "Điều 5.",
    "TP.",
    ";",
    "\n",
    "KCN",
    "được",
]
TEXTS = st.one_of(st.lists(st.sampled_from(PIECES), max_size=16).map(" ".join), st.text(max_size=80)).map(normalise)


@given(TEXTS)
def test_parts_stand_in_the_text_in_order_and_are_never_empty(text: str) -> None:
    position, parts = 0, parts_of(text)
    assert len(parts) <= MAX_PARTS
    assert bool(parts) == bool(text.strip())
    for part in parts:
        assert part.strip() == part != ""
        position = text.index(part, position) + len(part)


@given(st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join))
def test_typed_without_accents_the_parts_are_the_same(text: str) -> None:
    assert parts_of(fold(text)) == [fold(part) for part in parts_of(text)]


@given(st.lists(st.sampled_from(PIECES), max_size=10).map(" ".join))
def test_what_asks_one_thing_asks_it_still(text: str) -> None:
    """A part, taken alone, is not cut again unless it has a sentence in it of which the whole kept only the end."""
    parts = parts_of(text)
    assert [again for part in parts for again in parts_of(part)] == parts


# -- as the reader of questions sees them -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def reader(catalogue: Catalogue) -> QuestionReader:
    return QuestionReader(catalogue)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Ai cấp giấy phép xây dựng trong KCN?", []),
        ("Ai cấp giấy phép xây dựng trong KCN? Cảm ơn.", ["Ai cấp giấy phép xây dựng trong KCN?"]),  # the rest says too little
        (
            "Ai cấp giấy phép xây dựng trong KCN? Hồ sơ môi trường gồm những gì?",
            ["Ai cấp giấy phép xây dựng trong KCN?", "Hồ sơ môi trường gồm những gì?"],
        ),
        (
            "ai cap giay phep xay dung va ho so moi truong gom nhung gi",
            ["ai cap giay phep xay dung", "ho so moi truong gom nhung gi"],
        ),
    ],
)
def test_parts_that_say_enough_alone(reader: QuestionReader, text: str, parts: list[str]) -> None:
    question = reader.read(text, DAY)
    assert [part.standalone for part in question.parts] == parts
    assert all(len(part.words) >= MIN_PART and not part.parts for part in question.parts)
    assert all((part.as_of, part.folded, part.documents) == (DAY, question.folded, question.documents) for part in question.parts)


@pytest.mark.parametrize(
    "text",
    [
        "Từ ngày 01/7/2026 ai cấp giấy phép xây dựng? Hồ sơ môi trường gồm những gì?",
        "Trước 01/8/2024 ai cho thuê đất khu kinh tế và hồ sơ môi trường gồm những gì?",
    ],
)
def test_the_time_asked_about_is_no_word_of_a_part(reader: QuestionReader, text: str) -> None:
    """As of the whole question: `search_text` has no time in it."""
    question = reader.read(text, DAY)
    assert len(question.parts) == 2
    assert question.day_in_question
    assert not any(digit in part.search_text for part in (question, *question.parts) for digit in ("2024", "2026"))
