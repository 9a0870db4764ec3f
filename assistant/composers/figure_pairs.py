"""Two figures of a report compared: by how much, how many times, which share; computed only where both are alike and none is in doubt."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ingest.catalogue import Figure
from ingest.law.normalise import fold

from ..answer import Citation, Statement
from ..computation import POINTS, TIMES, rounded, value_of
from ..question import Question
from .wording import Wording

Operation = Literal["times", "share", "difference"]
_OPERATIONS: tuple[tuple[Operation, re.Pattern[str]], ...] = (  # folded
    ("share", re.compile(r"\b(?:chiem|bang)\b.{0,20}(?:phan tram|%)|\bchiem (?:bao nhieu|may|ty (?:le|trong))|\bty trong\b")),
    ("times", re.compile(r"\b(?:gap|bang)(?: khoang)? (?:may|bao nhieu|bn)\b|\b(?:may|bao nhieu|bn) lan\b")),
    ("difference", re.compile(
        r"\b(?:hon|kem|chenh(?: lech)?|cach)\b.{0,60}\b(?:bao nhieu|bn|may)\b|\b(?:bao nhieu|bn|may)\b.{0,30}\b(?:hon|kem)\b|\bchenh lech\b"
    )),
)  # fmt: skip
_FIRST = re.compile(r"\d+(?:\.\d{3})*(?:,\d+)?%?")
_AREA = re.compile(r"\bdien tich\b|\bha\b(?! tang)|\bhec ?ta\b")  # folded
HECTARES = "ha"
PLACES_OF_SHARE, PLACES_OF_TIMES = 1, 2  # decimals shown
PLACES_READ = 3  # decimals that a figure may have
COMPUTED = "tính từ hai số in trong báo cáo"
NOT_COMPUTED: Mapping[Operation, str] = {"times": "số lần", "share": "tỷ lệ", "difference": "mức chênh lệch"}
IN_DOUBT: Mapping[str, str] = {
    "unparseable": "in hỏng, không xác định được giá trị",
    "implausible": "không hợp lý, nghi in sai số hoặc đơn vị tính",
    "contradicts": "bị chính báo cáo nói khác ở chỗ khác",
}


@dataclass(frozen=True, slots=True)
class Pair:
    """The first figure is compared with the other."""

    one: Figure
    other: Figure

    @property
    def names(self) -> tuple[str, str]:
        """What each is called; with its province where both are of one measure."""
        one, other = self.one, self.other
        if one.label == other.label:
            return f"{one.label} của {one.scope}", f"{other.label} của {other.scope}"
        return one.label, other.label

    @property
    def turned(self) -> "Pair":
        return Pair(self.other, self.one)


def operation_in(question: Question) -> Operation | None:
    """How the question compares two numbers; None where it compares none."""
    read = fold(question.standalone)
    return next((operation for operation, words in _OPERATIONS if words.search(read)), None)


def pairs_in(figures: Sequence[Figure], question: Question, wording: Wording, operation: Operation) -> list[Pair]:
    """The figures that the question compares, two in each unit; of two in different units the one pair that cannot be computed."""
    parts = [f for f in figures if any(map(wording.says, f.part))]
    whole = [f for f in figures if not f.part]
    if operation == "share" and len(parts) == 1:
        return [Pair(parts[0], f) for f in whole if f.measure == parts[0].measure and f.unit == parts[0].unit][:1]
    compared = parts if len(parts) > 1 else whole
    of_area = bool(_AREA.search(fold(question.standalone)))
    compared = [f for f in compared if (f.unit == HECTARES) == of_area] or compared
    ordered = sorted(compared, key=lambda f: _place(f, question))
    alike = [[f for f in ordered if f.unit == unit] for unit in dict.fromkeys(f.unit for f in ordered)]
    found = [Pair(*group) for group in alike if len(group) == 2]
    return found or ([Pair(*ordered)] if len(ordered) == 2 else [])


def told_of_pair(pair: Pair, operation: Operation, citations: Mapping[str, Citation]) -> Statement:
    """The computation shown, or why there is none."""
    numbers = tuple(dict.fromkeys(citations[f.statement].n for f in (pair.one, pair.other)))
    reason = _reason_against(pair.one, pair.other)
    if reason:
        text = f"Không tính {NOT_COMPUTED[operation]} giữa {' và '.join(pair.names)}: {reason}."
    else:
        text = f"{_computed(pair, operation)}, {COMPUTED}."
    return Statement(text, numbers, (), "conclusion", framing=(text,))


def _reason_against(one: Figure, other: Figure) -> str:
    """Why the two cannot be computed with; "" where they can."""
    if doubtful := [f for f in (one, other) if f.quality != "plausible"]:
        return "; ".join(f"số “{f.printed}” {IN_DOUBT[f.quality]}" for f in doubtful)
    if one.unit != other.unit:
        return f"hai số khác đơn vị tính ({one.unit} và {other.unit})"
    if one.period != other.period:
        return "hai số khác kỳ số liệu"
    if not one.period:
        return "báo cáo không ghi kỳ số liệu của hai số này"
    if not _number(one) or not _number(other) or not value_of(_number(other)):
        return "có số không đọc được giá trị"
    return ""


def _computed(pair: Pair, operation: Operation) -> str:
    """The computation of two that can be computed with."""
    first, second = value_of(_number(pair.one)), value_of(_number(pair.other))
    if operation == "difference":
        return _difference(pair if first >= second else pair.turned)
    shown = f"{_capital(pair.names[0])} so với {pair.names[1]}: {_shown(pair.one)} : {_shown(pair.other)}"
    if operation == "share":
        result, exact = rounded(first / second * 100, PLACES_OF_SHARE)
        return f"{shown} {_equals(exact)} {result}%"
    result, exact = rounded(first / second, PLACES_OF_TIMES)
    return f"{shown} {_equals(exact)} {result}{TIMES}"


def _difference(pair: Pair) -> str:
    """By how much the first is more than the other."""
    value = value_of(_number(pair.one)) - value_of(_number(pair.other))
    of_shares = _number(pair.one).endswith("%")
    result, _ = rounded(value * 100 if of_shares else value, PLACES_READ)
    unit = POINTS if of_shares else f" {pair.one.unit}"
    return f"{_capital(pair.names[0])} hơn {pair.names[1]}: {_shown(pair.one)} − {_shown(pair.other)} = {result}{unit}"


def _shown(figure: Figure) -> str:
    number = _number(figure)
    return number if number.endswith("%") else f"{number} {figure.unit}".strip()


def _number(figure: Figure) -> str:
    """The number of a figure as it is printed."""
    match = _FIRST.search(figure.printed)
    return match[0] if match else ""


def _equals(exact: bool) -> str:
    return "=" if exact else "≈"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _place(figure: Figure, question: Question) -> int:
    """Where the question names what tells the figure from others."""
    read = fold(question.standalone)
    places = (read.find(fold(phrase)) for phrase in (*figure.part, figure.scope, *figure.measure) if phrase)
    return next((place for place in places if place >= 0), len(read))
