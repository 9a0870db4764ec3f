"""A regulation that nobody has issued, and the same text as a file of every format."""

import html
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

PARAGRAPHS: tuple[str, ...] = (
    "QUY ĐỊNH",
    "Về quản lý vườn ươm ý tưởng trên địa bàn tỉnh Bình Minh",
    "Căn cứ Luật Vườn ươm ngày 30 tháng 02 năm 2030;",
    "Căn cứ Nghị định số 999/2030/NĐ-CP ngày 31 tháng 4 năm 2030 quy định chi tiết việc gieo và chăm sóc ý tưởng;",
    "Chương I",
    "QUY ĐỊNH CHUNG",
    "Điều 1. Phạm vi điều chỉnh",
    "Quy định này quy định về việc gieo, ươm, chăm sóc và chuyển giao ý tưởng trong các vườn ươm trên địa bàn tỉnh Bình Minh; "
    "trách nhiệm của Ban Quản lý vườn ươm và của người gieo ý tưởng. Việc ươm ý tưởng ngoài địa bàn tỉnh thực hiện theo quy định "
    "tại khoản 2 Điều 7 của Quy định này.",
    "Điều 2. Giải thích từ ngữ",
    "Trong Quy định này, các từ ngữ dưới đây được hiểu như sau:",
    "1. Vườn ươm là khu vực có ranh giới xác định, chuyên gieo và chăm sóc ý tưởng, được thành lập theo trình tự, thủ tục quy định "
    "tại Điều 5 của Quy định này và pháp luật có liên quan.",
    "2. Luống là một phần của vườn ươm, có diện tích không quá 120 m2 đối với luống thường và không quá 45 m2 đối với luống có mái che.",
    "3. Hạt ý tưởng gồm:",
    "a) Hạt khô;",
    "b) Hạt ướt, được ngâm trong thời gian từ 03 ngày đến 05 ngày làm việc trước khi gieo, trừ trường hợp thời tiết xấu kéo dài;",
    "c) Hạt lai;",
    "d) Hạt nhập từ vườn ươm khác, có xác nhận của Ban Quản lý vườn ươm nơi đi và Ban Quản lý vườn ươm nơi đến;",
    "đ) Hạt khác theo quyết định của Chủ tịch Hội đồng hạt giống, sau khi lấy ý kiến bằng văn bản của ít nhất hai phần ba số thành viên.",
    "Điều 3. Nguyên tắc quản lý vườn ươm, luống và hạt ý tưởng; nguyên tắc phối hợp giữa Ban Quản lý vườn ươm với Hội đồng hạt giống",
    "1. Bảo đảm mỗi ý tưởng được tưới nước đúng giờ, đúng liều lượng.",
    "1a. Không gieo ý tưởng trên luống chưa được Ban Quản lý vườn ươm nghiệm thu.",
    "2. Trường hợp có ý kiến khác nhau thì xử lý như sau:",
    "a) Người gieo được trình bày lại ý tưởng trong thời hạn 10 ngày;",
    "b) Ban Quản lý vườn ươm – cơ quan đầu mối – tổng hợp, báo cáo:",
    "- Hội đồng hạt giống đối với hạt khô, hạt ướt;",
    "- Ủy ban nhân dân tỉnh đối với hạt lai và các loại hạt có diện tích gieo từ 500 m2 trở lên hoặc có yếu tố liên vườn.",
    "Chương II",
    "NHIỆM VỤ, QUYỀN HẠN CỦA BAN QUẢN LÝ VƯỜN ƯƠM VÀ TRÁCH NHIỆM CỦA NGƯỜI GIEO Ý TƯỞNG",
    "Mục 1. BAN QUẢN LÝ VƯỜN ƯƠM",
    "Điều 4. Nhiệm vụ của Ban Quản lý vườn ươm",
    "1. Trực tiếp cấp, cấp lại, điều chỉnh, thu hồi Giấy phép gieo ý tưởng; thời hạn giải quyết là 05 ngày làm việc kể từ ngày nhận đủ "
    "hồ sơ hợp lệ. Trường hợp hồ sơ chưa hợp lệ thì trong thời hạn 02 ngày làm việc phải hướng dẫn bằng văn bản, nêu rõ lý do và nội "
    "dung cần bổ sung.",
    "2. Thực hiện nhiệm vụ theo ủy quyền của Ủy ban nhân dân tỉnh:",
    "a) Thẩm định bản vẽ luống;",
    "b) Kiểm tra việc tưới nước ban đêm và xử lý nước thừa theo quy chuẩn do Sở Tưới tiêu ban hành.",
    "3. Phối hợp với Sở Tưới tiêu, Sở Ánh sáng và Ủy ban nhân dân cấp xã nơi có vườn ươm.",
    "Điều 5. Hồ sơ thành lập vườn ươm",
    "1. Hồ sơ gồm tờ trình, bản vẽ và danh mục hạt.",
    "2. Số lượng hồ sơ: 03 bộ, trong đó có ít nhất 01 bộ gốc.",
    "Mục 2. NGƯỜI GIEO Ý TƯỞNG",
    "Điều 6. Trách nhiệm của người gieo ý tưởng",
    "1. Tưới nước hằng ngày, nhổ cỏ hằng tuần và báo cáo hằng tháng; báo cáo gửi trước ngày 25 của tháng cuối quý theo mẫu do Hội đồng "
    "hạt giống hướng dẫn thực hiện thống nhất trên địa bàn tỉnh.",
    "2. Nộp phí chăm sóc theo quy định; phí là 12.500 đồng/m2/tháng đối với luống thường và 20.000 đồng/m2/tháng đối với luống có mái.",
    "Chương III",
    "ĐIỀU KHOẢN THI HÀNH",
    "Điều 7. Hiệu lực thi hành",
    "1. Quy định này có hiệu lực từ ngày 15 tháng 01 năm 2031.",
    "2. Sửa đổi khoản 3 Điều 9 của Quy định số 45/2029/QĐ-UBND về việc gieo ý tưởng ngoài địa bàn tỉnh như sau:",
    "“3. Người gieo ý tưởng ngoài địa bàn tỉnh phải thông báo cho Ban Quản lý vườn ươm trước 30 ngày; thông báo nêu rõ loại hạt, số lượng "
    "hạt, thời gian gieo, nơi gieo và người chịu trách nhiệm chăm sóc ý tưởng trong suốt thời gian ươm.”.",
    "3. Bãi bỏ Điều 12, Điều 13 của Quy định số 45/2029/QĐ-UBND.",
)
"""Long enough for three pages, with headings, letters and references that test readers."""

RUNNING_HEAD = "TỜ TIN VƯỜN ƯƠM/Số 7 + 8/Ngày 01-02-2031"


@cache
def font_file(style: str = "Regular") -> Path:
    """A TrueType font with Vietnamese letters; skips the test where there is none."""
    for family in ("DejaVu Sans", "Liberation Serif", "Noto Sans"):
        try:
            found = subprocess.run(
                ["fc-match", "-f", "%{file}", f"{family}:style={style}:lang=vi"], capture_output=True, text=True, check=True
            ).stdout
        except (OSError, subprocess.CalledProcessError):
            break
        if found.endswith(".ttf") and Path(found).is_file():
            return Path(found)
    folders = ("/usr/share/fonts", "/Library/Fonts", "/System/Library/Fonts/Supplemental", "C:/Windows/Fonts")
    for name in ("DejaVuSans.ttf", "LiberationSerif-Regular.ttf", "Times New Roman.ttf", "times.ttf"):
        for folder in folders:
            for path in sorted(Path(folder).rglob(name)) if Path(folder).is_dir() else ():
                return path
    pytest.skip("no TrueType font with Vietnamese letters (DejaVu or Liberation) on this machine")


def font_name() -> str:
    """Name under which reportlab knows the font."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    if "Sample" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("Sample", str(font_file())))
    return "Sample"


def write_text(path: Path, paragraphs: Sequence[str] = PARAGRAPHS) -> Path:
    """A text file, blank lines between the paragraphs."""
    path.write_text("\n\n".join(paragraphs) + "\n", encoding="utf-8")
    return path


def write_html(path: Path, paragraphs: Sequence[str] = PARAGRAPHS) -> Path:
    """A page whose source wraps its lines."""
    body = "\n".join(f"<p>{html.escape(p).replace(', ', ',' + chr(10) + '   ')}</p>" for p in paragraphs)
    head = '<meta charset="utf-8"><title>Trang</title><style>p {}</style>'
    page = f"<!DOCTYPE html><html><head>{head}</head><body><nav>Trang chủ</nav><div>{body}</div></body></html>"
    path.write_text(page, encoding="utf-8")
    return path


def write_docx(path: Path, paragraphs: Sequence[str] = PARAGRAPHS) -> Path:
    """A Word file with a page header."""
    import docx

    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = RUNNING_HEAD
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(str(path))
    return path


def write_pdf(path: Path, paragraphs: Sequence[str] = PARAGRAPHS, *, indent: float = 28.0, justified: bool = True) -> Path:
    """A PDF set as the gazette sets it: page headers, page numbers, wrapped and justified lines."""
    from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    font = font_name()
    body = ParagraphStyle("body", fontName=font, fontSize=13, leading=18, spaceAfter=6, firstLineIndent=indent)
    body.alignment = TA_JUSTIFY if justified else TA_LEFT
    title = ParagraphStyle("title", parent=body, alignment=TA_CENTER, firstLineIndent=0)

    def furniture(canvas: Canvas, document: SimpleDocTemplate) -> None:
        canvas.setFont(font, 9)
        number = str(document.page + 14)
        if document.page % 2:
            canvas.drawString(85, 800, RUNNING_HEAD)
            canvas.drawRightString(510, 800, number)
        else:
            canvas.drawString(85, 800, number)
            canvas.drawRightString(510, 800, RUNNING_HEAD)
        canvas.drawCentredString(297, 30, f"- {document.page} -")

    def style(text: str) -> ParagraphStyle:
        return title if text.isupper() or text.startswith(("Chương", "Mục", "Về quản lý")) else body

    template = SimpleDocTemplate(str(path), pagesize=A4, leftMargin=80, rightMargin=80, topMargin=60, bottomMargin=60)
    template.build([Paragraph(html.escape(p), style(p)) for p in paragraphs], onFirstPage=furniture, onLaterPages=furniture)
    return path
