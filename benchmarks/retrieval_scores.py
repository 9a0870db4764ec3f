"""Who found what where: expected clauses by place in the list, articles and documents by rank; of the product and of its peers."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from assistant import Assistant
from ingest.index.store import Store

from .alqac import ArticleQuestion, Place
from .board_questions import BoardQuestion, Clause
from .metrics import Quality, quality, share
from .peers import Peer, Span
from .retrieval_sets import Level

DEPTHS = (1, 4, 10, 50)  # 4 is what the usual chain hands to its model
DEPTH = 100  # passages looked at for the first ten articles or documents
DAY = date(2026, 11, 28)  # for questions without a day of their own: a score must not change with the calendar


class Ranker(Protocol):
    """Finds for a question the place of each expected clause, or an order of articles or documents."""

    def ranks(self, question: BoardQuestion, clauses: Sequence[Clause]) -> list[int | None]:
        """For each clause the place of the first hit that meets it, from 1; None where none of the first DEPTHS[-1] does."""

    def places(self, text: str, level: Level) -> list[Place]:
        """Articles, or documents, each where its best passage stands."""


class Held:
    """Where the texts of an index hold a provision."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.spans = lru_cache(maxsize=None)(self._spans)
        self.articles = lru_cache(maxsize=64)(self._articles)
        self.stems = {version.id: Path(version.file).stem for version in store.versions()}

    def _spans(self, clause: Clause) -> tuple[Span, ...]:
        """Of the clause or its alternatives, in every version of the text."""
        return tuple(
            Span(version.id, found.start, found.end)
            for one in clause.accepted
            for version in self.store.versions(one.document)
            for found in self.store.provisions_named(version.id, one.eid)
            if found.component == one.component
        )

    def _articles(self, version: int) -> tuple[tuple[str, Span], ...]:
        """(number, span) of the articles of a text, in order."""
        provisions = self.store.provisions(version)
        return tuple((p.number or "", Span(version, p.start, p.end)) for p in provisions if p.kind == "article")

    def __contains__(self, clause: Clause) -> bool:
        return bool(self.spans(clause))


class Product:
    """The assistant's own search."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    def ranks(self, question: BoardQuestion, clauses: Sequence[Clause]) -> list[int | None]:
        hits = self._assistant.search(question.text, DEPTHS[-1], question.as_of or DAY)
        found = [Clause(h.passage.version.document, h.passage.eid, h.passage.component) for h in hits]
        return [_first(clause.is_met_by(hit) for hit in found) for clause in clauses]

    def places(self, text: str, level: Level) -> list[Place]:
        passages = [hit.passage for hit in self._assistant.search(text, DEPTH, DAY)]
        if level == "document":
            return _once((Path(passage.version.file).stem, "") for passage in passages)
        return _once((Path(passage.version.file).stem, passage.article) for passage in passages if passage.article)


class OfPeer:
    """A peer's passages: one meets a clause where they overlap in the same text, and is of all articles that it overlaps."""

    def __init__(self, peer: Peer, held: Held) -> None:
        self._peer, self._held = peer, held

    def ranks(self, question: BoardQuestion, clauses: Sequence[Clause]) -> list[int | None]:
        found = self._peer.search(question.text, DEPTHS[-1])
        return [_first(any(span.shared_with(other) for other in self._held.spans(clause)) for span in found) for clause in clauses]

    def places(self, text: str, level: Level) -> list[Place]:
        found = self._peer.search(text, DEPTH)
        if level == "document":
            return _once((self._held.stems[span.version], "") for span in found)
        return _once((self._held.stems[span.version], number) for span in found for number in self._numbers(span))

    def _numbers(self, span: Span) -> list[str]:
        """The articles that a passage overlaps, the largest part first."""
        parts = [(span.shared_with(article), number) for number, article in self._held.articles(span.version)]
        return [number for size, number in sorted(parts, key=lambda part: -part[0]) if size]


@dataclass(frozen=True, slots=True)
class Found:
    """`ranks` are of the clauses that count; `not_held` others are set aside."""

    question: BoardQuestion
    ranks: tuple[int | None, ...]
    not_held: int


@dataclass(frozen=True, slots=True)
class Shares:
    """Of all clauses that count, those in the first n hits: `found[n]`."""

    questions: int
    clauses: int
    not_held: int
    found: dict[int, float]

    def scores(self) -> dict[str, float]:
        """What floors are pinned for."""
        return {f"found_{depth}": value for depth, value in self.found.items()}


def find_clauses(ranker: Ranker, questions: Iterable[BoardQuestion], held: Held, sets_aside: bool) -> list[Found]:
    """One a question that can be answered."""
    found = []
    for question in questions:
        if question.answerable:
            counted = [clause for clause in question.expected if not sets_aside or clause in held]
            ranks = ranker.ranks(question, counted)
            found.append(Found(question, tuple(ranks), len(question.expected) - len(counted)))
    return found


def shares_of(found: Sequence[Found]) -> Shares:
    ranks = [rank for one in found for rank in one.ranks]
    by_depth = {depth: share(sum(rank is not None and rank <= depth for rank in ranks), len(ranks)) for depth in DEPTHS}
    return Shares(len(found), len(ranks), sum(one.not_held for one in found), by_depth)


def by_group(found: Iterable[Found], name: Callable[[Found], str]) -> dict[str, Shares]:
    """The shares of each group, in the order of their names."""
    groups: dict[str, list[Found]] = {}
    for one in found:
        groups.setdefault(name(one), []).append(one)
    return {key: shares_of(groups[key]) for key in sorted(groups)}


def find_places(ranker: Ranker, questions: Sequence[ArticleQuestion], level: Level) -> tuple[Quality, Quality]:
    """Of the questions as they are and typed without accents."""
    accented = quality([(ranker.places(q.text, level), q.gold) for q in questions])
    return accented, quality([(ranker.places(q.unaccented, level), q.gold) for q in questions])


def place_scores(accented: Quality, unaccented: Quality) -> dict[str, float]:
    """What floors are pinned for."""
    return {
        f"{prefix}{name}": float(getattr(found, name))
        for prefix, found in (("", accented), ("unaccented_", unaccented))
        for name in ("recall_1", "recall_5", "recall_10", "mrr_10")
    }


def _first(met: Iterable[bool]) -> int | None:
    return next((place for place, is_met in enumerate(met, start=1) if is_met), None)


def _once(places: Iterable[Place]) -> list[Place]:
    return list(dict.fromkeys(places))
