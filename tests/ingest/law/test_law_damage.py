"""What scans, converters and printers do to numbers: read where neighbours leave one reading, reported, and never guessed."""

import pytest
from law_notation import problems_of, read, sketch_of, text_at

LIST = "Điều 1. A\n1. Gồm:\n{}\n2. Thôi."
MISREAD = {
    "d read as đ": ("a) Lá;\nb) Rễ;\nc) Hoa;\nđ) Quả;\nđ) Hạt;\ne) Vỏ.", "Đ1(1(a b c d đ e) 2)", "đ → d"),
    "c read as e": ("a) Lá;\nb) Rễ;\ne) Hoa;\nd) Quả.", "Đ1(1(a b c d) 2)", "e → c"),
    "e read as c": ("a) Lá;\nb) Rễ;\nc) Hoa;\nd) Quả;\nđ) Hạt;\nc) Vỏ;\ng) Gai.", "Đ1(1(a b c d đ e g) 2)", "c → e"),
    "g read as q": ("a) A;\nb) B;\nc) C;\nd) D;\nđ) Đ;\ne) E;\nq) G;\nh) H.", "Đ1(1(a b c d đ e g h) 2)", "q → g"),
    "a read as 4": ("4) Lá;\nb) Rễ.", "Đ1(1(a b) 2)", "? → a"),
    "a lost": (") Lá;\nb) Rễ.", "Đ1(1(a b) 2)", "? → a"),
    "i read as 1": ("a) A;\nb) B;\nc) C;\nd) D;\nđ) Đ;\ne) E;\ng) G;\nh) H;\n1) I;\nk) K.", "Đ1(1(a b c d đ e g h i k) 2)", "? → i"),
    "d printed twice": ("a) A;\nb) B;\nc) C;\nd) D;\nd) Đ.", "Đ1(1(a b c d đ) 2)", "d → đ"),
}  # fmt: skip


@pytest.mark.parametrize(("points", "expected", "reported"), MISREAD.values(), ids=MISREAD)
def test_a_misread_point_is_read_from_its_neighbours(points: str, expected: str, reported: str) -> None:
    text = LIST.format(points)
    assert sketch_of(text) == expected
    assert problems_of(text) == [f"misprint art_1__para_1: {reported}"]


def test_an_ambiguous_point_keeps_its_printed_letter() -> None:
    text = LIST.format("a) Lá;\nb) Rễ;\nc) Hoa;\nđ) Quả.")
    assert sketch_of(text) == "Đ1(1(a b c đ) 2)"
    assert problems_of(text) == ["point_gap art_1__para_1: c → đ"]


def test_an_ambiguous_point_is_read_as_the_text_is_known_to_misread_it() -> None:
    proof = "".join(f"Điều {n}. A\n1. Gồm:\na) Lá;\nb) Rễ;\nc) Hoa;\nđ) Quả;\nđ) Hạt.\n" for n in (1, 2, 3))
    assert sketch_of(f"{proof}Điều 4. B\n1. Gồm:\na) Lá;\nb) Rễ;\nc) Hoa;\nđ) Quả.").endswith("Đ4(1(a b c d))")


CLAUSES = {
    "comma": ("1. Tưới.\n2, Bón.\n3. Tỉa.", "Đ1(1 2 3)", []),
    "comma at the end": ("1. Tưới.\n2. Bón.\n3, Tỉa.", "Đ1(1 2 3)", []),
    "comma first": ("1, Tưới.\n2. Bón.", "Đ1(1 2)", []),
    "blank before the dot": ("1. Tưới.\n2 . Bón.\n3. Tỉa.", "Đ1(1 2 3)", []),
    "no dot": ("1. Tưới.\n2 Bón.\n3. Tỉa.", "Đ1(1 2 3)", []),
    "stray signs": ("1. Tưới.\n, 2. Bón.\n__ 3. Tỉa.\n4. Bán.", "Đ1(1 2 3 4)", []),
    "another number": ("1. Tưới.\n7. Bón.\n3. Tỉa.", "Đ1(1 2 3)", ["misprint art_1: 7 → 2"]),
    "a wrapped reference": ("1. Tưới theo khoản\n2 Điều này.\n3. Tỉa.\n4. Bán.", "Đ1(1 3 4)", ["clause_gap art_1: 1 → 3"]),
}  # fmt: skip


@pytest.mark.parametrize(("clauses", "expected", "reported"), CLAUSES.values(), ids=CLAUSES)
def test_a_damaged_clause_number_fills_its_gap(clauses: str, expected: str, reported: list[str]) -> None:
    text = f"Điều 1. A\n{clauses}"
    assert (sketch_of(text), problems_of(text)) == (expected, reported)


def test_stray_signs_before_a_point_are_part_of_it() -> None:
    parsed = read("Điều 1. A\n1. Gồm:\na) Lá;\n... b) Rễ;\n._ c) Hoa.")
    assert text_at(parsed, "art_1__para_1__point_b") == "... b) Rễ;"
    assert text_at(parsed, "art_1__para_1__point_c") == "._ c) Hoa."


def test_a_cyrillic_letter_is_read_as_the_latin_one() -> None:
    assert sketch_of("Điều 1. A\n1. Gồm:\na) Lá;\nb) Rễ;\nс) Hoa;\nd) Quả.") == "Đ1(1(a b c d))"


def test_a_number_in_brackets_is_no_point() -> None:
    assert sketch_of("Điều 1. A\n1. Gồm:\n(1) Lá;\n(2) Rễ.\n2. Thôi.") == "Đ1(1 2)"


PAGE = "\n".join(f"dòng {n} nói về vườn," for n in range(30))


def test_page_numbers_and_running_heads_are_no_part_of_a_provision() -> None:
    body = "\n".join(f"{PAGE}\n{number}" for number in (2, 3, 4, 5))
    parsed = read(f"Điều 1. A\n1. Tưới:\n{body}\nCÔNG BÁO/Số 12 + 13/Ngày 01-02-2031 7\nxong.\n2. Bón.")
    clause = parsed.find("art_1__para_1")
    assert clause is not None
    assert [parsed.text[c.start : c.end].strip() for c in clause.children] == ["2", "3", "4", "5", "CÔNG BÁO/Số 12 + 13/Ngày 01-02-2031 7"]
    assert {child.kind for child in clause.children} == {"page"}


def test_numbers_of_table_rows_are_no_page_numbers() -> None:
    table = "\n".join(f"{n}\nCây số {n}\n10 gốc" for n in range(1, 9))
    assert sketch_of(f"Điều 1. A\n1. Bảng:\n{table}\n2. Bón.") == "Đ1(1 2)"
