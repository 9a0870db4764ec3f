"""The one normal form that every reader's text goes through, and what it drops.

Dropped, because no reader can see it and a search or a Word file stumbles over it:
soft hyphens, zero-width and byte-order characters, marks of writing direction, control
characters other than tab and line ends, and the noncharacters U+FFFE and U+FFFF.
Changed: composition (to NFC), line ends (to "\\n"), blanks at the ends of lines and
blank lines at the end of the text (removed). Everything else stays as it is.
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

_LINE_ENDS: Final = "\r\v\f\x85\u2028\u2029"
_INVISIBLE: Final = (
    "\u00ad"  # soft hyphen
    "\u200b\u200c\u200d\u2060\ufeff"  # zero-width space, joiners, byte-order mark
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"  # bidi
    "\ufffe\uffff"  # noncharacters
)
_CONTROLS: Final = "".join(map(chr, [*range(0x20), *range(0x7F, 0xA0)]))

_CHANGES: Final[Mapping[int, str | None]] = {
    **{ord(c): None for c in _CONTROLS if c not in "\t\n"},
    **{ord(c): None for c in _INVISIBLE},
    **{ord(c): "\n" for c in _LINE_ENDS},
}
_BLANKS: Final = re.compile(r"\s+")


def tidy(text: str) -> str:
    r"""Text in normal form; a second time changes nothing.

    >>> tidy("Đie\u0302\u0300u 1.\u200b  \r\nKhoản\u00ad 1\r\n\r\n")
    'Điều 1.\nKhoản 1'
    """
    plain = text.replace("\r\n", "\n").translate(_CHANGES)
    lines = unicodedata.normalize("NFC", plain).split("\n")
    return "\n".join(line.rstrip() for line in lines).rstrip("\n")


def one_line(text: str) -> str:
    r"""Text in normal form with each run of blanks as one space.

    >>> one_line(" Điều\u00a01.\n Phạm vi ")
    'Điều 1. Phạm vi'
    """
    return _BLANKS.sub(" ", tidy(text)).strip()
