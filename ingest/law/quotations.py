"""Which lines stand inside a quotation: an amending law quotes whole articles of other laws, and those are not its own."""

import re
from bisect import bisect_right

from .lines import Line
from .numbering import follows, point_follows

_PROVISION = r"(?:Điều\s+\d|\d{1,3}[a-zđ]?\.|[a-zđ]\d{0,2}\)|Chương\s|CHƯƠNG\s|Mục\s|MỤC\s|Phụ lục|PHỤ LỤC)"
_STRUCTURE = re.compile(rf"(?:[“\"]|‘‘?|«)\s*{_PROVISION}")
_OPENS_BLOCK = re.compile(rf"^(?:“|‘‘)|(?:như sau|sau đây):\s*(?:“|‘‘)|(?:“|‘‘)\s*{_PROVISION}[^”]*$")
_MARKS = re.compile(r"“|‘‘|”|’’")
_STRAIGHT_END = re.compile(r"\"\s*[.;,]*\s*$")
_CLOSED_HEADING = re.compile(r"“Điều\s+\d+[a-zđ]?\.[^“”]*”$")
# "24. Sửa đổi, bổ sung khoản 4 như sau:" – the next step of the amending law itself
_STEP = re.compile(r"(?:(?P<clause>\d{1,3}[a-zđ]?)\.|(?P<point>[a-zđ]\d{0,2})\))\s*(?:Sửa đổi|Bổ sung|Bãi bỏ|Thay thế|Thay |Bỏ )")
_NUMBER = re.compile(r"(?P<article>Điều\s+\d)|(?P<clause>\d{1,3}[a-zđ]?)\.\s|(?P<point>[a-zđ]\d{0,2})\)\s")
# An opening quotation mark with no end in so many lines is a misprint, not a quotation.
MAX_QUOTED_LINES = 4000  # where the mark opens a block: whole articles are quoted so
MAX_WRAPPED_LINES = 8  # where it stands inside the line: only a phrase that wraps
MAX_STEPS = 200  # steps of the law looked at for the end of a quotation


def is_quotation_mark(text: str) -> bool:
    """Whether the text begins with an opening quotation mark.

    >>> is_quotation_mark("“Điều 5. …"), is_quotation_mark("Điều 5. …")
    (True, False)
    """
    return text[:1] in set('“"‘«') if text else False


def quoted_lines(lines: list[Line]) -> list[bool]:
    """For each line, whether its beginning stands inside a quotation (“…” over several lines, or a quoted provision).

    Marks that are never closed are taken as misprints; a nested quotation counts with the outer one. A quotation in an amending law
    that was never closed ends before the law's own next step.
    """
    quotations = _Quotations(lines)
    quoted = [False] * len(lines)
    clause, point = None, None  # the step in which the law stands
    index = 0
    while index < len(lines):
        text = lines[index].text
        quoted[index] = quoted[index] or bool(_STRUCTURE.match(text))
        if not quoted[index] and (number := _NUMBER.match(text)):
            clause, point = (number["clause"], None) if number["point"] is None else (clause, number["point"])
        end = quotations.end(index, clause, point)
        if end is None or end <= index:
            index += 1
            continue
        quoted[index + 1 : end + 1] = [True] * (end - index)
        index = end if quotations.goes_on(end) else end + 1
    return quoted


class _Quotations:
    """Every opening mark matched with its closing mark, the nearest first."""

    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines
        self.opened = dict[int, tuple[int, int | None]]()  # line → depth above its first mark left open, and the line that closes that mark
        self.depths = list[int]()  # marks open where each line begins
        self.steps = [i for i, line in enumerate(lines) if _STEP.match(line.text)]
        self.straight_ends = [i for i, line in enumerate(lines) if _STRAIGHT_END.search(line.text)]
        self.turns = [i for i, line in enumerate(lines) if is_quotation_mark(line.text) or line.text.count("”") > line.text.count("“")]
        self._match()

    def _match(self) -> None:
        stack = list[int]()
        for index, line in enumerate(self.lines):
            self.depths.append(len(stack))
            marks = _MARKS.findall(line.text)
            for mark in marks:
                if mark in ("“", "‘‘"):
                    stack.append(index)
                elif stack:
                    self._close(stack, index)
            if stack and '"' in line.text and line.text.count('"') % 2 and _STRAIGHT_END.search(line.text):  # opened “, closed "
                self._close(stack, index)
            if stack and stack[-1] == index:
                self.opened[index] = (stack.index(index, max(0, len(stack) - len(marks))), None)

    def _close(self, stack: list[int], index: int) -> None:
        first = stack.pop()
        if first in self.opened and self.opened[first][0] == len(stack):
            self.opened[first] = (len(stack), index)

    def goes_on(self, index: int) -> bool:
        """Whether the line leaves a mark open."""
        return index in self.opened

    def end(self, index: int, clause: str | None, point: str | None) -> int | None:
        """The last line of the quotation that opens in the line and goes on beyond it; None where none does."""
        text = self.lines[index].text
        if index in self.opened:
            block = bool(_OPENS_BLOCK.search(text))
            depth, end = self.opened[index]
            limit = index + (MAX_QUOTED_LINES if block else MAX_WRAPPED_LINES)
            end = end if end is not None and end < limit else None
            step = self._next_step(index, end, depth, clause, point) if block else None
            return step if step is not None else end
        if _CLOSED_HEADING.match(text):
            return self._late_end(index)
        if text.startswith('"') and _STRUCTURE.match(text) and text.count('"') % 2:
            return self._after(self.straight_ends, index)
        return None

    def _next_step(self, index: int, end: int | None, depth: int, clause: str | None, point: str | None) -> int | None:
        """The line before the law's own next step, where that comes before the quotation is closed."""
        first = bisect_right(self.steps, index)
        for step in self.steps[first : first + MAX_STEPS]:
            if step > (end if end is not None else index + MAX_QUOTED_LINES):
                return None
            if (end is None or self.depths[step] == depth + 1) and _is_next_step(self.lines[step].text, clause, point):
                return step - 1
        return None

    def _late_end(self, index: int) -> int | None:
        """The end of a quotation whose mark was closed right behind the heading by mistake: a closing mark later that nothing opened."""
        turn = self._after(self.turns, index)
        return turn if turn is not None and not is_quotation_mark(self.lines[turn].text) else None

    @staticmethod
    def _after(indices: list[int], index: int) -> int | None:
        place = bisect_right(indices, index)
        return indices[place] if place < len(indices) and indices[place] < index + MAX_QUOTED_LINES else None


def _is_next_step(text: str, clause: str | None, point: str | None) -> bool:
    """Whether the line is the step that comes after the one in which the quotation was opened."""
    step = _STEP.match(text)
    if not step:
        return False
    if step["point"]:
        return point is not None and point_follows(point, step["point"])
    return clause is not None and follows(clause, step["clause"])
