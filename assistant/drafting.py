"""What a question gets on one day: evidence, statements that hold, citations, warnings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from time import perf_counter

from ingest.catalogue import Catalogue
from ingest.index.reader import Opened
from ingest.index.records import Version
from ingest.index.store import Store
from ingest.index.tokens import Expander
from ingest.law.normalise import search_form

from .answer import Citation, Statement
from .answerable import ANSWERED, Judge, Judgement
from .composers import ComparisonComposer, Composer, Draft, ExtractComposer, FigureComposer, GroundsComposer, SumComposer
from .composers.model import FaultsOf
from .composers.validity import standing_warnings
from .duties import DutyFinder
from .evidence import Evidence, EvidenceFinder
from .meaning import Meaning
from .placing import places_of
from .question import Question, QuestionReader
from .ranking import Reranker
from .retrieval import Hit, Retriever
from .subject import is_of, names_of
from .verify import Verdict, verify
from .warnings import warnings_for

DEPTH = 40  # hits looked at for one answer


class Clock:
    """Milliseconds by step, added up where a step is taken twice."""

    def __init__(self) -> None:
        self.laps: dict[str, float] = {}
        self._begun = self._started = perf_counter()

    def first(self, name: str) -> None:
        """The time since the beginning, once."""
        self.laps.setdefault(name, round((perf_counter() - self._begun) * 1000, 2))

    def lap(self, name: str) -> None:
        now = perf_counter()
        self.laps[name] = round(self.laps.get(name, 0.0) + (now - self._started) * 1000, 2)
        self._started = now


@dataclass(frozen=True, slots=True)
class Checked:
    """The statements that were verified, with their citations in order of mention; `struck` names what was not."""

    question: Question
    hits: Sequence[Hit]
    evidence: Evidence
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    warnings: tuple[str, ...]
    struck: tuple[str, ...]
    versions: Mapping[int, Version]  # of the texts cited, by their ids
    composer: str = "extract"
    judgement: Judgement = ANSWERED

    @property
    def holds(self) -> bool:
        """Whether there is an answer: it is not refused, and a provision is left to answer from."""
        return self.judgement.outcome != "refused" and any(s.role != "related" for s in self.statements)

    @property
    def places(self) -> set[tuple[str, str, str]]:
        """The provisions cited, whatever the text."""
        return {(c.document, c.component, c.eid) for c in self.citations}

    def numbered_after(self, count: int) -> "Checked":
        """The same with its citations numbered from `count` + 1 on."""
        statements = tuple(replace(s, citations=tuple(n + count for n in s.citations)) for s in self.statements)
        return replace(self, statements=statements, citations=tuple(replace(c, n=c.n + count) for c in self.citations))


class Drafter:
    """Searches, chooses, composes and verifies."""

    def __init__(self, catalogue: Catalogue, reader: QuestionReader, reranker: Reranker | None = None) -> None:
        self._catalogue = catalogue
        self._retriever = Retriever(catalogue, reranker)
        self._expand = Expander(catalogue)
        self._duties = DutyFinder(catalogue, reader)
        self._judge = Judge(catalogue, self._expand, self._duties)
        self._composers: tuple[Composer, ...] = (
            GroundsComposer(catalogue, reader, self._retriever, self._duties, self._judge), SumComposer(catalogue),
            ComparisonComposer(catalogue, self._retriever), FigureComposer(catalogue),
        )  # fmt: skip
        # by kind of question, asked in this order; what none takes is extracted
        self._composer = ExtractComposer(catalogue)
        self._meaning = Meaning(catalogue, tables=True)

    def search(self, opened: Opened, question: Question, limit: int, place: str | None) -> list[Hit]:
        return self._retriever.search(opened, question, limit, place)

    def _special(self, opened: Opened, question: Question, hits: Sequence[Hit]) -> tuple[Draft, str] | None:
        """What the first composer makes whose kind the question is, and the name of that composer."""
        drafts = ((composer.run(opened, question, hits), composer) for composer in self._composers)
        return next(((draft, _name(composer)) for draft, composer in drafts if draft), None)

    def _judgement(self, opened: Opened, question: Question, hits: Sequence[Hit], evidence: Evidence, vouched: bool) -> Judgement:
        """Whether to answer. A composer that knows the question's kind vouches for its answer, but not for what no search can settle;
        the validity of a text is known from others even where the text itself is not held."""
        if evidence.standing:
            return ANSWERED
        if vouched or evidence.named:
            return self._judge.settled(opened, question) or ANSWERED
        return self._judge.judge(opened, question, hits)

    def _verdicts(self, opened: Opened, draft: Draft, question: Question) -> list[Verdict]:
        store = opened.store
        return verify(draft.statements, draft.citations, store.text, places_of(store), question.standalone, self._meaning, question.as_of)

    def draft(self, opened: Opened, question: Question, clock: Clock) -> Checked:
        """What the day of the question gives."""
        hits = [hit for hit in self._retriever.search(opened, question, DEPTH) if may_answer(hit, question)]
        clock.lap("retrieve")
        evidence = EvidenceFinder(opened, self._catalogue, self._expand, self._duties).find(question, hits)
        special = self._special(opened, question, hits)
        if special:
            evidence = replace(evidence, standing=None)  # the composer chose its own passages
        judgement = self._judgement(opened, question, hits, evidence, vouched=special is not None)
        clock.lap("judge")
        if judgement.outcome == "refused":
            return Checked(question, hits, evidence, (), (), (), (), {}, judgement=judgement)
        if not (special or evidence.standing or evidence.named):
            names = names_of(question, hits) if question.units else frozenset()
            of_it = (p for p in evidence.passages if is_of(p, names, question.folded))
            told = [search_form(f"{p.heading} {p.lead} {p.text}") for p in of_it]
            judgement = self._judge.hedged(judgement, question, told)
        sure = judgement.outcome == "answered" or bool(judgement.missing)
        draft, composer = special or (self._composer.run(question, evidence, opened.store, sure), _name(self._composer))
        clock.lap("compose")
        verdicts = self._verdicts(opened, draft, question)
        clock.lap("verify")
        struck = tuple(f"{v.statement.text[:80]}: {'; '.join(v.faults)}" for v in verdicts if not v.passed and not v.statement.optional)
        passed = [v.statement for v in verdicts if v.passed]
        if evidence.standing:
            passed = _borne_out(passed, draft.citations)
        statements, citations = _renumbered(passed, draft.citations)
        told = standing_warnings(evidence.standing) if evidence.standing else []
        warnings = (*draft.notices, *told, *warnings_for(citations, draft.versions, self._catalogue, question.as_of))
        return Checked(question, hits, evidence, statements, citations, warnings, struck, draft.versions, composer, judgement)


def faults_of(store: Store, meaning: Meaning, as_of: date) -> FaultsOf:
    """What the verifier finds wrong with one statement on its own, by the texts of the store, on the day."""

    def faults(statement: Statement, citations: Sequence[Citation]) -> Sequence[str]:
        return verify([statement], citations, store.text, places_of(store), meaning=meaning, as_of=as_of)[0].faults

    return faults


def _name(composer: object) -> str:
    """DutyComposer → duty."""
    return type(composer).__name__.removesuffix("Composer").lower()


def may_answer(hit: Hit, question: Question) -> bool:
    """Whether an answer may rest on the provision: what is not in force only where its document is asked for by number."""
    return hit.state not in {"expired", "not_yet"} or hit.passage.version.document in question.documents


def _borne_out(statements: Sequence[Statement], citations: Sequence[Citation]) -> list[Statement]:
    """Without the grounds of conclusions on validity that did not hold; notes say what they say alone."""
    used = {n for s in statements if s.role == "conclusion" for n in s.citations}
    told = {c.n for c in citations if c.text_kind == "note"}
    return [s for s in statements if s.role == "conclusion" or not used or set(s.citations) & (used | told)]


def _renumbered(statements: Sequence[Statement], citations: Sequence[Citation]) -> tuple[tuple[Statement, ...], tuple[Citation, ...]]:
    """Citations in the order of their first mention, without those that no statement uses any more."""
    order = list(dict.fromkeys(n for s in statements for n in s.citations))
    number = {old: new for new, old in enumerate(order, start=1)}
    by_number = {c.n: c for c in citations}
    return (
        tuple(replace(s, citations=tuple(number[n] for n in s.citations)) for s in statements),
        tuple(replace(by_number[old], n=new) for old, new in number.items()),
    )
