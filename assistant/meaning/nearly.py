"""A statement that is almost word for word a provision: then whatever differs counts."""

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from ingest.catalogue import Sense, SenseKind

from .reading import Reading, value
from .said import Said

NEARLY = 0.8  # likeness from which a statement repeats a sentence rather than saying it in words of its own
KEPT: tuple[SenseKind, ...] = ("negation", "exception", "inclusion")  # neither put in nor left out
ADDED: tuple[SenseKind, ...] = ("alone", "only")  # not put in
EXCHANGED: tuple[SenseKind, ...] = ("actor", "mode")  # not one for another
Keys = list[tuple[str, Sense | None]]


def nearly(stated: Reading, said: Said) -> Iterator[str]:
    """What was exchanged, put in or left out in a sentence that is otherwise repeated."""
    mine = _keys(stated)
    for theirs in (keys for p in said.provisions for keys in (_keys(p.own), *map(_keys, p.own.clauses))):
        matcher = SequenceMatcher(None, [k for k, _ in mine], [k for k, _ in theirs], autojunk=False)
        if matcher.real_quick_ratio() < NEARLY or matcher.quick_ratio() < NEARLY or matcher.ratio() < NEARLY:
            continue
        blocks = [(mine[i:j], theirs[k:n]) for tag, i, j, k, n in matcher.get_opcodes() if tag != "equal"]
        found = dict.fromkeys([*_changed(blocks), *(key for put, left in blocks for key in _exchanged(put, left))])
        yield from (f"“{key}” khác với điều khoản được dẫn, các từ còn lại như nhau" for key in found)
        return


def _changed(blocks: Sequence[tuple[Keys, Keys]]) -> Iterator[str]:
    put, left = (Counter(s.means for block in blocks for _, s in block[side] if s and not s.like and s.kind in KEPT) for side in (0, 1))
    yield from (put - left) + (left - put)
    old = {s.means for _, keys in blocks for _, s in keys if s}
    yield from (s.means for keys, _ in blocks for _, s in keys if s and s.kind in ADDED and s.means not in old)


def _exchanged(put: Keys, left: Keys) -> Iterator[str]:
    """Of one place in the sentence: an actor or mode for another, a measure or time for its opposite."""
    for new in (s for _, s in put if s):
        for old in (s for _, s in left if s):
            strange = new.means != old.means and old.means not in new.like and new.means not in old.like
            if (new.kind in EXCHANGED and new.kind == old.kind and strange) or new.means in old.against:
                yield new.means


def _keys(reading: Reading) -> Keys:
    """Each unit that says something, by its sense or its word; "chưa có hoặc chưa đủ" denies once."""
    found: Keys = []
    for before, middle, unit in zip((None, None, *reading.units), (None, *reading.units), reading.units, strict=False):
        if before and middle and before.is_a("negation") and middle.joins and unit.is_a("negation"):
            continue
        if unit.sense and unit.sense.kind != "plain":
            found.append((unit.sense.means, unit.sense))
        elif not unit.silent:
            found.append((value(unit) if unit.is_number else unit.word, None))
    return found
