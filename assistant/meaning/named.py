"""Who and in which manner: actors, names, zones and modes of a statement that the provisions do not say."""

from collections.abc import Iterator
from typing import TypeVar

from ingest.catalogue import Sense
from ingest.law.normalise import search_form

from .reading import Reading
from .said import Said

# Share of a statement's words that its provisions must have. Of the odd rows of benchmarks/questions/statements/true.jsonl all have more
# than half; of the same statements with the provisions of another one, most have less.
MATTER = 0.5
PLACED = 6  # words before a zone that tell what is in it
INSIDE, OUTSIDE = "trong", "ngoài"
BOUNDS = frozenset(map(search_form, ("ranh", "giới", "địa", "lý", "phạm", "vi", "của", "hàng", "rào")))  # "ngoài ranh giới của khu"
ONLY_REACH = 3  # units behind "chỉ" among which the body may stand that alone does it
CONDITION = 6  # words of the condition before "mới"
MATTER_PAIRS = 0.25  # and of its pairs of adjacent words: syllables alone are soon found anywhere
MATTER_ALL = 1.9  # both shares together with those of words and pairs that are not common to all this law and stand in the provision itself
_T = TypeVar("_T")


def matter(stated: Reading, said: Said) -> Iterator[str]:
    """Another provision than the one that says it is cited, or none says it."""
    words = frozenset(u.word for u in stated.units if u.sense is None and not u.silent and len(u.word) > 1)
    telling, pairs = words - stated.common, frozenset(p for p in stated.pairs if not stated.common.issuperset(p))
    of_words, of_pairs = _share(words, said.spelt | said.names.spelt), _share(stated.pairs, said.pairs)
    strange = of_words < MATTER or of_pairs < MATTER_PAIRS
    if strange or of_words + of_pairs + _share(telling, said.spelt) + _share(pairs, said.pairs) < MATTER_ALL:
        yield "điều khoản được dẫn không nói về việc mà câu nêu"


def _share(stated: frozenset[_T], said: frozenset[_T]) -> float:
    return len(stated & said) / len(stated) if stated else 1.0


def actors(stated: Reading, said: Said) -> Iterator[str]:
    for _, sense in stated.of_kind("actor"):
        if not said.bears(sense, said.mentions):
            yield f"chủ thể “{sense.means}” không có trong điều khoản được dẫn"


def names(stated: Reading, said: Said) -> Iterator[str]:
    """Proper names: two or more capital letters in a row, each word of which must stand in the provision or the name of its document."""
    known = said.spelt | said.names.spelt
    for before, unit, after in zip(stated.units, stated.units[1:], [*stated.units[2:], None], strict=False):
        own = unit.capital and unit.sense is None and not unit.silent and not unit.is_number and len(unit.word) > 1
        if own and not before.stop and unit.word not in known and (before.capital or (after is not None and after.capital)):
            yield f"tên riêng có “{unit.word}” không có trong điều khoản được dẫn"


def zones(stated: Reading, said: Said) -> Iterator[str]:
    """Kinds of zone; where the provisions name none, those in the names of their documents count. General law names none."""
    own = frozenset(s.means for r in said.readings for _, s in r.of_kind("zone"))
    known = own or frozenset(s.means for _, s in said.names.of_kind("zone"))
    for _, sense in stated.of_kind("zone"):
        if known and sense.means not in known:
            yield f"“{sense.means}” không có trong điều khoản được dẫn"


def modes(stated: Reading, said: Said) -> Iterator[str]:
    known = said.mentions | said.allowed
    for i, sense in stated.of_kind("mode"):
        if stated.is_denied(i):
            if _denied_wrongly(sense, said):
                yield f"câu phủ nhận “{sense.means}” mà điều khoản được dẫn có nêu"
        elif _affirmed_wrongly(sense, said):
            yield f"câu nói “{sense.means}” mà điều khoản được dẫn phủ nhận"
        elif not said.bears(sense, known) and not _goes_without_saying(sense, said):
            yield f"cách thực hiện “{sense.means}” không có trong điều khoản được dẫn"


def _denied_wrongly(sense: Sense, said: Said) -> bool:
    found = [r.is_denied(i) for r in said.readings for i, other in r.of_kind("mode") if other.means == sense.means]
    return not any(found) and (bool(found) or sense.means in said.modes)


def bodies(stated: Reading, said: Said) -> Iterator[str]:
    """A party named by how it came to act ("bên nhận ủy quyền"): the provisions must speak of that mode."""
    known = said.mentions | said.allowed
    for unit in stated.units:
        if unit.is_a("party") and (strange := [s for s in unit.inside if s.kind == "mode" and s.means not in known]):
            yield f"“{unit.word}”: “{strange[0].means}” không có trong điều khoản được dẫn"


def _affirmed_wrongly(sense: Sense, said: Said) -> bool:
    """Whether the provisions name the mode only to rule it out ("không được ủy quyền")."""
    found = [r.is_denied(i) for r in said.readings for i, other in r.of_kind("mode") if other.means == sense.means]
    return bool(found) and all(found) and sense.means not in said.allowed


def _goes_without_saying(sense: Sense, said: Said) -> bool:
    """A mode that is the plain way ("trực tiếp"), where no other is said."""
    return bool(sense.against) and not said.means.intersection(sense.against) and not said.modes.intersection(sense.against)


def alone(stated: Reading, said: Said) -> Iterator[str]:
    """To act on one's own is not to propose, report, or act by delegation."""
    for i, sense in stated.of_kind("alone"):
        if stated.is_denied(i):
            continue
        through = said.means.intersection(sense.against)
        if through and sense.means not in said.means and not said.modes.difference(sense.against):
            yield f"câu nói “{sense.means}” mà điều khoản được dẫn nêu “{min(through)}”"


def only(stated: Reading, said: Said) -> Iterator[str]:
    for i, sense in stated.of_kind("only"):
        next_sense = next((u for u in stated.units[i + 1 : i + 3] if u.sense), None)
        if sense.means not in said.means and next_sense is not None and next_sense.is_a("mode") and not _on_condition(stated, i, said):
            yield f"câu nói “{sense.means} {next_sense.word}”, điều khoản được dẫn không giới hạn như vậy"


def _on_condition(stated: Reading, index: int, said: Said) -> bool:
    """Whether a clause of the provisions has both the condition and the mode: "chỉ khi có sự cố mới làm trực tiếp"."""
    if not stated.units[index].word.startswith("mới"):
        return False
    before = stated.before(index, CONDITION)
    mode = next(u for u in stated.units[index + 1 : index + 3] if u.sense).sense
    clauses = [c for r in said.readings for c in r.clauses if mode and mode.means in c.means]
    return bool(before) and any(2 * len(before & c.words) >= len(before) for c in clauses)


def only_who(stated: Reading, said: Said) -> Iterator[str]:
    """That one body alone does it, where the provisions do not say so of any."""
    for i, sense in stated.of_kind("only"):
        behind = next((u for u in stated.units[i + 1 : i + 1 + ONLY_REACH] if not u.silent or u.sense), None)
        if sense.means not in said.means and behind is not None and behind.is_a("actor"):
            yield f"câu nói “{sense.means} {behind.word}”, điều khoản được dẫn không giới hạn như vậy"


def outside(stated: Reading, said: Said) -> Iterator[str]:
    """Inside and outside a zone of the same kind; where the provisions speak of both, of the same thing."""
    named = {s.means for r in said.readings for _, s in r.of_kind("zone")}
    known = [(s.means, side, r.before(i, PLACED)) for r in said.readings for i, s in r.of_kind("zone") if (side := _side(r, i))]
    for i, sense in stated.of_kind("zone"):
        side, before = _side(stated, i), stated.before(i, PLACED)
        theirs = [(other, len(before & words)) for means, other, words in known if means == sense.means]
        nearest = {other for other, alike in theirs if alike == max(n for _, n in theirs)} or {INSIDE}
        if side and sense.means in named and side not in nearest:
            yield f"câu nói về nơi {side} “{sense.means}”, điều khoản được dẫn thì không"


def _side(reading: Reading, index: int) -> str:
    """ "trong" or "ngoài" before the zone, in a list of zones before the first; nothing where neither is said."""
    for unit in reversed(reading.units[max(0, index - PLACED) : index]):
        if unit.word in {INSIDE, OUTSIDE}:
            return unit.word
        if not (unit.is_a("zone") or unit.joins or unit.word in BOUNDS):
            return ""
    return ""
