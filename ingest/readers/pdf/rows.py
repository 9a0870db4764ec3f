"""Glyphs → segments (runs without a wide gap) → visual rows of a page."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise
from statistics import median_low
from typing import Final

from ..markers import MARKER_ALONE
from .glyphs import BLANK, Glyph

# In em: sizes of the font as drawn.
WIDE_GAP: Final = 2.4
"""A wider gap parts two columns; justified lines stay below it."""
WORD_GAP: Final = 0.15
"""A narrower gap between two pieces of a row is inside a word."""
SAME_ROW: Final = 0.45
"""Baselines nearer than this are one row: an exponent is raised by a third."""
MIN_STRETCHED_GAPS: Final = 2
SAME_GAP: Final = 0.1
RAISED_SIZE: Final = 0.8
RAISED_BY: Final = 0.1

RAISED_START: Final = "\ue000"
RAISED_END: Final = "\ue001"
"""Around raised digits, until `margins` knows whether they refer to a footnote."""

Cell = tuple[int, int, int]
"""Table, row and column on the page, each from 0."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Text without a wide gap.

    `head` is the width of its first word; `bold` is said of more than half its glyphs.
    """

    text: str
    left: float
    right: float
    baseline: float
    size: float
    head: float
    bold: bool = False
    cell: Cell | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """Segments side by side on one baseline, from the left, wide gaps between them."""

    segments: tuple[Segment, ...]

    @property
    def text(self) -> str:
        """Text of the row across its gaps."""
        return " ".join(segment.text for segment in self.segments)

    @property
    def baseline(self) -> float:
        """Baseline of the largest segment."""
        return max(self.segments, key=lambda segment: segment.size).baseline

    @property
    def size(self) -> float:
        """Size of the largest segment."""
        return max(segment.size for segment in self.segments)


def segments(glyphs: Iterable[Glyph], cell_of: Callable[[float, float], Cell | None] | None) -> list[Segment]:
    """Segments in the order of the glyphs; a segment stays within one cell. No `cell_of` for a page without tables."""
    found: list[Segment] = []
    run: list[Glyph] = []
    blank = ""
    cell: Cell | None = None
    for glyph in glyphs:
        if not glyph.size:
            blank = blank if blank == " " else glyph.text
            continue
        own_cell = cell_of((glyph.left + glyph.right) / 2, glyph.baseline + glyph.size / 4) if cell_of else None
        if run and (own_cell != cell or _parts(run[-1], glyph)):
            found.append(_segment(run, cell))
            run = []
        elif run and (blank == " " or (blank and _gap(run[-1], glyph) > WORD_GAP)):
            run.append(BLANK)
        run.append(glyph)
        blank, cell = "", own_cell
    return found + ([_segment(run, cell)] if run else [])


def rows(pieces: Sequence[Segment], gutter: float | None = None) -> list[Row]:
    """Rows from the top of the page, their segments merged where no wide gap and no gutter parts them.

    Segments of a cell make rows of their own only if the caller passes them alone.
    """
    by_height = sorted(pieces, key=lambda piece: (-piece.baseline, piece.left))
    groups: list[list[Segment]] = []
    for piece in by_height:
        if groups and _level(groups[-1], piece):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    if gutter is None:
        return [Row(tuple(_merged(group))) for group in groups]
    sides = ([[p for p in group if p.left < gutter], [p for p in group if p.left >= gutter]] for group in groups)
    return [Row(tuple(piece for side in both for piece in _merged(side))) for both in sides]


def _parts(before: Glyph, after: Glyph) -> bool:
    """Whether a segment ends between two glyphs; asked for each pair of them, hence without a call."""
    size = before.size if before.size > after.size else after.size
    return (
        abs(before.baseline - after.baseline) > SAME_ROW * size
        or after.left < before.left - size
        or after.left - before.right > WIDE_GAP * size
    )


def _gap(before: Glyph | Segment, after: Glyph | Segment) -> float:
    return (after.left - before.right) / max(before.size, after.size)


def _segment(run: Sequence[Glyph], cell: Cell | None) -> Segment:
    inked = [glyph for glyph in run if glyph.size]
    size = median_low([glyph.size for glyph in inked])
    baseline = median_low([glyph.baseline for glyph in inked])
    first_word = next((i for i, glyph in enumerate(run) if not glyph.size), len(run))
    left = min(glyph.left for glyph in inked)
    return Segment(
        text=_text(run, baseline, size),
        left=left,
        right=max(glyph.right for glyph in inked),
        baseline=baseline,
        size=size,
        head=max(glyph.right for glyph in run[:first_word]) - left,
        bold=2 * sum(glyph.bold for glyph in inked) > len(inked),
        cell=cell,
    )


def _text(run: Sequence[Glyph], baseline: float, size: float) -> str:
    """Text of the run with raised digits between their marks."""
    if not any(0 < glyph.size < RAISED_SIZE * size for glyph in run):
        return "".join([glyph.text for glyph in run])
    pieces: list[str] = []
    inside = False
    for glyph in run:
        raised = glyph.text.isdecimal() and 0 < glyph.size < RAISED_SIZE * size and glyph.baseline > baseline + RAISED_BY * size
        if raised != inside:
            pieces.append(RAISED_START if raised else RAISED_END)
            inside = raised
        pieces.append(glyph.text)
    return "".join(pieces) + (RAISED_END if inside else "")


def _level(group: Sequence[Segment], piece: Segment) -> bool:
    largest = max(group, key=lambda other: other.size)
    tolerance = SAME_ROW * max(largest.size, piece.size)
    return abs(largest.baseline - piece.baseline) <= tolerance


def _merged(group: Iterable[Segment]) -> list[Segment]:
    merged: list[Segment] = []
    for piece in sorted(group, key=lambda other: other.left):
        if merged and _is_echo(merged[-1], piece):
            continue
        if merged and _belong_together(merged[-1], piece):
            merged[-1] = _joined(merged[-1], piece)
        else:
            merged.append(piece)
    return [reduce(_joined, merged)] if _is_stretched(merged) else merged


def _is_stretched(pieces: Sequence[Segment]) -> bool:
    """Whether the pieces are words that justification has driven equally far apart."""
    gaps = [_gap(one, other) for one, other in pairwise(pieces)]
    return len(gaps) >= MIN_STRETCHED_GAPS and max(gaps) - min(gaps) <= SAME_GAP


def _is_echo(before: Segment, after: Segment) -> bool:
    """Whether the text is drawn twice, a little aside, to look bold."""
    return before.text == after.text and after.left - before.left < WORD_GAP * after.size


def _belong_together(before: Segment, after: Segment) -> bool:
    narrow = _gap(before, after) <= WIDE_GAP
    return narrow or MARKER_ALONE.fullmatch(before.text) is not None


def _joined(before: Segment, after: Segment) -> Segment:
    size = max(before.size, after.size)
    texts = [_raised(before, size), _raised(after, size)]
    blank = " " if _gap(before, after) > WORD_GAP else ""
    return Segment(
        text=blank.join(texts),
        left=before.left,
        right=max(before.right, after.right),
        baseline=before.baseline if before.size >= after.size else after.baseline,
        size=size,
        head=before.head if blank else after.right - before.left,
        bold=(before if len(before.text) >= len(after.text) else after).bold,
        cell=before.cell,
    )


def _raised(piece: Segment, size: float) -> str:
    """Text of a piece that stands in a row of that size; a small number is raised."""
    if piece.text.isdecimal() and piece.size < RAISED_SIZE * size:
        return f"{RAISED_START}{piece.text}{RAISED_END}"
    return piece.text
