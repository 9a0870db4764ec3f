"""Rows and tables of a page → lines in reading order.

Two texts that stand side by side without drawn lines (the head of a document, its
signature) are read one column after the other; three or more are rows of a table. A
drawn table is read row by row, its cells joined as in every other format; a row with
one filled cell is ordinary text.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, groupby, pairwise
from typing import Final

from ..table import CELL_SEPARATOR, MAX_CELL_LINES, row_lines
from .grids import Grid
from .rows import Row, Segment, rows
from .wraps import unwrapped

BODY: Final = 0
MIN_GUTTER: Final = 0.8
"""In sizes: the blank strip between two columns has to stay this wide."""
MAX_LEADING: Final = 2.2
"""In sizes: further down, a row on one side no longer belongs to the columns above."""

Gutter = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Line:
    """One visual line in reading order, in points.

    Lines run on only within their `strip`: BODY, or a number of its own for a column or
    a cell. A `whole` line is a paragraph by itself, as a table row is. `head` is the
    width of the first word.
    """

    text: str
    page: int
    strip: int
    left: float
    right: float
    baseline: float
    size: float
    head: float
    bold: bool = False
    whole: bool = False


def lines(page: int, body: Sequence[Row], tables: Sequence[Grid], cells: Sequence[Segment]) -> list[Line]:
    """Lines of page number `page` (from 0), given the rows outside its tables."""
    strips = count(1)
    items: list[Row | Grid] = [*body, *tables]
    items.sort(key=_height, reverse=True)
    found: list[Line] = []
    for is_table, group in groupby(items, key=lambda item: isinstance(item, Grid)):
        if is_table:
            for table in (item for item in group if isinstance(item, Grid)):
                inside = [p for p in cells if p.cell and tables[p.cell[0]] is table]
                found += _table_lines(page, inside, strips)
        else:
            found += _flow(page, [row for row in group if isinstance(row, Row)], strips)
    return found


def _height(item: Row | Grid) -> float:
    return item.top if isinstance(item, Grid) else item.baseline


def _line(page: int, strip: int, piece: Segment) -> Line:
    return Line(
        text=piece.text,
        page=page,
        strip=strip,
        left=piece.left,
        right=piece.right,
        baseline=piece.baseline,
        size=piece.size,
        head=piece.head,
        bold=piece.bold,
    )


def _whole(page: int, text: str, pieces: Sequence[Segment]) -> Line:
    return Line(
        text=text,
        page=page,
        strip=BODY,
        left=min(piece.left for piece in pieces),
        right=max(piece.right for piece in pieces),
        baseline=max(piece.baseline for piece in pieces),
        size=max(piece.size for piece in pieces),
        head=pieces[0].head,
        whole=True,
    )


def _flow(page: int, body: Sequence[Row], strips: Iterator[int]) -> Iterator[Line]:
    """Lines of the rows between two tables."""
    start = 0
    while start < len(body):
        row = body[start]
        if len(row.segments) == 1:
            yield _line(page, BODY, row.segments[0])
            start += 1
            continue
        gutters, end = _side_by_side(body, start)
        if len(gutters) > 1:
            for row in body[start:end]:
                text = CELL_SEPARATOR.join(piece.text for piece in row.segments)
                yield _whole(page, text, row.segments)
        else:
            for column in _columns(body[start:end], gutters):
                strip = next(strips)
                yield from (_line(page, strip, piece) for piece in column)
        start = end


def _side_by_side(body: Sequence[Row], start: int) -> tuple[list[Gutter], int]:
    """Gutters of the columns that begin at a row, and the row after their last."""
    gutters = _gaps(body[start])
    for index in range(start + 1, len(body)):
        row = body[index]
        narrowed = _narrowed(gutters, row)
        far = body[index - 1].baseline - row.baseline > MAX_LEADING * row.size
        if narrowed is None or (far and len(row.segments) == 1):
            return gutters, index
        gutters = narrowed
    return gutters, len(body)


def _gaps(row: Row) -> list[Gutter]:
    return [(one.right, other.left) for one, other in pairwise(row.segments)]


def _narrowed(gutters: Sequence[Gutter], row: Row) -> list[Gutter] | None:
    """Gutters as wide as the row leaves them, None where it runs across one."""
    narrowed: list[Gutter] = []
    for gutter in gutters:
        left, right = gutter
        middle = (left + right) / 2
        for piece in row.segments:
            if piece.right <= middle:
                left = max(left, piece.right)
            elif piece.left >= middle:
                right = min(right, piece.left)
            else:
                return None
        if right - left < MIN_GUTTER * row.size:
            return None
        narrowed.append((left, right))
    return narrowed


def _columns(body: Sequence[Row], gutters: Sequence[Gutter]) -> Iterator[list[Segment]]:
    """Segments of each column from the top."""
    bounds = [float("-inf"), *((left + right) / 2 for left, right in gutters), float("inf")]
    for left, right in pairwise(bounds):
        yield [p for row in body for p in row.segments if left <= p.left < right]


def _table_lines(page: int, cells: Sequence[Segment], strips: Iterator[int]) -> list[Line]:
    """Lines of a drawn table from its segments."""
    ordered = sorted(cells, key=lambda piece: piece.cell or (0, 0, 0))
    found: list[Line] = []
    for _, in_row in groupby(ordered, key=lambda piece: piece.cell and piece.cell[1]):
        filled: dict[int, list[Segment]] = {}
        for piece in in_row:
            filled.setdefault(piece.cell[2] if piece.cell else 0, []).append(piece)
        stacked = {column: [p for row in rows(pieces) for p in row.segments] for column, pieces in filled.items()}
        if len(stacked) == 1 or max(map(len, stacked.values())) > MAX_CELL_LINES:
            for pieces in stacked.values():
                strip = next(strips)
                found += [_line(page, strip, piece) for piece in pieces]
            continue
        texts = [[unwrapped(p.text for p in stacked[column])] if column in stacked else [] for column in range(max(stacked) + 1)]
        everything = [piece for pieces in stacked.values() for piece in pieces]
        found += [_whole(page, text, everything) for text in row_lines(texts)]
    return found
