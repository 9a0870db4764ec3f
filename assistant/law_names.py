"""How officers name what they ask about: laws by title ("Luật BVMT", "luật đất đai 2013"), provisions in short ("K2 Đ53")."""

import re
from collections.abc import Sequence
from datetime import date

from ingest.catalogue import Catalogue, Instrument
from ingest.index.tokens import syllables
from ingest.law.locator import Locator
from ingest.law.normalise import fold

from .citing import LAWS
from .spoken import Phrases

_OLDER, _NEWER = frozenset({"cũ", "cu", "trước", "truoc"}), frozenset({"mới", "moi"})
_AMENDING = frozenset({"sửa đổi", "sua doi"})
MIN_TITLE = 3  # syllables, the kind included: "luật đầu tư" has three

# "K2 Đ53", "khoản 1 d 80", "điểm b k2 điều 68": written out before the locator is read
_SHORT = re.compile(
    r"""\b(?:(?P<point_word>điểm|diem)\s+(?P<point>[a-zđ])\b[\s,]*)?
    (?:(?:khoản|khoan|k)\.?\s*(?P<clause>\d{1,3}[a-zđ]?)\b[\s,]*)?
    (?:điều|dieu|đ|d)\.?\s*(?P<article>\d{1,3}[a-zđ]?)\b""",
    re.VERBOSE | re.IGNORECASE,
)
# "Điều 68 khoản 2 điểm b": from the large to the small
_REVERSED = re.compile(
    r"""\b(?:điều|dieu|đ|d)\.?\s*(?P<article>\d{1,3}[a-zđ]?)\b[\s,]*(?:khoản|khoan|k)\.?\s*(?P<clause>\d{1,3}[a-zđ]?)\b
    (?:[\s,]*(?:điểm|diem)\s+(?P<point>[a-zđ])\b)?""",
    re.VERBOSE | re.IGNORECASE,
)
_LAW_OF_YEAR = re.compile(r"\bluat\s+(?P<year>(?:19|20)\d{2})\b")  # folded
_BARE = re.compile(r"(?:đ|d)\.?\s*\d", re.IGNORECASE)  # "đ 5" alone may be five đồng: it wants a khoản in front


def locator_in(text: str) -> Locator | None:
    """The first provision that a question names, however it is written; None where it names none.

    >>> str(locator_in("K2 Đ53 NĐ 217/2026 quy định thế nào?"))
    'khoản 2 Điều 53'
    >>> str(locator_in("Điều 68 khoản 2 điểm đ nói gì"))
    'điểm đ khoản 2 Điều 68'
    >>> locator_in("phạt 5 đ 3 lần") is None
    True
    """
    match = _first_locator(text)
    return _locator(match) if match else None


def without_locator(text: str) -> str:
    """The text without the first provision that it names.

    >>> without_locator("điểm b khoản 2 Điều 68 nghị định 35")
    'nghị định 35'
    """
    match = _first_locator(text)
    return " ".join(f"{text[: match.start()]} {text[match.end() :]}".split()) if match else text


def _first_locator(text: str) -> re.Match[str] | None:
    if match := _REVERSED.search(text):
        return match
    return next((m for m in _SHORT.finditer(text) if m["clause"] or not _BARE.match(m[0])), None)


def _locator(match: re.Match[str]) -> Locator:
    article, clause, point = (match[name].lower().lstrip("0") if match[name] else None for name in ("article", "clause", "point"))
    return Locator(article or "0", clause or None, point)


class LawNames:
    """The laws of the catalogue by title and by alias, with or without the year; of laws with one title the one of the day."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._laws: dict[str, list[Instrument]] = {}
        for instrument in catalogue.instruments.values():
            for name in _names(instrument):
                self._laws.setdefault(fold(name), []).append(instrument)
        self._amendments = [i for i in catalogue.instruments.values() if i.kind in LAWS and fold(i.title).startswith("sua doi")]
        self._titled = [i for i in catalogue.instruments.values() if i.kind in LAWS and i not in self._amendments]
        self._phrases = Phrases((name, fold(name)) for i in catalogue.instruments.values() for name in _names(i))

    def find(self, text: str, folded: bool, as_of: date) -> tuple[str, ...]:
        """The numbers of the laws named, in order, each once; a name that several laws bear is that of the one in force on the day,
        of the last before it where "cũ" follows, and of the latest where "mới" does."""
        words = syllables(text, folded)
        found = list[str]()
        for named in self._phrases.find(words, folded):
            laws, after = self._laws[named.means], words[named.stop : named.stop + 2]
            if " ".join(after) in _AMENDING and (amending := self._amending(laws)):
                found.append(amending.number)
            elif one := _chosen(laws, set(after), as_of):
                found.append(one.number)
        return tuple(dict.fromkeys(found))

    def of_years(self, text: str, folded: bool) -> tuple[str, ...]:
        """The numbers of the laws named with their year: "Luật Đầu tư 2020", or "luật 2020" where the text has all of its title."""
        words = syllables(text, folded)
        found = [self._laws[named.means][0].number for named in self._phrases.find(words, folded) if named.means[-4:].isdigit()]
        said = set(syllables(text, folded=True))
        for match in _LAW_OF_YEAR.finditer(fold(text)):
            of_year = [i for i in self._titled if i.issued_on and i.issued_on.year == int(match["year"])]
            meant = [i for i in of_year if set(syllables(i.title, folded=True)) <= said]
            found += [i.number for i in meant[:1] if len(meant) == 1]
        return tuple(dict.fromkeys(found))

    def _amending(self, laws: Sequence[Instrument]) -> Instrument | None:
        """The latest law that amends one of them and nothing else is called after."""
        titles = {fold(law.title) for law in laws}
        ours = [i for i in self._amendments if any(fold(i.title).endswith(title) for title in titles)]
        return max(ours, key=lambda i: i.issued_on or date.min, default=None)


def _names(instrument: Instrument) -> list[str]:
    names = [a for a in instrument.aliases if not a[-1:].isdigit() or instrument.kind in LAWS]
    if instrument.kind in LAWS:
        title = f"{instrument.kind} {instrument.title}"
        if len(syllables(title, folded=False)) >= MIN_TITLE:
            names += [title, *(f"{title}{by}{instrument.issued_on.year}" for by in (" ", " năm ") if instrument.issued_on)]
    return names


def _chosen(laws: Sequence[Instrument], after: set[str], as_of: date) -> Instrument | None:
    ranked = sorted({i.number: i for i in laws}.values(), key=lambda i: i.effective_on or date.min)
    if len(ranked) > 1 and after & _OLDER:
        return ranked[-2]
    if after & _NEWER:
        return ranked[-1]
    in_force = [i for i in ranked if (i.effective_on or date.min) <= as_of and (i.expired_on is None or as_of < i.expired_on)]
    return (in_force or ranked)[-1] if ranked else None
