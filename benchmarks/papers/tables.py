"""Rows of tables among paragraphs."""

from collections.abc import Iterator, Sequence
from itertools import groupby

CELLS = " | "


def blocks(paragraphs: Sequence[str]) -> Iterator[str | list[list[str]]]:
    """Paragraphs, and tables as rows of cells."""
    for is_row, group in groupby(paragraphs, key=lambda text: CELLS in text):
        if is_row:
            yield [text.split(CELLS) for text in group]
        else:
            yield from group
