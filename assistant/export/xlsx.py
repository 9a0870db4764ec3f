"""Tables → XLSX, ready to print: titles repeated on every page, text wrapped, widths by content.

A text is always written as text: one that begins with "=" would otherwise be a formula, which a spreadsheet runs (CWE-1236).
"""

import io
import re
from collections.abc import Sequence
from datetime import date
from math import ceil

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from .table import Table, Value

MAX_CELL = 32_767  # characters that a cell of a spreadsheet holds (ECMA-376; Excel specifications and limits)
MAX_TITLE = 31  # characters of a sheet's name, there too
_NARROW, _WIDE = 8, 60  # width of a column, in characters
_SHEET = 150  # width of a sheet whose columns have weights: what still reads well when an A4 page is fitted to it
_LINE, _TALLEST = 15.75, 409.0  # points: a line of text of 12 points, and the most that a row may have
_LETTER = 0.85  # widths of a digit that a letter of running text takes up, with what is lost where words wrap
_NOT_IN_TITLES = re.compile(r"[\\/*?:\[\]]")
_FONT = "Times New Roman"
_THIN = Side(style="thin", color="999999")
_BORDER = Border(_THIN, _THIN, _THIN, _THIN)
_HEAD = PatternFill("solid", fgColor="E8EEF6")


def xlsx_of(tables: Sequence[Table]) -> bytes:
    """A workbook with one sheet a table, in their order."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for table in tables:
        _write(book.create_sheet(_title(table.title, [sheet.title for sheet in book.worksheets])), table)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _write(sheet: Worksheet, table: Table) -> None:
    for column, name in enumerate(table.columns, start=1):
        cell = _put(sheet, 1, column, name)
        cell.font, cell.fill = Font(name=_FONT, size=12, bold=True), _HEAD
        by_content = _width([name, *(row[column - 1] for row in table.rows)])
        width = _SHEET * table.weights[column - 1] / sum(table.weights) if table.weights else by_content
        sheet.column_dimensions[get_column_letter(column)].width = max(_NARROW, min(_WIDE, width))
    widths = [sheet.column_dimensions[get_column_letter(column)].width for column in range(1, len(table.columns) + 1)]
    for number, row in enumerate([table.columns, *table.rows], start=1):
        sheet.row_dimensions[number].height = _height(row, widths)
    for number, row in enumerate(table.rows, start=2):
        for column, value in enumerate(row, start=1):
            _put(sheet, number, column, value)
    for number, note in enumerate(table.notes, start=len(table.rows) + 3):
        cell = _put(sheet, number, 1, note)
        cell.font, cell.border, cell.alignment = Font(name=_FONT, size=11, italic=True), Border(), Alignment(wrap_text=False)
    sheet.freeze_panes = "A2"
    if table.rows:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}{len(table.rows) + 1}"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0  # as many pages as it takes
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _put(sheet: Worksheet, row: int, column: int, value: Value) -> Cell:
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)  # no cells are merged here
    if isinstance(value, str):
        cell.value, cell.data_type = ILLEGAL_CHARACTERS_RE.sub("", value)[:MAX_CELL], "s"
    else:
        cell.value = value
    if isinstance(value, date):
        cell.number_format = "DD/MM/YYYY"
    cell.font, cell.border = Font(name=_FONT, size=12), _BORDER
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    return cell


def _width(values: Sequence[Value]) -> float:
    longest = max((len(line) for value in values for line in str(value if value is not None else "").splitlines()), default=0)
    return min(_WIDE, max(_NARROW, longest + 2))


def _height(row: Sequence[Value], widths: Sequence[float]) -> float:
    """The height that the wrapped text of a row needs: not every program finds it when it opens a file."""
    needed = max(
        sum(max(1, ceil(len(line) * _LETTER / width)) for line in str(value if value is not None else "").split("\n"))
        for value, width in zip(row, widths, strict=True)
    )
    return min(_TALLEST, _LINE * needed)


def _title(wanted: str, taken: Sequence[str]) -> str:
    """The name as a sheet may bear it, told apart from those that are there."""
    name = " ".join(_NOT_IN_TITLES.sub(" ", wanted).split()).strip("'")[:MAX_TITLE] or "Bảng"
    number, given = 2, name
    while given.lower() in {t.lower() for t in taken}:
        suffix = f" ({number})"
        given, number = name[: MAX_TITLE - len(suffix)] + suffix, number + 1
    return given
