"""Texts typed in an old Vietnamese font encoding, which Unicode readers see as noise."""

import re
from collections.abc import Mapping
from typing import Final

_SIGNS: Final[Mapping[str, re.Pattern[str]]] = {
    "TCVN3 (.VnTime)": re.compile(r"§iÒu\s+\d"),
    "VNI": re.compile(r"Ñieàu\s+\d"),
}
"""How the word Điều before a number looks in each encoding."""


def legacy_encoding(text: str) -> str | None:
    """Name of the old encoding that the text is in, or None.

    >>> legacy_encoding("§iÒu 1. Ph¹m vi"), legacy_encoding("Điều 1. Phạm vi")
    ('TCVN3 (.VnTime)', None)
    """
    if "Điều" in text:
        return None
    return next((name for name, sign in _SIGNS.items() if sign.search(text)), None)
