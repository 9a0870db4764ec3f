"""Pages set in two columns, as gazettes are: each column is read as a page of its own.

A gutter is an upright strip that hardly any text crosses, with full lines on both of its
sides. What crosses it (a title over both columns) parts the page into bands. A head or a
signature, whose two sides are short, is no such page: `columns` reads those.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from statistics import median
from typing import Final

from .rows import Row, Segment, rows

MIN_LINES: Final = 6
"""Lines on each side of a gutter."""
MIDDLE: Final = (0.35, 0.65)
"""Where a gutter may lie, as shares of the text's width."""
MAX_CROSSING: Final = 0.2
"""Share of the lines that may cross it."""
MIN_GUTTER: Final = 0.8
"""Width of a gutter, in sizes."""
MIN_SHARE: Final = 0.3
"""Share of the pages with a gutter from which a document is set in columns."""
FAR: Final = 2.5
"""In sizes: a first row this far above the others is none of the columns'."""
FULL_LINE: Final = 0.7
"""A column is text if its lines fill this share of its width, by their median."""


@dataclass(frozen=True, slots=True)
class Band:
    """Rows that are read together, moved to the left by `moved` points, so that all columns begin at one edge."""

    rows: tuple[Row, ...]
    moved: float = 0.0


def gutters(pages: Sequence[Sequence[Segment]]) -> list[float | None]:
    """Where the gutter of each page in two columns lies, None for any other page.

    Where a good part of the pages have one, a page with a short column (the last, as a rule) has it where others do.
    """
    found = [_gutter(page) for page in pages]
    known = sorted({middle for middle in found if middle is not None})
    if sum(middle is not None for middle in found) < MIN_SHARE * len(pages):
        return found
    return [_known(page, known) if middle is None else middle for page, middle in zip(pages, found, strict=True)]


def _known(pieces: Sequence[Segment], known: Sequence[float]) -> float | None:
    """The one of the gutters of other pages that text of this page stands on both sides of, and hardly any across."""
    for middle in known:
        crossing = sum(piece.left < middle < piece.right for piece in pieces)
        right = any(piece.left >= middle for piece in pieces)
        if right and crossing <= MAX_CROSSING * len(pieces) and any(piece.right <= middle for piece in pieces):
            return middle
    return None


def _gutter(pieces: Sequence[Segment]) -> float | None:
    if len(pieces) < 2 * MIN_LINES:
        return None
    left, right = min(piece.left for piece in pieces), max(piece.right for piece in pieces)
    start, end = (round(left + share * (right - left)) for share in MIDDLE)
    if 2 * sum(piece.left < start and end < piece.right for piece in pieces) > len(pieces):
        return None
    crossings = {x: sum(piece.left < x < piece.right for piece in pieces) for x in range(start, end + 1)}
    fewest = min(crossings.values(), default=len(pieces))
    if fewest > MAX_CROSSING * len(pieces):
        return None
    free = [x for x, count in crossings.items() if count == fewest]
    middle = free[len(free) // 2]
    sides = [p for p in pieces if p.right <= middle], [p for p in pieces if p.left >= middle]
    return middle if all(map(_is_text, sides)) and _is_wide(*sides) else None


def bands(page: Sequence[Row], middle: float | None) -> list[Band]:
    """The bands of a page in the order of reading: what crosses the gutter, and the columns between."""
    if middle is None:
        return [Band(tuple(page))]
    found: list[Band] = []
    if len(page) > 1 and page[0].baseline - page[1].baseline > FAR * page[0].size:
        found.append(Band(tuple(page[:1])))  # a page head that nothing proved to be one
        page = page[1:]
    for crosses, group in groupby(page, key=lambda row: any(piece.left < middle < piece.right for piece in row.segments)):
        inside = list(group)
        found += [Band(tuple(inside))] if crosses else _columns(inside, middle)
    return found


def _columns(page: Sequence[Row], middle: float) -> Iterator[Band]:
    left = [piece for row in page for piece in row.segments if piece.left < middle]
    right = [piece for row in page for piece in row.segments if piece.left >= middle]
    if left:
        yield Band(tuple(rows(left)))
    if right:
        moved = min(p.left for p in right) - min((p.left for p in left), default=min(p.left for p in right))
        yield Band(tuple(rows([replace(p, left=p.left - moved, right=p.right - moved) for p in right])), moved)


def _is_text(side: Sequence[Segment]) -> bool:
    if len(side) < MIN_LINES:
        return False
    width = max(piece.right for piece in side) - min(piece.left for piece in side)
    return median(piece.right - piece.left for piece in side) >= FULL_LINE * width


def _is_wide(left: Sequence[Segment], right: Sequence[Segment]) -> bool:
    return min(piece.left for piece in right) - max(piece.right for piece in left) >= MIN_GUTTER * median(piece.size for piece in left)
