"""What a question gets on one day: evidence, statements that hold, citations, warnings."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from time import perf_counter

from ingest.catalogue import Catalogue
from ingest.index.reader import Opened
from ingest.index.store import Store
from ingest.index.tokens import Expander
from ingest.law.normalise import search_form

from .answer import Citation, Statement
from .answerable import ANSWERED, Judge, Judgement
from .by_part import Looked, answered_by_part, own_words, things_asked
from .checked import Checked, joined, leading, related
from .composers import ComparisonComposer, Composer, Draft, ExtractComposer, FigureComposer, GroundsComposer, SumComposer
from .composers.model import FaultsOf
from .composers.validity import standing_warnings
from .conferences import ConferenceFinder
from .duties import DutyFinder
from .evidence import Evidence, EvidenceFinder
from .filing import asks_which_law
from .meaning import Meaning
from .numbering import without_number
from .pending import PendingFinder
from .placing import places_of
from .question import MIN_PART, Question, QuestionReader
from .ranking import Reranker
from .retrieval import Hit, Retriever
from .subject import is_of, names_of
from .verify import Verdict, verify
from .warnings import warnings_for

TRANSITIONAL = "quy định chuyển tiếp đối với loại hồ sơ này"
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


class Drafter:
    """Searches, chooses, composes and verifies."""

    def __init__(self, catalogue: Catalogue, reader: QuestionReader, reranker: Reranker | None = None) -> None:
        self._catalogue, self._reader = catalogue, reader
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
        self._pending = PendingFinder(catalogue)
        self._conferences = ConferenceFinder(catalogue, self._expand)
        self._meaning = Meaning(catalogue, tables=True)

    def search(self, opened: Opened, question: Question, limit: int, place: str | None) -> list[Hit]:
        return self._retriever.search(opened, question, limit, place)

    def _special(self, opened: Opened, question: Question, hits: Sequence[Hit]) -> tuple[Draft, str] | None:
        """What the first composer makes whose kind the question is, and the name of that composer."""
        drafts = ((composer.run(opened, question, hits), composer) for composer in self._composers)
        return next(((draft, _name(composer)) for draft, composer in drafts if draft), None)

    def _judgement(
        self, opened: Opened, question: Question, hits: Sequence[Hit], evidence: Evidence, special: tuple[Draft, str] | None
    ) -> Judgement:
        """Whether to answer. A composer that knows the question's kind vouches for its answer, but not for what no search can settle;
        the validity of a text is known from others even where the text itself is not held."""
        if evidence.standing or evidence.pending:
            return ANSWERED
        reported = [without_number(c.quote or c.excerpt or "") for c in special[0].citations if c.text_kind == "report"] if special else []
        if not evidence.named and (unreported := self._conferences.unreported(opened, question, hits, reported)):
            return Judgement("refused", "not_held", reason=unreported.reason)
        compared = not evidence.named and (special is None or special[1] == "comparison")
        if compared and (reason := self._conferences.unfigured(opened, question, hits, reported)):
            return Judgement("refused", "held_but_silent", reason=reason)
        if special or evidence.named:
            if settled := self._judge.settled(opened, question):
                return settled
            figures = [s.text for s in special[0].statements if s.role == "conclusion"] if special and special[1] == "figure" else []
            part = self._conferences.only_part(opened, question, figures)
            return Judgement("partial", reason=part) if part else ANSWERED
        judgement = self._judge.judge(opened, question, hits)
        if judgement.outcome == "refused" and judgement.matter is None and (named := self._conferences.named_only(opened, question, hits)):
            return Judgement("refused", "held_but_silent", reason=named)
        return judgement

    def _verdicts(self, opened: Opened, draft: Draft, question: Question) -> list[Verdict]:
        store = opened.store
        return verify(draft.statements, draft.citations, store.text, places_of(store), question.standalone, self._meaning, question.as_of)

    def draft(self, opened: Opened, question: Question, clock: Clock) -> Checked:
        """What the day of the question gives; of several things asked what is held of each."""
        whole = self._looked(opened, question, clock)
        parts = self._by_part(opened, question, clock) if not whole.settled else []
        if not question.parts:
            return self._composed(opened, whole, clock)
        told = answered_by_part(whole, parts)
        checked = [self._composed(opened, one, clock) for one in told.looked]
        beside = [self._composed(opened, one, clock) for one in told.beside]
        beside = [related(one) if one.question is question else leading(one) for one in beside]
        return joined(question, told.judgement, [*checked, *beside])

    def _by_part(self, opened: Opened, question: Question, clock: Clock) -> list[Looked]:
        """What is found for each of several things asked, read alone or, where it says too little or nothing is found so, behind the one
        before it; nothing where one thing is asked."""
        texts = things_asked(question.standalone) if question.parts else []
        lead, found = "", list[Looked]()
        for text in texts if len(texts) > 1 else ():
            part = self._part(opened, question, text)
            leans = bool(lead) and (len(own_words(part)) < MIN_PART or self._judge.is_unclear(part))
            looked = None if leans else self._looked(opened, part, clock)
            if lead and (looked is None or (looked.refused and looked.judgement.matter is None)):
                behind = self._looked(opened, replace(self._part(opened, question, f"{lead} – {text}"), text=text), clock)
                looked = behind if looked is None or behind.judgement.outcome == "answered" else looked
            if not leans:
                lead = text.rstrip(" ?!.;…")
            assert looked is not None
            found.append(looked)
        return found

    def _part(self, opened: Opened, question: Question, text: str) -> Question:
        """One thing asked, on the day of the question."""
        read = self._reader.read(text, question.as_of, (), opened.lexical.weights, question.as_of)
        return replace(read, as_of=question.as_of, since=None, continued=question.continued, parts=())

    def _looked(self, opened: Opened, question: Question, clock: Clock) -> Looked:
        """What is found for a question and whether it answers."""
        hits = [hit for hit in self._retriever.search(opened, question, DEPTH) if may_answer(hit, question)]
        clock.lap("retrieve")
        pending = self._pending.find(opened, question, hits)
        evidence = pending or EvidenceFinder(opened, self._catalogue, self._expand, self._duties).find(question, hits)
        special = None if pending else self._special(opened, question, hits)
        unheld = not (pending or special or evidence.standing or evidence.named) and asks_which_law(question.standalone)
        if special:
            evidence = replace(evidence, standing=None)  # the composer chose its own passages
        judgement = self._judgement(opened, question, hits, evidence, special)
        if judgement.outcome != "refused" and not (special or evidence.standing or evidence.named or evidence.pending):
            names = names_of(question, hits) if question.units else frozenset()
            of_it = (p for p in evidence.passages if is_of(p, names, question.folded))
            told = [search_form(f"{p.heading} {p.lead} {p.text}") for p in of_it]
            judgement = self._judge.hedged(judgement, question, told)
        if unheld and judgement.outcome != "refused":  # the law of other files is no answer
            evidence, judgement = replace(evidence, opening=None), replace(judgement, outcome="partial", missing=(TRANSITIONAL,))
        clock.lap("judge")
        return Looked(question, hits, evidence, special, judgement)

    def _composed(self, opened: Opened, looked: Looked, clock: Clock) -> Checked:
        """The statements that hold."""
        question, hits, evidence, judgement = looked.question, looked.hits, looked.evidence, looked.judgement
        if judgement.outcome == "refused":
            return Checked(question, hits, evidence, (), (), (), (), {}, judgement=judgement)
        sure = judgement.outcome == "answered" or bool(judgement.missing or judgement.reason)
        draft, composer = looked.special or (self._composer.run(question, evidence, opened.store, sure), _name(self._composer))
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
    return hit.applies or hit.passage.version.document in question.documents


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
