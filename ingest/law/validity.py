"""Whether a provision is in force on a day, from the catalogue and the text's own dates. Unknown stays unknown."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from ..catalogue import CHANGES, Catalogue, Effect

State = Literal["in_force", "not_yet", "expired", "suspended", "unknown"]
# In Vietnamese, for people.
STATE_LABELS: dict[State, str] = {
    "in_force": "đang có hiệu lực",
    "not_yet": "chưa có hiệu lực",
    "expired": "đã hết hiệu lực",
    "suspended": "ngưng hiệu lực",
    "unknown": "chưa rõ hiệu lực",
}


@dataclass(frozen=True, slots=True)
class Validity:
    """First day in force and first day no longer in force; None where not known, or where no end is known."""

    valid_from: date | None
    valid_to: date | None

    def state(self, on: date) -> State:
        if self.valid_to is not None and on >= self.valid_to:
            return "expired"
        if self.valid_from is None:
            return "unknown"
        return "in_force" if self.valid_from <= on else "not_yet"


def validity_of(catalogue: Catalogue, document: str, eid: str, printed: date | None) -> Validity:
    """The validity of a provision: its own effects first, then its instrument's dates, then the day that the text prints."""
    instrument = catalogue.instrument(document)
    start = instrument.effective_on if instrument and instrument.effective_on else printed
    end = instrument.expired_on if instrument else None
    for effect in catalogue.effects_on(document, eid):
        if effect.scope:
            continue
        if effect.kind == "commences" and effect.target.eid:
            start = effect.from_date
        elif effect.kind in {"repeals", "replaces"} and effect.target.eid and effect.from_date:
            end = min(end, effect.from_date) if end else effect.from_date
    return Validity(start, end)


def state_on(catalogue: Catalogue, document: str, key: str, validity: Validity, on: date) -> State:
    """The state of a provision on a day: that of its dates, or suspended where the catalogue says so of it as a whole."""
    state = validity.state(on)
    if state == "in_force" and any(e.kind == "suspends" and not e.scope and e.applies(on) for e in catalogue.effects_on(document, key)):
        return "suspended"
    return state


def unapplied_effects(catalogue: Catalogue, document: str, eid: str, version_date: date | None, on: date) -> tuple[Effect, ...]:
    """Effects that have changed the provision by that day and that the text held does not show: later than the text, or not held."""
    return tuple(
        effect
        for effect in catalogue.effects_on(document, eid)
        if effect.kind in CHANGES and effect.applies(on) and (not version_date or not effect.from_date or effect.from_date > version_date)
    )
