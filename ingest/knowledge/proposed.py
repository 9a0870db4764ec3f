"""The effects that the official texts state, beside the reviewed table. The table holds; what differs is a hint for its keepers."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from ..catalogue import CHANGES, Catalogue, Effect, EffectKind, ProvisionRef
from ..documents import Document
from ..law.effects import ProposedEffect, effects_in
from ..law.locator import label_of
from .knowledge import Knowledge

EFFECTS = "catalogue/effects.toml"
NOT_STATED = frozenset[EffectKind]({"prevails", "details"})  # kinds that follow from a reading, not from an instruction
MAX_NAMED = 8  # targets that one hint names; the rest is counted

HintKind = Literal["effect_proposed", "effect_differs", "effect_unsaid"]
_DOES: Mapping[EffectKind, str] = {**CHANGES, "commences": "bắt đầu áp dụng"}


@dataclass(frozen=True, slots=True)
class Hint:
    """Something to look at, in the shape of a Finding; it does not fail the check."""

    kind: HintKind
    file: str
    entry: str
    message: str


@dataclass(frozen=True, slots=True)
class Difference:
    """Table and text name the same source and target and disagree in the kind or the day."""

    reviewed: Effect
    proposed: ProposedEffect


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every reviewed effect whose source is held stands in `agreeing`, `differing` or `unsaid`; every proposed one that the table
    lacks in `lacking`, or in `finer` where a wider reviewed effect of the same source covers it."""

    agreeing: tuple[Effect, ...]
    differing: tuple[Difference, ...]
    unsaid: tuple[Effect, ...]
    lacking: tuple[ProposedEffect, ...]
    finer: tuple[ProposedEffect, ...]


def proposed_by(documents: Iterable[Document], catalogue: Catalogue) -> list[ProposedEffect]:
    """What the official texts state, each edge once: a law and its consolidation repeat each other."""
    found = dict[tuple[object, ...], ProposedEffect]()
    for document in documents:
        if document.text_kind != "official":
            continue
        for one in effects_in(document.parsed, document.number, catalogue, document.issued_on, document.effective_on):
            found.setdefault((one.kind, one.source, one.target, one.scope, one.from_date), one)
    return list(found.values())


def compare(reviewed: Iterable[Effect], proposed: Iterable[ProposedEffect], held: Iterable[str]) -> Comparison:
    """The reviewed effects whose source is one of the instruments `held`, beside the proposed ones."""
    numbers = set(held)
    table = [effect for effect in reviewed if effect.kind not in NOT_STATED and effect.source.instrument in numbers]
    stated, known = defaultdict[tuple[str, str], list[ProposedEffect]](list), defaultdict[tuple[str, str], list[Effect]](list)
    for one in proposed:
        stated[one.source.instrument, one.target.instrument].append(one)
    for effect in table:
        known[effect.source.instrument, effect.target.instrument].append(effect)
    agreeing, differing, unsaid = list[Effect](), list[Difference](), list[Effect]()
    for effect in table:
        near = stated[effect.source.instrument, effect.target.instrument]
        if any(_same(effect, one) for one in near):
            agreeing.append(effect)
        elif other := next((one for one in near if _meet(effect.source, one.source) and effect.target == one.target), None):
            differing.append(Difference(effect, other))
        else:
            unsaid.append(effect)
    lacking, finer = list[ProposedEffect](), list[ProposedEffect]()
    for one in (one for group in stated.values() for one in group):
        near_table = known[one.source.instrument, one.target.instrument]
        if any(_meet(e.source, one.source) and e.target == one.target for e in near_table):
            continue
        (finer if any(_covers(e, one) for e in near_table) else lacking).append(one)
    return Comparison(tuple(agreeing), tuple(differing), tuple(unsaid), tuple(lacking), tuple(finer))


def effect_hints(known: Knowledge) -> list[Hint]:
    """What the keepers of the table should look at: effects that the official texts at hand state and the table lacks or gives otherwise.

    Empty where no official text is at hand.
    """
    documents = [document for texts in known.officials.values() for document in texts]
    found = compare(known.effects, proposed_by(documents, known.catalogue()), known.officials)
    return [*_differences(found.differing), *_unsaid(found.unsaid), *_lacking(found.lacking)]


def _same(effect: Effect, one: ProposedEffect) -> bool:
    """Whether the text states the reviewed effect: same kind and day, one source within the other, the target the same or within it.

    The end of a whole provision is "repeals" or "repeals_in_part" (of its instrument): the table writes it both ways.
    """
    within = _meet(effect.source, one.source) and effect.target.covers(one.target.instrument, one.target.eid)
    ends = bool(effect.target.eid) and {effect.kind, one.kind} == {"repeals", "repeals_in_part"}
    return within and (effect.kind == one.kind or ends) and effect.from_date == one.from_date


def _covers(effect: Effect, one: ProposedEffect) -> bool:
    """Whether the proposed effect is a detail of the reviewed one. An article that amends a law also adds to it and repeals parts."""
    within = effect.source.covers(one.source.instrument, one.source.eid) and effect.target.covers(one.target.instrument, one.target.eid)
    return within and effect.kind in {one.kind, "amends"}


def _meet(one: ProvisionRef, other: ProvisionRef) -> bool:
    """Whether one of the provisions is or holds the other; point đ1 is a part of point đ."""
    if one.instrument != other.instrument:
        return False
    short, long = sorted((one.eid, other.eid), key=len)
    rest = long.removeprefix(short)
    return not short or long == short or (rest != long and (rest.startswith("__") or ("__point_" in short and rest.isdecimal())))


def _differences(differing: Iterable[Difference]) -> Iterator[Hint]:
    for difference in differing:
        effect, one = difference.reviewed, difference.proposed
        says = [f"kiểu {effect.kind}, văn bản nói {one.kind}"] if effect.kind != one.kind else []
        says += [f"ngày {_day(effect.from_date)}, văn bản nói {_day(one.from_date)}"] if effect.from_date != one.from_date else []
        yield _hint("effect_differs", f"mục {effect.id}", f"bảng ghi {'; '.join(says)} ({_name(one.source)}).")


def _unsaid(unsaid: Iterable[Effect]) -> Iterator[Hint]:
    for effect in unsaid:
        what = f"không thấy lời nào của {_name(effect.source)} {_DOES[effect.kind]} {_name(effect.target)}."
        yield _hint("effect_unsaid", f"mục {effect.id}", what)


def _lacking(lacking: Iterable[ProposedEffect]) -> Iterator[Hint]:
    """One hint for each source, kind, day and instrument changed."""
    groups = defaultdict[tuple[ProvisionRef, EffectKind, str, date | None], list[str]](list)
    for one in lacking:
        place = label_of(one.target.eid) if one.target.eid else one.scope
        groups[one.source, one.kind, one.target.instrument, one.from_date].append(place)
    for (source, kind, target, day), places in groups.items():
        named = [place for place in dict.fromkeys(places) if place]
        more = f" và {len(named) - MAX_NAMED} chỗ khác" if len(named) > MAX_NAMED else ""
        where = f" ({', '.join(named[:MAX_NAMED])}{more})" if named else ""
        what = f"{_name(source)} {_DOES[kind]} {target}{where} từ {_day(day)}; bảng chưa có."
        yield _hint("effect_proposed", f"văn bản {source.instrument}", what)


def _hint(kind: HintKind, entry: str, what: str) -> Hint:
    return Hint(kind, EFFECTS, entry, f"{EFFECTS}, {entry}: {what}")


def _name(ref: ProvisionRef) -> str:
    return f"{label_of(ref.eid)} {ref.instrument}" if ref.eid else ref.instrument


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else "ngày chưa rõ"
