"""Phrases of the catalogue found in a question: spoken forms with what the law calls them, places with their province of today."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from ingest.catalogue import Catalogue
from ingest.index.tokens import Expander, syllables
from ingest.law.normalise import fold

_MARKED_SHARE = 0.44  # share of syllables with diacritics under which a question counts as typed without accents; of 377 + 141 accented
# questions the lowest share was .45, abbreviations left out


@dataclass(frozen=True, slots=True)
class Spoken:
    """A phrase at words [start, stop) of a question, and what it means."""

    start: int
    stop: int
    means: str


class Phrases:
    """Phrases with their meanings, found by their first syllable."""

    def __init__(self, meanings: Iterable[tuple[str, str]]) -> None:
        self._forms: dict[bool, dict[str, list[tuple[list[str], str]]]] = {False: {}, True: {}}
        said = [*meanings]
        for folded, forms in self._forms.items():
            for says, means in sorted(said, key=lambda pair: -len(syllables(pair[0], folded))):
                if words := syllables(says, folded):
                    forms.setdefault(words[0], []).append((words, means))

    def find(self, words: Sequence[str], folded: bool) -> Iterator[Spoken]:
        """The phrases among the words (in search form, folded or not), from the left, the longest first, none inside another."""
        forms, position = self._forms[folded], 0
        while position < len(words):
            for form, means in forms.get(words[position], ()):
                if list(words[position : position + len(form)]) == form:
                    yield Spoken(position, position + len(form), means)
                    position += len(form)
                    break
            else:
                position += 1


def spoken_forms(catalogue: Catalogue) -> Phrases:
    """Synonyms, misspellings and abbreviations of several words; an abbreviation of one word is written out elsewhere (Expander).

    A form that has such an abbreviation in it is known written out, too: questions are read so.
    """
    expand = Expander(catalogue)
    said = [(says, t.means) for t in catalogue.terms for says in t.says if t.kind != "abbreviation" or not says.isalnum()]
    return Phrases(dict(chain(((expand(says), means) for says, means in said), said)).items())


def place_names(catalogue: Catalogue) -> Phrases:
    """The names of provinces, of today and of before, and how they are called for short; each means the province of today."""
    return Phrases((name, p.name) for p in catalogue.places.provinces for name in {p.name, *p.merged, *p.aliases})


class WrittenPlaces:
    """Finds the provinces that a text names, with the word for what each is, to take them out of it."""

    def __init__(self, catalogue: Catalogue) -> None:
        names = {name for p in catalogue.places.provinces for name in (p.name, *p.merged, *p.aliases)}
        self._patterns = {False: _written(names, str.lower), True: _written(names, fold)}

    def taken_from(self, text: str, folded: bool) -> str:
        """The text without them; as it is where its letters cannot be told by place."""
        read = fold(text) if folded else text.lower()
        if len(read) != len(text):
            return text
        rest = text
        for match in reversed([*self._patterns[folded].finditer(read)]):
            rest = rest[: match.start()] + rest[match.end() :]
        return " ".join(rest.split())


def _written(names: Iterable[str], form: Callable[[str], str]) -> re.Pattern[str]:
    forms = sorted({form(name) for name in names}, key=lambda name: (-len(name), name))
    kinds = "|".join(map(form, ("tỉnh", "thành phố", "TP")))
    return re.compile(rf"(?<!\w)(?:(?:{kinds})\.?\s+)?(?:{'|'.join(map(re.escape, forms))})(?!\w)")


def is_unaccented(text: str) -> bool:
    """Whether a text is typed without accents."""
    said = [w for w in re.findall(r"\w+", text) if w.isalpha()]
    words = [w.lower() for w in said if not (w.isupper() and len(w) > 1)] or [w.lower() for w in said]
    marked = sum(w != fold(w) for w in words)
    return bool(words) and marked < _MARKED_SHARE * len(words)
