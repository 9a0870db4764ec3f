"""The kind of fact that a question asks for (corpus/catalogue/aspects.toml), and whether a provision states one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.catalogue import Aspect, Catalogue
from ingest.index.tokens import Expander
from ingest.law.normalise import search_form

from ..numbers import BETWEEN, COUNT
from ..question import Question
from .phrases import Said, padded


@dataclass(frozen=True, slots=True)
class Asked:
    """An aspect with the patterns that show it, on text in search form."""

    aspect: Aspect
    shown: re.Pattern[str]

    def is_in(self, text: str) -> bool:
        return bool(self.shown.search(text))


class AspectFinder:
    """Finds what kinds of facts a question asks for."""

    def __init__(self, catalogue: Catalogue, expand: Expander) -> None:
        self._aspects = [(Asked(a, _shown(a)), Said(a.asks, expand)) for a in catalogue.asking.aspects]

    def find(self, question: Question) -> Sequence[Asked]:
        """What is asked now: what a question before it asked for is answered already."""
        read = padded(question.text, question.folded)
        return [asked for asked, said in self._aspects if said.stands_in(read, question.folded)]


def _shown(aspect: Aspect) -> re.Pattern[str]:
    counts = [COUNT + BETWEEN + _word(unit) for unit in aspect.counts]
    return re.compile("|".join([*counts, *(_word(phrase) for phrase in aspect.shows)]) or r"(?!)")


def _word(phrase: str) -> str:
    """The phrase with no word character beside it; a sign such as % may stand beside one."""
    start, end = (r"(?<!\w)" if phrase[0].isalpha() else ""), (r"(?!\w)" if phrase[-1].isalnum() else "")
    return f"{start}{re.escape(search_form(phrase))}{end}"
