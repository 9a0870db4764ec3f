"""Text → search terms: syllables and pairs of adjacent syllables, accented or folded, abbreviations written out.

Word segmentation did not pay: on ALQAC, syllables with adjacent-syllable bigrams found the article first in .824 of
questions, pyvi words in .740.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

from ..catalogue import Catalogue
from ..law.normalise import fold, search_form

_WORD = re.compile(r"\w+")
_VOWEL = re.compile(r"[aeiouy]")


class Expander:
    """Writes abbreviations out, so that "BQL các KCN" and "Ban quản lý các khu công nghiệp" are the same words.

    An abbreviation with a vowel ("CO", "DN" has none) could be a syllable: it counts only in capitals.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._exact: dict[str, str] = {}
        self._any_case: dict[str, str] = {}
        self._written_out = lru_cache(maxsize=100_000)(self._expand)  # a corpus has some ten thousand different words
        for term in catalogue.terms:
            if term.kind != "abbreviation":
                continue
            for says in term.says:
                if _WORD.fullmatch(says):
                    table = self._exact if _VOWEL.search(fold(says)) else self._any_case
                    table[says if table is self._exact else fold(says)] = term.means

    def __call__(self, text: str) -> str:
        """The text with its abbreviations written out.

        Folded forms count too: a question typed without accents has "dtm" for ĐTM.
        """
        return _WORD.sub(lambda match: self._written_out(match[0]), text)

    def _expand(self, word: str) -> str:
        return self._exact.get(word) or self._any_case.get(fold(word)) or word


def syllables(text: str, folded: bool) -> list[str]:
    """The syllables and numbers of a text in search form, without diacritics if `folded`.

    >>> syllables("Giấy phép XD số 35/2022", folded=True)
    ['giay', 'phep', 'xd', 'so', '35', '2022']
    """
    return _WORD.findall(fold(text) if folded else search_form(text))


def bigrams(words: list[str]) -> Iterable[tuple[str, str]]:
    return pairwise(words)
