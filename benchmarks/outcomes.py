"""What the product did with the board's questions, and the shares that the gate is about."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from assistant import Assistant
from assistant.answer import Status
from assistant.citing import citation_label
from assistant.retrieval import Hit

from .board_questions import BoardQuestion, Clause
from .metrics import share

DEPTHS = (1, 3, 10)


@dataclass(frozen=True, slots=True)
class Outcome:
    """`hits` are the first ten places, `labels` the first three as people read them, `cited` the places that the answer cites."""

    question: BoardQuestion
    hits: tuple[Clause, ...]
    labels: tuple[str, ...]
    cited: tuple[Clause, ...]
    status: Status

    def found(self, depth: int) -> int:
        """How many of the expected clauses stand in the first `depth` hits."""
        return sum(any(clause.is_met_by(hit) for hit in self.hits[:depth]) for clause in self.question.expected)

    def strictly_found(self) -> int:
        """How many stand in the first ten by their own eId or one inside it, not by that of the khoản above."""
        return sum(any(clause.is_strictly_met_by(hit) for hit in self.hits) for clause in self.question.expected)

    @property
    def refused(self) -> bool:
        return self.status == "refused"

    @property
    def cites_expected(self) -> bool:
        return any(clause.is_met_by(place) for clause in self.question.expected for place in self.cited)

    @property
    def failed(self) -> bool:
        """An answerable question whose answer cites no expected clause or whose search misses one; another that is answered."""
        if not self.question.answerable:
            return not self.refused
        return not self.cites_expected or self.found(DEPTHS[-1]) < len(self.question.expected)


@dataclass(frozen=True, slots=True)
class Summary:
    """Shares of a group of questions, each better the higher it is. `found_n`: of all expected clauses, those in the first n hits.

    `missed_outright` are the missed refusals that were not even hedged (status "answered" instead of "partial").
    """

    questions: int
    answerable: int
    expected: int
    found_1: float
    found_3: float
    found_10: float
    strictly_10: float
    cited: float
    wrong_refusals: int
    missed_refusals: int
    missed_outright: int

    def scores(self) -> dict[str, float]:
        """What floors are pinned for."""
        return {
            "found_1": self.found_1,
            "found_3": self.found_3,
            "found_10": self.found_10,
            "strictly_10": self.strictly_10,
            "cited": self.cited,
            "answered": 1 - share(self.wrong_refusals, self.answerable),
            "refused": 1 - share(self.missed_refusals, self.questions - self.answerable),
            "refused_or_hedged": 1 - share(self.missed_outright, self.questions - self.answerable),
        }


def run(assistant: Assistant, question: BoardQuestion) -> Outcome:
    """Searches for and answers one question."""
    hits = assistant.search(question.text, DEPTHS[-1], question.as_of)
    answer = assistant.ask(question.text, question.as_of)
    cited = tuple(Clause(c.document, c.eid, c.component) for c in answer.citations)
    return Outcome(question, tuple(map(_place, hits)), tuple(map(_label, hits[:3])), cited, answer.status)


def summarise(outcomes: Sequence[Outcome]) -> Summary:
    answerable = [o for o in outcomes if o.question.answerable]
    missed = [o for o in outcomes if not o.question.answerable and not o.refused]
    expected = sum(len(o.question.expected) for o in answerable)
    found = [share(sum(o.found(depth) for o in answerable), expected) for depth in DEPTHS]
    return Summary(
        questions=len(outcomes),
        answerable=len(answerable),
        expected=expected,
        found_1=found[0],
        found_3=found[1],
        found_10=found[2],
        strictly_10=share(sum(o.strictly_found() for o in answerable), expected),
        cited=share(sum(o.cites_expected for o in answerable), len(answerable)),
        wrong_refusals=sum(o.refused for o in answerable),
        missed_refusals=len(missed),
        missed_outright=sum(o.status == "answered" for o in missed),
    )


def by_group(outcomes: Iterable[Outcome], name: Callable[[Outcome], str]) -> dict[str, Summary]:
    """A summary of each group, in the order of their names."""
    groups: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        groups.setdefault(name(outcome), []).append(outcome)
    return {key: summarise(groups[key]) for key in sorted(groups)}


def _place(hit: Hit) -> Clause:
    return Clause(hit.passage.version.document, hit.passage.eid, hit.passage.component)


def _label(hit: Hit) -> str:
    return citation_label(hit.passage.version, hit.passage.component, hit.passage.eid, hit.passage.heading)
