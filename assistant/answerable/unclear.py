"""Questions that do not say what they are about."""

from collections.abc import Iterable

from ingest.catalogue import Catalogue
from ingest.index.tokens import Expander, syllables
from ingest.law.normalise import fold

from ..question import Question
from ..ranking.features import ASKS_DEFINITION

_LONGEST = 5  # syllables of a generic phrase


class Clarity:
    """Knows the words that name no matter by themselves."""

    def __init__(self, catalogue: Catalogue, expand: Expander) -> None:
        self._expand = expand
        self._generic = {folded: _sequences(catalogue.asking.generic, folded) for folded in (False, True)}

    def is_unclear(self, question: Question) -> bool:
        """Whether nothing is left of the question without words that name no matter; a provision or document named is a matter."""
        if question.documents or ASKS_DEFINITION.search(fold(question.standalone)):
            return False
        left = set(self._without_generic(syllables(self._expand(question.search_text), question.folded), question.folded))
        return not left & {word for word in question.words if not word.isdigit()}

    def _without_generic(self, words: list[str], folded: bool) -> Iterable[str]:
        generic, position = self._generic[folded], 0
        while position < len(words):
            length = next((n for n in range(_LONGEST, 0, -1) if tuple(words[position : position + n]) in generic), 0)
            if not length:
                yield words[position]
            position += length or 1


def _sequences(phrases: Iterable[str], folded: bool) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(syllables(phrase, folded)) for phrase in phrases)
