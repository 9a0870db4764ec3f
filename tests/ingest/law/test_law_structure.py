"""Phần to điểm: what a text of articles is made of, its numbers, its headings and what runs on inside a line."""

import pytest
from law_notation import heading_at, own_text, problems_of, read, sketch_of, text_at

STRUCTURES = {
    "khoản and điểm": (
        "Điều 1. Cây bưởi\n1. Người trồng:\na) Tưới;\nb) Bón.\n2. Người bán.\nĐiều 2. Cây cam\nAi cũng được trồng.", "Đ1(1(a b) 2) Đ2",
    ),
    "divisions": (
        "Phần thứ nhất\nVƯỜN\nChương I\nĐẤT\nMục 1\nLUỐNG\nTiểu mục 1. RÃNH\nĐiều 1. A\n1. Xới.\nMục 2. BỜ\nĐiều 2. B\nChương II\n"
        "NƯỚC\nĐiều 3. C\nPhần thứ hai\nCHỢ\nChương I\nSẠP\nĐiều 4. D",
        "Pthứ nhất(CI(M1(T1(Đ1(1))) M2(Đ2)) CII(Đ3)) Pthứ hai(CI(Đ4))",
    ),
    "numbers with letters": (
        "Điều 1. A\n1. Xới.\n1a. Xới thêm.\n2. Tưới.\n2b. Tưới nhỏ giọt.\n3. Bón.\nĐiều 1a. B\nĐiều 2. C", "Đ1(1 1a 2 2b 3) Đ1a Đ2",
    ),
    "điểm in Vietnamese order": (
        "Điều 1. A\n1. Gồm:\n" + "".join(f"{c}) Giống {n};\n" for n, c in enumerate("abcdđeghiklmnopqrstuvxy")),
        "Đ1(1(a b c d đ e g h i k l m n o p q r s t u v x y))",
    ),
    "điểm with numbers": (
        "Điều 1. A\n1. Gồm:\na) X:\n" + "".join(f"a{n}) Loại {n};\n" for n in range(1, 13)) + "b) Y.",
        "Đ1(1(a a1 a2 a3 a4 a5 a6 a7 a8 a9 a10 a11 a12 b))",
    ),
    "điểm without khoản": ("Điều 1. A\nNgười trồng phải:\na) Tưới;\nb) Bón.\nĐiều 2. B", "Đ1(a b) Đ2"),
    "Điều without a dot": ("Điều 1\n\nAi cũng được trồng bưởi.\n\nĐiều 2\n\n1. Tưới.\n\n2. Bón.", "Đ1 Đ2(1 2)"),
    "Markdown": ("## Điều 1. A\n**1.** Tưới:\n- a) Sáng;\n- b) Chiều.\n#### Điều 2. B", "Đ1(1(a b)) Đ2"),
    "Điều and its number on two lines": (
        "Chương\n\nI\n\nĐẤT\n\nĐiều\n1. Vườn\n\n1. Xới.\n\n2. Tưới.\n\nĐiều\n2. Bờ\n\nĐắp.", "CI(Đ1(1 2) Đ2)",
    ),
    "khoản number alone on its line": ("Điều 1. A\n1.\nXới đất.\n2.\nTưới:\na) Sáng;\nb) Chiều.", "Đ1(1 2(a b))"),
    "khoản that begins with a number": ("Điều 1. A\n1. 02 cây bưởi.\n2. 10 cây cam.", "Đ1(1 2)"),
    "a reference at the head of a line": (
        "Điều 1. A\n1. Tưới theo\nĐiều 2 của Nghị định này và\nMục 2 Chương III của Nghị định này.\nĐiều 2. B", "Đ1(1) Đ2",
    ),
    "a number of a division out of sequence": (
        "Chương V\nĐẤT\nĐiều 1. A\n1. Bỏ Điều 150 và\nChương II.\n2. Tưới.\nĐiều 2. B", "CV(Đ1(1 2) Đ2)",
    ),
    "a list begun anew inside a điểm": ("Điều 1. A\n1. Gồm:\na) X;\nb) Y:\na) Lá;\nb) Rễ;\nc) Z.", "Đ1(1(a b))"),
    "two lists without khoản": ("Điều 1. A\nSáng:\na) Tưới;\nb) Bón.\nChiều:\na) Cắt;\nb) Tỉa;\nc) Quét.", "Đ1(a b)"),
    "numbers inside a khoản": ("Điều 1. A\n1. Tưới:\n1. Sáng.\n2. Chiều.\n2. Bón.\n3. Tỉa.", "Đ1(1 2 3)"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), STRUCTURES.values(), ids=STRUCTURES)
def test_structure(text: str, expected: str) -> None:
    assert sketch_of(text) == expected


RUN_ON = {
    "điểm behind a footnote mark": ("VĂN BẢN HỢP NHẤT\nĐiều 1. A\n1. Gồm:\na) Tưới; b)2 Bón một số gốc;\nc)[3] Tỉa.", "Đ1(1(a b c))"),
    "điểm behind a colon": ("Điều 1. A\n1. Gồm: a) Tưới; b) Bón; c) Tỉa.\n2. Bán.", "Đ1(1(a b c) 2)"),
    "khoản behind a footnote mark": ("VĂN BẢN HỢP NHẤT\nĐiều 1. A\n1.[6] Tưới nước. 2.107 Bón phân.\n3. Tỉa.", "Đ1(1 2 3)"),
    "khoản on the line of its Điều": ("VĂN BẢN HỢP NHẤT\nĐiều 1. Việc vườn 1.31 Tưới nước.\n2. Bón.", "Đ1(1 2)"),
    "khoản in a lost line": ("Điều 1. A\n1. Tưới nước sạch. 2. Bón phân:\na) Sáng;\nb) Chiều.\n3. Tỉa.", "Đ1(1 2(a b) 3)"),
    "the last khoản in a lost line": ("Điều 1. A\n1. Tưới.\n2. Bón phân. 3. Tỉa cành khô.\nĐiều 2. B", "Đ1(1 2 3) Đ2"),
    "khoản number at the end of a line": ("Điều 1. A\n1. Tưới nước.2.\nBón phân.\n3. Tỉa.", "Đ1(1 2 3)"),
    "a number that is none": ("Điều 1. A\n1. Mua 2 cây. 5. Mua thêm.\n2. Bán.", "Đ1(1 2)"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), RUN_ON.values(), ids=RUN_ON)
def test_provisions_that_run_on_inside_a_line(text: str, expected: str) -> None:
    assert sketch_of(text) == expected


def test_a_labour_duty_behind_a_footnote_mark_is_a_point_of_its_own() -> None:
    parsed = read(
        """
        VĂN BẢN HỢP NHẤT
        Điều 1. Việc của Ban vườn
        2. Ban vườn làm theo hướng dẫn:
        a) Cấp giấy cho người bán dạo;
        b) Thu lại giấy đã cấp; c) Xem sổ chợ; d) Ghi sổ cân; đ)2 Làm một số việc về người hái quả thuê.
        3. Ban vườn báo cáo.
        """
    )
    assert text_at(parsed, "art_1__para_2__point_dd") == "đ)2 Làm một số việc về người hái quả thuê."
    assert text_at(parsed, "art_1__para_2__point_d") == "d) Ghi sổ cân;"


def test_a_paragraph_behind_the_last_point_belongs_to_the_clause() -> None:
    parsed = read("Điều 1. A\n1. Phải có:\na) Đất;\nb) Nước.\nBan vườn xem lại mỗi năm.\n2. Không thu tiền.")
    assert text_at(parsed, "art_1__para_1__point_b") == "b) Nước."
    assert own_text(parsed, "art_1__para_1") == "1. Phải có: Ban vườn xem lại mỗi năm."


def test_a_second_paragraph_of_a_point_stays_with_it_while_the_list_goes_on() -> None:
    parsed = read("Điều 1. A\n1. Phải có:\na) Đất.\nĐất phải tơi.\nb) Nước.")
    assert text_at(parsed, "art_1__para_1__point_a") == "a) Đất.\nĐất phải tơi."


HEADINGS = {
    "one line": ("Điều 1. Trồng bưởi\n1. Tưới.", "Trồng bưởi"),
    "the next line": ("Điều 1.\n\nTrồng bưởi\n\n1. Tưới.", "Trồng bưởi"),
    "two lines": ("Điều 1. Trồng bưởi trên đất\ndốc ven sông\n1. Tưới.", "Trồng bưởi trên đất dốc ven sông"),
    "two lines, a capital": ("Điều 1. Trách nhiệm của\nBan vườn\n1. Tưới.", "Trách nhiệm của Ban vườn"),
    "two lines, a country": ("Điều 1. Cơ quan của nước\nCộng hòa Bưởi\n1. Tưới.", "Cơ quan của nước Cộng hòa Bưởi"),
    "two lines, a date": ("Điều 1. Sửa quy định ban ngày\n03 tháng 4 về vườn\n1. Tưới.", "Sửa quy định ban ngày 03 tháng 4 về vườn"),
    "a footnote mark": ("VĂN BẢN HỢP NHẤT\nĐiều 1. Trồng bưởi12\n1. Tưới.", "Trồng bưởi"),
    "a formula": ("VĂN BẢN HỢP NHẤT\nĐiều 1. Giảm CO2\n1. Tưới.", "Giảm CO2"),
    "none, with text": ("Điều 1. Ai cũng được trồng bưởi.\nĐiều 2. B", None),
    "none, old law": ("Điều 1\n1. Tưới.\nĐiều 2", None),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), HEADINGS.values(), ids=HEADINGS)
def test_heading_of_an_article(text: str, expected: str | None) -> None:
    assert heading_at(read(text), "art_1") == expected


def test_heading_of_a_chapter_over_two_lines() -> None:
    parsed = read("Chương I\nTRỒNG VÀ CHĂM SÓC\nCÂY ĂN QUẢ\nĐiều 1. A\nTưới.")
    assert heading_at(parsed, "chp_1") == "TRỒNG VÀ CHĂM SÓC CÂY ĂN QUẢ"


def test_eids_are_those_of_akoma_ntoso() -> None:
    parsed = read("Chương II\nĐẤT\nMục 1\nLUỐNG\nĐiều 1. A\n1. Gồm:\na) Lá;\nb) Rễ;\nc) Thân;\nd) Cành;\nđ) Quả.\n1a. Thôi.")
    assert [node.eid for node in parsed.root.walk() if node.kind in {"section", "point", "clause"}] == [
        "chp_2__sec_1", "art_1__para_1", *(f"art_1__para_1__point_{token}" for token in ("a", "b", "c", "d", "dd")), "art_1__para_1a",
    ]  # fmt: skip


GAPS = {
    "a Điều": ("Điều 1. A\nĐiều 2. B\nĐiều 5. C\nĐiều 6. D", "Đ1 Đ2 Đ5 Đ6", ["article_gap Điều 3–4"]),
    "a khoản": ("Điều 1. A\n1. Tưới.\n3. Tỉa.\n4. Bán.", "Đ1(1 3 4)", ["clause_gap art_1: 1 → 3"]),
    "the first khoản": ("Điều 1. A\nTưới.\n2. Tỉa.\n3. Bán.", "Đ1(2 3)", ["clause_gap art_1: 0 → 2"]),
    "a điểm": ("Điều 1. A\n1. Gồm:\na) Lá;\nd) Rễ;\nđ) Quả.", "Đ1(1(a d đ))", ["point_gap art_1__para_1: a → d"]),
    "the first điểm": ("Điều 1. A\n1. Gồm lá;\nb) Rễ;\nc) Quả.", "Đ1(1(b c))", ["point_gap art_1__para_1: None → b"]),
    "no Điều at all": ("Kính gửi Ban vườn.\nXin trả lời.", "thân", ["no_articles "]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "reported"), GAPS.values(), ids=GAPS)
def test_a_gap_is_reported_and_the_rest_is_read(text: str, expected: str, reported: list[str]) -> None:
    assert (sketch_of(text), problems_of(text)) == (expected, reported)


def test_a_number_far_ahead_is_no_clause() -> None:
    assert sketch_of("Điều 1. A\n1. Tưới.\n30. Phố Vườn.\n2. Bón.") == "Đ1(1 2)"
