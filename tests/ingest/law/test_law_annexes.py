"""What stands behind the articles: signatures, appendices, forms, texts issued with a decision."""

import pytest
from law_notation import heading_at, read, sketch, sketch_of, text_at

DECISION = (
    "QUYẾT ĐỊNH\nĐiều 1. Ban hành kèm theo Quyết định này Quy chế vườn.\nĐiều 2. Quyết định này có hiệu lực từ mùa bưởi.\n"
    "Nơi nhận:\n- Vườn.\nTM. BAN VƯỜN\nÔng A\n"
)
ARTICLE = "Điều 1. A\nTưới.\nTM. CHÍNH PHỦ\nÔng A\n"
ANNEXES = {
    "decision and regulation": (
        f"{DECISION}QUY CHẾ\nVề vườn\n(Ban hành kèm theo Quyết định số 1)\nChương I\nĐẤT\nĐiều 1. A\n1. Xới.\nĐiều 2. B\nBón.",
        "Đ1 Đ2 ký quy-che(CI(Đ1(1) Đ2))",
    ),
    "decision and untitled text": (f"{DECISION}VIỆC VƯỜN NĂM TỚI\n(Kèm theo Quyết định số 1)\n1. Xới.", "Đ1 Đ2 ký PL"),
    "regulation with signatures and an appendix": (
        f"{DECISION}QUY ĐỊNH\n(Kèm theo Quyết định số 1)\nĐiều 1. A\nXới.\nTM. BAN VƯỜN\nÔng A\nPHỤ LỤC I\nBảng",
        "Đ1 Đ2 ký quy-dinh(Đ1 ký) PLI",
    ),
    "QUY ĐỊNH CHUNG is the title of a chapter": (
        "Chương I\nQUY ĐỊNH CHUNG\nĐiều 1. A\nChương II\nQUY ĐỊNH CỤ THỂ\nĐiều 2. B", "CI(Đ1) CII(Đ2)",
    ),
    "Roman appendices": (f"{ARTICLE}PHỤ LỤC I\nBảng\nPhụ lục II\nBảng\nPHỤ LỤC III. CÂY\nBảng", "Đ1 ký PLI PLII PLIII"),
    "appendices with letters": (f"{ARTICLE}PHỤ LỤC I\nBảng\nPHỤ LỤC IIa\nBảng\nPHỤ LỤC IIb\nBảng", "Đ1 ký PLI PLIIa PLIIb"),
    "appendices A, B, C": (f"{ARTICLE}PHỤ LỤC A: CÂY\nBảng\nPHỤ LỤC B: ĐẤT\nBảng\nPHỤ LỤC C: NƯỚC\nBảng", "Đ1 ký PLA PLB PLC"),
    "a heading repeated on each page": (f"{ARTICLE}PHỤ LỤC A: CÂY\nBảng\nPHỤ LỤC A\nBảng tiếp\nPHỤ LỤC B: ĐẤT", "Đ1 ký PLA PLB"),
    "one appendix without a number": (f"{ARTICLE}Phụ lục\nCÂY\nBảng", "Đ1 ký PL"),
    "a reference to an appendix": (f"{ARTICLE}PHỤ LỤC I\nPhụ lục II ban hành kèm theo Nghị định này.", "Đ1 ký PLI"),
    "forms in an appendix": (f"{ARTICLE}PHỤ LỤC I\nMẫu số 01\nĐơn xin cây\nMẫu số 02. Giấy nhận cây", "Đ1 ký PLI(Mẫu01 Mẫu02)"),
    "a list of forms before them": (
        f"{ARTICLE}PHỤ LỤC I\nMẫu số 01 Đơn xin\nMẫu số 02 Giấy nhận\nMẫu số 01\nKính gửi Ban vườn\nMẫu số 02\nĐã nhận cây",
        "Đ1 ký PLI(Mẫu01 Mẫu02)",
    ),
    "Điều 1 in a form": (
        f"{ARTICLE}PHỤ LỤC I\nMẫu số 01\nQUYẾT ĐỊNH\nĐiều 1. Cho ông …\n1. Ba cây.\nĐiều 2. Thi hành.\nNơi nhận:\n- Ông …\nMẫu số 02\n"
        f"Điều 1. Thu cây của ông …",
        "Đ1 ký PLI(Mẫu01(Đ1(1) Đ2 ký) Mẫu02(Đ1))",
    ),
    "Điều 1 in an appendix": (f"{ARTICLE}PHỤ LỤC I\nHỢP ĐỒNG\nĐiều 1. Bên bán\n1. Giao cây.\nĐiều 2. Bên mua", "Đ1 ký PLI(Đ1(1) Đ2)"),
    "a table behind the signatures": (f"{ARTICLE}STT | Cây\n1 | Bưởi\n2 | Cam", "Đ1 ký PL"),
    "table rows that look like provisions": (
        f"{ARTICLE}PHỤ LỤC I\nSTT | Cây\n1. | Bưởi\na) | Năm roi\nPhụ lục II | Cam\n2. | Cam", "Đ1 ký PLI",
    ),
    "rows of a table in an article": ("Điều 1. A\n1. Bảng:\nTT | Cây | Số\n1 | Bưởi | 2\n2 | Cam | 3\n2. Bón.", "Đ1(1 2)"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ANNEXES.values(), ids=ANNEXES)
def test_annexes(text: str, expected: str) -> None:
    assert sketch_of(text) == expected


SIGNATURES = {
    "government": "TM. CHÍNH PHỦ",
    "deputy": "KT. BỘ TRƯỞNG",
    "recipients": "Nơi nhận:",
    "National Assembly": "Luật này được Quốc hội nước ta khóa XX thông qua ngày 01 tháng 7.",
    "Standing Committee": "Nghị quyết này được Ủy ban Thường vụ Quốc hội nước ta thông qua ngày 01 tháng 7.",
    "a short line drawn above": "---\n\nNơi nhận:",
    "a line drawn above": "____________________\nLuật này được Quốc hội nước ta thông qua ngày 01 tháng 7.",
    "consolidation": "XÁC THỰC VĂN BẢN HỢP NHẤT",
}


@pytest.mark.parametrize("signature", SIGNATURES.values(), ids=SIGNATURES)
def test_the_signatures_are_no_part_of_the_last_article(signature: str) -> None:
    parsed = read(f"Điều 1. A\n1. Tưới.\n2. Bón.\n{signature}\n- Ban vườn; - Lưu. | (đã ký)")
    assert sketch(parsed) == "mở Đ1(1 2) ký"
    assert text_at(parsed, "art_1__para_2") == "2. Bón."


def test_articles_of_decision_and_regulation_are_told_apart() -> None:
    parsed = read(f"{DECISION}QUY CHẾ\n(Kèm theo Quyết định số 1)\nĐiều 1. Vườn\nXới.")
    assert text_at(parsed, "art_1").startswith("Điều 1. Ban hành")
    assert text_at(parsed, "art_1", "quy-che") == "Điều 1. Vườn\nXới."


def test_an_article_that_is_all_one_sentence_has_no_heading() -> None:
    assert heading_at(read(DECISION), "art_1") is None
