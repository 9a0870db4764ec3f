"""Which of the things that a question asks nothing was found for."""

from collections.abc import Sequence

from ingest.index.tokens import syllables
from ingest.law.normalise import fold, search_form

from ..question import Question
from ..retrieval import Hit
from .signs import DEPTH, SignReader

MIN_HELD = 0.5  # share of the part's content words that a provision must hold to be about it
MIN_WORDS = 3  # content words from which that means something


def missing_parts(question: Question, hits: Sequence[Hit], reader: SignReader) -> tuple[str, ...]:
    """The parts, as they were asked, about which none of the best speaks while stating the kind of fact asked for.

    Never all of them: then the question as a whole is to be judged.
    """
    missing = tuple(part.standalone for part in question.parts if not _is_answered(part, hits, reader))
    return missing if len(missing) < len(question.parts) else ()


def _is_answered(part: Question, hits: Sequence[Hit], reader: SignReader) -> bool:
    aspects = reader.aspects(part)
    words = set(part.words)
    for hit in hits[:DEPTH]:
        passage = hit.passage
        text = f"{passage.version.title} {passage.heading} {passage.lead} {passage.text}"
        held = words & set(syllables(fold(text) if part.folded else text, part.folded))
        near = len(words) < MIN_WORDS or len(held) >= MIN_HELD * len(words)
        if near and all(asked.is_in(search_form(f"{passage.lead} {passage.text}")) for asked in aspects):
            return True
    return False
