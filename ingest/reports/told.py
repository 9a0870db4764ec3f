"""What a sentence, or the heads of a table, tell of a number: its label, its indicator and the part that it is of."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ..catalogue.reporting import Indicator, Unit
from .form import Form, form_of
from .lexicon import Lexicon, Words

MAX_LABEL = 90  # characters in front of a number that tell what it is of
MAX_REACH = 300  # characters in front of a number within which a word tells what it is of
_AND: Final = {"và", "va", "cùng", "còn", ""}
_BRACKETED: Final = re.compile(r"\([^()]{0,80}\)")
_BEGINS: Final = {"và", "va", "gồm", "còn", "với"}
_ENDS: Final = {"và", "va", "với", "còn", "là", "là:", ":"}
_CLAUSE_END: Final = re.compile(r"[,;:.()](?=\s|$)|[()]")


@dataclass(frozen=True, slots=True)
class Count:
    """A number with its unit, at [start, end) of a form."""

    number: str
    unit: Unit
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Told:
    """What a sentence tells of a number."""

    label: str
    lead: str
    indicator: Indicator | None
    parts: tuple[str, ...]


def told_of(form: Form, words: Words, counts: Sequence[Count]) -> list[Told]:
    """What is told of each number of a sentence."""
    found = list[Told]()
    for n, count in enumerate(counts):
        before = counts[n - 1].end if n else 0
        behind = counts[n + 1].start if n + 1 < len(counts) else len(form.text)
        gap = form.text[before : count.start].strip(" ,")
        joined = bool(found) and gap in _AND
        lead = found[-1].lead if joined else _lead(form.text[max(before, count.start - MAX_LABEL) : count.start], n > 0)
        rest = form.text[count.end : min(behind, count.end + MAX_LABEL)]
        stop = _CLAUSE_END.search(rest)
        label = f"{lead} … {_trimmed(rest[: stop.start() if stop else len(rest)])}".removesuffix(" … ").removeprefix(" … ").strip()
        parts = _parts(form, words, (before, count.start), (count.end, count.end + (stop.start() if stop else len(rest))))
        found.append(Told(label, lead, _indicator(form, words, count), parts))
    return found


def _lead(stretch: str, follows: bool) -> str:
    """The last clause of what stands in front of a number; the one before where the last is empty ("… của các đơn vị là: 12").

    What `follows` another number belongs to that one where only a conjunction stands between it and this number.
    """
    bare = _BRACKETED.sub("", stretch)
    clauses = [clause.strip() for clause in _CLAUSE_END.split(bare) if clause.strip()]
    if not clauses or (follows and clauses[-1].rpartition(" ")[2] in _AND):
        return ""
    return next((lead for clause in reversed(clauses) if (lead := _trimmed(clause))), "")


def _parts(form: Form, words: Words, front: tuple[int, int], behind: tuple[int, int]) -> tuple[str, ...]:
    """The part that a number is of: the first named behind it in its clause, else the last one in front of it."""
    after = [(m.start(), part.name) for part, pattern in words.parts if (m := pattern.search(form.plain, *behind))]
    before = [(m.end(), part.name) for part, pattern in words.parts for m in pattern.finditer(form.plain, *front)]
    return (min(after)[1],) if after else (max(before)[1],) if before else ()


def _trimmed(words: str) -> str:
    """Words without the conjunctions and marks at either end."""
    held = words.strip(" :,").split(" ")
    while held and held[0].lower() in _BEGINS:
        held.pop(0)
    while held and held[-1] in _ENDS:
        held.pop()
    return " ".join(held).strip(" :,")


def _indicator(form: Form, words: Words, count: Count) -> Indicator | None:
    """What the number tells: of the indicators of its unit the one whose word stands nearest in front of it, else one without words."""
    fitting = [(i, pattern) for i, pattern in words.indicators if not i.units or count.unit.name in i.units]
    start = max(0, count.start - MAX_REACH)
    near = [(m.end(), i) for i, pattern in fitting if i.words for m in pattern.finditer(form.plain, start, count.start)]
    if near:
        return max(near, key=lambda pair: pair[0])[1]
    return next((i for i, _ in fitting if not i.words), None)


def told_in_table(label: str, unit: Unit, lexicon: Lexicon) -> Told:
    """What the heads of its row and column tell of a number."""
    form = form_of(f"{label} ")
    return Told(label, label, _indicator(form, lexicon.of(form), Count("", unit, len(form.text), len(form.text))), ())
