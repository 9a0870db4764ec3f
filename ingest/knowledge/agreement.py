"""Whether the entries of the catalogue agree with each other and with the calendar."""

from collections.abc import Iterator
from datetime import date

from ..catalogue import Catalogue, Effect, Instrument
from ..law.validity import validity_of
from .finding import Finding, FindingKind, finding
from .knowledge import Knowledge

INSTRUMENTS, EFFECTS, DUTIES, PLACES, CHECKS = (
    f"catalogue/{name}.toml" for name in ("instruments", "effects", "duties", "places", "checks")
)
_ENDS = {"replaces", "repeals"}
UNCHECKED = "chưa kiểm chứng"
EXPIRY_BASIS = "hết hiệu lực"  # how the basis of an instrument names the clause that ended it


def disagreements(known: Knowledge) -> Iterator[Finding]:
    """All that does not fit together in instruments, effects, duties and notes."""
    yield from _names_twice(known)
    for instrument in known.instruments.values():
        yield from _instrument(known, instrument)
    yield from _effects_twice(known)
    catalogue = known.catalogue()
    for effect in known.effects:
        yield from _effect(catalogue, effect)
    yield from _unknown(known)


def _names_twice(known: Knowledge) -> Iterator[Finding]:
    """A file name, other name or consolidation that two instruments claim."""
    owners: dict[tuple[str, str], str] = {}
    for one in known.instruments.values():
        names = [("tệp", name) for name in one.files] + [("tên gọi", name.casefold()) for name in one.aliases]
        for what, name in [*names, *(("bản hợp nhất", c.number) for c in one.consolidations)]:
            owner = owners.setdefault((what, name), one.number)
            if owner != one.number:
                yield finding("duplicate", INSTRUMENTS, f"mục {one.number}", f"{what} “{name}” đã thuộc {owner}.")


def _instrument(known: Knowledge, one: Instrument) -> Iterator[Finding]:
    for kind, what in _dates(known, one):
        yield finding(kind, INSTRUMENTS, f"mục {one.number}", what)
    ends = _ends_of(known, one)
    for end in ends:
        unchecked = one.expired_on is None and not end.held and UNCHECKED in end.note
        if end.from_date != one.expired_on and not unchecked:
            what = f"làm {one.number} hết hiệu lực từ {_day(end.from_date)} nhưng expired_on là {_day(one.expired_on)}."
            yield finding("dates_disagree", EFFECTS, f"mục {end.id}", what)
    sources = {end.source.instrument for end in ends}
    for number in one.replaced_by:
        if number not in sources and EXPIRY_BASIS not in one.basis:
            what = f"replaced_by ghi {number} nhưng effects.toml không có tác động đó và basis không nêu điều khoản làm hết hiệu lực."
            yield finding("entries_disagree", INSTRUMENTS, f"mục {one.number}", what)


def _dates(known: Knowledge, one: Instrument) -> Iterator[tuple[FindingKind, str]]:
    issued, start, end = one.issued_on, one.effective_on, one.expired_on
    if issued and start and start < issued and not one.state_note:
        yield "date_order", f"có hiệu lực {_day(start)} trước ngày ban hành {_day(issued)} mà state_note không giải thích."
    if start and end and start >= end:
        yield "date_order", f"có hiệu lực {_day(start)} không trước ngày hết hiệu lực {_day(end)}."
    for consolidation in one.consolidations:
        if consolidation.date and issued and consolidation.date < issued:
            yield "date_order", f"bản hợp nhất {consolidation.number} có ngày trước ngày ban hành."
    if end and not one.basis and not any(effect.from_date == end for effect in _ends_of(known, one)):
        yield "expired_without_basis", "có expired_on nhưng không có tác động nào trong effects.toml cùng ngày và basis để trống."


def _ends_of(known: Knowledge, one: Instrument) -> list[Effect]:
    """The effects that end the whole instrument on a known day."""
    whole = [e for e in known.effects if e.target.instrument == one.number and not e.target.eid and not e.scope]
    return [e for e in whole if e.kind in _ENDS and e.from_date]


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else "trống"


def _effects_twice(known: Knowledge) -> Iterator[Finding]:
    by_id = dict[str, Effect]()
    by_edge = dict[tuple[object, ...], Effect]()
    for effect in known.effects:
        if effect.id in by_id:
            yield finding("duplicate", EFFECTS, f"mục {effect.id}", "id này có hai mục.")
        by_id[effect.id] = effect
        twin = by_edge.setdefault((effect.kind, effect.source, effect.target, effect.scope), effect)
        if twin is not effect and twin.id != effect.id:
            what = f"cùng tác động với mục {twin.id}"
            if twin.from_date == effect.from_date:
                yield finding("duplicate", EFFECTS, f"mục {effect.id}", f"{what}.")
            else:
                yield finding("entries_disagree", EFFECTS, f"mục {effect.id}", f"{what} nhưng khác ngày.")


def _effect(catalogue: Catalogue, effect: Effect) -> Iterator[Finding]:
    for kind, what in _wrong_with(catalogue, effect):
        yield finding(kind, EFFECTS, f"mục {effect.id}", what)


def _wrong_with(catalogue: Catalogue, effect: Effect) -> Iterator[tuple[FindingKind, str]]:
    if effect.until and effect.from_date and effect.until <= effect.from_date:
        yield "date_order", "until không sau from."
    if not effect.held and not effect.via:
        yield "unsourced", "held = false phải kèm via (biết qua đâu)."
    if effect.kind == "prevails" and not effect.basis:
        yield "missing_key", "prevails phải có basis (quy định về áp dụng văn bản)."
    start = validity_of(catalogue, effect.source.instrument, effect.source.eid, None).valid_from
    if effect.kind != "commences" and start and effect.from_date and effect.from_date < start and not effect.note:
        when = f"tác động từ {_day(effect.from_date)}, trước khi điều khoản nguồn có hiệu lực ({_day(start)})"
        yield "effect_too_early", f"{when}, mà note không giải thích."


def _unknown(known: Knowledge) -> Iterator[Finding]:
    """Instruments that are named and have no entry."""
    named = [(INSTRUMENTS, f"mục {one.number}", number) for one in known.instruments.values() for number in one.replaced_by]
    named += [(EFFECTS, f"mục {e.id}", ref.instrument) for e in known.effects for ref in (e.source, e.target, e.basis, e.transition) if ref]
    named += [(DUTIES, f"mục {rule.words}", rule.provision.instrument) for rule, _, _ in known.modes]
    named += [(DUTIES, f"mục {duty.id}", place.instrument) for duty in known.duties for place in duty.clauses]
    named += [(PLACES, f"mục {body.was}", body.source.instrument) for body in known.places.bodies if body.source]
    named += [(CHECKS, f"mục {a.eid}", a.instrument) for a in known.lists.accepted]
    named += [(file, f"mục {note.id}", note.instrument) for file, notes in known.notes.items() for note in notes.notes if note.instrument]
    named += [("catalogue/clauses.toml", "", number) for number in known.seen]
    numbers = {name for one in known.instruments.values() for name in (one.number, *(c.number for c in one.consolidations))}
    for file, entry, number in named:
        if number not in numbers:
            yield finding("unknown_instrument", file, entry, f"văn bản {number} chưa có trong catalogue/instruments.toml.")
    ids = [(file, note.id) for file, notes in known.notes.items() for note in notes.notes]
    for position, (file, name) in enumerate(ids):
        if name in {other for _, other in ids[:position]}:
            yield finding("duplicate", file, f"mục {name}", "id này có hai ghi chú.")
