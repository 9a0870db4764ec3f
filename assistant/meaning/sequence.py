"""What comes first: one thing before another, after it, or only once it is done, whichever way the sentence puts it.

"X trước khi Y", "Y sau khi X", "X rồi mới Y", "chỉ khi X mới Y", "không được Y trước khi X" and "chưa X thì không được Y" are one order.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from .reading import Reading, Unit
from .said import Said

NEAR = 9  # words on either side of the word that tells the order
LEAST = 4  # words of what stands before an order, before another order may end it
BOTH = 3  # words that two orders share, both sides together, before they are compared
THEN = frozenset({"mới"})  # opens what comes second, where the first is marked too: "chỉ khi X mới Y"


@dataclass(frozen=True, slots=True)
class Order:
    """The words of what comes first and of what comes second, less those of both; `denied` where a negation tells it."""

    first: frozenset[str]
    second: frozenset[str]
    denied: bool = False

    def likeness(self, other: "Order") -> tuple[int, int]:
        """Words of first and second that are those of the other order."""
        return len(self.first & other.first), len(self.second & other.second)

    @property
    def reversed(self) -> "Order":
        return Order(self.second, self.first)


def orders(reading: Reading) -> list[Order]:
    """Every order of two things that the text tells; one of a day is none."""
    return [o for sentence in _sentences(reading) for o in _told(sentence.units)]


def reversals(stated: Reading, said: Said) -> Iterator[str]:
    """What comes first in the provisions comes second in the statement."""
    known = [o for r in said.readings for o in orders(r)]
    for mine in orders(stated):
        if any(_agree(mine, other) for other in known):
            continue
        if any(_agree(mine, other.reversed) for other in known):
            yield f"câu nói “{_spelt(mine.first)}” trước “{_spelt(mine.second)}”, điều khoản được dẫn nói ngược lại"


def agrees(stated: Reading, said: Said, denied: bool = False) -> bool:
    """Whether an order of the statement is one of the provisions; with `denied`, one that a negation tells."""
    mine = [o for o in orders(stated) if o.denied or not denied]
    return any(_agree(o, other) for o in mine for r in said.readings for other in orders(r))


def _agree(one: Order, other: Order) -> bool:
    same, crossed = one.likeness(other), one.likeness(other.reversed)
    return min(same) > 0 and sum(same) >= BOTH and sum(same) > sum(crossed)


def _spelt(words: frozenset[str]) -> str:
    return ", ".join(sorted(words)[:3])


def _sentences(reading: Reading) -> Iterator[Reading]:
    current = list[Unit]()
    for unit in reading.units:
        if unit.word in {".", ";"}:
            yield Reading(tuple(current))
            current = []
        else:
            current.append(unit)
    yield Reading(tuple(current))


def _told(units: Sequence[Unit]) -> Iterator[Order]:
    marked = False  # whether a condition stands before
    for i, unit in enumerate(units):
        if unit.is_a("order") and unit.sense and not _is_dated(units, i):
            marked = True
            before, behind = _sides(units, i)
            if before and behind:
                late = unit.sense.means == "trước khi"
                denied = late and any(u.is_a("negation") for u in _same_part(units[:i]))
                yield _order(behind, before, denied) if denied or not late else _order(before, behind)
        elif unit.is_a("then") or (unit.is_a("only") and unit.word.startswith("mới")) or (marked and unit.word in THEN):
            yield _order(_before(units[:i]), _words(units[i + 1 :]))
        elif unit.is_a("only"):
            marked = True
        elif unit.word == "thì" and _denied(units[:i]) and _denied(units[i + 1 : i + 6]):
            yield _order(_before(units[:i]), _words(units[i + 1 :]), True)


def _same_part(units: Sequence[Unit]) -> Sequence[Unit]:
    """What stands behind the last comma or "thì"."""
    opens = max((k for k, u in enumerate(units) if u.word in {",", "thì"}), default=-1)
    return units[opens + 1 :]


def _denied(units: Sequence[Unit]) -> bool:
    return any(u.is_a("negation") and u.sense and not u.sense.like for u in units)


def _is_dated(units: Sequence[Unit], i: int) -> bool:
    return any(u.is_number for u in units[i + 1 : i + 4]) or "ngày" in units[i].word


def _sides(units: Sequence[Unit], i: int) -> tuple[list[str], list[str]]:
    """The words before and behind the unit; where it opens the sentence, those up to the comma and after it."""
    before = _before(units[:i])
    if before:
        return before, _words(units[i + 1 :])
    comma = next((k for k in range(i + 1, len(units)) if units[k].word in {",", "thì"}), None)
    return ([], []) if comma is None else (_words(units[comma + 1 :]), _words(units[i + 1 : comma]))


def _before(units: Sequence[Unit]) -> list[str]:
    return _words(reversed(units), LEAST)


def _words(units: Iterable[Unit], least: int = 1) -> list[str]:
    found = list[str]()
    for unit in units:
        if unit.stop or len(found) >= NEAR or (len(found) >= least and unit.is_a("order", "then")):
            break
        found += [] if unit.is_a("order", "then", "only") else unit.words
    return found


def _order(first: Sequence[str], second: Sequence[str], denied: bool = False) -> Order:
    both = {*first} & {*second}
    return Order(frozenset(first) - both, frozenset(second) - both, denied)
