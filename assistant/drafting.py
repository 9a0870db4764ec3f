"""What a question gets on one day: evidence, statements that hold, citations, warnings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from time import perf_counter

from ingest.catalogue import Catalogue
from ingest.index.reader import Opened
from ingest.index.records import Version
from ingest.index.store import Store
from ingest.index.tokens import Expander

from .answer import UNNAMED, Citation, Maker, Statement
from .composers import Composer, Draft, ExtractComposer
from .composers.validity import standing_warnings
from .duties import DutyFinder
from .evidence import Evidence, EvidenceFinder
from .question import Question, QuestionReader
from .ranking import Reranker
from .retrieval import Hit, Retriever
from .verify import PlaceOf, verify
from .warnings import warnings_for

DEPTH = 40  # hits looked at for one answer


class Clock:
    """Milliseconds by step, added up where a step is taken twice."""

    def __init__(self) -> None:
        self.laps: dict[str, float] = {}
        self._started = perf_counter()

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
    maker: Maker = UNNAMED

    @property
    def holds(self) -> bool:
        """Whether a provision is left to answer from."""
        return any(s.role == "ground" for s in self.statements)

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
        self._composers: tuple[Composer, ...] = ()  # by kind of question, asked in this order; what none takes is extracted
        self._composer = ExtractComposer(catalogue)
        self._duties = DutyFinder(catalogue, reader)

    def search(self, opened: Opened, question: Question, limit: int, place: str | None) -> list[Hit]:
        return self._retriever.search(opened, question, limit, place)

    def _special(self, opened: Opened, question: Question, hits: Sequence[Hit]) -> Draft | None:
        """What the first composer makes whose kind the question is."""
        return next((_signed(composer, draft) for composer in self._composers if (draft := composer.run(opened, question, hits))), None)

    def draft(self, opened: Opened, question: Question, clock: Clock) -> Checked:
        """What the day of the question gives."""
        hits = [hit for hit in self._retriever.search(opened, question, DEPTH) if _may_answer(hit, question)]
        clock.lap("retrieve")
        evidence = EvidenceFinder(opened, self._catalogue, self._expand, self._duties).find(question, hits)
        draft = self._special(opened, question, hits) or _signed(self._composer, self._composer.run(question, evidence, opened.store))
        clock.lap("compose")
        verdicts = verify(draft.statements, draft.citations, opened.store.text, _places(opened.store))
        clock.lap("verify")
        struck = tuple(f"{v.statement.text[:80]}: {'; '.join(v.faults)}" for v in verdicts if not v.passed and not v.statement.optional)
        statements, citations = _renumbered([v.statement for v in verdicts if v.passed], draft.citations)
        told = standing_warnings(evidence.standing) if evidence.standing else []
        warnings = (*told, *warnings_for(citations, draft.versions, self._catalogue, question.as_of))
        return Checked(question, hits, evidence, statements, citations, warnings, struck, draft.versions, draft.maker)


def _signed(composer: object, draft: Draft) -> Draft:
    """The draft with the name of the composer: "extract" for an ExtractComposer."""
    name = type(composer).__name__.removesuffix("Composer").lower()
    return draft if draft.maker.composer else replace(draft, maker=replace(draft.maker, composer=name))


def _may_answer(hit: Hit, question: Question) -> bool:
    """Whether an answer may rest on the provision: what is not in force only where its document is asked for by number."""
    return hit.state not in {"expired", "not_yet"} or hit.passage.version.document in question.documents


def _places(store: Store) -> PlaceOf:
    def place_of(version_id: int, component: str, eid: str) -> tuple[str, int, int] | None:
        found = store.provision(version_id, component, eid)
        return (found.version.document, found.start, found.end) if found else None

    return place_of


def _renumbered(statements: Sequence[Statement], citations: Sequence[Citation]) -> tuple[tuple[Statement, ...], tuple[Citation, ...]]:
    """Citations in the order of their first mention, without those that no statement uses any more."""
    order = list(dict.fromkeys(n for s in statements for n in s.citations))
    number = {old: new for new, old in enumerate(order, start=1)}
    by_number = {c.n: c for c in citations}
    return (
        tuple(replace(s, citations=tuple(number[n] for n in s.citations)) for s in statements),
        tuple(replace(by_number[old], n=new) for old, new in number.items()),
    )
