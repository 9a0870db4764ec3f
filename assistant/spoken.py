"""Spoken forms, synonyms and misspellings of corpus/catalogue/terms.toml, found in a question."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.catalogue import Catalogue
from ingest.index.tokens import syllables


@dataclass(frozen=True, slots=True)
class Spoken:
    """A spoken form at words [start, stop) of a question, and what the law calls it."""

    start: int
    stop: int
    means: str


class SpokenForms:
    """All spoken forms of the terms, by their first syllable; an abbreviation of one word is written out elsewhere (Expander)."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._forms: dict[bool, dict[str, list[tuple[list[str], str]]]] = {False: {}, True: {}}
        spoken = [(says, t.means) for t in catalogue.terms for says in t.says if t.kind != "abbreviation" or not says.isalnum()]
        for folded, forms in self._forms.items():
            for says, means in sorted(spoken, key=lambda pair: -len(syllables(pair[0], folded))):
                if words := syllables(says, folded):
                    forms.setdefault(words[0], []).append((words, means))

    def find(self, words: Sequence[str], folded: bool) -> Iterator[Spoken]:
        """The forms among the words (in search form, folded or not), from the left, the longest first, none inside another."""
        forms, position = self._forms[folded], 0
        while position < len(words):
            for form, means in forms.get(words[position], ()):
                if list(words[position : position + len(form)]) == form:
                    yield Spoken(position, position + len(form), means)
                    position += len(form)
                    break
            else:
                position += 1
