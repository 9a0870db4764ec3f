"""All of several things, or one of them: "và" and "hoặc" between the same words."""

from collections.abc import Iterator
from dataclasses import dataclass

from .reading import Reading
from .said import Said

SIDE = 2  # words of either side that a join is known by


@dataclass(frozen=True, slots=True)
class Join:
    """A word that joins two things, with the words before and behind it."""

    either: bool
    before: frozenset[str]
    behind: frozenset[str]

    def is_like(self, other: "Join") -> bool:
        straight = bool(self.before & other.before and self.behind & other.behind)
        return straight or bool(self.before & other.behind and self.behind & other.before)


def joins(reading: Reading) -> list[Join]:
    return [
        Join(unit.sense.means == "hoặc", before, behind)
        for i, unit in enumerate(reading.units)
        if unit.sense
        and unit.is_a("join")
        and not _are_parties(reading, i)
        and not _are_places(reading, i)
        and (before := reading.before(i, SIDE))
        and (behind := reading.after(i, SIDE))
    ]


def _are_parties(reading: Reading, index: int) -> bool:
    """Whether parties or zones are joined: of each of them the same is said, whichever word joins them."""
    near = reading.units[max(0, index - 1) : index + 2]
    return any(u.is_a("actor", "party", "zone") for u in near)


def _are_places(reading: Reading, index: int) -> bool:
    """Whether provisions are listed: "điểm a, b hoặc d khoản 1"."""
    return index > 0 and (reading.units[index - 1].is_number or len(reading.units[index - 1].word) == 1)


def alternatives(stated: Reading, said: Said) -> Iterator[str]:
    """Things of which one is enough may not be told as all needed, nor the other way."""
    stating = joins(stated)
    known = [j for r in said.readings for j in joins(r) if not any(m.either == j.either and m.is_like(j) for m in stating)]
    for mine in stating:
        like = [j for j in known if mine.is_like(j)]
        if like and all(j.either != mine.either for j in like):
            yield f"câu nói “{'hoặc' if mine.either else 'và'}”, điều khoản được dẫn nói “{'và' if mine.either else 'hoặc'}”"
