"""What speaks for and against a question being answered by what was found: one number each, named, so that the weights can be read."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.catalogue import Catalogue, Matter
from ingest.index.forward import Matches
from ingest.index.reader import Opened
from ingest.index.tokens import Expander, syllables
from ingest.law.normalise import fold, search_form

from ..duties import DutyFinder
from ..question import Question
from ..ranking.features import FIELDS
from ..retrieval import ZONES, Hit
from ..spoken import place_names
from .aspects import Asked, AspectFinder
from .focus import signs_of_focus
from .matters import MatterFinder
from .phrases import padded
from .things import AskedForFinder, signs_of_things

SIGNS = (
    # of the search
    "score", "gap_fifth", "one_document", "cosine_best", "duty", "names_document",
    # of the question's content words, by rarity, in the best provisions
    "held_best", "held_together_three", "missing_best", "rarest_missing_best", "text_three", "pairs_best", "pairs_together",
    # of the content words and pairs of them, whether any text holds them
    "words_unknown", "pairs_unknown",
    # of the questions by which staff ask for the best, and for anything
    "asked_best", "line_best", "line_named", "asked_cosine_best", "asked_cosine_any",
    # of the kind of fact asked for
    "fact_asked", "fact_not_in_best", "fact_not_in_three", "fact_not_in_ten", "fact_held_less", "fact_behind", "fact_sentence_behind",
    # of the words beside the asking words
    "focus_best",
    # of the thing asked for by its name: how many of it, which of it
    "number_asked", "number_not_in_three", "thing_not_in_best", "thing_not_in_five",
    # of what is not held or not told
    "matter_not_held", "matter_left_out", "matter_outside", "tells", "place_not_told", "place_only_listed", "place_without_content",
    "year_not_told", "place_not_named", "words", "folded",
)  # fmt: skip
DEPTH = 10  # best hits looked at
FEW = 3
NAMING = 5  # best hits one of which must name a place, for it not to count as named by none
LIST = 2  # other places in a statement from which it only lists them
PLACED = frozenset({"o", "tai", "tinh", "pho", "tp", "ban", "ubnd", "cua", "cho", "va"})  # folded: words before the name of a place
RAREST = 8.0  # about the rarity of a word that stands once in the shipped corpus; puts rarities on the scale of shares
# About the medians of answerable questions on the shipped corpus, for a provision of which nobody wrote how staff ask: they say nothing.
UNASKED = {"asked_best": 0.6, "line_named": 0.5, "asked_cosine_best": 0.6}
FAR = 5.0  # scores farther apart than this are as good as apart
ASKED = FIELDS.index("asked")
TEXT = [i for i, name in enumerate(FIELDS) if name not in {"asked", "title"}]  # what the provision itself says


@dataclass(frozen=True, slots=True)
class Signs:
    """The numbers by the names of SIGNS, with the matters found and the kinds of facts asked for."""

    values: NDArray[np.float64]
    matters: Sequence[Matter]
    aspects: Sequence[Asked]

    def __getitem__(self, name: str) -> float:
        return float(self.values[SIGNS.index(name)])


class SignReader:
    """Reads the signs of a question and what was found for it."""

    def __init__(self, catalogue: Catalogue, expand: Expander, duties: DutyFinder) -> None:
        self._matters, self._aspects = MatterFinder(catalogue, expand), AspectFinder(catalogue, expand)
        self._asked_for = AskedForFinder(catalogue, expand)
        self._asking = frozenset(map(fold, catalogue.asking.asking_words))
        self._places = place_names(catalogue)
        self._duties = duties
        self._without_content = [padded(phrase, folded=False) for phrase in catalogue.asking.without_content]

    def read(self, opened: Opened, question: Question, hits: Sequence[Hit]) -> Signs:
        """`hits` are the search's, best first; without any all signs of them are zero."""
        matters, aspects = self._matters.find(opened, question), self._aspects.find(question)
        kinds = {matter.kind for matter in matters}
        words = _content(question)
        found = {
            "duty": float(not question.documents and bool(self._duties.find(opened, question, hits))),
            "words": min(len(words), 12) / 12,
            "folded": float(question.folded),
            "names_document": float(bool(question.documents)),
            "matter_not_held": float("not_held" in kinds),
            "matter_left_out": float("left_out" in kinds),
            "matter_outside": float("outside" in kinds),
        }
        if hits and words:
            best = hits[:DEPTH]
            found |= _of_scores(best) | _of_words(opened, question, words, best) | _of_asked(opened, question, best)
            found |= _of_facts(aspects, best) | self._of_places(opened, question, best)
            found |= signs_of_focus(opened, question, words, self._asking, aspects, best)
            found |= signs_of_things(opened, question, self._asked_for.find(question), aspects, best)
        return Signs(np.array([found.get(name, 0.0) for name in SIGNS], dtype=np.float64), matters, aspects)

    def matters(self, opened: Opened, question: Question) -> Sequence[Matter]:
        """The matters that it is about and on which nothing is held."""
        return self._matters.find(opened, question)

    def aspects(self, question: Question) -> Sequence[Asked]:
        """The kinds of facts that it asks for."""
        return self._aspects.find(question)

    def _of_places(self, opened: Opened, question: Question, hits: Sequence[Hit]) -> dict[str, float]:
        """Whether a place or a year that is named is in none of the best: what is told is told of one place and one time.

        A statement that lists places tells nothing of each.
        """
        places = self._asked_of(opened, question)
        years = [w for w in syllables(question.standalone, question.folded) if len(w) == 4 and w.isdigit() and w[:2] in {"19", "20"}]
        tells = hits[0].passage.version.text_kind == "report"
        said = [syllables(f"{p.version.title} {p.heading} {p.lead} {p.text}", folded=False) for p in (h.passage for h in hits[:NAMING])]
        near = [self._named_in(words, folded=False) for words in said]
        said, named = said[:FEW], near[:FEW]
        lacks = not places <= set().union(*named)
        alone = tells and len(places) == 1  # of several that are compared, one may be named without content
        return {
            "tells": float(tells),
            "place_not_told": float(tells and lacks),
            "place_not_named": float(bool(places) and not places & set().union(*near)),
            "place_only_listed": float(alone and any(_only_listed(p, named, LIST + len(places)) for p in places)),
            "place_without_content": float(alone and any(self._is_without_content(p, named, said) for p in places)),
            "year_not_told": float(tells and any(all(year not in words for words in said) for year in years)),
        }

    def _asked_of(self, opened: Opened, question: Question) -> set[str]:
        """The places that the question names: without accents "báo cáo bằng" is none, for its first syllables are a word that is held."""
        words, found = syllables(question.search_text, question.folded), set[str]()
        for place in self._places.find(words, question.folded):
            before = words[place.start - 1 : place.start]
            other = question.folded and before and before[0] not in PLACED
            if not (other and opened.lexical.holds((), [(before[0], words[place.start])], folded=True)[1].all()):
                found.add(fold(" ".join(words[place.start : place.stop])))
        return found

    def _named_in(self, words: Sequence[str], folded: bool) -> set[str]:
        """The places by the names they are called there, without accents: of provinces that were merged each told of alone."""
        return {fold(" ".join(words[p.start : p.stop])) for p in self._places.find(words, folded)}

    def _is_without_content(self, place: str, named: Sequence[set[str]], said: Sequence[list[str]]) -> bool:
        """Whether a statement among the best says of the place that nothing is told of it."""
        own = [" ".join(words) for of_one, words in zip(named, said, strict=True) if place in of_one]
        return any(phrase in f" {text} " for text in own for phrase in self._without_content)


def _only_listed(place: str, named: Sequence[set[str]], many: int) -> bool:
    """Whether the place is named only among so many."""
    return all(len(of_one) >= many for of_one in named if place in of_one)


def _content(question: Question) -> list[str]:
    """The content words without those of the zones, which nearly all clauses name; all where there are no others."""
    zones = set(syllables(ZONES, question.folded))
    return [w for w in question.words if w not in zones] or [*question.words]


def _of_scores(hits: Sequence[Hit]) -> dict[str, float]:
    first = hits[0].score
    return {
        "score": first / 20,
        "gap_fifth": min(first - hits[min(4, len(hits) - 1)].score, FAR) / FAR,
        "one_document": float(np.mean([h.passage.version.document == hits[0].passage.version.document for h in hits[:5]])),
        "cosine_best": hits[0].similarity,
    }


def _of_words(opened: Opened, question: Question, words: Sequence[str], hits: Sequence[Hit]) -> dict[str, float]:
    """How much of the question, by rarity, the best hold one by one and together, in which of their fields."""
    pairs = tuple((a, b) for a, b in question.pairs if a in words and b in words)
    rows = np.array([h.passage.row for h in hits], dtype=np.int64)
    sequence = syllables(question.search_text, question.folded)
    matches = opened.lexical.matches(opened.lexical.read(rows), sequence, words, pairs, question.folded)
    rarity = np.asarray(opened.lexical.weights(words, question.folded), dtype=np.float64)
    share = rarity / (rarity.sum() or 1.0)
    anywhere, text = np.asarray(matches.words.any(axis=1)), np.asarray(matches.words[:, TEXT].any(axis=1))
    held = anywhere @ share
    words_known, pairs_known = opened.lexical.holds(words, pairs, question.folded)
    first, few = anywhere[0], anywhere[:FEW].any(axis=0)
    return {
        "held_best": held[0],
        "held_together_three": few @ share,
        "missing_best": float((~first).sum()) / 5,
        "rarest_missing_best": rarity[~first].max(initial=0.0) / RAREST,
        "text_three": (text @ share)[:FEW].max(),
        "words_unknown": float((~words_known).mean()),
        "pairs_unknown": float((~pairs_known).mean()) if pairs else 0.0,
        **_of_lines(matches, share),
        **_of_pairs(matches, pairs, dict(zip(words, rarity.tolist(), strict=True))),
    }


def _of_lines(matches: Matches, share: NDArray[np.float64]) -> dict[str, float]:
    """How like the questions by which staff ask for the best."""
    asked = matches.words[:, ASKED] @ share
    return {
        "asked_best": asked[0],
        "line_best": matches.like_line[0],
        "line_named": matches.held[:FEW, ASKED].max(),
    }


def _of_pairs(matches: Matches, pairs: Sequence[tuple[str, str]], rarity: dict[str, float]) -> dict[str, float]:
    """The share of the pairs of words side by side; half where the question has none."""
    names = ("pairs_best", "pairs_together")
    if not pairs:
        return dict.fromkeys(names, 0.5)
    weights = np.array([rarity[a] + rarity[b] for a, b in pairs])
    share = weights / (weights.sum() or 1.0)
    anywhere = np.asarray(matches.pairs.any(axis=1))
    values = (anywhere[0] @ share, anywhere[:FEW].any(axis=0) @ share)
    return dict(zip(names, map(float, values), strict=True))


def _of_asked(opened: Opened, question: Question, hits: Sequence[Hit]) -> dict[str, float]:
    """The cosine of the likest question by which staff ask for the best."""
    known, like = opened.rows.asked_like(opened.vectors.embedded(question.search_text)[None])
    of_row = dict(zip(known.tolist(), like[0].tolist(), strict=True))
    unasked = UNASKED if hits[0].passage.row not in of_row else {}
    return {
        **unasked,
        "asked_cosine_best": of_row.get(hits[0].passage.row, UNASKED["asked_cosine_best"]),
        "asked_cosine_any": max(of_row.values(), default=0.0),
    }


def _of_facts(aspects: Sequence[Asked], hits: Sequence[Hit]) -> dict[str, float]:
    """Whether the best state a fact of the kind asked for, and how far the first that does is behind."""
    if not aspects:
        return {}
    texts = [search_form(f"{h.passage.lead} {h.passage.text}") for h in hits]
    states = np.array([[asked.is_in(text) for text in texts] for asked in aspects])
    coverage, scores = np.array([h.coverage for h in hits]), np.array([h.score for h in hits])
    behind = [min(float(scores[0] - scores[of_one].max()), FAR) / FAR if of_one.any() else 1.0 for of_one in states]
    return {
        "fact_asked": 1.0,
        "fact_not_in_best": float(np.mean(~states[:, 0])),
        "fact_not_in_three": float(np.mean(~states[:, :FEW].any(axis=1))),
        "fact_not_in_ten": float(np.mean(~states.any(axis=1))),
        "fact_held_less": float(coverage.max() - np.mean((coverage * states).max(axis=1))),
        "fact_behind": float(np.mean(behind)),
    }
