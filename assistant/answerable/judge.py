"""Question + what was found → whether it is answered, in part, or refused and why."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ingest.catalogue import Catalogue, Matter
from ingest.index.reader import Opened
from ingest.index.tokens import Expander

from ..answer import RefusalType
from ..duties import DutyFinder
from ..question import Question
from ..retrieval import Hit
from ..units import states_in
from .matters import is_held
from .signs import SignReader, Signs
from .unclear import Clarity
from .unheld import NamedFinder
from .weights import Weights, load_weights

Outcome = Literal["answered", "partial", "refused"]
FOREIGN_HELD = 0.35  # share of a question's content in the best three, together, under which it is about something else altogether
FOREIGN_PAIRS = 0.6  # share of its pairs of words that stand in no text, from which it is so too
# What is doubtful is refused where the best hold less of the question than this; swept on board-shipped.jsonl (python -m benchmarks.board).
LOOKED_AT = 5  # best hits that are asked for their coverage
MIN_COVERAGE = 0.3  # share of the question's content
# Whatever speaks for an answer; set after one look at the answerable questions of our own sets, not swept.
NO_COVERAGE = 0.18
UNLIKE_COVERAGE = 0.45  # the same, where the vectors see no likeness either
MIN_SIMILARITY = 0.05
_ORDER = ("outside", "not_held", "left_out")  # of several matters the one that says most


@dataclass(frozen=True, slots=True)
class Judgement:
    """`type` is why a question is refused. `not_held` names the documents that it asks about and that are not held, `matter` the matter.

    `missing` are the parts of a question of several of which nothing was found, as they were asked. `reason` says why in full sentences,
    where more is known than the type says.
    """

    outcome: Outcome
    type: RefusalType | None = None
    not_held: tuple[str, ...] = ()
    matter: Matter | None = None
    missing: tuple[str, ...] = ()
    reason: str = ""


ANSWERED = Judgement("answered")


class Judge:
    """Judges questions against one catalogue; safe to share between threads."""

    def __init__(self, catalogue: Catalogue, expand: Expander, duties: DutyFinder, weights: Weights | None = None) -> None:
        self._weights = weights or load_weights()
        self._clarity, self._named = Clarity(catalogue, expand), NamedFinder(catalogue)
        self._reader = SignReader(catalogue, expand, duties)

    def judge(self, opened: Opened, question: Question, hits: Sequence[Hit]) -> Judgement:
        """`hits` are the search's, best first. A provision that is named and held answers by itself."""
        if settled := self.settled(opened, question):
            return settled
        if question.locator and any(is_held(opened, number) for number in question.documents):
            return ANSWERED
        signs = self.signs(opened, question, hits)
        matter = min(signs.matters, key=lambda t: _ORDER.index(t.kind), default=None)
        score = self._weights.score(signs.values)
        foreign = not question.continued and _is_foreign(hits)
        if score < self._weights.refused or foreign or (score < self._weights.answered and _is_thin(hits)):
            return Judgement("refused", _type(opened, question, signs, matter), matter=matter)
        return Judgement("partial" if score < self._weights.answered else "answered", matter=matter)

    def hedged(self, judgement: Judgement, question: Question, told: Sequence[str]) -> Judgement:
        """A partial answer where a number is asked for and nothing told (in search form) has one in any unit it may come in."""
        asked = [aspect for aspect in self._reader.aspects(question) if aspect.aspect.counts]
        if judgement.outcome != "answered" or not (asked or question.units) or not question.asks_number:
            return judgement
        if question.units and not question.parts:
            return judgement if any(states_in(text, question.units) for text in told) else replace(judgement, outcome="partial")
        return judgement if any(aspect.is_in(text) for aspect in asked for text in told) else replace(judgement, outcome="partial")

    def settled(self, opened: Opened, question: Question) -> Judgement | None:
        """The refusal of a question that needs no search: it does not say what it is about, or it names what is not held."""
        if not question.continued and self.is_unclear(question):
            return Judgement("refused", "unclear")
        if not_held := self._named.not_held(opened, question):
            return Judgement("refused", "not_held", not_held=tuple(not_held))
        return None

    def is_unclear(self, question: Question) -> bool:
        """Whether it does not say what it is about."""
        return self._clarity.is_unclear(question)

    def signs(self, opened: Opened, question: Question, hits: Sequence[Hit]) -> Signs:
        return self._reader.read(opened, question, hits)


def _is_foreign(hits: Sequence[Hit]) -> bool:
    """Whether the best hold next to nothing of the question."""
    return max((h.coverage for h in hits[:LOOKED_AT]), default=0.0) < NO_COVERAGE


def _is_thin(hits: Sequence[Hit]) -> bool:
    """Whether the best hold so little of the question that nothing relevant is held."""
    best = hits[:LOOKED_AT]
    coverage, similarity = max((h.coverage for h in best), default=0.0), max((h.similarity for h in best), default=0.0)
    return coverage < (MIN_COVERAGE if similarity >= MIN_SIMILARITY else UNLIKE_COVERAGE)


def _type(opened: Opened, question: Question, signs: Signs, matter: Matter | None) -> RefusalType:
    """Why: a document that is named and held is silent; else what the table says of the matter; else by how foreign the words are."""
    if matter and matter.kind == "outside":
        return "out_of_scope"
    if any(is_held(opened, number) for number in question.documents):
        return "held_but_silent"
    if matter:
        return "not_held" if matter.kind == "not_held" else "held_but_silent"
    foreign = signs["held_together_three"] < FOREIGN_HELD or signs["pairs_unknown"] >= FOREIGN_PAIRS
    return "out_of_scope" if foreign else "held_but_silent"
