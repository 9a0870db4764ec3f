"""Questions as staff type them → words, documents, provisions."""

from datetime import date

import pytest

from assistant.question import MAX_QUESTION, QuestionError, QuestionReader
from ingest.catalogue import Catalogue

DAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def reader(catalogue: Catalogue) -> QuestionReader:
    return QuestionReader(catalogue)


@pytest.mark.parametrize(
    ("text", "documents", "locator"),
    [
        ("điểm d khoản 3 Điều 68 Nghị định 35/2022/NĐ-CP", ("35/2022/NĐ-CP",), "điểm d khoản 3 Điều 68"),
        ("khoản 2 điều 53 NĐ 217/2026", ("217/2026/NĐ-CP",), "khoản 2 Điều 53"),
        ("dieu 70 nghi dinh 35/2022/nd-cp", ("35/2022/NĐ-CP",), "Điều 70"),
        ("Nghị định số 999/2031/NĐ-CP nói gì", ("999/2031/NĐ-CP",), None),
        ("bản hợp nhất 9716/VBHN-BKHĐT", ("35/2022/NĐ-CP",), None),
        ("giấy phép xây dựng", (), None),
    ],
)
def test_documents_and_locators(reader: QuestionReader, text: str, documents: tuple[str, ...], locator: str | None) -> None:
    question = reader.read(text, DAY)
    assert question.documents == documents
    assert (str(question.locator) if question.locator else None) == locator


@pytest.mark.parametrize(
    ("text", "folded"),
    [("ban quan ly cap phep", True), ("Ban quản lý cấp phép", False), ("GPXD KCN", True), ("ban quan lý cấp phep xây dung", True)],
)
def test_whether_a_question_is_typed_without_accents(reader: QuestionReader, text: str, folded: bool) -> None:
    assert reader.read(text, DAY).folded == folded


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("BQL cấp GPXD", "Ban quản lý cấp giấy phép xây dựng"),
        ("bql kcn", "Ban quản lý khu công nghiệp"),
        ("cho thôi việc hàng loạt", "cho thôi việc nhiều người lao động"),
        ("BQL cấp C/O", "Giấy chứng nhận xuất xứ hàng hóa"),
    ],
)
def test_abbreviations_and_spoken_forms_are_written_out(reader: QuestionReader, text: str, part: str) -> None:
    assert part in reader.read(text, DAY).search_text


def test_an_abbreviation_that_is_a_syllable_counts_in_capitals_only(reader: QuestionReader) -> None:
    assert "có" not in reader.read("ban co duoc cap phep", DAY).search_text


@pytest.mark.parametrize("text", ["", "   ", "\u200b\n", "x" * (MAX_QUESTION + 1)])
def test_an_empty_or_endless_question_is_one_line(reader: QuestionReader, text: str) -> None:
    with pytest.raises(QuestionError) as error:
        reader.read(text, DAY)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Nhà máy trong khu do ai cấp giấy phép?", False),
        ("bo may cua ban gom nhung ai", False),
        ("nhà máy phải báo trước mấy ngày", True),
        ("nop may bo ho so", True),
        ("nhập khẩu máy móc cũ có phải xin phép không", False),
        ("máy nghiền đá chạy mấy giờ một ngày", True),
    ],
)
def test_a_machine_asks_for_no_number(reader: QuestionReader, text: str, asks: bool) -> None:
    assert reader.read(text, DAY).asks_number is asks
