"""Pages of glyphs → text and page starts."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from ..source import FOOTNOTES_HEADING, Reading
from ..tidy import one_line, tidy
from .columns import Line, lines
from .glyphs import Sheet, Sureness
from .grids import cell_at, grids
from .gutters import bands, gutters
from .margins import (
    Footnote,
    body_size,
    footnotes,
    parted,
    with_references,
    without_running_heads,
)
from .paragraphs import paragraphs
from .rows import rows, segments
from .wraps import blank_between


def assembled(sheets: Sequence[Sheet]) -> tuple[str, tuple[int, ...], tuple[Reading, ...]]:
    """Text of the pages, the offset of each page's first character, and how sure recognition is of its lines."""
    body, notes, columns = _body_and_notes(sheets)
    groups = [[_back(line, columns[line.page]) for line in group] for group in paragraphs(body)]
    text, starts, places = _joined(groups, len(sheets))
    readings = tuple(_readings(places, sheets))
    if notes:
        numbered = [f"[{n.number}] {n.text}" if n.number else n.text for n in notes]
        text = "\n".join([text, FOOTNOTES_HEADING, *map(one_line, numbered)])
    return text, starts, readings


def _readings(places: Sequence[tuple[int, int, Line]], sheets: Sequence[Sheet]) -> Iterator[Reading]:
    """How sure recognition is of each stretch of text that it gave."""
    for start, end, line in places:
        sure = [s.confidence for s in sheets[line.page].sureness if _overlap(s, line)]
        if sure:
            yield Reading(start, end, min(sure))


def _overlap(sure: Sureness, line: Line) -> bool:
    near = abs(sure.baseline - line.baseline) <= line.size / 2 or line.whole
    return near and sure.left < line.right and line.left < sure.right


def _body_and_notes(sheets: Sequence[Sheet]) -> tuple[list[Line], list[Footnote], list[tuple[int, float]]]:
    """Lines, footnotes, and of each column, which counts as a page of its own in the lines, its page and how far it was moved."""
    tables = [grids(page.rulings) for page in sheets]
    pieces = [segments(page.glyphs, partial(cell_at, grid) if grid else None) for page, grid in zip(sheets, tables, strict=True)]
    outside = [[piece for piece in page if piece.cell is None] for page in pieces]
    middles = gutters([[] if grid else page for page, grid in zip(outside, tables, strict=True)])
    flowing = without_running_heads([rows(page, middle) for page, middle in zip(outside, middles, strict=True)])
    size = body_size(flowing)
    halves = [parted(page, drawn.rulings, size) for page, drawn in zip(flowing, sheets, strict=True)]
    notes = footnotes([small_print for _, small_print in halves])
    found: list[Line] = []
    places: list[tuple[int, float]] = []
    for page, (body, _) in enumerate(halves):
        numbers = frozenset(note.number for note in notes if note.page == page)
        cells = [piece for piece in pieces[page] if piece.cell is not None]
        whole = with_references(body, numbers)
        for band in bands(whole, middles[page]):
            found += lines(len(places), band.rows, tables[page], cells)
            places.append((page, band.moved))
    return found, notes, places


def _back(line: Line, place: tuple[int, float]) -> Line:
    """The line on its page again, where it was before it was moved."""
    page, moved = place
    return replace(line, page=page, left=line.left + moved, right=line.right + moved)


def _joined(groups: Sequence[Sequence[Line]], pages: int) -> tuple[str, tuple[int, ...], list[tuple[int, int, Line]]]:
    """Text of the paragraphs, one a line, the offset at which each page starts, and the stretch that each visual line became."""
    pieces: list[str] = []
    places: list[tuple[int, int, Line]] = []
    starts: list[int] = []
    length = 0
    for group in groups:
        before = ""
        for line in group:
            text = tidy(line.text) if line.whole else one_line(line.text)
            blank = blank_between(before, text) if before else "\n" if pieces else ""
            if not text:
                continue
            starts += [length + len(blank)] * (line.page + 1 - len(starts))
            pieces += [blank, text]
            length += len(blank) + len(text)
            places.append((length - len(text), length, line))
            before = text
    starts += [length] * (pages - len(starts))
    return "".join(pieces), tuple(starts), places
