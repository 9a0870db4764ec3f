"""The duty table as it stands on a day: what a board does, in which mode, under which clauses, and which of two clauses prevails.

Every clause is looked up in the index: one that is not held is said to be not held, and never shown as if it had been read.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from ingest.catalogue import Catalogue, Duty, DutyField, Effect, Mode, ProvisionRef, Zone
from ingest.documents import TextKind
from ingest.index.reader import Opened
from ingest.index.tokens import syllables
from ingest.law.locator import label_of
from ingest.law.validity import State, state_on, validity_of

from .lookup import name_of, provision_held
from .service import Assistant
from .spoken import is_unaccented

Role = Literal["law", "decree", "deadline"]


@dataclass(frozen=True, slots=True)
class DutyFilter:
    """What rows to show; None and "" leave the choice open. `words` must all occur, with accents or without."""

    field: DutyField | None = None
    mode: Mode | None = None
    zone: Zone | None = None
    words: str = ""
    only_conflicts: bool = False


@dataclass(frozen=True, slots=True)
class DutyClause:
    """A clause that the table names, as the index has it on the day. `governs` where it gives the mode; no `text_kind` where the text for
    the day does not hold it."""

    ref: ProvisionRef
    role: Role
    label: str
    governs: bool
    state: State
    text_kind: TextKind | None

    @property
    def is_held(self) -> bool:
        return self.text_kind is not None


@dataclass(frozen=True, slots=True)
class DutyConflict:
    """Two clauses on the duty of which the first prevails; `applies` on the day asked about."""

    effect: Effect
    prevailing: str
    yielding: str
    basis: str
    transition: str
    applies: bool


@dataclass(frozen=True, slots=True)
class DutyRow:
    """A duty of the day; `others` are the entries on the same duty in other periods, in their order."""

    duty: Duty
    clauses: tuple[DutyClause, ...]
    conflict: DutyConflict | None
    others: tuple[Duty, ...]


def duty_rows(assistant: Assistant, day: date, wanted: DutyFilter) -> list[DutyRow]:
    """The rows of the table that apply on the day and are wanted, in the order of the table. Raises QuestionError or IndexProblem."""
    opened, catalogue = assistant.index.opened(), assistant.catalogue
    sought = assistant.read(wanted.words, day).words if wanted.words.strip() else ()
    found = (d for d in catalogue.duties if d.applies(day) and _is_wanted(d, wanted))
    return [_row(opened, catalogue, duty, day) for duty in found if _says(duty, sought, is_unaccented(wanted.words))]


def _is_wanted(duty: Duty, wanted: DutyFilter) -> bool:
    """A duty whose clause names no zone holds in all of them."""
    return (
        (wanted.field is None or duty.field == wanted.field)
        and (wanted.mode is None or wanted.mode in duty.modes)
        and (wanted.zone is None or not duty.zones or wanted.zone in duty.zones)
        and (not wanted.only_conflicts or bool(duty.conflict))
    )


def _says(duty: Duty, sought: Sequence[str], folded: bool) -> bool:
    """Whether the entry has all the words, as syllables."""
    if not sought:
        return True
    labels = (f"{label_of(ref.eid)} {ref.instrument}" for ref in duty.clauses)
    told = " ".join([duty.field, duty.duty, duty.question, duty.words, duty.decides, duty.place, duty.deadline, *duty.modes, *labels])
    return set(sought) <= set(syllables(told, folded))


def _row(opened: Opened, catalogue: Catalogue, duty: Duty, day: date) -> DutyRow:
    others = [d for d in catalogue.duties if d.id != duty.id and (d.duty, d.place) == (duty.duty, duty.place)]
    in_order = sorted(others, key=lambda d: d.from_date or date.min)
    return DutyRow(duty, tuple(_clauses(opened, catalogue, duty, day)), _conflict(opened, catalogue, duty, day), tuple(in_order))


def _clauses(opened: Opened, catalogue: Catalogue, duty: Duty, day: date) -> Iterator[DutyClause]:
    """The clause that governs first, then the other, then that of the deadline; each once."""
    named: list[tuple[ProvisionRef | None, Role]] = [(duty.law, "law"), (duty.decree, "decree")]
    if duty.governs == "decree":
        named.reverse()
    shown = set[ProvisionRef]()
    for ref, role in [*named, (duty.deadline_clause, "deadline")]:
        if ref and ref not in shown:
            shown.add(ref)
            yield _clause(opened, catalogue, ref, role, ref == duty.clause, day)


def _clause(opened: Opened, catalogue: Catalogue, ref: ProvisionRef, role: Role, governs: bool, day: date) -> DutyClause:
    held = provision_held(opened.store, opened.versions_of(ref.instrument), ref.eid, day)
    provision = held if held and held.version.text_kind != "note" else None
    validity = provision.validity if provision else validity_of(catalogue, ref.instrument, ref.eid, None)
    state = state_on(catalogue, ref.instrument, ref.eid, validity, day)
    kind = provision.version.text_kind if provision else None
    return DutyClause(ref, role, _label(opened, catalogue, ref), governs, state, kind)


def _conflict(opened: Opened, catalogue: Catalogue, duty: Duty, day: date) -> DutyConflict | None:
    effect = next((e for e in catalogue.effects if duty.conflict and e.id == duty.conflict), None)
    if effect is None:
        return None
    prevailing, yielding, basis, transition = (
        _label(opened, catalogue, ref) if ref else "" for ref in (effect.source, effect.target, effect.basis, effect.transition)
    )
    return DutyConflict(effect, prevailing, yielding, basis, transition, effect.applies(day))


def _label(opened: Opened, catalogue: Catalogue, ref: ProvisionRef) -> str:
    return name_of(ref, opened.versions_of(ref.instrument), catalogue)
