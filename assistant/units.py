"""In which unit a number is asked for (corpus/catalogue/aspects.toml, [[unit]]), and whether a text has a number in it."""

import re
from collections.abc import Iterable
from functools import lru_cache

from ingest.catalogue import AskedUnit, Catalogue
from ingest.index.tokens import Expander, syllables
from ingest.law.normalise import search_form

from .numbers import BETWEEN, COUNT

# in search form: days and years of the calendar, provisions, documents; their numbers count nothing
_NOT_COUNTED = re.compile(
    r"""\bngày\s+\d{1,2}\s+tháng\s+\d{1,2}(?:\s+năm\s+\d{4})?|\b\d{1,2}/\d{1,2}/\d{4}|\b(?:tháng\s+)?\d{1,2}/\d{4}
    |\btháng\s+\d{1,2}(?:\s+năm\s+\d{4})?|\bnăm\s+\d{4}|\bmột\ số\b|\b(?:điều|khoản|phụ\ lục|mẫu|số)\s+(?:số\s+)?\d[\w/-]*""",
    re.VERBOSE,
)


class UnitFinder:
    """Finds the units that a question asks for."""

    def __init__(self, catalogue: Catalogue, expand: Expander) -> None:
        forms = [(unit, {form for phrase in unit.asks for form in (phrase, expand(phrase))}) for unit in catalogue.asking.units]
        self._asked = {folded: [(unit, [_parts(form, folded) for form in said]) for unit, said in forms] for folded in (False, True)}

    def find(self, text: str, folded: bool) -> tuple[AskedUnit, ...]:
        """Those of the table that the text asks for; of several that share a phrase the first."""
        read, found, taken = _padded(text, folded), list[AskedUnit](), set[tuple[str, ...]]()
        for unit, phrases in self._asked[folded]:
            said = [parts for parts in phrases if all(part in read for part in parts)]
            if any(parts not in taken for parts in said):
                found.append(unit)
                taken.update(said)
        return tuple(found)


def states_in(text: str, units: Iterable[AskedUnit]) -> bool:
    """Whether a text has a number in one of the units, or says what is said in its place ("không thời hạn").

    >>> years = AskedUnit("năm", ("mấy năm",), ("năm", "tháng"), ("không thời hạn",))
    >>> [states_in(text, [years]) for text in ("Tối đa 02 năm", "trong 15 ngày", "Luật Đầu tư năm 2025", "có giá trị không thời hạn")]
    [True, False, False, True]
    """
    read = _NOT_COUNTED.sub(" ", search_form(text))
    return any(_shown(unit).search(read) for unit in units)


@lru_cache
def _shown(unit: AskedUnit) -> re.Pattern[str]:
    counted = [COUNT + BETWEEN + _word(name) for name in unit.counts]
    return re.compile("|".join([*counted, *(rf"(?<!\w){_word(phrase)}" for phrase in unit.shows)]))


def _word(name: str) -> str:
    return rf"{re.escape(search_form(name))}(?!\w)"


def _parts(phrase: str, folded: bool) -> tuple[str, ...]:
    return tuple(_padded(part, folded) for part in phrase.split("+"))


def _padded(text: str, folded: bool) -> str:
    return f" {' '.join(syllables(text.replace('%', ' phần trăm '), folded))} "
