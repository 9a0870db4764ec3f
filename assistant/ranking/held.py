"""What the ranking knows of a generation as a whole: the laws named by title, and expired texts that nothing held replaces."""

import numpy as np
from numpy.typing import NDArray

from ingest.catalogue import Catalogue
from ingest.index.reader import Opened

from .titles import Titles


class Held:
    """Made once a generation.

    An expired instrument stands aside for the one that replaced it. Where that one is not held, the expired text is the nearest there is:
    it is found, and marked as expired. `unreplaced` has for each document the day on which such a text expired, else 0.
    """

    def __init__(self, opened: Opened, catalogue: Catalogue) -> None:
        self.titles = Titles(opened)
        self.unreplaced = np.array([_expiry(catalogue, d, opened.rows.documents) for d in opened.rows.documents], dtype=np.int32)

    def last_texts(self, opened: Opened) -> NDArray[np.bool_]:
        """Whether each row is of such a text and expired with it, not before."""
        if not self.unreplaced.any():
            return np.zeros(len(opened.rows), dtype=np.bool_)
        ends = self.unreplaced[opened.rows.document]
        return np.asarray((ends > 0) & (opened.rows.valid_to == ends))


def _expiry(catalogue: Catalogue, document: str, held: list[str]) -> int:
    instrument = catalogue.instrument(document)
    if not instrument or not instrument.expired_on or not set(instrument.replaced_by).isdisjoint(held):
        return 0
    return instrument.expired_on.toordinal()
