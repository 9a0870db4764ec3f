"""What the ranking knows of a generation as a whole: the laws named by title, and expired texts that nothing held replaces."""

from datetime import date

import numpy as np
from numpy.typing import NDArray

from ingest.catalogue import Catalogue, ProvisionRef
from ingest.index.reader import Opened
from ingest.law.provision import MAIN
from ingest.versions import preferred_version

from .titles import Titles

MAX_ROWS_KEPT = 20_000  # places whose rows are remembered


class Held:
    """Made once a generation.

    An expired instrument stands aside for the one that replaced it. Where that one is not held, the expired text is the nearest there is:
    it is found, and marked as expired. `unreplaced` has for each document the day on which such a text expired, else 0.
    """

    def __init__(self, opened: Opened, catalogue: Catalogue) -> None:
        self.titles = Titles(opened)
        self._rows: dict[tuple[ProvisionRef, date], int | None] = {}
        self.unreplaced = np.array([_expiry(catalogue, d, opened.rows.documents) for d in opened.rows.documents], dtype=np.int32)

    def last_texts(self, opened: Opened, day: date) -> NDArray[np.bool_]:
        """Whether each row is of such a text and has expired with it by the day, not before it."""
        if not self.unreplaced.any():
            return np.zeros(len(opened.rows), dtype=np.bool_)
        ends = self.unreplaced[opened.rows.document]
        return np.asarray((ends > 0) & (opened.rows.valid_to == ends) & (ends <= day.toordinal()))

    def row_of(self, opened: Opened, place: ProvisionRef, day: date) -> int | None:
        """The first row of a provision in its text for the day; None where none is held or it is not in force."""
        if (place, day) not in self._rows:
            if len(self._rows) >= MAX_ROWS_KEPT:
                self._rows.clear()
            self._rows[place, day] = _row_of(opened, place, day)
        return self._rows[place, day]


def _row_of(opened: Opened, place: ProvisionRef, day: date) -> int | None:
    version = preferred_version(opened.versions_of(place.instrument), day)
    component, _, eid = place.eid.rpartition("/")
    passages = opened.store.passages_at(version.id, component or MAIN, eid) if version else []
    in_force = bool(passages) and passages[0].validity.state(day) not in {"expired", "not_yet"}
    return passages[0].row if in_force else None


def _expiry(catalogue: Catalogue, document: str, held: list[str]) -> int:
    instrument = catalogue.instrument(document)
    if not instrument or not instrument.expired_on or not set(instrument.replaced_by).isdisjoint(held):
        return 0
    return instrument.expired_on.toordinal()
