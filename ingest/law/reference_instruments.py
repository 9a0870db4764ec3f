"""Which instrument a written mark means: by number, by name on a day, in short, or by a number that lacks its year."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from ..catalogue import Catalogue, Instrument
from .normalise import fold, search_form
from .reference_grammar import Mark
from .reference_names import NameTable

Form = Literal["absolute", "relative", "named", "short", "incomplete"]

MAX_WAIT = 400  # days from the issue of an instrument to its taking effect
MIN_YEAR, MAX_YEAR = 1945, 2100  # of an instrument

_LAWS = {"luật", "bộ luật", "pháp lệnh"}
_YEARED = re.compile(r"/(\d{4})/")
_SHORT = re.compile(r"\d+(?:/\d{4})?")
_LOCAL = re.compile(r"UBND|HĐND")
_DATE = re.compile(r"(\d{1,2})(?:\s+tháng\s+|[/-])(\d{1,2})(?:\s+năm\s+|[/-])(\d{4})")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_WORDS = re.compile(r"[^\W\d_]+")
_TITLE_AMENDS = "sửa đổi"
# the kind that a number tells where the catalogue lacks the instrument
_KIND_OF_NUMBER = (
    (re.compile(r"/NĐ-CP$"), ("nghị định",)),
    (re.compile(r"/QH\d+$"), ("luật", "bộ luật", "nghị quyết")),
    (re.compile(r"/TT-|/TTLT"), ("thông tư", "thông tư liên tịch")),
    (re.compile(r"/QĐ-"), ("quyết định",)),
    (re.compile(r"/NQ-"), ("nghị quyết",)),
)


@dataclass(frozen=True, slots=True)
class Meaning:
    """The number of the instrument meant, None where it is not certain; `inferred` where only the catalogue leaves no other."""

    instrument: str | None
    form: Form
    inferred: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class _Once:
    """A catalogue as a key: the same object, not an equal one."""

    catalogue: Catalogue

    def __hash__(self) -> int:
        return id(self.catalogue)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Once) and self.catalogue is other.catalogue


class Instruments:
    """The catalogue, looked up by what a text writes."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._by_name = dict[str, list[Instrument]]()
        self._amending = list[tuple[str, Instrument]]()
        self._by_letters = dict[str, list[Instrument]]()
        self._by_short = dict[tuple[str, str], list[Instrument]]()
        for instrument in catalogue.instruments.values():
            kind, title = instrument.kind.lower(), name_of(instrument.title)
            if kind in _LAWS and not title.startswith(_TITLE_AMENDS):
                self._by_name.setdefault(title, []).append(instrument)
            elif kind in _LAWS:
                self._amending.append((title, instrument))
            self._by_letters.setdefault(_letters(instrument.number), []).append(instrument)
            self._by_short.setdefault((kind, _leading(instrument.number)), []).append(instrument)
        amending = (i.number for i in catalogue.instruments.values() if name_of(i.title).startswith(_TITLE_AMENDS))
        self.names = NameTable(self._by_name, frozenset(amending))

    def meant(self, mark: Mark, document: str, on: date | None, introduced: Mapping[str, str]) -> Meaning:
        """What an instrument mark means that is not "này", in a text of `document` that applies on the day.

        `introduced` are the names that the text itself gives with a number; they help where the catalogue does not tell.
        """
        if mark.name:
            meaning = self._named(mark, on)
            return meaning if meaning.instrument or mark.tail else replace(meaning, instrument=introduced.get(mark.name))
        if _SHORT.fullmatch(mark.number):
            return self._short(mark, on)
        return self._numbered(mark, document)

    def days_of(self, mark: Mark, document: str) -> tuple[date, ...]:
        """The day on which a numbered instrument took effect, or the first and the last on which it may have."""
        meaning = self.meant(mark, document, None, {}) if mark.number else None
        instrument = self.catalogue.instrument(meaning.instrument) if meaning and meaning.instrument else None
        if instrument and instrument.effective_on:
            return (instrument.effective_on,)
        issued = _day(mark.tail) or (instrument.issued_on if instrument else None)
        if issued:
            return issued, issued + timedelta(days=MAX_WAIT)
        match = _YEARED.search(mark.number)
        return (date(int(match[1]), 1, 1), date(int(match[1]) + 1, 12, 31)) if match and MIN_YEAR < int(match[1]) < MAX_YEAR else ()

    # -- by number ------------------------------------------------------------------------------------------------------

    def _numbered(self, mark: Mark, document: str) -> Meaning:
        alike = self._by_letters.get(_letters(mark.number), [])
        found = self.catalogue.instrument(mark.number) or (alike[0] if len(alike) == 1 else None)
        yeared = _YEARED.search(mark.number) is not None
        if _LOCAL.search(mark.number) and not self._same_place(found, document):
            return Meaning(None, "absolute" if yeared else "incomplete")
        if yeared:
            return Meaning(found.number if found else mark.number, "absolute")
        if found:
            return self._without_year(mark, found)
        day, year = _day(mark.tail), _year(mark.tail)
        suffix = mark.number.partition("/")[2]
        candidates = [
            i for i in self._by_short.get((mark.kind, _leading(mark.number)), ())
            if suffix and fold(i.number).endswith("/" + fold(suffix)) and (year is None or year == _year_of(i)) and _on_day(i, day)
        ]  # fmt: skip
        return Meaning(candidates[0].number, "incomplete", inferred=True) if len(candidates) == 1 else Meaning(None, "incomplete")

    def _without_year(self, mark: Mark, found: Instrument) -> Meaning:
        """A kind of number that begins anew each year (544/QĐ-TTg): certain only with its date."""
        days = {found.issued_on} | {c.date for c in found.consolidations if c.number == mark.number}
        if any(c.number == mark.number for c in found.consolidations):
            days.discard(found.issued_on)
        known = {day for day in days if day}
        day, year = _day(mark.tail), _year(mark.tail)
        if (day and known and day not in known) or (year and known and year not in {d.year for d in known}):
            return Meaning(None, "absolute")
        return Meaning(found.number, "absolute") if year and known else Meaning(found.number, "incomplete", inferred=True)

    def _same_place(self, found: Instrument | None, document: str) -> bool:
        """Whether the instrument of a province is one of the province of the text: numbers of provinces are the same."""
        citing = self.catalogue.instrument(document)
        return bool(found and citing and (found.locality == citing.locality or found.number == citing.number) and found.locality)

    def _short(self, mark: Mark, on: date | None) -> Meaning:
        number, _, year = mark.number.partition("/")
        alias = self.catalogue.instrument(f"{mark.kind} {mark.number}")
        if alias and not (on and alias.issued_on and on < alias.issued_on):
            return Meaning(alias.number, "short")
        candidates = [i for i in self._by_short.get((mark.kind, number.lstrip("0")), ()) if not year or int(year) == _year_of(i)]
        return Meaning(candidates[0].number, "short", inferred=True) if len(candidates) == 1 else Meaning(None, "short")

    # -- by name --------------------------------------------------------------------------------------------------------

    def _named(self, mark: Mark, on: date | None) -> Meaning:
        day, year = _day(mark.tail), _year(mark.tail)
        if mark.name.startswith("~"):
            amending = [i for title, i in self._amending if _amends(title, mark.name[1:]) and (year is None or year == _year_of(i))]
            certain = len(amending) == 1 and mark.name != "~" and year is not None
            return Meaning(amending[0].number if certain else None, "named")
        bearing = [i for i in self._by_name.get(mark.name, ()) if i.kind.lower() == mark.kind]
        if year is not None:
            bearing = [i for i in bearing if year == _year_of(i) and _on_day(i, day)]
        elif on is not None:
            bearing = [i for i in bearing if _may_be_in_force(i, on)]
        return Meaning(bearing[0].number if len(bearing) == 1 else None, "named")

    # -- this one -------------------------------------------------------------------------------------------------------

    def is_kind(self, number: str, kind: str) -> bool:
        """Whether "<kind> này" may mean the instrument."""
        instrument = self.catalogue.instrument(number)
        if instrument:
            return instrument.kind.lower() == kind
        kinds = next((kinds for pattern, kinds in _KIND_OF_NUMBER if pattern.search(number)), None)
        return kinds is None or kind in kinds


@lru_cache(maxsize=4)
def _instruments(once: _Once) -> Instruments:
    return Instruments(once.catalogue)


def instruments_of(catalogue: Catalogue) -> Instruments:
    """The look-up of the catalogue, made once for each."""
    return _instruments(_Once(catalogue))


def name_of(title: str) -> str:
    """A title as a name table holds it: its syllables in search form, no punctuation.

    >>> name_of("Thi đua, khen thưởng")
    'thi đua khen thưởng'
    """
    return " ".join(_WORDS.findall(search_form(title)))


def _letters(number: str) -> str:
    """A number without the marks that misprints leave out: 95/2024/NĐCP is 95/2024/NĐ-CP."""
    return re.sub(r"[^0-9a-z/]", "", fold(number))


def _leading(number: str) -> str:
    return re.split(r"[/-]", number)[0].lstrip("0")


def _year_of(instrument: Instrument) -> int | None:
    match = _YEARED.search(instrument.number)
    return int(match[1]) if match else instrument.issued_on.year if instrument.issued_on else None


def _on_day(instrument: Instrument, day: date | None) -> bool:
    return day is None or instrument.issued_on is None or instrument.issued_on == day


def _day(tail: str) -> date | None:
    match = _DATE.search(tail)
    try:
        return date(int(match[3]), int(match[2]), int(match[1])) if match else None
    except ValueError:
        return None


def _year(tail: str) -> int | None:
    match = _YEAR.search(tail)
    return int(match[0]) if match else None


def _may_be_in_force(instrument: Instrument, on: date) -> bool:
    start = instrument.effective_on or instrument.issued_on
    return (start is None or start <= on) and (instrument.expired_on is None or on < instrument.expired_on)


def _amends(title: str, name: str) -> bool:
    return bool(name) and title.endswith(f"luật {name}")
