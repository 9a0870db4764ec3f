"""Whether a provision is of the thing that a question names: a permit for labour is none for the environment."""

from collections import Counter
from collections.abc import Iterable, Sequence

from ingest.index.records import StoredPassage
from ingest.index.tokens import bigrams, syllables

from .question import Question
from .retrieval import Hit

LOOKED_AT = 10  # best hits that tell how the texts name the thing
COMMON = 5  # of them that must have two words of the question side by side, for these to be one name
Pairs = frozenset[tuple[str, str]]


def names_of(question: Question, hits: Sequence[Hit]) -> Pairs:
    """The pairs of words, side by side as they were typed, that most of what was found has so too; none of a question of several things."""
    if question.parts:
        return frozenset()
    typed = {*question.pairs} & {*bigrams(syllables(question.standalone, question.folded))}
    held = Counter(pair for h in hits[:LOOKED_AT] for pair in {*bigrams(_said(h.passage, question.folded))} & typed)
    return frozenset(pair for pair, count in held.items() if count >= COMMON)


def is_of(passage: StoredPassage, names: Pairs, folded: bool) -> bool:
    """Whether the provision has each name, or at least both its words."""
    said = _said(passage, folded)
    words, beside = set(said), {*bigrams(said)}
    return all(pair in beside or set(pair) <= words for pair in names)


def those_of(hits: Iterable[Hit], names: Pairs, folded: bool) -> list[Hit]:
    return [h for h in hits if is_of(h.passage, names, folded)]


def _said(passage: StoredPassage, folded: bool) -> list[str]:
    return syllables(f"{passage.version.title} | {passage.heading} | {passage.lead} | {passage.text}", folded)
