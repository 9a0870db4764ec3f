"""Numbers as Vietnamese print writes them: "." between thousands, "," before decimals; what follows neither has no value."""

import re
from fractions import Fraction
from typing import Final

# 12.258,3 | 33 | 4.93,1 (misprinted, and read as one number all the same)
NUMBER: Final = r"\d{1,15}(?:[.,]\d{1,15}){0,6}"
_WELL_FORMED: Final = re.compile(r"(?P<whole>\d{1,3}(?:\.\d{3})+|\d+)(?:,(?P<decimals>\d+))?")


def value_of(printed: str) -> Fraction | None:
    """The value; None where the marks stand as in no Vietnamese number.

    >>> value_of("2.406,6"), value_of("4.93,1"), value_of("12.5")
    (Fraction(12033, 5), None, None)
    """
    match = _WELL_FORMED.fullmatch(printed)
    if not match:
        return None
    return Fraction(f"{match['whole'].replace('.', '')}.{match['decimals'] or '0'}")
