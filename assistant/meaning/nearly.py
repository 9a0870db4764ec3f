"""A statement that is almost word for word a provision: then whatever differs counts."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from ingest.catalogue import Sense, SenseKind

from .reading import Reading, value
from .said import Said

NEARLY = 0.8  # likeness from which a statement repeats a sentence rather than saying it in words of its own
KEPT: tuple[SenseKind, ...] = ("negation", "exception", "inclusion")  # neither put in nor left out
ADDED: tuple[SenseKind, ...] = ("alone", "only")  # not put in
EXCHANGED: tuple[tuple[SenseKind, ...], ...] = (("actor", "party"), ("mode",))  # not one for another
DENIES = "không"


@dataclass(frozen=True, slots=True)
class Key:
    """What a unit is compared by: its sense or its word; `inside` are the actors and modes that a compound names."""

    name: str
    sense: Sense | None = None
    inside: tuple[Sense, ...] = ()


Keys = list[Key]


def nearly(stated: Reading, said: Said) -> Iterator[str]:
    """What was exchanged, put in or left out in a sentence that is otherwise repeated."""
    mine = _keys(stated)
    for above, theirs in ((p.above, keys) for p in said.provisions for keys in (_keys(p.own), *map(_keys, p.own.clauses))):
        matcher = SequenceMatcher(None, [k.name for k in mine], [k.name for k in theirs], autojunk=False)
        if matcher.real_quick_ratio() < NEARLY or matcher.quick_ratio() < NEARLY or matcher.ratio() < NEARLY:
            continue
        ours, others = ({k.name for k in keys} for keys in (mine, theirs))
        blocks = [(mine[i:j], theirs[k:n]) for tag, i, j, k, n in matcher.get_opcodes() if tag != "equal"]
        new = [([k for k in put if _is_new(k, others)], [k for k in left if _is_new(k, ours)]) for put, left in blocks]
        replaced = (key for put, left in (*new, _moved(blocks, above)) for key in _exchanged(put, left))
        found = dict.fromkeys([*_changed(blocks), *_strange(blocks, said), *replaced, *_renumbered(mine, theirs)])
        yield from (f"“{key}” khác với điều khoản được dẫn, các từ còn lại như nhau" for key in found)
        return


def _changed(blocks: Sequence[tuple[Keys, Keys]]) -> Iterator[str]:
    put, left = (Counter(name for block in blocks for name in _kept(block[side])) for side in (0, 1))
    yield from (put - left) + (left - put)
    old = {k.sense.means for _, keys in blocks for k in keys if k.sense}
    yield from (k.sense.means for keys, _ in blocks for k in keys if k.sense and k.sense.kind in ADDED and k.sense.means not in old)


def _is_new(key: Key, others: set[str]) -> bool:
    """Whether it is no actor or mode that the other sentence has in another place, as where a list is told in another order."""
    return key.sense is None or not _may_be_exchanged(key.sense) or key.name not in others


def _moved(blocks: Sequence[tuple[Keys, Keys]], above: frozenset[str]) -> tuple[Keys, Keys]:
    """The actors and modes put in anywhere and those left out anywhere, less those that changed places or stand above the sentence."""
    put, left = (Counter(k for block in blocks for k in block[side] if k.sense and _may_be_exchanged(k.sense)) for side in (0, 1))
    return [k for k in put - left if k.name not in above], list((left - put).elements())


def _kept(keys: Keys) -> Iterator[str]:
    """Negations, those inside a compound too: "có hay không", "cảng hàng không"."""
    for key in keys:
        if key.sense and not key.sense.like and key.sense.kind in KEPT:
            yield key.sense.means
        elif key.sense is None and DENIES in key.name.split():
            yield DENIES


def _strange(blocks: Sequence[tuple[Keys, Keys]], said: Said) -> Iterator[str]:
    """Modes put in that the provisions do not name, not even to deny them."""
    for sense in (k.sense for put, _ in blocks for k in put if k.sense and k.sense.kind == "mode"):
        if not said.bears(sense, said.mentions | said.allowed):
            yield sense.means


def _exchanged(put: Keys, left: Keys) -> Iterator[str]:
    """Of one place in the sentence: an actor or mode for another, by itself or in a compound; a measure or time for its opposite."""
    for old in (k.sense for k in left if k.sense):
        for key in put:
            new = key.sense
            if new is not None and (_are_exchanged(new, old) or new.means in old.against):
                yield new.means
            elif new is None and old.kind == "mode" and key.inside and all(s.means != old.means for s in key.inside):
                yield key.name


def _are_exchanged(new: Sense, old: Sense) -> bool:
    strange = new.means != old.means and old.means not in new.like and new.means not in old.like
    return strange and any(new.kind in kinds and old.kind in kinds for kinds in EXCHANGED)


def _may_be_exchanged(sense: Sense) -> bool:
    return any(sense.kind in kinds for kinds in EXCHANGED)


def _renumbered(mine: Keys, theirs: Keys) -> Iterator[str]:
    """Numbers put in while others are left out; a day counts as its parts, however it is spelt."""
    numbers, known = ([n for k in keys if k.name[:1].isdigit() for n in k.name.split("/")] for keys in (mine, theirs))
    put, left = ({n.lstrip("0") for n in one} - {n.lstrip("0") for n in other} for one, other in ((numbers, known), (known, numbers)))
    yield from sorted(put) if left else ()


def _keys(reading: Reading) -> Keys:
    """Each unit that says something, by its sense or its word; "chưa có hoặc chưa đủ" denies once."""
    found: Keys = []
    for before, middle, unit in zip((None, None, *reading.units), (None, *reading.units), reading.units, strict=False):
        if before and middle and before.is_a("negation") and middle.joins and unit.is_a("negation"):
            continue
        if unit.sense and unit.sense.kind != "plain":
            found.append(Key(unit.sense.means, unit.sense))
        elif not unit.silent:
            found.append(Key(value(unit) if unit.is_number else unit.word, None, unit.inside))
    return found
