"""Amending laws: what they quote belongs to the khoản or điểm that quotes it."""

import pytest
from law_notation import read, sketch, sketch_of, text_at

QUOTATIONS = {
    "a whole article": (
        "Điều 1. Sửa Luật Vườn\n1. Sửa đổi Điều 5 như sau:\n“Điều 5. Tưới\n1. Sáng.\n2. Chiều:\na) Ít;\nb) Nhiều.”.\n"
        "2. Bãi bỏ Điều 6.\nĐiều 2. Thi hành",
        "Đ1(1 2) Đ2",
    ),
    "several articles, the numbers of our own": (
        "Điều 1. Sửa\n1. Thay như sau:\n“Điều 2. Tưới\nSáng.\nĐiều 3. Bón\nChiều.”.\n2. Bỏ Điều 9.\nĐiều 2. Thi hành\nTừ nay.",
        "Đ1(1 2) Đ2",
    ),
    "articles of the next numbers in the last article": (
        "Điều 1. Sửa Luật Vườn\nThêm như sau:\n“Điều 1. Tưới\nSáng.\nĐiều 2. Bón\nChiều.”.\nTM. CHÍNH PHỦ",
        "Đ1 ký",
    ),
    "a khoản and a điểm": (
        "Điều 1. Sửa\n1. Sửa đổi Điều 4:\na) Sửa khoản 2 như sau:\n“2. Tưới:\na) Sáng;\nb) Chiều.”;\nb) Sửa điểm c như sau:\n"
        "“c) Bón.”.\n2. Bỏ Điều 7.",
        "Đ1(1(a b) 2)",
    ),
    "a quotation in a quotation": (
        "Điều 1. Sửa\n1. Sửa đổi Điều 4 như sau:\n“Điều 4. Cụm từ “tưới”\n1. Thay “tưới” bằng “bón”.\n2. Thôi.”.\n2. Bỏ Điều 7.",
        "Đ1(1 2)",
    ),
    "straight quotes": (
        'Điều 1. Sửa\n1. Sửa điểm a như sau:\n"a) Tưới:\n- sáng;\n- chiều.".\n2. Sửa khoản 3 như sau:\n"3. Bón.".\n3. Bỏ Điều 7.',
        "Đ1(1 2 3)",
    ),
    "double single quotes": (
        "Điều 1. Sửa\n1. Sửa đổi Điều 4 như sau:\n‘‘Điều 4. Tưới\n1. Sáng.\n2. Chiều.’’.\n2. Bỏ Điều 7.",
        "Đ1(1 2)",
    ),
    "opened curly, closed straight": (
        'Điều 1. Sửa\n1. Sửa khoản 2 như sau:\n“2. Tưới:\na) Sáng;\nb) Chiều;".\n2. Bỏ Điều 7.\n3. Bỏ Điều 8.',
        "Đ1(1 2 3)",
    ),
    "a chapter": (
        "Điều 1. Sửa\n1. Thêm như sau:\n“Chương IIa\nHOA\nĐiều 9a. Hồng\nTrồng.”.\n2. Bỏ Điều 7.\nChương II\nTHI HÀNH\nĐiều 2. B",
        "Đ1(1 2) CII(Đ2)",
    ),
    "an unclosed khoản ends at the next step": (
        "Điều 1. Sửa\n1. Sửa đổi Điều 4 như sau:\n“Điều 4. Tưới\n1. Sáng.\n2. Chiều.\n2. Bổ sung Điều 4a như sau:\n“Điều 4a. Bón.”.\n"
        "3. Bãi bỏ Điều 7.",
        "Đ1(1 2 3)",
    ),
    "an unclosed điểm ends at the next step": (
        "Điều 1. Sửa\n1. Sửa Điều 4:\na) Sửa đổi khoản 1 như sau:\n“1. Tưới:\nb) Bổ sung khoản 2 như sau:\n“2. Bón.”.\n2. Bãi bỏ Điều 7.",
        "Đ1(1(a b) 2)",
    ),
    "an unclosed quotation hides no article": (
        "Điều 1. Sửa\n1. Sửa Điều 4 như sau:\n“Điều 4. Tưới\n1. Sáng.\nĐiều 2. Thi hành\n1. Từ nay.”\nĐiều 3. Chuyển tiếp\nThôi.",
        "Đ1(1) Đ2(1) Đ3",
    ),
    "an unclosed quotation hides no chapter": (
        "Lời đầu:\n“Căn cứ ý dân;\nChương I\nĐẤT\nĐiều 1. A\nTưới.\nCăn cứ lệ làng.”\nĐiều 2. B",
        "CI(Đ1 Đ2)",
    ),
    "a stray mark in a line": ("Điều 1. A\n1. Gồm: “lá\n2. Tưới.\n3. Bón.\nĐiều 2. B", "Đ1(1 2 3) Đ2"),
    "a phrase that wraps": ("Điều 1. A\n1. Thay “cây\nbưởi” bằng “cây\ncam”.\n2. Bỏ “mía”.", "Đ1(1 2)"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), QUOTATIONS.values(), ids=QUOTATIONS)
def test_what_is_quoted_is_no_provision_of_the_amending_law(text: str, expected: str) -> None:
    assert sketch_of(text) == expected


def test_a_quoted_article_belongs_to_the_clause_that_quotes_it() -> None:
    parsed = read("Điều 1. Sửa\n1. Sửa đổi Điều 5 như sau:\n“Điều 5. Tưới\n1. Sáng.”.\n2. Bỏ Điều 6.")
    assert text_at(parsed, "art_1__para_1") == "1. Sửa đổi Điều 5 như sau:\n“Điều 5. Tưới\n1. Sáng.”."
    assert sketch(parsed) == "mở Đ1(1 2)"
