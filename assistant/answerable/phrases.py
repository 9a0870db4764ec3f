"""Phrases of the tables found in a question, accents or none; "a + b" needs both, in any order."""

from collections.abc import Iterable

from ingest.index.tokens import Expander, syllables

from ..question import Question


class Said:
    """The phrases of one entry of a table."""

    def __init__(self, phrases: Iterable[str], expand: Expander) -> None:
        forms = {form for phrase in phrases for form in (phrase, expand(phrase))}
        self._forms = {
            folded: [tuple(padded(part, folded) for part in form.split("+")) for form in sorted(forms)] for folded in (False, True)
        }

    def stands_in(self, read: str, folded: bool) -> bool:
        """Whether one of the phrases stands in a text that `padded` made of syllables."""
        return any(all(part in read for part in parts) for parts in self._forms[folded])


def padded(text: str, folded: bool) -> str:
    """The syllables of a text with spaces around, so that a phrase is found by its whole syllables.

    >>> padded("Lệ phí cấp phép?", folded=True)
    ' le phi cap phep '
    """
    return f" {' '.join(syllables(text.replace('%', ' phần trăm '), folded))} "


def read_of(question: Question) -> str:
    """The question as phrases are looked for in it: as it was asked, and with abbreviations and spoken forms written out."""
    return padded(question.standalone, question.folded) + padded(question.search_text, question.folded)
