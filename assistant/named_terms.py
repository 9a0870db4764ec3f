"""Terms that a question names and that another of their kind can replace: documents, places, and what the catalogue calls alike."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ingest.catalogue import AlikeKind, Catalogue
from ingest.index.tokens import Expander, syllables
from ingest.law.normalise import fold

from .citing import LAWS
from .spoken import Phrases

# "35/2022/NĐ-CP", "202/2025/QH15"
NUMBER = re.compile(r"\b(?P<number>\d{1,4}(?:\.\d+)?)\s*/\s*(?:(?P<year>\d{4})\s*/\s*)?(?P<office>[A-Za-zĐđ]{2,}(?:-[A-Za-zĐđ]+)?\d{0,2})")
# "nghị định 35", "NĐ 217/2026"
_KINDS = r"(?P<kind>nghị\ định|nghi\ dinh|nđ|nd|thông\ tư|thong\ tu|tt|quyết\ định|quyet\ dinh|qđ|qd|nghị\ quyết|nghi\ quyet|nq|luật|luat)"
_OF_YEAR = r"(?:\s*/\s*|\s+(?:năm|nam|hồi|hoi)\s+)"  # "nghị định 35/2017", "nghị định 35 năm 2017"
NAMED = re.compile(rf"\b{_KINDS}\s*(?:số|so)?\s*(?P<number>\d{{1,4}})(?:{_OF_YEAR}(?P<year>(?:19|20)\d{{2}}))?\b", re.IGNORECASE)
# "nghị định 23/2024 và 274/2026", "Luật Đất đai 2013 và 2024": the kind or the title is said once for both
_AND = r"\s*(?:,|và|va|với|voi|hay|hoặc|hoac|so\ với|so\ voi|sang)\s*"
_SECOND_NUMBER = re.compile(
    rf"\b{_KINDS}\s*(?:số|so)?\s*\d{{1,4}}/(?:19|20)\d{{2}}(?:/[^\s,]+)?(?P<join>{_AND})(?=\d{{1,4}}/(?:19|20)\d{{2}}\b)", re.IGNORECASE
)
_SECOND_YEAR = re.compile(
    rf"(?P<law>\b(?:bộ\ luật|bo\ luat|luật|luat)(?:\s+[^\W\d_]+){{1,6}}?)\s+(?:năm\s+|nam\s+)?(?:19|20)\d{{2}}(?P<join>{_AND})"
    r"(?:năm\s+|nam\s+)?(?=(?:19|20)\d{2}\b)",
    re.IGNORECASE,
)
# "luật xây dựng số 50/2014"
TITLED = re.compile(
    r"\b(?P<kind>luật|luat)(?:\s+[^\W\d_]+){1,8}?\s+(?:số|so)\s+(?P<number>\d{1,4})/(?P<year>(?:19|20)\d{2})\b(?!/)", re.IGNORECASE
)
_KIND_IN_FRONT = re.compile(rf"\b{_KINDS}\s*(?:số|so)?\s*$", re.IGNORECASE)
_WORD = re.compile(r"\w+")
MAX_TITLE = 8  # syllables: a longer title is nobody's name for a law

Kind = AlikeKind | Literal["place", "document"]


@dataclass(frozen=True, slots=True)
class Syllable:
    """One syllable in search form and the stretch of the text that it is of; those of an abbreviation share theirs."""

    form: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Named:
    """A term at [start, end) of a text; `name` is the catalogue's, with accents."""

    kind: Kind
    name: str
    start: int
    end: int


class Namer:
    """Finds the terms of one catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._expand = Expander(catalogue)
        self._kinds: dict[str, Kind] = {name: alike.kind for alike in catalogue.alike for name in alike.names}
        for province in catalogue.places.provinces:
            self._kinds |= dict.fromkeys((province.name, *province.merged, *province.aliases), "place")
        for instrument in catalogue.instruments.values():
            if instrument.kind in LAWS and len(syllables(instrument.title, folded=False)) <= MAX_TITLE:
                self._kinds[f"{instrument.kind} {instrument.title}"] = "document"
        short = [(says, t.means) for t in catalogue.terms if t.kind == "abbreviation" for says in t.says if t.means in self._kinds]
        self._phrases = Phrases([*((name, name) for name in self._kinds), *short])

    def syllables(self, text: str, folded: bool) -> list[Syllable]:
        """The syllables of the text, abbreviations written out."""
        words = _WORD.finditer(text)
        return [Syllable(form, m.start(), m.end()) for m in words for form in syllables(self._expand(m[0]), folded)]

    def find(self, text: str, folded: bool) -> list[Named]:
        """The terms in the text from the left, none inside another."""
        found = [Named("document", match[0], *_with_kind(text, match)) for match in (*NUMBER.finditer(text), *NAMED.finditer(text))]
        said = self.syllables(text, folded)
        for phrase in self._phrases.find([s.form for s in said], folded):
            first, last = said[phrase.start], said[phrase.stop - 1]
            if _whole(said, phrase.start, phrase.stop):
                found.append(Named(self._kinds[phrase.means], phrase.means, first.start, last.end))
        return _apart(found)


def said_of_both(text: str) -> str:
    """The text with the kind, or the title of a law, said again of a second number or year that shares it.

    >>> said_of_both("Nghị định 23/2024 và 274/2026 khác gì nhau")
    'Nghị định 23/2024 và Nghị định 274/2026 khác gì nhau'
    >>> said_of_both("Luật Đất đai 2013 và 2024")
    'Luật Đất đai 2013 và Luật Đất đai 2024'
    """
    text = _SECOND_NUMBER.sub(lambda m: f"{m[0]}{m['kind']} ", text)
    return _SECOND_YEAR.sub(lambda m: f"{m[0]}{m['law']} ", text)


def _with_kind(text: str, match: re.Match[str]) -> tuple[int, int]:
    """Where the document is named, the kind of it in front of its number included."""
    before = _KIND_IN_FRONT.search(text, 0, match.start())
    return before.start() if before else match.start(), match.end()


def _whole(said: Sequence[Syllable], start: int, stop: int) -> bool:
    """Whether no abbreviation is cut in two."""
    opens = start == 0 or said[start - 1].start != said[start].start
    return opens and (stop == len(said) or said[stop].start != said[stop - 1].start)


def _apart(found: Sequence[Named]) -> list[Named]:
    """Without those that lie in another, from the left."""
    kept = list[Named]()
    for term in sorted(found, key=lambda t: (t.start, -t.end)):
        if not kept or term.start >= kept[-1].end:
            kept.append(term)
    return kept


def likest(term: Named, others: Sequence[Named]) -> Named | None:
    """Of the terms of its kind that mean something else the one that shares most syllables with it, the first of equals."""
    same = [other for other in others if other.kind == term.kind and fold(other.name) != fold(term.name)]
    own = set(syllables(term.name, folded=True))
    return max(same, key=lambda other: len(own & set(syllables(other.name, folded=True))), default=None)
