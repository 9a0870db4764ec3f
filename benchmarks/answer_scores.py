"""What answers to the questions are worth: clauses cited, facts stated, refusals, and whether each citation shown is really in its text."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from assistant import Assistant
from assistant.answer import Answer

from .answer_questions import AnswerQuestion, as_said
from .board_questions import Clause
from .metrics import share


@dataclass(frozen=True, slots=True)
class Scored:
    """One answer. `cited` are the places that it cites in order of mention; the other counts are of the expected ones."""

    question: AnswerQuestion
    answer: Answer
    cited: tuple[Clause, ...]
    clauses_cited: int
    useful: int  # citations that are of an expected clause
    facts_stated: int
    forbidden_stated: int
    unverified: int  # citations shown whose words do not stand in the text that they name

    @property
    def refused(self) -> bool:
        return self.answer.status == "refused"

    @property
    def refused_rightly_typed(self) -> bool:
        return self.refused and self.answer.refusal_type == self.question.refusal_type

    @property
    def concluded(self) -> bool:
        """Whether it begins with a conclusion."""
        return bool(self.answer.statements) and self.answer.statements[0].role == "conclusion"

    @property
    def failed(self) -> bool:
        """Whether somebody should look at it."""
        if not self.question.asked.answerable:
            return not self.refused_rightly_typed
        short = self.clauses_cited < len(self.question.asked.expected) or self.facts_stated < len(self.question.facts)
        return short or bool(self.forbidden_stated or self.unverified)


@dataclass(frozen=True, slots=True)
class AnswerShares:
    """Shares of a group of answers; counts where one is too many."""

    questions: int
    clauses: int
    facts: int
    clauses_cited: float  # of expected clauses, those cited
    cites_one: float  # of answerable questions, those whose answer cites an expected clause
    precision: float  # of citations in answers to answerable questions, those of an expected clause
    facts_stated: float
    concluded: float  # of answers that are not hedged, those that begin with a conclusion
    forbidden: int
    wrong_refusals: float  # of answerable questions, those refused
    missed_refusals: float  # of the others, those not refused
    missed_outright: float  # and of them those not even hedged
    typed: float  # of the others, those refused for the right reason
    unverified: int

    def scores(self) -> dict[str, float]:
        """What floors are pinned for, each better the higher it is."""
        return {
            "clauses_cited": self.clauses_cited,
            "cites_one": self.cites_one,
            "precision": self.precision,
            "facts_stated": self.facts_stated,
            "concluded": self.concluded,
            "answered": 1 - self.wrong_refusals,
            "refused": 1 - self.missed_refusals,
            "refused_or_hedged": 1 - self.missed_outright,
            "typed": self.typed,
        }


def score(assistant: Assistant, question: AnswerQuestion) -> Scored:
    """Asks and compares."""
    answer = assistant.ask(question.asked.text, question.asked.as_of, question.history)
    cited = tuple(Clause(c.document, c.eid, c.component) for c in answer.citations)
    said = as_said(answer.answer)
    text_of = assistant.index.opened().store.text
    return Scored(
        question,
        answer,
        cited,
        clauses_cited=sum(any(clause.is_met_by(place) for place in cited) for clause in question.asked.expected),
        useful=sum(any(clause.is_met_by(place) for clause in question.asked.expected) for place in cited),
        facts_stated=sum(any(spelling in said for spelling in fact) for fact in question.facts),
        forbidden_stated=sum(words in said for words in question.forbidden),
        unverified=sum(text_of(c.version_id)[c.start : c.end] != (c.quote or c.excerpt) for c in answer.citations),
    )


def shares(scored: Sequence[Scored]) -> AnswerShares:
    answerable = [s for s in scored if s.question.asked.answerable]
    others = [s for s in scored if not s.question.asked.answerable]
    missed = [s for s in others if not s.refused]
    outright = [s for s in answerable if s.answer.status == "answered"]
    clauses = sum(len(s.question.asked.expected) for s in answerable)
    facts = sum(len(s.question.facts) for s in answerable)
    return AnswerShares(
        questions=len(scored),
        clauses=clauses,
        facts=facts,
        clauses_cited=share(sum(s.clauses_cited for s in answerable), clauses),
        cites_one=share(sum(s.clauses_cited > 0 for s in answerable), len(answerable)),
        precision=share(sum(s.useful for s in answerable), sum(len(s.cited) for s in answerable)),
        facts_stated=share(sum(s.facts_stated for s in answerable), facts),
        concluded=share(sum(s.concluded for s in outright), len(outright)),
        forbidden=sum(s.forbidden_stated for s in scored),
        wrong_refusals=share(sum(s.refused for s in answerable), len(answerable)),
        missed_refusals=share(len(missed), len(others)),
        missed_outright=share(sum(s.answer.status == "answered" for s in missed), len(others)),
        typed=share(sum(s.refused_rightly_typed for s in others), len(others)),
        unverified=sum(s.unverified for s in scored),
    )


def by_group(scored: Iterable[Scored], name: Callable[[Scored], str]) -> dict[str, AnswerShares]:
    """The shares of each group, in the order of their names."""
    groups: dict[str, list[Scored]] = {}
    for one in scored:
        groups.setdefault(name(one), []).append(one)
    return {key: shares(groups[key]) for key in sorted(groups)}
