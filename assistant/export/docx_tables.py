"""Tables → DOCX: A4 landscape in Times New Roman, heads repeated on every page, what must be said below each table."""

import io
import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt

from .table import Table, Value
from .word import repeat_row, set_font_of_scripts, set_widths

FONT = "Times New Roman"
A4 = (21.0, 29.7)  # cm
MARGIN = 1.5  # cm, on all sides
_TITLE, _HEADING, _CELL, _NOTE = 14, 13, 11, 11  # points
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def docx_of(title: str, tables: Sequence[Table], notes: Sequence[str] = ()) -> bytes:
    """A document with a title, the tables one below the other, and closing notes."""
    document = Document()
    set_landscape(document)
    set_font(document)
    heading = document.add_paragraph()
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(heading, title.upper(), _TITLE, bold=True)
    for table in tables:
        _write_table(document, table)
    for note in notes:
        _note(document, note)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def set_landscape(document: Any) -> None:
    """Turns the first section to A4 landscape."""
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(A4[1]), Cm(A4[0])
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(MARGIN)


def set_font(document: Any) -> None:
    """Sets the font of all text."""
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(_CELL)
    set_font_of_scripts(style.element.get_or_add_rPr(), FONT)


def _write_table(document: Any, table: Table) -> None:
    """Adds the table under its title; its notes stand below it."""
    heading = document.add_paragraph()
    heading.paragraph_format.space_before, heading.paragraph_format.keep_with_next = Pt(10), True
    _run(heading, table.title, _HEADING, bold=True)
    grid = document.add_table(rows=1, cols=len(table.columns), style="Table Grid")
    for cell, name in zip(grid.rows[0].cells, table.columns, strict=True):
        _fill(cell, name, bold=True)
    repeat_row(grid.rows[0])
    for values in table.rows:
        row = grid.add_row()
        for cell, value in zip(row.cells, values, strict=True):
            _fill(cell, value)
    set_widths(grid, _widths(document, table))
    for note in table.notes:
        _note(document, note)


def _fill(cell: Any, value: Value, bold: bool = False) -> None:
    """One paragraph a line of the text."""
    text = f"{value:%d/%m/%Y}" if isinstance(value, date) else "" if value is None else str(value)
    for number, line in enumerate(text.split("\n")):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(3)
        _run(paragraph, line, _CELL, bold=bold)


def _note(document: Any, text: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(3), Pt(3)
    _run(paragraph, text, _NOTE)


def _run(paragraph: Any, text: str, size: int, bold: bool = False) -> None:
    run = paragraph.add_run(_NOT_IN_XML.sub("", text))
    run.font.name, run.font.size, run.bold = FONT, Pt(size), bold


def _widths(document: Any, table: Table) -> list[int]:
    """Shares the width of the page among the columns, by weight where the table gives some, else evenly."""
    section = document.sections[-1]
    usable = section.page_width - section.left_margin - section.right_margin
    weights = table.weights or (1.0,) * len(table.columns)
    return [int(usable * weight / sum(weights)) for weight in weights]
