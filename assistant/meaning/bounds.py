"""How much and when: least and most, before and after, in force and not; opposites."""

from collections.abc import Iterator

from ingest.catalogue import Sense, SenseKind

from .reading import MEASURED, Reading, value
from .said import Said
from .sequence import agrees

CLOSED = 9  # units behind a number up to the measure that closes it ("02 đơn vị hành chính cấp tỉnh trở lên")
SPANS: tuple[SenseKind, ...] = ("span", "limit")  # right before a number: "trong 5 ngày", "trong thời hạn 5 ngày"
WITHIN = "còn hạn"
DEADLINE = "hạn"
SAME_WORDS = 2  # words behind "trước" or "sau" that make two of them speak of one event


def opposites(stated: Reading, said: Said) -> Iterator[str]:
    for _, sense in stated.of_kind("measure", "order", "limit", "breadth"):
        other = [a for a in sense.against if a in said.means and (a not in stated.means or sense.kind == "limit")]
        if other and sense.means not in said.means and not (sense.kind == "order" and agrees(stated, said)):
            yield f"câu nói “{sense.means}”, điều khoản được dẫn nói “{other[0]}”"


def breadth(stated: Reading, said: Said) -> Iterator[str]:
    """All, some, the whole country: a provision that does not say so may not be told so."""
    for _, sense in stated.of_kind("breadth"):
        if not said.bears(sense):
            yield f"“{sense.means}” không có trong điều khoản được dẫn"
        elif sense.like and not stated.of_kind("exception", "negation") and any(p.own.of_kind("exception") for p in said.provisions):
            yield f"câu nói “{sense.means}”, điều khoản được dẫn nêu ngoại lệ"


def measures(stated: Reading, said: Said) -> Iterator[str]:
    """A measure must be said by the provisions, and of the same number; a period has its end, so that "trong 5 ngày" is "tối đa 5 ngày"."""
    known = dict[str, list[frozenset[Sense]]]()
    for reading in said.readings:
        for number, senses in _measured(reading):
            known.setdefault(number, []).append(senses)
    spans = {s.means for number, _ in _measured(stated) for group in known.get(number, ()) for s in group if s.kind in SPANS}
    if any(number in ends for ends in map(_deadlines, said.readings) for number, _ in _measured(stated)):
        spans.add("trong")
    limits = {s.means for r in said.readings for _, s in r.of_kind("limit") if s.means != WITHIN}
    for _, sense in stated.of_kind("measure"):
        if sense.means not in said.means and not (spans | limits).intersection(sense.like):
            yield f"“{sense.means}” không có trong điều khoản được dẫn"
    for number, senses in _measured(stated):
        theirs = known.get(number, [])
        for sense in senses:
            if theirs and not any(s.means in {sense.means, *sense.like} for group in theirs for s in group) and _differs(sense, theirs):
                yield f"“{sense.means}” không nói về số {number} trong điều khoản được dẫn"


def _deadlines(reading: Reading) -> frozenset[str]:
    """The numbers that are said to be a time limit, in other words than "trong": "thời hạn là 20 ngày"."""
    return frozenset(number for i, number in reading.numbers if DEADLINE in reading.before(i, MEASURED))


def _differs(sense: Sense, theirs: list[frozenset[Sense]]) -> bool:
    """Whether the provisions say the opposite of the number, or, of a measure, nothing at all."""
    opposite = any(other.means in sense.against for group in theirs for other in group)
    return opposite or (sense.kind == "measure" and not any(s.kind == "measure" for group in theirs for s in group))


def _measured(reading: Reading) -> Iterator[tuple[str, frozenset[Sense]]]:
    """Each number with the measures and times right before it, and the measure that closes it ("20 người trở lên")."""
    units = reading.units
    for i, unit in enumerate(units):
        if not unit.is_number or reading.is_place(i):
            continue
        found = set[Sense]()
        for other in reversed(units[max(0, i - MEASURED - 1) : i]):
            if other.stop or other.is_number or other.word == ",":
                break
            if other.sense and (other.is_a("measure", "order") or (other.is_a("over", *SPANS) and other is units[i - 1])):
                found.add(other.sense)
        for k in range(i + 1, min(i + CLOSED, len(units))):
            other = units[k]
            if other.stop or other.is_number or other.joins:
                break
            if other.sense and other.is_a("measure") and not any(u.is_number for u in units[k + 1 : k + 3]):
                found.add(other.sense)
        yield value(unit), frozenset(found)


def order(stated: Reading, said: Said) -> Iterator[str]:
    """Before and after the same event."""
    if agrees(stated, said):
        return
    known = [(s.means, r.after(i, 3)) for r in said.readings for i, s in r.of_kind("order")]
    for i, sense in stated.of_kind("order"):
        words = stated.after(i, 3)
        if any(means == sense.means and words & theirs for means, theirs in known):
            continue
        same = {means for means, theirs in known if len(theirs & words) >= SAME_WORDS}
        if same and sense.means not in same:
            yield f"câu nói “{sense.means}”, điều khoản được dẫn nói “{min(same)}”"
