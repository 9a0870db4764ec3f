"""Visual lines → logical paragraphs.

A line that was broken because the next word did not fit runs on; a line that had room
for it was ended on purpose. What remains open (a paragraph whose last line is full) is
decided by the first-line indent, the leading, the marker of a provision, and the words
at the break, in `begins`. Distances are in sizes of the line unless said otherwise.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

from ..markers import (
    ARTICLE,
    HEADING,
    HEADING_ALONE,
    INSTRUMENT_KIND,
    NATIONAL_TITLE,
    PREAMBLE,
    begins_provision,
    ends_national_title,
    ends_sentence,
    expects_more,
    introduces,
    is_capitals,
    is_dash,
    runs_on,
)
from .columns import BODY, Line

INDENT: Final = 0.5
"""A line that starts further right than this is indented."""
SAME_START: Final = 0.25
ROOM: Final = 0.35
"""A word fits if it leaves this much beside the blank before it (about a quarter em)."""
CENTRED: Final = 0.6
"""The two margins of a centred line differ by less than this."""
LEADING_SLACK: Final = 1.12
"""Lines of one paragraph are at most this factor further apart than usual."""
SAME_SIZE: Final = 1.15
OVERRUN: Final = 0.15
"""Of the width: a line that a long word drives beyond the edge goes no further."""
FEW_LINES: Final = 5
"""A page with fewer lines takes its right edge from the other pages."""
DEFAULT_LEADING: Final = 1.3
MIN_SAMPLES: Final = 3

Edges = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Layout:
    """How a document is set.

    `edges` are those of each strip by page and strip; `leadings` and `leading` the usual
    distance of two lines of a paragraph on a page and in the document, in sizes;
    `indents` says whether paragraphs begin with an indent.
    """

    edges: Mapping[tuple[int, int], Edges]
    leadings: Mapping[int, float]
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

    def is_balanced(self, line: Line) -> bool:
        """Whether the line leaves as much room on its left as on its right."""
        before, after = line.left - self.left(line), self.right(line) - line.right
        return abs(before - after) <= CENTRED * line.size

    def is_centred(self, line: Line) -> bool:
        """Whether the line stands in the middle, away from both edges."""
        return self.is_balanced(line) and self.is_indented(line)

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
    bare = Layout(_edges(lines), {}, DEFAULT_LEADING, indents=False)
    sure = [(one, other) for one, other in pairwise(lines) if one.page == other.page and _surely_runs_on(one, other, bare)]
    leadings: dict[int, list[float]] = {}
    for one, other in sure:
        leadings.setdefault(one.page, []).append(_leading(one, other))
    openings = [(one, other) for one, other in sure if begins_provision(one.text)]
    indented = sum(one.left - other.left > INDENT * one.size for one, other in openings)
    return Layout(
        bare.edges,
        {p: median(found) for p, found in leadings.items() if len(found) >= MIN_SAMPLES},
        median([_leading(*pair) for pair in sure]) if sure else DEFAULT_LEADING,
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
        if not line.whole:
            strips.setdefault((line.page, line.strip), []).append(line)
    edges = {place: _edges_of(strip) for place, strip in strips.items()}
    full = [right for place, (_, right) in edges.items() if place[1] == BODY and len(strips[place]) >= FEW_LINES]
    for place, (left, right) in edges.items():
        if place[1] == BODY and full and len(strips[place]) < FEW_LINES:
            edges[place] = (left, max(right, median(full)))
    return edges


def _edges_of(strip: Sequence[Line]) -> Edges:
    """The outermost ends that two lines share, since a single line can overrun its edge a little."""
    lefts, rights = sorted(line.left for line in strip), sorted((line.right for line in strip), reverse=True)
    reach, near = OVERRUN * (rights[0] - lefts[0]), SAME_START * strip[0].size
    left = next((one for one, other in pairwise(lefts) if other - one <= near and one - lefts[0] <= reach), lefts[0])
    right = next((one for one, other in pairwise(rights) if one - other <= near and rights[0] - one <= reach), rights[0])
    return left, right


def begins(paragraph: Sequence[Line], line: Line, layout: Layout) -> bool:
    """Whether the line begins a paragraph after the lines of the open one."""
    previous = paragraph[-1]
    if line.strip != previous.strip or line.whole or previous.whole:
        return True
    ratio = max(line.size, previous.size) / min(line.size, previous.size)
    if ratio > SAME_SIZE or HEADING_ALONE.match(previous.text):
        return True
    if NATIONAL_TITLE.match(line.text) or ends_national_title(previous.text):
        return True
    apart = _is_apart(paragraph, line, layout)
    if _is_title(previous, line, layout):
        return apart or _ends_title(previous, line)
    if begins_provision(line.text):
        return apart or not _is_reference(paragraph, line, layout)
    if PREAMBLE.match(paragraph[0].text) and PREAMBLE.match(line.text) and ends_sentence(previous.text):
        return True
    if _ends_heading(paragraph, line):
        return True
    if runs_on(previous.text, line.text):
        return apart and layout.had_room(previous, line)
    if apart or layout.had_room(previous, line):
        return True
    return _is_set_in(paragraph, line, layout)


def _is_apart(paragraph: Sequence[Line], line: Line, layout: Layout) -> bool:
    """Whether the gap above the line is wider than between lines of a paragraph."""
    previous = paragraph[-1]
    if previous.page != line.page:
        return False
    usual = layout.leadings.get(line.page, layout.leading)
    if len(paragraph) > 1 and paragraph[-2].page == line.page:
        usual = _leading(paragraph[-2], previous)
    return _leading(previous, line) > LEADING_SLACK * usual


def _leading(line: Line, following: Line) -> float:
    return (line.baseline - following.baseline) / line.size


def _is_title(previous: Line, line: Line, layout: Layout) -> bool:
    """Whether both lines are set as a title: centred, or capitals that ran out of room.

    One of two centred lines may fill the width.
    """
    if line.strip != BODY:
        return is_capitals(previous.text) and is_capitals(line.text)
    if begins_provision(previous.text) and not HEADING.match(previous.text):
        return False
    if is_capitals(previous.text) and is_capitals(line.text) and not layout.had_room(previous, line):
        return True
    centred = layout.is_centred(previous) or layout.is_centred(line)
    return centred and layout.is_balanced(previous) and layout.is_balanced(line)


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


def _ends_heading(paragraph: Sequence[Line], line: Line) -> bool:
    """Whether an article's heading ends: plain text follows bold, or the heading announces it."""
    if not ARTICLE.match(paragraph[0].text):
        return False
    turns_plain = all(item.bold for item in paragraph) and not line.bold
    return turns_plain or introduces(paragraph[-1].text)


def _is_reference(paragraph: Sequence[Line], line: Line, layout: Layout) -> bool:
    """Whether what looks like a marker is a reference that the line break cut off."""
    previous = paragraph[-1]
    if layout.had_room(previous, line) or ends_sentence(previous.text):
        return False
    if _is_set_in(paragraph, line, layout):
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


def _is_set_in(paragraph: Sequence[Line], line: Line, layout: Layout) -> bool:
    """Whether the line starts further right than the next line of the paragraph would.

    The next line of a list item may hang, which is to start below the item's text.
    """
    if not layout.is_indented(line):
        return False
    first, previous = paragraph[0], paragraph[-1]
    tolerance = SAME_START * line.size
    shift = layout.left(previous) - layout.left(line)  # the pages' margins may differ
    if len(paragraph) > 1 and abs(previous.left - line.left - shift) <= tolerance:
        return False
    hangs = begins_provision(first.text) and line.left + shift > first.left + tolerance
    return not hangs
