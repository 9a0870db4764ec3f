"""Footnotes of consolidated texts: collected at the end, or left between the lines of what they stand under."""

from law_notation import assert_sound, heading_at, own_text, read, sketch, sketch_of, text_at

CHANGED = "được sửa đổi, bổ sung theo quy định tại khoản 2 Điều 1 của Luật số 9/2031/QH20, có hiệu lực kể từ ngày 01 tháng 7 năm 2031."


def test_a_note_between_points_is_a_node_of_its_own() -> None:
    parsed = read(f"VĂN BẢN HỢP NHẤT\nĐiều 1. A\n1. Gồm:\na)3 Lá;\nĐiểm này {CHANGED}\nb) Rễ.\n2. Thôi.")
    assert sketch(parsed) == "mở Đ1(1(a(*) b) 2)"
    assert own_text(parsed, "art_1__para_1__point_a") == "a)3 Lá;"


def test_two_notes_stand_side_by_side() -> None:
    assert sketch_of(f"VĂN BẢN HỢP NHẤT\nĐiều 1. A\n1.1 Tưới.\nKhoản này {CHANGED}\nCụm từ “tưới” {CHANGED}\n2. Bón.") == "Đ1(1(* *) 2)"


def test_a_sentence_cut_by_a_note_goes_on_behind_it() -> None:
    parsed = read(f"VĂN BẢN HỢP NHẤT\nĐiều 1. A\n1. Tưới nước\nKhoản này {CHANGED} sạch mỗi sáng.\n2. Bón.")
    assert own_text(parsed, "art_1__para_1") == "1. Tưới nước sạch mỗi sáng."


def test_a_note_inside_a_line_is_cut_out() -> None:
    parsed = read(f"VĂN BẢN HỢP NHẤT\nĐiều 1. Trồng bưởi 5 Khoản này {CHANGED}\n1.5 Tưới.\n2. Bón.")
    assert sketch(parsed) == "mở Đ1(* 1 2)"
    assert heading_at(parsed, "art_1") == "Trồng bưởi"


def test_a_note_on_commencement_takes_its_quotation_along() -> None:
    parsed = read(
        """
        VĂN BẢN HỢP NHẤT
        Điều 1. A
        1.1 Tưới.
        Điều 8 của Luật Vườn số 9/2031/QH20, có hiệu lực kể từ ngày 01 tháng 7 năm 2031 quy định như sau:
        “Điều 8. Hiệu lực thi hành
        1. Luật này có hiệu lực từ mùa bưởi.
        2. Luật Cũ hết hiệu lực.”.
        Điều 9 của Luật Bờ số 8/2031/QH20, có hiệu lực kể từ ngày 01 tháng 8 năm 2031 quy định như sau:
        “Luật này có hiệu lực từ mùa cam.”.
        2. Bón.
        """
    )
    assert sketch(parsed) == "mở Đ1(1(* *) 2)"
    assert text_at(parsed, "art_1__para_1__note_1").endswith("2. Luật Cũ hết hiệu lực.”.")
    assert own_text(parsed, "art_1__para_1") == "1.1 Tưới."


def test_a_quotation_closed_behind_its_heading_by_mistake_goes_on() -> None:
    assert (
        sketch_of(
            """
            VĂN BẢN HỢP NHẤT
            Điều 1. A
            1.1 Tưới.
            Điều 8 của Luật Vườn số 9/2031/QH20, có hiệu lực kể từ ngày 01 tháng 7 năm 2031 quy định như sau:
            “Điều 8. Hiệu lực thi hành”
            1. Luật này có hiệu lực từ mùa bưởi.
            2. Luật Cũ hết hiệu lực.”.
            2. Bón.
            """
        )
        == "Đ1(1(*) 2)"
    )


def test_the_ground_of_an_amending_law_in_the_preamble_is_a_note() -> None:
    parsed = read(
        """
        VĂN BẢN HỢP NHẤT
        Quốc hội ban hành Luật Vườn1.
        Luật số 9/2031/QH20 sửa đổi một số điều của Luật Vườn có căn cứ ban hành như sau:
        “Căn cứ ý của dân;
        Quốc hội ban hành Luật sửa Luật Vườn.”.
        Chương I
        ĐẤT
        Điều 1. A
        Tưới.
        """
    )
    assert sketch(parsed) == "mở(*) CI(Đ1)"
    assert_sound(parsed)


def test_collected_notes_at_the_end() -> None:
    parsed = read(
        f"VĂN BẢN HỢP NHẤT\nĐiều 1. A\n1.1 Tưới.\n2.2 Bón.\nCHỦ NHIỆM\n===== CHÚ THÍCH =====\n1 Khoản này {CHANGED}\n"
        f"2 Cụm từ “bón” {CHANGED}"
    )
    assert sketch(parsed) == "mở Đ1(1 2) ký chú-thích(* *)"
    assert text_at(parsed, "note_2", "notes").startswith("2 Cụm từ")


def test_bracketed_notes_at_the_end_of_a_consolidated_text() -> None:
    parsed = read(
        "VĂN BẢN HỢP NHẤT\nĐiều 1. A\n1.[1] Tưới.\nCHỦ NHIỆM\n[1] Khoản này mới.\nĐiều 9 quy định:\n“Điều 9. X”.\n[2] Cụm từ mới."
    )
    assert sketch(parsed) == "mở Đ1(1) ký chú-thích(* *)"


def test_a_note_in_a_form_swallows_no_appendix() -> None:
    parsed = read("Điều 1. A\nTưới.\nNơi nhận:\nPHỤ LỤC I\nMẫu số 01\nTên[1]\n[1] Ghi rõ tên.\nPHỤ LỤC II\nBảng cây")
    assert sketch(parsed) == "mở Đ1 ký PLI(Mẫu01) PLII"


def test_a_repealed_article_keeps_its_place() -> None:
    assert (
        sketch_of("VĂN BẢN HỢP NHẤT\nĐiều 1. A\nĐiều 2.14 (được bãi bỏ)\nĐiều 3. 15 (được bãi bỏ)\nĐiều 4.[16] (được bãi bỏ)")
        == "Đ1 Đ2 Đ3 Đ4"
    )
