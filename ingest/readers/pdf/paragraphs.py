"""Visual lines → logical paragraphs.

A line that was broken because the next word did not fit runs on; a line that had room
for it was ended on purpose. What remains open (a paragraph whose last line is full) is
decided by the first-line indent, the leading, the marker of a provision, and the words
at the break, in `begins`. Distances are in sizes of the line unless said otherwise.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

from ingest.readers.markers import (
    HEADING,
    HEADING_ALONE,
    INSTRUMENT_KIND,
    begins_provision,
    ends_sentence,
    expects_more,
    is_capitals,
    is_dash,
)
from ingest.readers.pdf.columns import BODY, Line

INDENT: Final = 0.5
"""A line that starts further right than this is indented."""
SAME_START: Final = 0.25
ROOM: Final = 0.35
"""A word fits if it leaves this much beside the blank before it (about a quarter em)."""
CENTRED: Final = 1.5
"""The two margins of a centred line differ by less than this."""
LEADING_SLACK: Final = 1.2
"""Lines of one paragraph are at most this factor further apart than usual."""
SAME_SIZE: Final = 1.15
FEW_LINES: Final = 5
"""A page with fewer lines takes its right edge from the other pages."""
DEFAULT_LEADING: Final = 1.3
MIN_SAMPLES: Final = 3

Edges = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Layout:
    """How a document is set: edges of each strip, usual leading, first-line indents."""

    edges: dict[tuple[int, int], Edges]
    leading: float
    indents: bool

    def left(self, line: Line) -> float:
        """Left edge of the line's strip."""
        return self.edges[line.page, line.strip][0]

    def right(self, line: Line) -> float:
        """Right edge of the line's strip."""
        return self.edges[line.page, line.strip][1]

    def is_indented(self, line: Line) -> bool:
        """Whether the line starts to the right of its strip's edge."""
        return line.left - self.left(line) > INDENT * line.size

    def is_centred(self, line: Line) -> bool:
        """Whether the line stands in the middle, away from both edges."""
        before, after = line.left - self.left(line), self.right(line) - line.right
        same = abs(before - after) <= CENTRED * line.size
        return same and before > INDENT * line.size

    def had_room(self, line: Line, following: Line) -> bool:
        """Whether the next line's first word would have fitted on this line."""
        rest = self.right(line) - line.right
        return rest > following.head + ROOM * line.size


def paragraphs(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines grouped into paragraphs, in order."""
    layout = layout_of(lines)
    groups: list[list[Line]] = []
    for line in lines:
        if groups and not begins(groups[-1], line, layout):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def layout_of(lines: Sequence[Line]) -> Layout:
    """Layout of a document, measured on its lines."""
    bare = Layout(_edges(lines), DEFAULT_LEADING, indents=False)
    sure = [
        (one, other) for one, other in pairwise(lines) if _surely_runs_on(one, other, bare)
    ]
    leadings = [(a.baseline - b.baseline) / a.size for a, b in sure if a.page == b.page]
    openings = [(a, b) for a, b in sure if begins_provision(a.text) and a.page == b.page]
    indented = sum(a.left - b.left > INDENT * a.size for a, b in openings)
    return Layout(
        bare.edges,
        median(leadings) if len(leadings) >= MIN_SAMPLES else DEFAULT_LEADING,
        len(openings) >= MIN_SAMPLES and indented > len(openings) / 2,
    )


def _surely_runs_on(line: Line, following: Line, layout: Layout) -> bool:
    return (
        line.strip == following.strip == BODY
        and not line.whole
        and not following.whole
        and following.text[:1].islower()
        and not begins_provision(following.text)
        and not ends_sentence(line.text)
        and not layout.had_room(line, following)
    )


def _edges(lines: Iterable[Line]) -> dict[tuple[int, int], Edges]:
    strips: dict[tuple[int, int], list[Line]] = {}
    for line in lines:
        strips.setdefault((line.page, line.strip), []).append(line)
    edges = {
        place: (_common_left(strip), max(line.right for line in strip))
        for place, strip in strips.items()
    }
    full = [edges[place][1] for place in strips if _is_full(place, strips)]
    for place, strip in strips.items():
        if place[1] == BODY and full and len(strip) < FEW_LINES:
            edges[place] = (edges[place][0], max(edges[place][1], median(full)))
    return edges


def _is_full(place: tuple[int, int], strips: dict[tuple[int, int], list[Line]]) -> bool:
    return place[1] == BODY and len(strips[place]) >= FEW_LINES


def _common_left(strip: Sequence[Line]) -> float:
    """The leftmost start that two lines share, else the leftmost."""
    starts = sorted(line.left for line in strip)
    shared = (a for a, b in pairwise(starts) if b - a <= SAME_START * strip[0].size)
    return next(shared, starts[0])


def begins(paragraph: Sequence[Line], line: Line, layout: Layout) -> bool:
    """Whether the line begins a paragraph after the lines of the open one."""
    previous = paragraph[-1]
    if line.strip != previous.strip or line.whole or previous.whole:
        return True
    ratio = max(line.size, previous.size) / min(line.size, previous.size)
    if ratio > SAME_SIZE or HEADING_ALONE.match(previous.text):
        return True
    apart = _is_apart(previous, line, layout)
    if _is_title(previous, line, layout):
        return apart or _ends_title(previous, line)
    if begins_provision(line.text):
        return not _is_reference(previous, line, layout, apart)
    if layout.had_room(previous, line) or apart:
        return True
    return _starts_like_a_paragraph(paragraph, line, layout)


def _is_apart(previous: Line, line: Line, layout: Layout) -> bool:
    """Whether the gap above the line is wider than between lines of a paragraph."""
    if previous.page != line.page:
        return False
    leading = (previous.baseline - line.baseline) / previous.size
    return leading > LEADING_SLACK * layout.leading


def _is_title(previous: Line, line: Line, layout: Layout) -> bool:
    """Whether both lines are set as a title: centred, or in a column of the head."""
    return all(
        layout.is_centred(item) or (item.strip != BODY and is_capitals(item.text))
        for item in (previous, line)
    )


def _ends_title(previous: Line, line: Line) -> bool:
    """Whether the title ends with the previous line."""
    if begins_provision(line.text) or INSTRUMENT_KIND.fullmatch(previous.text):
        return True
    if ends_sentence(previous.text):
        return True
    runs_on = line.text[:1].islower() or expects_more(previous.text)
    in_brackets = previous.text.count("(") > previous.text.count(")")
    both_capitals = is_capitals(previous.text) and is_capitals(line.text)
    return not (runs_on or in_brackets or both_capitals)


def _is_reference(previous: Line, line: Line, layout: Layout, apart: bool) -> bool:
    """Whether what looks like a marker is a reference that the line break cut off."""
    if apart or layout.had_room(previous, line) or layout.is_indented(line):
        return False
    if ends_sentence(previous.text):
        return False
    return (
        layout.indents
        or expects_more(previous.text)
        or is_dash(line.text)  # as in "Thi đua - Khen thưởng"
        or _is_prose(line)
    )


def _is_prose(line: Line) -> bool:
    """Whether a heading's words go on as a sentence: "Phụ lục II ban hành kèm theo"."""
    heading = HEADING.match(line.text)
    return heading is not None and line.text[heading.end() :].lstrip()[:1].islower()


def _starts_like_a_paragraph(paragraph: Sequence[Line], line: Line, layout: Layout) -> bool:
    """Whether a line after a full one is indented as the first of a paragraph is."""
    first, previous = paragraph[0], paragraph[-1]
    if not layout.is_indented(line):
        return False
    if line.text[:1].islower() and not ends_sentence(previous.text):
        return False
    tolerance = SAME_START * line.size
    shift = layout.left(previous) - layout.left(line)  # the pages' margins may differ
    if len(paragraph) > 1 and abs(previous.left - line.left - shift) <= tolerance:
        return False
    hangs = begins_provision(first.text) and line.left + shift > first.left + tolerance
    return not hangs
