"""One normal form for every Vietnamese text that enters, and the folded copies used only for search."""

import re
import unicodedata

# Characters with no width or meaning that PDF, Word and web pages leave behind.
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"), None)
_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u3000]+")
_LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029\x0b\x0c]")

# The old and the new place of the tone mark (hòa/hoà, thủy/thuỷ): both are in daily use, NFC does not unify them.
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_OLD_TONE = re.compile(rf"(?<![q])(o|u)([{_TONES}])(a|e|y)(?![\w{_TONES}])", re.IGNORECASE)
# What `fold` takes out of decomposed letters: every combining mark of the planes that letters are in; and đ, which has no mark to lose.
_TO_ASCII = dict.fromkeys((c for c in range(0x20000) if unicodedata.combining(chr(c))), "") | {ord("đ"): "d"}


def normalise(text: str) -> str:
    """The text in NFC, with "\\n" line ends, single spaces, and no invisible characters or blanks at line ends.

    Offsets of provisions and citations point into this form; it is what is shown to people.
    """
    text = unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", text).translate(_INVISIBLE))
    return "\n".join(_SPACES.sub(" ", line).strip() for line in text.split("\n"))


def search_form(text: str) -> str:
    """The text in lower case with one place for each tone mark; for matching only, never shown.

    >>> search_form("Thuỷ điện HOÀ Bình") == search_form("thủy điện hòa bình")
    True
    """
    decomposed = unicodedata.normalize("NFD", text.lower())
    return unicodedata.normalize("NFC", _OLD_TONE.sub(r"\1\3\2", decomposed))


def fold(text: str) -> str:
    """The text in lower case without any Vietnamese diacritic, đ → d; for questions typed without accents.

    >>> fold("Giấy phép xây dựng của Đà Nẵng")
    'giay phep xay dung cua da nang'
    """
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFD", text.lower()).translate(_TO_ASCII)
