"""Whether the duty table agrees with itself, with the effects and with the days on which its clauses are in force."""

from collections.abc import Iterator
from datetime import date

from ..catalogue import Catalogue, Duty, ProvisionRef
from ..law.locator import label_of
from ..law.provision import ParsedText
from ..law.validity import validity_of
from .agreement import DUTIES
from .finding import Finding, FindingKind, finding
from .knowledge import Knowledge
from .source_form import own_text, syllables


def duty_findings(known: Knowledge) -> Iterator[Finding]:
    """All that is wrong with the entries [[duty]]."""
    catalogue = known.catalogue()
    seen = set[str]()
    for duty in known.duties:
        if duty.id in seen:
            yield _found("duplicate", duty, "id này có hai mục.")
        seen.add(duty.id)
        for kind, what in (*_of_itself(duty), *_place(known, duty), *_conflict(known, duty), *_days(catalogue, duty), *_words(known, duty)):
            yield _found(kind, duty, what)
    yield from _disagreeing(known)


def _found(kind: FindingKind, duty: Duty, what: str) -> Finding:
    return finding(kind, DUTIES, f"mục {duty.id}", what)


def _of_itself(duty: Duty) -> Iterator[tuple[FindingKind, str]]:
    if duty.until and duty.from_date and duty.until <= duty.from_date:
        yield "date_order", "until không sau from."
    if "không thuộc" in duty.modes and not duty.decides:
        yield "missing_key", "“không thuộc” phải kèm decides (cơ quan nào quyết định)."
    if duty.deadline and not duty.deadline_clause:
        yield "unsourced", "deadline phải kèm deadline_clause (điều khoản quy định thời hạn)."


def _place(known: Knowledge, duty: Duty) -> Iterator[tuple[FindingKind, str]]:
    if duty.place and known.places.provinces and not known.places.province(duty.place):
        yield "wrong_value", f"place = “{duty.place}” không có trong places.toml."


def _conflict(known: Knowledge, duty: Duty) -> Iterator[tuple[FindingKind, str]]:
    """A conflict is an effect of the kind prevails between the clauses of the entry, or between what holds them or lies in them."""
    if not duty.conflict:
        return
    effect = next((e for e in known.effects if e.id == duty.conflict), None)
    if effect is None or effect.kind != "prevails":
        yield "entries_disagree", f"conflict = “{duty.conflict}” không phải là một mục prevails trong effects.toml."
    elif not any(_meet(side, place) for side in (effect.source, effect.target) for place in (duty.law, duty.decree) if place):
        yield "entries_disagree", f"mục {effect.id} không nói về điều khoản nào của nhiệm vụ này."


def _meet(one: ProvisionRef, other: ProvisionRef) -> bool:
    return one.covers(other.instrument, other.eid) or other.covers(one.instrument, one.eid)


def _days(catalogue: Catalogue, duty: Duty) -> Iterator[tuple[FindingKind, str]]:
    """The period must lie in the time in which the clause that governs is in force, as far as that is known."""
    clause = duty.clause
    force = validity_of(catalogue, clause.instrument, clause.eid, None)
    named = f"{label_of(clause.eid) or 'văn bản'} {clause.instrument}"
    if force.valid_from and (duty.from_date is None or duty.from_date < force.valid_from):
        yield "dates_disagree", f"from là {_day(duty.from_date)}, {named} có hiệu lực từ {_day(force.valid_from)}."
    if force.valid_to and (duty.until is None or duty.until > force.valid_to):
        yield "dates_disagree", f"until là {_day(duty.until)}, {named} hết hiệu lực từ {_day(force.valid_to)}."


def _words(known: Knowledge, duty: Duty) -> Iterator[tuple[FindingKind, str]]:
    """The words must stand in the clause or in the lead above it, in one of the official texts at hand: an earlier one for what is past."""
    texts = [found for d in known.officials.get(duty.clause.instrument, ()) if (found := _with_lead(d.parsed, duty.clause.eid))]
    words = f" {' '.join(syllables(duty.words))} "
    if texts and not any(words in f" {' '.join(syllables(text))} " for text in texts):
        yield "duty_words", f"không thấy “{duty.words}” trong {label_of(duty.clause.eid)} của văn bản đang giữ."


def _with_lead(parsed: ParsedText, key: str) -> str:
    """The clause and what stands above it; "" where the text has no such clause."""
    node = parsed.named(key)
    above = [found for holder in _holders(key) if (found := parsed.named(holder))]
    return " ".join([*(own_text(parsed, n) for n in above), parsed.text[node.start : node.end]]) if node else ""


def _holders(eid: str) -> Iterator[str]:
    while "__" in eid:
        eid = eid.rpartition("__")[0]
        yield eid


def _disagreeing(known: Knowledge) -> Iterator[Finding]:
    """Two entries on one duty under one clause, for the same place and time, with different modes."""
    by_place = dict[tuple[object, ...], list[Duty]]()
    for duty in known.duties:
        others = by_place.setdefault((duty.clause, duty.duty.casefold(), duty.place, duty.zones), [])
        for other in others:
            if duty.modes != other.modes and _overlap(duty, other):
                yield _found("entries_disagree", duty, f"khác tính chất với mục {other.id} về cùng một điều khoản và thời gian.")
        others.append(duty)


def _overlap(one: Duty, other: Duty) -> bool:
    first, last = date.min, date.max
    return (one.from_date or first) < (other.until or last) and (other.from_date or first) < (one.until or last)


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else "trống"
