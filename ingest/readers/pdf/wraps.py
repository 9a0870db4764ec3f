"""Two visual lines of one sentence → one string.

Vietnamese does not hyphenate, so a hyphen at the end of a line belongs to the word
("NĐ-CP") and stays, as does a slash ("35/2022/NĐ-CP"); nothing is put after them.
"""

import re
from collections.abc import Iterable
from typing import Final

_UNBROKEN: Final = re.compile(r"\w[-/]$")
_WEB_ADDRESS: Final = re.compile(r"https?://\S*[./_=&?-]$")


def blank_between(before: str, after: str) -> str:
    """What stands between two wrapped lines: a blank, or nothing inside a word.

    >>> blank_between("Nghị định số 35/2022/NĐ-", "CP ngày"), blank_between("và", "các")
    ('', ' ')
    >>> blank_between("Độc lập -", "Tự do"), blank_between("", "Một")
    (' ', '')
    """
    if not before or not after:
        return ""
    inside = _UNBROKEN.search(before) and after[0].isalnum()
    return "" if inside or _WEB_ADDRESS.search(before) else " "


def unwrapped(lines: Iterable[str]) -> str:
    """The lines as one string.

    >>> unwrapped(["Nghị định số 35/2022/", "NĐ-CP ngày", "28"])
    'Nghị định số 35/2022/NĐ-CP ngày 28'
    """
    pieces: list[str] = []
    for line in lines:
        pieces += [blank_between(pieces[-1] if pieces else "", line), line]
    return "".join(pieces)
