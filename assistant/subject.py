"""Whether a provision is of the thing that a question names: a permit for labour is none for the environment."""

from collections import Counter
from collections.abc import Iterable, Sequence

from ingest.index.records import StoredPassage
from ingest.index.tokens import bigrams, syllables

from .question import Question
from .retrieval import Hit

LOOKED_AT = 10  # best hits that tell how the texts name the thing
COMMON = 5  # of them that must have two words of the question side by side, for these to be of one name
Names = frozenset[str]


def names_of(question: Question, hits: Sequence[Hit]) -> Names:
    """The words inside the names of the question: those that most of what was found has between the same two as they were typed between.

    "môi" in "giấy phép môi trường"; none of a question of several things.
    """
    if question.parts:
        return frozenset()
    typed = {*question.pairs} & {*bigrams(syllables(question.standalone, question.folded))}
    held = Counter(pair for h in hits[:LOOKED_AT] for pair in {*bigrams(_said(h.passage, question.folded))} & typed)
    common = {pair for pair, count in held.items() if count >= COMMON}
    return frozenset(word for _, word in common if any(first == word for first, _ in common))


def is_of(passage: StoredPassage, names: Names, folded: bool) -> bool:
    """Whether the provision has each of these words."""
    return not names or names <= {*_said(passage, folded)}


def those_of(hits: Iterable[Hit], names: Names, folded: bool) -> list[Hit]:
    return [h for h in hits if is_of(h.passage, names, folded)]


def _said(passage: StoredPassage, folded: bool) -> list[str]:
    return syllables(f"{passage.version.title} | {passage.heading} | {passage.lead} | {passage.text}", folded)
