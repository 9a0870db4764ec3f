"""Documents that a question names and that are not held: by number, by number and year, or by the title of a law."""

import re
from collections.abc import Iterator

from ingest.catalogue import Catalogue, Instrument
from ingest.index.reader import Opened
from ingest.law.normalise import fold

from ..citing import LAWS
from ..question import Question
from .matters import is_held

# Folded: a kind of document with a number and a year, in long or in short.
_NUMBERED = re.compile(
    r"""\b(?P<kind>nghi\ dinh|nd|thong\ tu|tt|quyet\ dinh|qd|nghi\ quyet|nq|luat)\s*(?:so\s*)?(?P<number>\d{1,4})\s*/\s*(?P<year>\d{4})\b
    (?!\s*/\s*[a-z])""",
    re.VERBOSE,
)
_KINDS = {"nd": "nghi dinh", "tt": "thong tu", "qd": "quyet dinh", "nq": "nghi quyet"}
_YEAR = re.compile(r"\s*(?:nam\s*)?(?P<year>(?:19|20)\d{2})\b")
_AMENDS = "sua doi"


class NamedFinder:
    """Finds what a question names and the index lacks."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        laws = [i for i in catalogue.instruments.values() if i.kind in LAWS and not fold(i.title).startswith(_AMENDS)]
        self._laws = sorted(((_title(law), law) for law in laws), key=lambda pair: -len(pair[0]))

    def not_held(self, opened: Opened, question: Question) -> list[str]:
        """The documents named, as people call them, if none that the question names is held."""
        named = [(number, is_held(opened, number) or self._is_spoken_of(opened, number)) for number in question.documents]
        named += [*self._numbered(opened, question), *self._titled(opened, question)]
        return [] if any(held for _, held in named) else list(dict.fromkeys(name for name, _ in named))

    def _is_spoken_of(self, opened: Opened, number: str) -> bool:
        """Whether a note tells of it, or the tables know what became of it."""
        return bool(opened.versions_of(number)) or any(is_held(opened, e.source.instrument) for e in self._catalogue.effects_on(number))

    def _numbered(self, opened: Opened, question: Question) -> Iterator[tuple[str, bool]]:
        text = fold(question.standalone)
        for match in _NUMBERED.finditer(text):
            kind, start = _KINDS.get(match["kind"], match["kind"]), f"{match['number']}/{match['year']}/"
            if any(number.startswith(start) for number in question.documents):
                continue  # known by its whole number already
            known = [i for i in self._catalogue.instruments.values() if i.number.startswith(start) and fold(i.kind).startswith(kind)]
            here = [i for i in known if not i.locality or not question.places or _is_there(self._catalogue, i, question)]
            held = any(is_held(opened, i.number) or self._is_spoken_of(opened, i.number) for i in here)
            held |= any(v.document.startswith(start) for v in opened.store.versions() if not question.places)
            yield question.standalone[match.start() : match.end()] if len(text) == len(question.standalone) else match[0], held

    def _titled(self, opened: Opened, question: Question) -> Iterator[tuple[str, bool]]:
        """Laws by their titles; with a year, that of the year: one of a year in which none that is held was made is not held."""
        text = fold(question.search_text)
        for title in dict.fromkeys(title for title, _ in self._laws):
            of_title = [law for t, law in self._laws if t == title]
            for match in re.finditer(re.escape(title), text):
                year = _YEAR.match(text, match.end())
                dated = [law for law in of_title if not year or _is_of(law, int(year["year"]))]
                named = f"{of_title[0].kind} {of_title[0].title}"
                yield f"{named} năm {year['year']}" if year else named, any(is_held(opened, law.number) for law in dated)
            text = text.replace(title, " ")


def _title(law: Instrument) -> str:
    return fold(f"{law.kind} {law.title}")


def _is_of(law: Instrument, year: int) -> bool:
    """Whether the law may be of the year: made in it, in force from it, or of a day that nobody recorded."""
    days = [day for day in (law.issued_on, law.effective_on) if day]
    return not days or any(day.year == year for day in days)


def _is_there(catalogue: Catalogue, instrument: Instrument, question: Question) -> bool:
    return any(catalogue.places.are_same(instrument.locality, place) for place in question.places)
