"""Whether a published text tells of the conference that one of our own accounts is of."""

import re
from typing import Final

from ..catalogue import Catalogue, ReportCard

MIN_SHARED = 3  # telling numbers of an account that the text must print too, and at least half of them
_TELLING: Final = re.compile(r"\d[\d.]*[.,]\d[\d.,]*")  # 63.478,9: no two conferences share several such


def account_of(text: str, catalogue: Catalogue) -> ReportCard | None:
    """The card of our own account of the same conference: the one most of whose telling numbers the text prints; None where none is."""
    shared = [(sum(number in text for number in numbers), card) for card in catalogue.reports if (numbers := _telling(card))]
    count, card = max(shared, key=lambda pair: pair[0], default=(0, None))
    return card if card and count >= max(MIN_SHARED, len(_telling(card)) / 2) else None


def _telling(card: ReportCard) -> set[str]:
    return {match[0] for figure in card.figures if (match := _TELLING.search(figure.printed))}
