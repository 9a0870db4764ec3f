"""Tables that are drawn with lines: which cell of which table a point lies in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from .glyphs import Ruling
from .rows import Cell

NEAR: Final = 3.0
"""Points within which two ruled lines are the same or touch."""
ROW_SHARE: Final = 0.5
"""A level line that is at least this share of the table's width ends a row."""
MAX_JOINED_RULINGS: Final = 600
"""Lines of a page after joining; the search for tables compares them in pairs."""


@dataclass(frozen=True, slots=True)
class Grid:
    """One table: the heights of its row lines from the top, and its upright lines."""

    left: float
    right: float
    heights: tuple[float, ...]
    uprights: tuple[Ruling, ...]

    @property
    def top(self) -> float:
        """Height of the first line."""
        return self.heights[0]

    def cell(self, x: float, y: float) -> tuple[int, int] | None:
        """Row and column of a point, None outside the table."""
        if not (self.left <= x <= self.right and self.heights[-1] <= y <= self.top):
            return None
        row = sum(height > y for height in self.heights) - 1
        column = sum(line.at < x for line in self.uprights if line.start - NEAR <= y <= line.end + NEAR)
        return max(row, 0), max(column - 1, 0)


def grids(rulings: Sequence[Ruling]) -> list[Grid]:
    """Tables of a page from the top: connected lines with two columns at least."""
    levels = _joined(line for line in rulings if line.level)
    uprights = _joined(line for line in rulings if not line.level)
    if len(levels) + len(uprights) > MAX_JOINED_RULINGS:
        return []
    found = [_grid(*group) for group in _connected(levels, uprights)]
    return sorted((grid for grid in found if grid), key=lambda grid: -grid.top)


def cell_at(tables: Sequence[Grid], x: float, y: float) -> Cell | None:
    """Table, row and column of a point, None outside all tables."""
    for index, grid in enumerate(tables):
        if (cell := grid.cell(x, y)) is not None:
            return (index, *cell)
    return None


def _joined(rulings: Iterable[Ruling]) -> list[Ruling]:
    """Rulings with those that continue one another made one."""
    lines: list[list[Ruling]] = []
    for ruling in sorted(rulings, key=lambda line: line.at):
        if lines and ruling.at - lines[-1][0].at <= NEAR:
            lines[-1].append(ruling)
        else:
            lines.append([ruling])
    whole: list[Ruling] = []
    for pieces in lines:
        start = len(whole)
        for piece in sorted(pieces, key=lambda line: line.start):
            last = whole[-1] if len(whole) > start else None
            if last is not None and piece.start <= last.end + NEAR:
                end = max(last.end, piece.end)
                whole[-1] = Ruling(last.level, last.at, last.start, end)
            else:
                whole.append(piece)
    return whole


def _connected(levels: Sequence[Ruling], uprights: Sequence[Ruling]) -> list[tuple[list[Ruling], list[Ruling]]]:
    """Groups of level and upright lines that touch one another."""
    groups: list[tuple[list[Ruling], list[Ruling]]] = []
    free_levels, free_uprights = list(levels), list(uprights)
    while free_levels:
        frontier = [free_levels.pop()]
        group: tuple[list[Ruling], list[Ruling]] = ([], [])
        while frontier:
            group[0].extend(frontier)
            reached, free_uprights = _split(free_uprights, frontier)
            group[1].extend(reached)
            frontier, free_levels = _split(free_levels, reached)
        groups.append(group)
    return groups


def _split(lines: Iterable[Ruling], others: Sequence[Ruling]) -> tuple[list[Ruling], list[Ruling]]:
    """Lines that touch one of the others, and those that touch none."""
    touching: list[Ruling] = []
    apart: list[Ruling] = []
    for line in lines:
        touches = any(_touch(line, other) for other in others)
        (touching if touches else apart).append(line)
    return touching, apart


def _touch(one: Ruling, other: Ruling) -> bool:
    """Whether a level and an upright line meet."""
    return one.start - NEAR <= other.at <= one.end + NEAR and other.start - NEAR <= one.at <= other.end + NEAR


def _grid(levels: Sequence[Ruling], uprights: Sequence[Ruling]) -> Grid | None:
    columns = sorted({line.at for line in uprights})
    if len(levels) < 2 or len(columns) < 3:
        return None
    left, right = columns[0], columns[-1]
    lengths: dict[float, float] = {}
    for line in levels:
        lengths[line.at] = lengths.get(line.at, 0.0) + line.end - line.start
    heights = [at for at, length in lengths.items() if length >= ROW_SHARE * (right - left)]
    ordered = sorted(heights, reverse=True)
    apart = [high for high, low in pairwise([*ordered, float("-inf")]) if high - low > NEAR]
    if len(apart) < 2:
        return None
    return Grid(left - NEAR, right + NEAR, tuple(apart), tuple(uprights))
