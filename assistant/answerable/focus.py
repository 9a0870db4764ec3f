"""What a question asks for more exactly: the words beside its asking words, and the sentence that states such a fact."""

import re
from collections.abc import Container, Mapping, Sequence

import numpy as np

from ingest.index.reader import Opened
from ingest.index.tokens import syllables
from ingest.law.normalise import fold, search_form

from ..question import Question
from ..retrieval import Hit
from .aspects import Asked

BEFORE, BEHIND = 3, 3  # content words before an asking word, and syllables behind it, that say what it asks for
_HOW_MUCH = ("bao", frozenset({"nhieu", "lau"}))
_SENTENCE = re.compile(r"(?<=[.;:])\s+|\n")


def focus_of(question: Question, words: Sequence[str], asking: Container[str]) -> list[str]:
    """The content words that stand beside the asking words, which are folded; all of them where there is none."""
    sequence, content = syllables(question.search_text, question.folded), set(words)
    found = list[str]()
    for place in _asking_places([fold(word) for word in sequence], asking):
        found += [word for word in sequence[:place] if word in content][-BEFORE:]
        found += [word for word in sequence[place + 1 : place + 1 + BEHIND] if word in content]
    return list(dict.fromkeys(found)) or list(dict.fromkeys(words))


def signs_of_focus(
    opened: Opened, question: Question, words: Sequence[str], asking: Container[str], aspects: Sequence[Asked], hits: Sequence[Hit]
) -> dict[str, float]:
    """Whether the best holds what is asked for, and how much less of the question a sentence with such a fact holds than any."""
    focus = focus_of(question, words, asking)
    rarity = dict(zip(words, opened.lexical.weights(words, question.folded).tolist(), strict=True))
    best = np.array([hits[0].passage.row], dtype=np.int64)
    sequence = syllables(question.search_text, question.folded)
    held = np.asarray(opened.lexical.matches(opened.lexical.read(best), sequence, focus, (), question.folded).words.any(axis=1))[0]
    total = sum(rarity[word] for word in focus) or 1.0
    return {
        "focus_best": sum(rarity[word] for word, is_held in zip(focus, held.tolist(), strict=True) if is_held) / total,
        "fact_sentence_behind": _fact_behind(question, rarity, aspects, hits) if aspects else 0.0,
    }


def _fact_behind(question: Question, rarity: Mapping[str, float], aspects: Sequence[Asked], hits: Sequence[Hit]) -> float:
    best = stating = 0.0
    for hit in hits:
        above = _syllables(f"{hit.passage.heading} {hit.passage.lead}", question.folded)
        for sentence in filter(str.strip, _SENTENCE.split(hit.passage.text)):
            said = above | _syllables(sentence, question.folded)
            holds = sum(weight for word, weight in rarity.items() if word in said)
            best = max(best, holds)
            if holds > stating and all(asked.is_in(search_form(sentence)) for asked in aspects):
                stating = holds
    return (best - stating) / (sum(rarity.values()) or 1.0)


def _syllables(text: str, folded: bool) -> set[str]:
    return set(syllables(text, folded))


def _asking_places(folded: Sequence[str], asking: Container[str]) -> list[int]:
    how, much = _HOW_MUCH
    return [i for i, word in enumerate(folded) if word in asking or (word == how and {*folded[i + 1 : i + 2]} & much)]
