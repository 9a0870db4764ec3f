"""The words of a question that carry nothing of what is looked for."""

from collections.abc import Iterable, Iterator

from ingest.catalogue import Catalogue
from ingest.index.tokens import bigrams, syllables
from ingest.law.normalise import fold


class PlainWords:
    """The words and phrases that only make a question a question.

    A word without accents is taken for any that it may stand for, unless it stands beside one with which it makes a word of the law:
    "tu" may be "từ", but "dau tu" is "đầu tư".
    """

    def __init__(self, phrases: Iterable[list[str]], law: Iterable[list[str]]) -> None:
        found = [*phrases]
        self._words = frozenset(form for phrase in found if len(phrase) == 1 for form in (phrase[0], fold(phrase[0])))
        self._phrases: dict[str, list[list[set[str]]]] = {}  # by the first word, in both forms
        for phrase in (phrase for phrase in found if len(phrase) > 1):
            for first in {phrase[0], fold(phrase[0])}:
                self._phrases.setdefault(first, []).append([{word, fold(word)} for word in phrase])
        accented = frozenset(phrase[0] for phrase in found if len(phrase) == 1)
        pairs = (pair for words in law for pair in bigrams(words) if not accented & set(pair))
        self._law_pairs = frozenset((fold(a), fold(b)) for a, b in pairs if {fold(a), fold(b)} & self._words)

    def among(self, words: list[str]) -> set[int]:
        """The places of such words."""
        plain = {i for i, word in enumerate(words) if word in self._words}
        plain -= {i for n, pair in enumerate(bigrams(words)) if pair in self._law_pairs for i in (n, n + 1)}
        for i, first in enumerate(words):
            for phrase in self._phrases.get(first, ()):
                if len(phrase) <= len(words) - i and all(word in forms for word, forms in zip(words[i:], phrase, strict=False)):
                    plain |= set(range(i, i + len(phrase)))
        return plain


def law_words(catalogue: Catalogue) -> Iterator[list[str]]:
    """The words of the law that the tables use, with accents."""
    yield from (syllables(duty.duty, folded=False) for duty in catalogue.duties)
    yield from (syllables(term.means, folded=False) for term in catalogue.terms)
    yield from (syllables(instrument.title, folded=False) for instrument in catalogue.instruments.values())
