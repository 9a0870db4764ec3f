"""Numbers in words are read as far as they are whole: the end of a greater one is another number."""

import pytest

from assistant.number_words import in_digits


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("báo cáo trong hai mươi mốt ngày làm việc", "báo cáo trong 21 ngày làm việc"),
        ("sáu tháng một lần", "6 tháng một lần"),
        ("phạt ba trăm năm mươi triệu đồng", "phạt ba trăm năm mươi triệu đồng"),
        ("trong một trăm tám mươi ba ngày", "trong một trăm tám mươi ba ngày"),
        ("chậm nhất một trăm linh tám ngày", "chậm nhất một trăm linh tám ngày"),
        ("bốn phẩy năm phần trăm", "bốn phẩy năm phần trăm"),
    ],
)
def test_numbers_up_to_99_are_made_digits(text: str, read: str) -> None:
    assert in_digits(text) == read
