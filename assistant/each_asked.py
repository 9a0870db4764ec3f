"""Of a question of several things: the provision found for each of them, so that none is left out of the answer."""

from collections.abc import Sequence
from math import inf

from .question import Question
from .relations import article_of, is_shown
from .retrieval import Hit

# Set by looking at the totals of the question sets, not swept.
IN_ARTICLE = 2.0  # score for standing in the article that the whole question is answered by: what is asked next is mostly asked of it
IN_DOCUMENT = 1.0  # and for standing in its document
LOOKED_AT = 20  # best hits of the whole question among which that of a part is looked for
MAX_ADDED = 2


def with_each_part(chosen: Sequence[Hit], hits: Sequence[Hit], question: Question) -> list[Hit]:
    """The hits chosen for the whole question, and behind the first of them the best hit of each part that is not shown yet."""
    if not chosen or not question.parts:
        return list(chosen)
    added = list[Hit]()
    for part in range(len(question.parts)):
        best = max(hits[:LOOKED_AT], key=lambda h: _for_part(h, part, hits[0]), default=None)
        if best and _for_part(best, part, hits[0]) > -inf and not is_shown(best.passage, [h.passage for h in (*chosen, *added)]):
            added.append(best)
    return [chosen[0], *added[:MAX_ADDED], *chosen[1:]]


def _for_part(hit: Hit, part: int, first: Hit) -> float:
    score = hit.of_parts[part] if part < len(hit.of_parts) else -inf
    near = IN_ARTICLE if article_of(hit.passage) == article_of(first.passage) else 0.0
    return score + (near or (IN_DOCUMENT if hit.passage.version.document == first.passage.version.document else 0.0))
