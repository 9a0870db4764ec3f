"""What python-docx leaves to the XML of a Word file, for tables and papers alike."""

from collections.abc import Sequence
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

_SCRIPTS = ("ascii", "hAnsi", "cs", "eastAsia")


def set_font_of_scripts(properties: Any, font: str) -> None:
    """Sets the font of every script in the properties of a run or style: Word takes Vietnamese letters for more than one."""
    fonts = properties.get_or_add_rFonts()
    for script in _SCRIPTS:
        fonts.set(qn(f"w:{script}"), font)


def repeat_row(row: Any) -> None:
    """The row stands again on each page that the table reaches."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def set_widths(table: Any, widths: Sequence[int]) -> None:
    """Sets the widths of the columns, in EMU, and those of all their cells: not every program reads both."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width
