"""Paragraphs as a printed PDF: one column or two, page heads, numbers, justified or not, a stamp over the text."""

import html
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from .fonts import font_name
from .tables import blocks

HEAD = "TỜ TIN VƯỜN ƯƠM/Số 7 + 8/Ngày 01-02-2031"


@dataclass(frozen=True, slots=True)
class Layout:
    """How the pages are set, in points."""

    columns: int = 1
    size: float = 13.0
    indent: float = 28.0
    justified: bool = True
    heads: bool = True
    stamp: bool = False


def drawn_layout(random: Random) -> Layout:
    """A layout as offices and gazettes use them."""
    columns = random.choice((1, 1, 2))
    return Layout(
        columns=columns,
        size=10.0 if columns == 2 else random.choice((12.0, 13.0, 14.0)),
        indent=random.choice((0.0, 20.0, 28.0)),
        justified=random.random() < 0.7,
        heads=random.random() < 0.8,
        stamp=random.random() < 0.5,
    )


def write_pdf(path: Path, paragraphs: Sequence[str], layout: Layout | None = None) -> Path:
    """A PDF of the paragraphs, with a text layer."""
    from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

    layout = layout or Layout()
    size = layout.size
    body = ParagraphStyle("body", fontName=font_name(), fontSize=size, leading=size * 1.4, spaceAfter=6, firstLineIndent=layout.indent)
    body.alignment = TA_JUSTIFY if layout.justified else TA_LEFT
    title = ParagraphStyle("title", parent=body, alignment=TA_CENTER, firstLineIndent=0)
    width, gutter, margin = A4[0], 24.0, 70.0
    column = (width - 2 * margin - gutter * (layout.columns - 1)) / layout.columns
    frames = [
        Frame(margin + index * (column + gutter), 60, column, A4[1] - 120, leftPadding=0, rightPadding=0) for index in range(layout.columns)
    ]

    def furniture(canvas: Any, document: Any) -> None:
        if layout.heads:
            _heads(canvas, document.page)
        if layout.stamp and document.page == 1:
            _stamp(canvas)

    template = BaseDocTemplate(str(path), pagesize=A4)
    template.addPageTemplates(PageTemplate(frames=frames, onPageEnd=furniture))
    template.build([_flowable(block, title, body) for block in blocks(paragraphs)])
    return path


def _flowable(block: "str | list[list[str]]", title: Any, body: Any) -> Any:
    from reportlab.platypus import Paragraph, Table

    if isinstance(block, str):
        return Paragraph(html.escape(block), title if _is_centred(block) else body)
    plain = [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("FONT", (0, 0), (-1, -1), body.fontName, body.fontSize - 1)]
    return Table(block, style=plain, spaceBefore=6, spaceAfter=6)


def _is_centred(text: str) -> bool:
    return text.isupper() or text.startswith(("Chương", "Mục", "Về quản lý"))


def _heads(canvas: Any, page: int) -> None:
    canvas.setFont(font_name(), 9)
    if page % 2:
        canvas.drawString(70, 805, HEAD)
        canvas.drawRightString(525, 805, str(page + 14))
    else:
        canvas.drawString(70, 805, str(page + 14))
        canvas.drawRightString(525, 805, HEAD)


def _stamp(canvas: Any) -> None:
    """A round stamp across the text, its words aslant."""
    canvas.saveState()
    canvas.setStrokeColorRGB(0.8, 0.1, 0.1)
    canvas.setFillColorRGB(0.8, 0.1, 0.1)
    canvas.circle(420, 500, 50)
    canvas.translate(420, 500)
    canvas.rotate(30)
    canvas.setFont(font_name(), 9)
    canvas.drawCentredString(0, 0, "BAN QUẢN LÝ VƯỜN ƯƠM")
    canvas.restoreState()
