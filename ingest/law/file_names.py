"""What a file name says of a text that does not name itself: its number, or its kind and title."""

import re
from collections import Counter
from dataclasses import dataclass

from .normalise import fold

# 35-2022-nd-cp, 9716-vbhn-bkhdt, 66-17-2026-nq-cp
_NUMBER = re.compile(
    r"""(?P<number>\d{1,5}(?:-\d{1,3})?)-(?:(?P<year>(?:19|20)\d{2})-)?
    (?P<office>nd-cp|nq-cp|qd-ttg|ct-ttg|qh\d{1,2}|nq-ubtvqh\d{1,2}|tt-[a-z]+|qd-[a-z]+|vbhn-[a-z]+|vbhn)\b""",
    re.VERBOSE,
)
_UPPER_OFFICE = {"nd-cp": "NĐ-CP", "nq-cp": "NQ-CP", "qd-ttg": "QĐ-TTg", "ct-ttg": "CT-TTg"}
_KINDS = {fold(kind): kind for kind in ("Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh", "Nghị định", "Nghị quyết", "Thông tư", "Quyết định")}
_SAID_IN = 200_000  # characters of a text in which its title is looked for
MAX_WORDS = 20  # syllables of a title that a file name spells


@dataclass(frozen=True, slots=True)
class Named:
    """The kind and the title of an instrument; the title is "" for one that has none of its own (Hiến pháp)."""

    kind: str
    title: str


def number_from_name(stem: str) -> str | None:
    """The number of an instrument that a file name spells.

    >>> number_from_name("35-2022-nd-cp"), number_from_name("66-17-2026-nq-cp"), number_from_name("bao-cao")
    ('35/2022/NĐ-CP', '66.17/2026/NQ-CP', None)
    >>> number_from_name("9716-vbhn-bkhdt-2024-nd-35-2022"), number_from_name("17-2023-tt-bldtbxh")
    ('9716/VBHN-BKHĐT', '17/2023/TT-BLĐTBXH')
    """
    match = _NUMBER.match(stem.lower())
    if not match:
        return None
    office = _UPPER_OFFICE.get(match["office"]) or _upper_office(match["office"])
    number = match["number"].replace("-", ".")
    return "/".join(part for part in (number, match["year"], office) if part)


def title_from_name(stem: str, text: str) -> Named | None:
    """The kind and title that a file name spells, with the accents that the text gives the same words.

    >>> title_from_name("luat-an-ninh-mang", "Bảo vệ an ninh mạng là phòng ngừa …")
    Named(kind='Luật', title='an ninh mạng')
    >>> title_from_name("hien-phap", ""), title_from_name("200015", ""), title_from_name("bao-cao", "")
    (Named(kind='Hiến pháp', title=''), None, None)
    """
    written = stem.lower().replace("_", " ").replace("-", " ").split()
    words = [fold(word) for word in written]
    for folded, kind in _KINDS.items():
        length = len(folded.split())
        if words[:length] == folded.split() and len(words) <= MAX_WORDS and all(word.isalpha() for word in words):
            return Named(kind, _accented(words[length:], text[:_SAID_IN]) or " ".join(written[length:]))
    return None


def _accented(words: list[str], text: str) -> str:
    """The folded words as the text most often writes them; "" where it does not."""
    folded = fold(text)
    if not words or len(folded) != len(text):  # a letter whose lower case is two would move the places
        return ""
    found = re.finditer(r"\b" + r"[\s,]+".join(map(re.escape, words)) + r"\b", folded)
    spelled = Counter(" ".join(text[match.start() : match.end()].lower().split()) for match in found)
    return spelled.most_common(1)[0][0] if spelled else ""


def _upper_office(office: str) -> str:
    """Offices whose abbreviations hold a Đ: BKHĐT, BLĐTBXH, QĐ, HĐND, QHĐT."""
    upper = office.upper()
    for ascii_form, printed in (("QD-", "QĐ-"), ("BKHDT", "BKHĐT"), ("BLDTBXH", "BLĐTBXH"), ("BGDDT", "BGDĐT"), ("HDND", "HĐND")):
        upper = upper.replace(ascii_form, printed)
    return upper
