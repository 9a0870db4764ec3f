"""PDF files: paragraphs, columns, tables, margins, and what is refused."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from fictive_law import font_name, write_pdf

from ingest.readers import ReaderError, SourceText, read
from ingest.readers.reading import read_here

LEFT, RIGHT, TOP, LEADING, SIZE = 85.0, 510.0, 780.0, 18.0, 13.0
Draw = Callable[[Any], None]


def drawn(tmp_path: Path, *pages: Draw, **options: Any) -> Path:
    """A PDF whose pages are drawn by the functions, on an A4 canvas of reportlab."""
    from reportlab.pdfgen.canvas import Canvas

    path = tmp_path / "tep.pdf"
    canvas = Canvas(str(path), pagesize=(595, 842), **options)
    for page in pages:
        canvas.setFont(font_name(), SIZE)
        page(canvas)
        canvas.showPage()
    canvas.save()
    return path


def text_lines(lines: Sequence[str], top: float = TOP) -> Draw:
    """Draws lines of text: "…¶" as the last of a paragraph, "^…" in the middle, "> …" indented, all others justified."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    def draw(canvas: Any) -> None:
        for index, line in enumerate(lines):
            y, text = top - index * LEADING, line.removesuffix("¶").lstrip("^>").strip()
            width = stringWidth(text, font_name(), SIZE)
            if line.startswith("^"):
                canvas.drawCentredString((LEFT + RIGHT) / 2, y, text)
                continue
            x = LEFT + (28 if line.startswith(">") else 0)
            stretched = not line.endswith("¶") and " " in text
            gap = (RIGHT - x - width) / text.count(" ") if stretched else 0.0
            assert 0 <= gap < 14, f"{text!r} is not a full line"
            for word in text.split(" "):
                canvas.drawString(x, y, word)
                x += stringWidth(word + " ", font_name(), SIZE) + gap

    return draw


FULL = "một hai ba bốn năm sáu bảy tám chín mười mười một mười"
SHORTER = "một hai ba bốn năm sáu bảy tám chín mười mười"
PARAGRAPH_CASES = [
    ("lines wrap", [f"1. {FULL}", "hai mười ba.¶"], [f"1. {FULL} hai mười ba."]),
    ("a short line ends a paragraph", ["Quy định sau:¶", "Ban Quản lý vườn ươm.¶"], ["Quy định sau:", "Ban Quản lý vườn ươm."]),
    ("markers begin lines", ["1. Một;¶", "1a. Hai:¶", "đ) Ba;¶", "- Bốn.¶"], ["1. Một;", "1a. Hai:", "đ) Ba;", "- Bốn."]),
    ("a quoted provision", ["như sau:¶", "“Điều 3a. Ba¶"], ["như sau:", "“Điều 3a. Ba"]),
    ("a reference cut at its number", [f"{SHORTER} khoản", "2. Ban Quản lý.¶"], [f"{SHORTER} khoản 2. Ban Quản lý."]),
    ("a reference cut at its article", [f"{SHORTER} khoản 2", "Điều 5. Trường hợp.¶"], [f"{SHORTER} khoản 2 Điều 5. Trường hợp."]),
    ("a dash inside a name", [f"{SHORTER} Thương", "- Binh và Vườn ươm.¶"], [f"{SHORTER} Thương - Binh và Vườn ươm."]),
    ("a hyphen stays", [f"{SHORTER} 9/2030/NĐ-", "CP của Chính phủ.¶"], [f"{SHORTER} 9/2030/NĐ-CP của Chính phủ."]),
    ("a slash stays", [f"{SHORTER} số 9/2030/", "NĐ-CP của Chính phủ.¶"], [f"{SHORTER} số 9/2030/NĐ-CP của Chính phủ."]),
    ("a dash between words keeps its blanks", [f"{SHORTER} Độc lập -", "Tự do.¶"], [f"{SHORTER} Độc lập - Tự do."]),
    ("an appendix in a sentence", [f"{FULL} theo", "Phụ lục II ban hành kèm theo.¶"], [f"{FULL} theo Phụ lục II ban hành kèm theo."]),
    (
        "an indent begins a paragraph",
        [f"> {SHORTER}", f"{FULL} hết.", "> Ban Quản lý.¶"],
        [f"{SHORTER} {FULL} hết.", "Ban Quản lý."],
    ),
    (
        "a title in capitals is one line, its number another",
        ["^Chương II", "^TỔ CHỨC VÀ HOẠT ĐỘNG CỦA VƯỜN ƯƠM", "^VÀ CÁC LUỐNG", "Điều 4. Một¶"],
        ["Chương II", "TỔ CHỨC VÀ HOẠT ĐỘNG CỦA VƯỜN ƯƠM VÀ CÁC LUỐNG", "Điều 4. Một"],
    ),
    (
        "kind and title",
        ["^CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "^Độc lập - Tự do - Hạnh phúc", "^QUYẾT ĐỊNH", "^Ban hành Quy định về vườn", "^và luống"],
        ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "QUYẾT ĐỊNH", "Ban hành Quy định về vườn và luống"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "expected"), [case[1:] for case in PARAGRAPH_CASES], ids=[case[0] for case in PARAGRAPH_CASES])
def test_wrapped_lines_become_paragraphs(lines: list[str], expected: list[str], tmp_path: Path) -> None:
    full = [f"{FULL} hai", f"{FULL} ba", "hết phần mở đầu.¶"]  # so that the page has a right edge
    path = drawn(tmp_path, text_lines([*full, *lines]))
    assert read(path).text.split("\n")[1:] == expected


def test_head_and_signature_are_read_column_by_column(tmp_path: Path) -> None:
    def head(canvas: Any) -> None:
        for y, left, right in (
            (780, "ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
            (762, "Số: 7/QĐ-UBND", "Độc lập - Tự do - Hạnh phúc"),
        ):
            canvas.drawCentredString(150, y, left)
            canvas.drawCentredString(400, y, right)
        text_lines(["Điều 1. Một¶", f"1. {FULL}", "hai.¶"], top=720)(canvas)
        for y, left, right in ((640, "Nơi nhận:", "CHỦ TỊCH"), (622, "- Như Điều 3;", ""), (604, "- Lưu: VT.", "Trần Thị Mẫu")):
            canvas.drawString(85, y, left)
            canvas.drawCentredString(400, y, right)

    assert read(drawn(tmp_path, head)).text.split("\n") == [
        "ỦY BAN NHÂN DÂN",
        "Số: 7/QĐ-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Điều 1. Một",
        f"1. {FULL} hai.",
        "Nơi nhận:",
        "- Như Điều 3;",
        "- Lưu: VT.",
        "CHỦ TỊCH",
        "Trần Thị Mẫu",
    ]


def test_a_marker_before_a_tab_stop_is_no_column(tmp_path: Path) -> None:
    def tabbed(canvas: Any) -> None:
        for y, marker, text in ((780, "1.", "Một;"), (762, "a)", "Hai;"), (744, "-", "Ba.")):
            canvas.drawString(85, y, marker)
            canvas.drawString(140, y, text)

    assert read(drawn(tmp_path, tabbed)).text.split("\n") == ["1. Một;", "a) Hai;", "- Ba."]


def table(canvas: Any, *, rows: Sequence[Sequence[str]], top: float) -> None:
    """Draws a ruled table with columns of 60, 200 and 165 points; "/" wraps a cell's text."""
    edges, y = (85.0, 145.0, 345.0, 510.0), top
    canvas.line(edges[0], y, edges[-1], y)
    for row in rows:
        height = 18.0 * max(cell.count("/") + 1 for cell in row)
        for x, cell in zip(edges, row, strict=False):
            for index, line in enumerate(cell.split("/")):
                canvas.drawString(x + 4, y - 14 - 18 * index, line)
        for x in edges if len(row) > 1 else (edges[0], edges[-1]):
            canvas.line(x, y, x, y - height)
        y -= height
        canvas.line(edges[0], y, edges[-1], y)


def test_a_ruled_table_is_a_line_a_row(tmp_path: Path) -> None:
    def page(canvas: Any) -> None:
        text_lines(["1. Bảng phí:¶"])(canvas)
        table(
            canvas,
            rows=[("STT", "Tên/thủ tục", "Phí"), ("1", "Cấp phép gieo/ý tưởng", "12.500"), ("A. Nhóm khác",), ("2", "", "0")],
            top=760,
        )
        text_lines(["2. Sau bảng.¶"], top=600)(canvas)

    expected = ["1. Bảng phí:", "STT | Tên thủ tục | Phí", "1 | Cấp phép gieo ý tưởng | 12.500", "A. Nhóm khác", "2 |  | 0", "2. Sau bảng."]
    assert read(drawn(tmp_path, page)).text.split("\n") == expected


def test_columns_without_rules_in_threes_are_rows(tmp_path: Path) -> None:
    def page(canvas: Any) -> None:
        for y, *cells in ((780, "Luống", "Diện tích", "Phí"), (762, "Thường", "120 m2", "12.500"), (744, "Có mái", "45 m2", "20.000")):
            for x, cell in zip((85, 250, 420), cells, strict=True):
                canvas.drawString(x, y, cell)

    assert read(drawn(tmp_path, page)).text.split("\n") == [
        "Luống | Diện tích | Phí",
        "Thường | 120 m2 | 12.500",
        "Có mái | 45 m2 | 20.000",
    ]


def raised(canvas: Any, x: float, y: float, digits: str) -> None:
    canvas.setFont(font_name(), 7)
    canvas.drawString(x, y + 5, digits)
    canvas.setFont(font_name(), SIZE)


def test_footnotes_go_to_the_end_and_are_referred_to(tmp_path: Path) -> None:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    def page(number: int) -> Draw:
        def draw(canvas: Any) -> None:
            x = LEFT
            for text, digits in (("1. Luống rộng 45 m", "2"), (", có mái", str(number)), (" che.", "")):
                canvas.drawString(x, TOP, text)
                x += stringWidth(text, font_name(), SIZE)
                raised(canvas, x, TOP, digits)
                x += 5 if digits else 0
            text_lines([f"2. {FULL}", f"{FULL} hai", "ba.¶"], top=TOP - LEADING)(canvas)
            canvas.line(LEFT, 110, LEFT + 120, 110)
            canvas.setFont(font_name(), 6)
            canvas.drawString(LEFT, 99, str(number))
            canvas.setFont(font_name(), 9)
            canvas.drawString(LEFT + 8, 95, f"Chú thích số {number} được sửa đổi theo Điều 3. Cũ:")
            canvas.drawString(LEFT, 83, "“18 tháng 9”.")

        return draw

    source = read(drawn(tmp_path, page(1), page(2)))
    assert source.text.split("\n") == [
        "1. Luống rộng 45 m2, có mái[1] che.",
        f"2. {FULL} {FULL} hai ba.",
        "1. Luống rộng 45 m2, có mái[2] che.",
        f"2. {FULL} {FULL} hai ba.",
        "CHÚ THÍCH CUỐI TRANG",
        "[1] Chú thích số 1 được sửa đổi theo Điều 3. Cũ: “18 tháng 9”.",
        "[2] Chú thích số 2 được sửa đổi theo Điều 3. Cũ: “18 tháng 9”.",
    ]
    assert source.page_starts == (0, source.text.index("1. Luống", 1))


def test_a_turned_page_is_read_and_a_slanted_watermark_is_not(tmp_path: Path) -> None:
    def page(canvas: Any) -> None:
        canvas.setPageRotation(90)
        canvas.saveState()
        canvas.rotate(90)
        canvas.setFont(font_name(), SIZE)
        canvas.drawString(100, -100, "Điều 1. Một")
        canvas.drawString(100, -118, "1. Hai")
        canvas.restoreState()
        canvas.rotate(45)
        canvas.drawString(300, 100, "DỰ THẢO")

    assert read(drawn(tmp_path, page)).text == "Điều 1. Một\n1. Hai"


def test_what_forms_repeat_is_no_running_head(tmp_path: Path) -> None:
    def form(number: int) -> Draw:
        return text_lines([f"Mẫu số 0{number}¶", "^CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", f"{number}. Kính gửi.¶", "quý cơ quan.¶"])

    text = read(drawn(tmp_path, *map(form, (1, 2, 3)))).text
    assert text.count("Mẫu số 0") == text.count("CỘNG HÒA") == text.count("Kính gửi.") == 3


def test_the_gazettes_head_and_a_lone_number_go_from_a_single_page(tmp_path: Path) -> None:
    page = text_lines(["CÔNG BÁO/Số 123 + 124/Ngày 12-12-2024¶", f"{FULL} hai", "ba¶", "15¶", "2. Hai¶", "1¶"])
    assert read(drawn(tmp_path, page)).text.split("\n") == [f"{FULL} hai ba", "15", "2. Hai"]


def test_a_page_without_text_starts_where_the_next_one_does(tmp_path: Path) -> None:
    pages = [text_lines([f"Điều 1. {SHORTER}"]), lambda canvas: None, text_lines(["mười hai.¶"]), lambda canvas: None]
    source = read(drawn(tmp_path, *pages))
    assert source.text == f"Điều 1. {SHORTER} mười hai."
    assert source.page_starts == (0, source.text.index("mười hai."), source.text.index("mười hai."), len(source.text))


def reason_of(path: Path, read: Callable[[Path], SourceText] = read) -> str:
    with pytest.raises(ReaderError) as caught:
        read(path)
    return caught.value.reason


def test_pages_of_pictures_are_a_scan(tmp_path: Path) -> None:
    from PIL import Image

    def scan(canvas: Any) -> None:
        canvas.drawInlineImage(Image.new("L", (60, 80), 200), 0, 0, 595, 842)

    def stamped(canvas: Any) -> None:
        scan(canvas)
        canvas.drawString(85, 780, "Người ký: Sở Tưới tiêu")

    assert reason_of(drawn(tmp_path, scan, scan)) == "scan"
    assert reason_of(drawn(tmp_path, stamped, scan)) == "scan"
    assert reason_of(drawn(tmp_path, lambda canvas: None)) == "empty"


def test_a_password_is_asked_for_and_an_empty_one_is_not(tmp_path: Path) -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption

    page = text_lines(["Điều 1. Một¶"])
    locked = StandardEncryption("mật khẩu", "chủ", strength=128)
    only_printing_locked = StandardEncryption("", "chủ", canPrint=0, strength=128)
    assert reason_of(drawn(tmp_path, page, encrypt=locked)) == "encrypted"
    assert read(drawn(tmp_path, page, encrypt=only_printing_locked)).text == "Điều 1. Một"


def test_damaged_files_are_named_so(tmp_path: Path) -> None:
    good = write_pdf(tmp_path / "luat.pdf").read_bytes()
    path = tmp_path / "xau.pdf"
    for data in (b"Day khong phai PDF", b"%PDF-1.7\n", good[: len(good) // 3], b"<html><body>404</body></html>"):
        path.write_bytes(data)
        assert reason_of(path) == "damaged"


@pytest.mark.parametrize(
    ("limit", "value"),
    [
        ("limits.MAX_PAGES", 2),
        ("limits.MAX_CONTENT_BYTES", 1_000),
        ("limits.MAX_ALL_CONTENT_BYTES", 10_000),
        ("glyphs.MAX_PAGE_CHARACTERS", 500),
        ("document.MAX_CHARACTERS", 2_000),
    ],
)
def test_a_file_beyond_a_limit_is_too_large(limit: str, value: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_pdf(tmp_path / "luat.pdf")
    monkeypatch.setattr(f"ingest.readers.pdf.{limit}", value)
    assert reason_of(path, read_here) == "too_large"


def test_a_small_file_that_unpacks_to_a_large_one_is_too_large(tmp_path: Path) -> None:
    from pypdf import PdfWriter
    from pypdf.generic import DecodedStreamObject, NameObject

    stream = DecodedStreamObject()
    stream.set_data(b"q Q " * 10_000_000)
    writer = PdfWriter()
    writer.add_blank_page(595, 842)[NameObject("/Contents")] = writer._add_object(stream.flate_encode(9))
    path = tmp_path / "bom.pdf"
    writer.write(path)
    assert path.stat().st_size < 100_000
    assert reason_of(path) == "too_large"


@pytest.mark.parametrize("filled", [True, False])
def test_a_signature_is_told_and_an_empty_field_for_one_is_none(filled: bool, tmp_path: Path) -> None:
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import ArrayObject, DictionaryObject, NameObject

    writer = PdfWriter(clone_from=PdfReader(write_pdf(tmp_path / "luat.pdf")))
    field = DictionaryObject({NameObject("/FT"): NameObject("/Sig")})
    if filled:
        field[NameObject("/V")] = DictionaryObject({NameObject("/Type"): NameObject("/Sig")})
    fields = ArrayObject([writer._add_object(field)])
    writer.root_object[NameObject("/AcroForm")] = DictionaryObject({NameObject("/Fields"): fields})
    writer.write(tmp_path / "ky.pdf")
    source = read(tmp_path / "ky.pdf")
    assert source.signed is filled and source.text.startswith("QUY ĐỊNH")
    assert not read(tmp_path / "luat.pdf").signed
