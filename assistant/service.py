"""One question in, one checked answer out."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from time import perf_counter

from ingest.catalogue import CORPUS, Catalogue, load_catalogue
from ingest.embedding import load_embedder
from ingest.index import Index, open_index
from ingest.index.records import Version
from ingest.index.store import Store
from ingest.index.tokens import Expander

from .answer import Answer, Citation, Statement
from .composers import ExtractComposer
from .evidence import EvidenceFinder
from .question import Question, QuestionReader, today
from .refusal import Refusal, refuse
from .render import as_markdown, escape, footer
from .retrieval import Hit, Retriever
from .verify import PlaceOf, verify
from .warnings import warnings_for

NOT_SURE = "Chưa thấy quy định trả lời trực tiếp câu hỏi này. Các quy định gần nhất đang có trong kho:"
DEPTH = 40  # hits looked at for one answer
MAX_FOLLOW_UPS = 3


class Assistant:
    """Answers from one index. Safe to share between sessions of one process."""

    def __init__(self, index: Index, catalogue: Catalogue) -> None:
        self.index = index
        self.catalogue = catalogue
        self._reader = QuestionReader(catalogue)
        self._retriever = Retriever(catalogue)
        self._expand = Expander(catalogue)
        self._composer = ExtractComposer(catalogue)

    def search(self, text: str, limit: int = 10, as_of: date | None = None, place: str | None = None) -> list[Hit]:
        """The best passages for a question; with a place, only general documents and those of the place.

        Raises QuestionError or IndexProblem.
        """
        return self._retriever.search(self.index.opened(), self._reader.read(text, as_of or today()), limit, place)

    def ask(self, text: str, as_of: date | None = None, history: Sequence[str] = ()) -> Answer:
        """The answer to a question on a day (default today in Vietnam). `history`: question and answer in turn, oldest first."""
        clock = _Clock()
        question = self._reader.read(text, as_of or today(), tuple(history))
        clock.lap("understand")
        opened = self.index.opened()  # one generation for the whole answer, whatever is published meanwhile
        hits = self._retriever.search(opened, question, DEPTH)
        clock.lap("retrieve")
        evidence = EvidenceFinder(opened, self.catalogue, self._expand).find(question, hits)
        draft = self._composer.run(question, evidence, opened.store)
        clock.lap("compose")
        verdicts = verify(draft.statements, draft.citations, opened.store.text, _places(opened.store))
        clock.lap("verify")
        kept = [v.statement for v in verdicts if v.passed]
        struck = [f"{v.statement.text[:80]}: {'; '.join(v.faults)}" for v in verdicts if not v.passed]
        if not any(s.role == "ground" for s in kept):
            refusal = refuse(question, evidence, opened.store)
            return _refused(question, refusal, opened.built_at, clock.laps, struck)
        versions = {p.version.id: p.version for p in evidence.passages}
        statements, citations = _renumbered(kept, draft.citations)
        warnings = warnings_for(citations, versions, self.catalogue, question.as_of)
        body = as_markdown(statements, citations, versions)
        if not evidence.sure:
            body = f"{NOT_SURE}\n\n{body}"
        return Answer(
            question=text,
            standalone_question=question.standalone,
            as_of=question.as_of,
            status="partial" if struck or not evidence.sure else "answered",
            refusal_type=None,
            refusal_reason=None,
            answer=f"{body}\n\n{escape(footer(opened.built_at, question.as_of))}",
            statements=tuple(statements),
            citations=tuple(citations),
            warnings=tuple(warnings),
            follow_ups=tuple(_follow_ups(hits, citations)),
            timings_ms=clock.laps,
            receipt=_receipt(question, citations),
            struck=tuple(struck),
        )

    def versions(self) -> list[Version]:
        """What is held."""
        return self.index.opened().store.versions()


def open_assistant(index: Path, corpus: Path = CORPUS, embedding: str | None = None) -> Assistant:
    """An assistant over the index at the path. Raises NoIndex, IndexProblem or EmbeddingError, each one Vietnamese line."""
    return Assistant(open_index(index, load_embedder(embedding)), load_catalogue(corpus))


class _Clock:
    def __init__(self) -> None:
        self.laps: dict[str, float] = {}
        self._started = perf_counter()

    def lap(self, name: str) -> None:
        now = perf_counter()
        self.laps[name] = round((now - self._started) * 1000, 2)
        self._started = now


def _places(store: Store) -> PlaceOf:
    def place_of(version_id: int, component: str, eid: str) -> tuple[str, int, int] | None:
        found = store.provision(version_id, component, eid)
        return (found.version.document, found.start, found.end) if found else None

    return place_of


def _renumbered(statements: Sequence[Statement], citations: Sequence[Citation]) -> tuple[list[Statement], list[Citation]]:
    """Citations in the order of their first mention, without those that no statement uses any more."""
    order = list(dict.fromkeys(n for s in statements for n in s.citations))
    number = {old: new for new, old in enumerate(order, start=1)}
    by_number = {c.n: c for c in citations}
    return (
        [replace(s, citations=tuple(number[n] for n in s.citations)) for s in statements],
        [replace(by_number[old], n=new) for old, new in number.items()],
    )


def _refused(question: Question, refusal: Refusal, built_at: str, laps: dict[str, float], struck: Sequence[str]) -> Answer:
    return Answer(
        question=question.text,
        standalone_question=question.standalone,
        as_of=question.as_of,
        status="refused",
        refusal_type=refusal.type,
        refusal_reason=refusal.reason,
        answer=f"{escape(refusal.reason)}\n\n{escape(footer(built_at, question.as_of, remind=False))}",
        statements=(),
        citations=(),
        warnings=(),
        follow_ups=(),
        timings_ms=laps,
        receipt=_receipt(question, ()),
        struck=tuple(struck),
    )


def _follow_ups(hits: Sequence[Hit], citations: Sequence[Citation]) -> list[str]:
    """Questions on the articles that were found next to those shown."""
    shown = {(c.document, c.article) for c in citations}
    found = list[str]()
    for hit in hits:
        passage = hit.passage
        place = (passage.version.document, passage.article)
        if passage.article and passage.heading and place not in shown and passage.version.document[:1].isdigit():
            shown.add(place)
            found.append(f"Điều {passage.article} ({passage.heading}) {passage.version.kind} số {passage.version.document} quy định gì?")
    return found[:MAX_FOLLOW_UPS]


def _receipt(question: Question, citations: Sequence[Citation]) -> str:
    """A name for the answer that depends on the question, the day and the texts it rests on: the same again gives the same."""
    parts = [
        question.standalone,
        question.as_of.isoformat(),
        *(f"{c.document}|{c.version}|{c.eid}|{c.quote or c.excerpt}" for c in citations),
    ]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()[:16]
