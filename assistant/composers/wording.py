"""How a question is matched with the phrases of the tables: in its own form, accented or folded, abbreviations written out."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from ingest.index.tokens import Expander, syllables

from ..question import Question

MAX_BETWEEN = 4  # syllables that may stand between those of a phrase: "cấp mới được bao nhiêu dự án"


@dataclass(frozen=True, slots=True)
class Wording:
    """The syllables of a question as typed and with abbreviations written out."""

    plain: tuple[str, ...]
    written_out: tuple[str, ...]
    folded: bool
    expand: Expander

    def has_all_of(self, phrase: str) -> bool:
        """Whether all syllables of the phrase occur near each other, in any order."""
        return any(_near(set(words), held) for words in self._forms(phrase) for held in (self.plain, self.written_out))

    def says(self, phrase: str) -> bool:
        """Whether the phrase occurs as it stands."""
        return any(_within(words, held) for words in self._forms(phrase) for held in (self.plain, self.written_out))

    def says_any(self, phrases: Iterable[str]) -> bool:
        return any(map(self.says, phrases))

    def without(self, phrases: Iterable[str]) -> "Wording":
        """The same with each of the phrases taken out, the longest first."""
        forms = sorted((words for phrase in phrases for words in self._forms(phrase) if words), key=len, reverse=True)
        return replace(self, plain=_taken_out(self.plain, forms), written_out=_taken_out(self.written_out, forms))

    def _forms(self, phrase: str) -> tuple[list[str], list[str]]:
        return _forms_of(phrase, self.expand, self.folded)


@lru_cache(maxsize=8192)
def _forms_of(phrase: str, expand: Expander, folded: bool) -> tuple[list[str], list[str]]:
    """The phrases are those of the tables, looked for in every question."""
    return syllables(phrase, folded), syllables(expand(phrase), folded)


def wording_of(question: Question, expand: Expander) -> Wording:
    """The wording of a question that can be read without its conversation."""
    text, folded = question.standalone, question.folded
    return Wording(tuple(syllables(text, folded)), tuple(syllables(expand(text), folded)), folded, expand)


def _near(words: set[str], held: tuple[str, ...]) -> bool:
    if not words or not words.issubset(held):
        return False
    size = len(words) + MAX_BETWEEN
    return any(words.issubset(held[i : i + size]) for i in range(max(1, len(held) - size + 1)))


def _within(words: list[str], held: tuple[str, ...]) -> bool:
    if not words:
        return False
    size, wanted = len(words), tuple(words)
    return any(held[i : i + size] == wanted for i in range(len(held) - size + 1))


def _taken_out(held: tuple[str, ...], phrases: Iterable[list[str]]) -> tuple[str, ...]:
    """What is left of the syllables; where a phrase stood nothing joins."""
    rest = list(held)
    for words in phrases:
        for i in range(len(rest) - len(words) + 1):
            if rest[i : i + len(words)] == words:
                rest[i : i + len(words)] = [""] * len(words)
    return tuple(rest)
