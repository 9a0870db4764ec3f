"""Which marks make up one reference: what lies in what, lists that share what holds them, ranges.

Nothing is resolved here either.
"""

import re
from dataclasses import dataclass, replace
from typing import Literal

from .reference_grammar import LEVELS, THIS, Mark, spread_range

Join = Literal["up", "list", "range", "none"]

MAX_GAP = 200  # characters between two marks of one reference: the title of an article may stand there
_DIVISION_ORDER = ("subsec", "sec", "chp", "part")
_UP = re.compile(r"\s*\)?\s*(?:,|;?\s*(?:của|thuộc|tại|trong|ở|vào))?\s*$")
_KEM_THEO = re.compile(r"\s*,?\s*(?:được\s+)?(?:ban\s+hành\s+)?(?:kèm\s+theo|theo|của|tại|thuộc)?\s*$")
_LIST = re.compile(
    r"""\s*(?:[,;]\s*(?:và|hoặc|hay)?|và|hoặc|hay|và/hoặc|cùng\s+với|\(\s*trừ|vào\s+(?:sau|trước))\s*
    (?:(?:quy\s+định\s+)?tại\s+|từ\s+|(?:sửa\s+đổi,\s+)?bổ\s+sung\s+|(?:tên|tiêu\s+đề|đoạn\s+(?:mở\s+)?đầu|đoạn\s+dẫn)\s+(?:của\s+)?)?$""",
    re.VERBOSE,
)
_RANGE = re.compile(r"\s*(?:cho\s+)?đến\s+(?:hết\s+)?$")
_TITLE = re.compile(
    r"""\s*(?:(?:\([^()\n]{1,100}\)|(?:quy\s+định\s+)?về\s+[^.;:\n“”()]{3,160}?)\s+(?:của|tại)(?:\s+các)?
    |(?:,\s*|\s)và\s+(?:các\s+)?biện\s+pháp\s+(?:để\s+tổ\s+chức,\s+hướng\s+dẫn\s+)?thi\s+hành)\s+$""",
    re.VERBOSE,
)


def gap_between(text: str, one: Mark, other: Mark) -> Join:
    """How the second mark goes on from the first: up to what holds it, along a list, to the end of a range, or not at all."""
    if other.start - one.end > MAX_GAP:
        return "none"
    gap = text[one.end : other.start]
    rises = LEVELS.index(other.level) > LEVELS.index(one.level)
    if one.level == other.level == "division":
        rises = _DIVISION_ORDER.index(other.kind) > _DIVISION_ORDER.index(one.kind)
    if gap.count("\n") > 1 and not gap.strip():
        return "none"
    if rises and one.level in {"appendix", "regulation"} and _KEM_THEO.match(gap):
        return "up"
    if rises and (_UP.match(gap) or (other.level == "instrument" and one.level in {"clause", "article"} and _TITLE.match(gap))):
        return "up"
    if _RANGE.match(gap):
        return "range"
    return "list" if _LIST.match(gap) else "none"


@dataclass(frozen=True, slots=True)
class Run:
    """Marks each of which lies in the next: điểm → khoản → Điều → instrument."""

    marks: tuple[Mark, ...]

    @property
    def top(self) -> Mark:
        return self.marks[-1]

    @property
    def closed(self) -> bool:
        """Whether nothing further on can hold it: it ends with an instrument or with "này"."""
        return self.top.level == "instrument" or THIS in self.top.items

    def under(self, later: "Run") -> "Run | None":
        """The run with what holds it taken from the next of a list ("khoản 1 | và khoản 2 Điều 5"); None where that does not tell."""
        if self.closed:
            return None
        level = LEVELS.index(self.top.level)
        above = tuple(mark for mark in later.marks if LEVELS.index(mark.level) > level)
        same = any(mark.level == self.top.level for mark in later.marks) or level >= LEVELS.index("article")
        if not above or not same or (above[-1].level != "instrument" and level >= LEVELS.index("article")):
            return None
        return Run((*self.marks, *(m for m in above if level < LEVELS.index("article") or m.level in {"instrument", "regulation"})))


@dataclass(frozen=True, slots=True)
class Written:
    """One reference as written: its runs, each complete as far as the text tells."""

    runs: tuple[Run, ...]
    start: int
    end: int
    doubtful: bool = False


def written_in(text: str, marks: list[Mark]) -> list[Written]:
    """The references that the marks make up, in order: lists under one instrument are one reference."""
    found, chain, joins = list[Written](), list[Run](), list[Join]()
    for mark in _ranges_merged(text, marks):
        before = chain[-1].top if chain else None
        join = gap_between(text, before, mark) if before else "none"
        if join == "up" and not chain[-1].closed:
            chain[-1] = Run((*chain[-1].marks, mark))
        elif join in {"list", "range"} or (join == "up" and chain and "," in text[chain[-1].top.end : mark.start]):
            chain.append(Run((mark,)))
            joins.append(join)
        else:
            found += _split(chain, joins)
            chain, joins = [Run((mark,))], []
    return found + _split(chain, joins)


def _ranges_merged(text: str, marks: list[Mark]) -> list[Mark]:
    """ "Điều 5 đến Điều 8" made one mark."""
    merged = list[Mark]()
    for mark in marks:
        last = merged[-1] if merged else None
        if (
            last
            and last.level == mark.level != "instrument"
            and len(last.items)
            and len(mark.items) == 1
            and gap_between(text, last, mark) == "range"
        ):
            between = spread_range(last.items[-1], mark.items[0], mark.level)
            items = (*last.items, *(between or mark.items))
            merged[-1] = replace(last, end=mark.end, items=items, each=True, doubtful=last.doubtful or between is None)
        else:
            merged.append(mark)
    return merged


def _split(chain: list[Run], joins: list[Join]) -> list[Written]:
    """The references of a chain of runs: a new one begins behind what is closed and where nothing can be borrowed."""
    references, group = list[Written](), list[Run]()
    doubtful = False
    for place in range(len(chain) - 1, -1, -1):
        run = chain[place]
        if group:
            borrowed = run.under(group[0])
            alike = not run.closed and not group[0].closed and run.top.level == group[0].top.level
            if borrowed is None and not alike:
                references.append(_written(group, chain[place + 1], doubtful))
                group, doubtful = [], False
            run = borrowed or run
            doubtful |= bool(group) and place < len(joins) and joins[place] == "range"
        group.insert(0, run)
    if group:
        references.append(_written(group, chain[0], doubtful))
    return references[::-1]


def _written(group: list[Run], first: Run, doubtful: bool) -> Written:
    return Written(tuple(group), first.marks[0].start, max(run.marks[-1].end for run in group), doubtful)
