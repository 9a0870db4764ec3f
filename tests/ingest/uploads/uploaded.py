"""Files to be given: invented decrees in each format, under names of all kinds."""

from io import BytesIO
from pathlib import Path

import docx
from invented import decree
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

DECREE = decree(15, "trồng cây bưởi trong khu sinh thái;", "chăm sóc vườn cam của Ban vườn ươm.")
FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")


def text(*lines: str) -> bytes:
    return "\n".join(lines).encode()


def word(*lines: str, header: str = "") -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def word_with_box(box: str, *lines: str) -> bytes:
    """A document whose first paragraph holds a text box, as stamps are put in."""
    document = docx.Document()
    first = document.add_paragraph("")
    drawn = (
        '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"><w:pict>'
        f"<v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>{box}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    first._p.append(docx.oxml.parse_xml(drawn))
    for line in lines:
        document.add_paragraph(line)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def pdf(*pages: str) -> bytes:
    """One page of lines for each text."""
    pdfmetrics.registerFont(TTFont("viet", str(FONT)))
    out = BytesIO()
    canvas = Canvas(out)
    for page in pages:
        canvas.setFont("viet", 12)
        for row, line in enumerate(page.split("\n")):
            canvas.drawString(60, 780 - 20 * row, line)
        canvas.showPage()
    canvas.save()
    return out.getvalue()
