"""Tables as lines: one line a row, cells joined by " | "."""

from collections.abc import Sequence
from typing import Final

CELL_SEPARATOR: Final = " | "
MAX_CELL_LINES: Final = 40
"""A cell with more lines is a page laid out by a table, not a table of data."""


def row_lines(cells: Sequence[Sequence[str]]) -> list[str]:
    """Lines of one row, whose cells are given as their own lines.

    >>> row_lines([["STT"], ["Tên", "thủ tục"], []])
    ['STT | Tên thủ tục']
    >>> row_lines([["Chương I", "QUY ĐỊNH CHUNG"]])
    ['Chương I', 'QUY ĐỊNH CHUNG']
    """
    filled = [lines for lines in cells if lines]
    if len(filled) == 1 or any(len(lines) > MAX_CELL_LINES for lines in filled):
        return [line for lines in filled for line in lines]
    texts = [" ".join(lines) for lines in cells]
    while texts and not texts[-1]:
        texts.pop()
    return [CELL_SEPARATOR.join(texts)] if texts else []
