"""The words of the tables compiled for matching, once as written and once without accents."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from ..catalogue import Board, Catalogue, Topic
from ..catalogue.reporting import Indicator, Office, Part, Unit
from .form import Form, spelled

_NOTHING: Final = re.compile(r"(?!)")
_SLOTS: Final = {
    "{ngày}": r"\d{1,2}", "{tháng}": r"\d{1,2}", "{năm}": r"(?:19|20)\d\d", "{quý}": r"(?:[1-4]|i{1,3}|iv)",
    "{số}": r"(?:\d{1,2}|ba|sáu|sau|chín|chin)",
}  # fmt: skip


def any_of(phrases: Iterable[str], folded: bool) -> re.Pattern[str]:
    """A pattern of whole phrases, the longest first; one that matches nothing where there are none."""
    forms = sorted({spelled(p, folded) for p in phrases if p}, key=lambda f: (-len(f), f))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, forms))})(?!\w)") if forms else _NOTHING


def period_pattern(notations: Iterable[str], folded: bool) -> re.Pattern[str]:
    """The periods of the tables: "[lũy kế ]đến hết tháng {tháng}/{năm}", where what is in brackets may be absent."""
    forms = sorted({_notation(n, folded) for n in notations}, key=lambda f: (-len(f), f))
    return re.compile(rf"(?<![\w/])(?:{'|'.join(forms)})(?![\w/]*\w)") if forms else _NOTHING


def _notation(notation: str, folded: bool) -> str:
    parts = re.split(r"(\{[^{}]+\}|\[|\])", notation)
    meant = {"[": "(?:", "]": ")?"} | _SLOTS
    return "".join(meant[p] if p in meant else re.escape(spelled(p, folded)) for p in parts)


@dataclass(frozen=True, slots=True)
class Words:
    """The patterns of one spelling. The mappings go from what a pattern matches to what it means."""

    lists: Mapping[str, re.Pattern[str]]
    office: re.Pattern[str]
    offices: Mapping[str, Office]
    unit: re.Pattern[str]
    units: Mapping[str, Unit]
    place: re.Pattern[str]
    places: Mapping[str, str]
    period: re.Pattern[str]
    topics: tuple[tuple[str, re.Pattern[str]], ...]
    indicators: tuple[tuple[Indicator, re.Pattern[str]], ...]
    parts: tuple[tuple[Part, re.Pattern[str]], ...]


class Lexicon:
    """All words of one catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._boards = catalogue.places.boards
        self._both = {folded: _words(catalogue, folded) for folded in (False, True)}
        self._zones = {word for phrase in catalogue.reporting.words.get("zones", ()) for word in spelled(phrase, folded=True).split()}
        self._sexes = {
            spelled(said, folded=True): sex for sex in ("masculine", "feminine") for said in catalogue.reporting.words.get(sex, ())
        }
        self.honorifics = {spelled(h, folded=True): h for h in catalogue.reporting.words.get("honorifics", ())}
        self.has_words = bool(catalogue.reporting.words.get("says"))

    def may_be_one(self, honorific: str, other: str) -> bool:
        """Whether one person may be called by both honorifics."""
        sexes = {self._sexes.get(spelled(said, folded=True), "") for said in (honorific, other)} - {""}
        return len(sexes) < 2

    def of(self, form: Form) -> Words:
        return self._both[form.folded]

    def board(self, province: str, printed: str) -> Board | None:
        """The board of a province under its name of then; of several the one whose name holds least that is not printed."""
        said = set(spelled(printed, folded=True).split()) | self._zones
        held = [(set(spelled(b.name, folded=True).split()), b) for b in self._boards if b.province_then == province]
        return min(held, key=lambda pair: (len(pair[0] - said), -len(pair[0] & said)), default=(set(), None))[1]


def _words(catalogue: Catalogue, folded: bool) -> Words:
    table = catalogue.reporting
    names = {name: name for p in catalogue.places.provinces for name in (p.name, *p.merged)}
    aliases = {alias: p.name for p in catalogue.places.provinces for alias in p.aliases}
    offices = {spelled(s, folded): office for office in table.offices for s in office.says}
    units = {spelled(s, folded): unit for unit in table.units for s in unit.says}
    topics: tuple[Topic, ...] = catalogue.topics
    return Words(
        lists={name: any_of(phrases, folded) for name, phrases in table.words.items() if name != "periods"},
        office=any_of(offices, folded),
        offices=offices,
        unit=re.compile(any_of(units, folded).pattern.removeprefix(r"(?<!\w)").replace(r"(?!\w)", "") + r"(?!\w)") if units else _NOTHING,
        units=units,
        place=any_of([*names, *aliases], folded),
        places={spelled(said, folded): meant for said, meant in (aliases | names).items()},
        period=period_pattern(table.words.get("periods", ()), folded),
        topics=tuple((t.name, any_of((t.name, *t.says, *t.words), folded)) for t in topics),
        indicators=tuple((i, any_of(i.words, folded)) for i in table.indicators),
        parts=tuple((p, any_of(p.says, folded)) for p in table.parts),
    )
