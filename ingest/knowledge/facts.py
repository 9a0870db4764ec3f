"""What a digest must keep of a clause: its numbers, references, actors, exceptions and modes, read from the words."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Literal

from ..catalogue import Term
from ..law.numbering import POINT_LETTERS, RARE_LETTERS
from .source_form import syllables

WordGroup = Literal["actor", "exception", "mode"]
WORD_GROUPS: tuple[WordGroup, ...] = ("actor", "exception", "mode")
MAX_COPIED = 18  # syllables in a row; checks.toml may say otherwise
MAX_RANGE = 60  # provisions in "khoản 1 đến khoản 60"; a longer range is a misreading

_ABBREVIATION = re.compile(r"[A-ZĐ][A-ZĐa-z/&-]*[A-ZĐ]")
_ITEM = {"điểm": r"(?<!\w)[a-zđ]\d?(?![\w)])", "khoản": r"\d{1,3}[a-zđ]?(?!\w)", "điều": r"\d{1,3}[a-zđ]?(?!\w)"}
_JOIN = r"\s*(?:,|;|\bvà|\bhoặc|\bđến|,\s*và|và\s+các)\s*"
# "các điểm a, b và c khoản 1", "khoản 2, khoản 3 Điều 58", "từ Điều 4 đến Điều 7"
_REFERENCES = {
    unit: re.compile(rf"\b(?:{unit})\s+(?P<list>{item}(?:{_JOIN}(?:(?:các\s+)?{unit}\s+)?{item})*)", re.IGNORECASE)
    for unit, item in _ITEM.items()
}
_DIVISION = re.compile(r"\b(?P<unit>Chương|Mục|Phụ lục)\s+(?P<number>[IVXLC]+|\d{1,2})(?!\w)")
_DOCUMENT = re.compile(r"\b\d{1,5}(?:\.\d{1,3})?/(?:\d{4}/\s?)?[A-ZĐ]{2,}\d{0,2}(?:\s?-\s?[A-ZĐ][A-ZĐa-z]+)?\b")
_DAY = r"ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}"
# the day on which the document just named was issued: part of its name, not of the rule
_NAMED_DOCUMENT = re.compile(rf"{_DOCUMENT.pattern}(?:(?:\s+do\s+[\w\s]{{2,60}}?\s+ban\s+hành|\s+của\s+[\w\s]{{2,60}}?)?\s+{_DAY})?")
_LAW = re.compile(r"\b(?:Bộ luật|Luật|Pháp lệnh)\s+(?P<first>\w+)(?:\s+\w+)?")
_DATE = re.compile(r"(?:ngày\s+)?(?P<d>\d{1,2})(?:\s+tháng\s+|/)(?P<m>\d{1,2})(?:(?:\s+năm\s+|/)(?P<y>\d{4}))?(?!\d)")
_NUMBER = re.compile(r"(?<![\w/])\d+(?:[.,]\d+)*(?!\w*/)")


@dataclass(frozen=True, slots=True)
class Word:
    """One thing that a digest must keep, and the ways to write it."""

    group: WordGroup
    name: str
    says: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Accepted:
    """A difference between digest and text that a reviewer has let stand."""

    instrument: str
    eid: str
    kind: str
    words: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class WordLists:
    """corpus/catalogue/checks.toml, with the abbreviations of terms.toml written out."""

    words: tuple[Word, ...] = ()
    mask: tuple[str, ...] = ()
    accepted: tuple[Accepted, ...] = ()
    max_copied_syllables: int = MAX_COPIED
    abbreviations: tuple[tuple[str, str], ...] = ()

    def written_out(self, text: str) -> str:
        """The text with its abbreviations in full: "UBND cấp tỉnh" → "Ủy ban nhân dân cấp tỉnh"."""
        for short, full in self.abbreviations:
            text = re.sub(rf"(?<![\w/-]){re.escape(short)}(?![\w/-])", full, text)
        return text


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of one clause, each a set of canonical names. `named` are the numbers that belong to the name of a document (its date)."""

    numbers: frozenset[str]
    named: frozenset[str]
    references: frozenset[str]
    words: Mapping[WordGroup, frozenset[str]]

    def __or__(self, other: "Facts") -> "Facts":
        """The facts of both clauses."""
        words = {group: self.words[group] | other.words[group] for group in WORD_GROUPS}
        return Facts(self.numbers | other.numbers, self.named | other.named, self.references | other.references, words)


NO_FACTS = Facts(frozenset(), frozenset(), frozenset(), {group: frozenset() for group in WORD_GROUPS})


def word_lists(table: Mapping[str, list[dict[str, Any]]], terms: Iterable[Term]) -> WordLists:
    """The lists from the entries of checks.toml (its own fields under "") and the abbreviations among the terms."""
    own = (table.get("") or [{}])[0]
    words = tuple(Word(group, e["name"], (e["name"], *e.get("says", ()))) for group in WORD_GROUPS for e in table.get(group, []))
    accepted = tuple(Accepted(e["instrument"], e["eid"], e["kind"], tuple(e["words"]), e["reason"]) for e in table.get("accepted", []))
    short = [(s, t.means) for t in terms if t.kind == "abbreviation" for s in t.says if _ABBREVIATION.fullmatch(s)]
    longest_first = tuple(sorted(short, key=lambda pair: -len(pair[0])))
    return WordLists(words, tuple(own.get("mask", ())), accepted, own.get("max_copied_syllables", MAX_COPIED), longest_first)


def facts_of(text: str, lists: WordLists) -> Facts:
    """The facts of a clause."""
    full = lists.written_out(text)
    named = " | ".join(_DOCUMENT.sub(" ", match[0]) for match in _NAMED_DOCUMENT.finditer(full))
    numbers, of_names = (frozenset(_numbers(part)) for part in (_without_references(full), named))
    return Facts(numbers, of_names, frozenset(_references(full)), _words(full, lists))


def _words(text: str, lists: WordLists) -> dict[WordGroup, frozenset[str]]:
    line = f" {' '.join(syllables(text))} "
    for compound in lists.mask:
        line = _form(compound).sub("|", line)
    return {group: frozenset(_of_group(line, lists, group)) for group in WORD_GROUPS}


def _of_group(line: str, lists: WordLists, group: WordGroup) -> Iterator[str]:
    """The names found, the longest form first, so that "Thủ tướng Chính phủ" is not the Chính phủ as well."""
    for spoken, name in _spoken(lists.words, group):
        line, times = spoken.subn("|", line)
        if times:
            yield name


@cache
def _spoken(words: tuple[Word, ...], group: WordGroup) -> list[tuple[re.Pattern[str], str]]:
    """(form, name) of a group, the longest form first; "#" in a form stands for a number."""
    forms = [(_form(says), word.name) for word in words if word.group == group for says in word.says]
    return sorted(forms, key=lambda form: -len(form[0].pattern))


@cache
def _form(says: str) -> re.Pattern[str]:
    words = [r"\d+" if part == "#" else " ".join(syllables(part)) for part in re.split(r"\s*(#)\s*", says) if part]
    return re.compile(rf"(?<= ){' '.join(words)}(?= )")


def _references(text: str) -> Iterator[str]:
    for unit, pattern in _REFERENCES.items():
        for match in pattern.finditer(text):
            name = "Điều" if unit == "điều" else unit
            yield from (f"{name} {item}" for item in _items(unit, match["list"]))
    for match in _DIVISION.finditer(text):
        yield f"{match['unit']} {match['number']}"
    for match in _DOCUMENT.finditer(text):
        yield re.sub(r"\s", "", match[0])
    for match in _LAW.finditer(text):
        if match["first"][0].isupper():
            yield " ".join(match[0].split())


def _items(unit: str, written: str) -> Iterator[str]:
    """The members of a list such as "a, b và đ" or "4 đến 7"."""
    items = [(m[0].lower(), written[: m.start()]) for m in re.finditer(_ITEM[unit], written, re.IGNORECASE)]
    for position, (item, before) in enumerate(items):
        if position and re.search(r"đến\s*(?:(?:các\s+)?\w+\s+)?$", before):
            yield from _between(items[position - 1][0], item)
        yield item


def _between(first: str, last: str) -> Iterator[str]:
    if first.isdecimal() and last.isdecimal() and int(last) - int(first) <= MAX_RANGE:
        yield from (str(n) for n in range(int(first) + 1, int(last)))
    elif first in POINT_LETTERS and last in POINT_LETTERS:
        yield from (c for c in POINT_LETTERS[POINT_LETTERS.index(first) + 1 : POINT_LETTERS.index(last)] if c not in RARE_LETTERS)


def _without_references(text: str) -> str:
    text = _NAMED_DOCUMENT.sub(" ", text)
    for pattern in _REFERENCES.values():
        text = pattern.sub(" ", text)
    return _DIVISION.sub(" ", text)


def _numbers(text: str) -> Iterator[str]:
    def take(match: re.Match[str]) -> str:
        if (day := _day(match)) is not None:
            dates.append(day)
            return " "
        return match[0]

    dates = list[str]()
    rest = _DATE.sub(take, text)
    yield from dates
    for match in _NUMBER.finditer(rest):
        whole, comma, fraction = match[0].replace(".", "").partition(",")
        yield f"{int(whole)}{comma}{fraction}"


def _day(match: re.Match[str]) -> str | None:
    """The date as 2026-07-01, or as --06-05 where no year is printed; None where it is none (a fraction)."""
    try:
        day = date(int(match["y"] or 2000), int(match["m"]), int(match["d"]))
    except ValueError:
        return None
    return f"{day:%Y-%m-%d}" if match["y"] else f"--{day:%m-%d}"
