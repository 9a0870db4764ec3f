"""Who does what to whom: two parties that have changed places around the same words ("A trình B" and "B trình A").

The order of words tells it in Vietnamese, and small words the voice: "do A", "được A" name who acts, "của A" whose it is. Two texts are
compared only where these are the same, so that a sentence put in the passive is no exchange.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.catalogue import Sense
from ingest.law.normalise import search_form

from .reading import Reading, Unit
from .said import Provision, Said

TAIL = 2  # words before the second party
HOPS = 3  # parties of a provision from one to the other
ACTS, OWNS = frozenset(map(search_form, ("do", "bởi", "được", "bị"))), frozenset({search_form("của")})
OPENS = frozenset({",", "thì", ":", "là"})  # another clause, of which the party is the subject


@dataclass(frozen=True, slots=True)
class Pair:
    """Two parties in their order, the words between them, and what marks the second."""

    first: Sense
    second: Sense
    words: tuple[str, ...]
    mark: str

    def is_like(self, other: "Pair") -> bool:
        """Whether the same is done: the words right before the second party are shared."""
        return self.mark == other.mark and bool({*self.words[-TAIL:]} & {*other.words[-TAIL:]})


def turned(stated: Reading, said: Said) -> Iterator[str]:
    """Two parties of the statement, one of which stands for the other in what the provisions say."""
    known = [pair for p in said.provisions for pair in _pairs(_spoken(p), HOPS)]
    for mine in _pairs(_pieces(stated.units), 1):
        if any(_same(mine.first, k.first) and _same(mine.second, k.second) and {*mine.words} & {*k.words} for k in known):
            continue
        if any(_same(mine.first, k.second) and _same(mine.second, k.first) and mine.is_like(k) for k in known):
            yield f"“{mine.first.means}” và “{mine.second.means}” đổi chỗ cho nhau so với điều khoản được dẫn"


def given(stated: Reading, said: Said) -> Iterator[str]:
    """To whom it is given, sent or proposed: another party of the statement than the one that the provisions name there."""
    known = [pair for p in said.provisions for pair in _pairs(_spoken(p), HOPS)]
    named = [s for _, s in stated.of_kind("actor", "party")]
    for mine in _pairs(_pieces(stated.units), 1):
        there = [k.second for k in known if k.words[-TAIL:] == mine.words[-TAIL:] and k.mark == mine.mark]
        held = any(_same(mine.second, p) for k in known for p in (k.first, k.second))
        if not held or any(_same(mine.second, p) for p in there):
            continue
        if other := next((p for p in there if any(p.means == s.means for s in named)), None):
            yield f"câu nói “{mine.second.means}”, điều khoản được dẫn nói “{other.means}” ở chỗ đó"


def ruled(stated: Reading, said: Said) -> Iterator[str]:
    """A party does to another what the provisions have done to itself ("A chỉ đạo B", where C directs A)."""
    known = [pair for p in said.provisions for pair in _pairs(_spoken(p), HOPS)]
    for mine in _pairs(_pieces(stated.units), 1):
        if mine.mark or any(_same(mine.first, k.first) and {*mine.words} & {*k.words} for k in known):
            continue
        if any(_same(mine.first, k.second) and not k.mark and k.words[-TAIL:] == mine.words[-TAIL:] for k in known):
            yield f"câu nói “{mine.first.means}” làm điều mà điều khoản được dẫn nói là làm với “{mine.first.means}”"


def _same(one: Sense, other: Sense) -> bool:
    return one.means == other.means or one.means in other.like or other.means in one.like


def _spoken(provision: Provision) -> list[list[Unit]]:
    """The sentences of a provision; heading and lead go before the first, whose subject they often are."""
    own, above = _pieces(provision.own.units), [u for u in provision.whole.units if not u.stop]
    head = above[: len(above) - sum(not u.stop for u in provision.own.units)]
    return [[*head, *own[0]], *own[1:]] if own else [head]


def _pieces(units: Sequence[Unit]) -> list[list[Unit]]:
    pieces: list[list[Unit]] = [[]]
    for unit in units:
        if unit.word in {".", ";"} or unit.is_a("turn"):
            pieces.append([])
        else:
            pieces[-1].append(unit)
    return [p for p in pieces if p]


def _pairs(pieces: Sequence[Sequence[Unit]], hops: int) -> Iterator[Pair]:
    for units in pieces:
        at = [i for i, u in enumerate(units) if u.is_a("actor", "party")]
        for n, i in enumerate(at):
            for k in at[n + 1 : n + 1 + hops]:
                first, second = units[i].sense, units[k].sense
                words = tuple(w for u in units[i + 1 : k] if not u.is_a("zone", "actor", "party", "limit") for w in u.words)
                mark = _mark(units, k)
                if first and second and words and mark != "opens" and not _same(first, second):
                    yield Pair(first, second, words, mark)


def _mark(units: Sequence[Unit], index: int) -> str:
    """What the party is by the word before it, of a list before the first member."""
    k = index - 1
    while k > 0 and (units[k].joins or units[k].is_a("actor", "zone", "party")):
        k -= 1
    listed = index > 1 and units[index - 1].joins and units[index - 2].is_a("actor", "party", "zone")
    word = units[index - 1].word if units[index - 1].word in OPENS and not listed else units[k].word
    return "does" if word in ACTS else "owns" if word in OWNS else "opens" if word in OPENS else ""
