"""Question → passages: lexical and dense hits fused, filtered by the day asked about, one version of each provision."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from ingest.catalogue import Catalogue
from ingest.index import Index
from ingest.index.lexical import Hits
from ingest.index.reader import Opened
from ingest.index.store import Store, StoredPassage
from ingest.index.tokens import Expander, syllables
from ingest.law.normalise import fold
from ingest.law.validity import State
from ingest.versions import preferred_version

from .question import Question

LEXICAL_DEPTH = 400  # candidates taken from each side; expired ones and other versions fall out afterwards
DENSE_DEPTH = 100
LEXICAL_SHARE = 0.65  # of the fused score; measured best on ALQAC with z-scores
NAMED_DOCUMENT = 2.0  # standard deviations added where the question names the document
NAMED_PROVISION = 6.0  # and where it names the provision


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found. `score` is the fused score; `coverage` the share of the question's content (by rarity) that its words hold."""

    passage: StoredPassage
    score: float
    coverage: float
    state: State


class Retriever:
    """Searches one index."""

    def __init__(self, index: Index, catalogue: Catalogue) -> None:
        self._index = index
        self._catalogue = catalogue
        self._expand = Expander(catalogue)

    @property
    def store(self) -> Store:
        return self._index.opened().store

    def search(self, question: Question, limit: int, place: str | None = None) -> list[Hit]:
        """The best passages, best first: of provisions not expired and not yet to come on the day, unless the question names their document."""
        opened = self._index.opened()
        scored = self._fused(opened, question)
        named = set(question.documents)
        hits, seen = list[Hit](), set[tuple[str, str, str]]()
        for passage, score in sorted(scored, key=lambda pair: (-pair[1], pair[0].id)):
            place = (passage.version.document, passage.component, passage.eid)
            state = passage.validity.state(question.as_of)
            if state in {"expired", "not_yet"} and passage.version.document not in named or not self._holds_for(passage, place):
                continue
            if place in seen and passage.eid.startswith(("art_", "stm_")):
                continue
            seen.add(place)
            best = self.as_of(passage, question.as_of)
            hits.append(Hit(best, float(score), self._coverage(opened, question, best), best.validity.state(question.as_of)))
            if len(hits) == limit:
                break
        return hits

    def _holds_for(self, passage: StoredPassage, place: str | None) -> bool:
        """Whether a document is a general one or that of the place."""
        instrument = self._catalogue.instrument(passage.version.document)
        return not place or not instrument or not instrument.locality or fold(instrument.locality) == fold(place)

    def as_of(self, passage: StoredPassage, day: date) -> StoredPassage:
        """The same provision in the text to be shown for that day: an official one before a digest, the latest not after the day."""
        store = self.store
        best = preferred_version(store.versions(passage.version.document), day)
        if best is None or best.id == passage.version.id:
            return passage
        same = [p for p in store.passages_at(best.id, passage.component, passage.eid) if p.eid == passage.eid]
        return same[0] if same else passage

    def _fused(self, opened: Opened, question: Question) -> list[tuple[StoredPassage, float]]:
        lexical = opened.lexical.search(question.search_text, question.folded, LEXICAL_DEPTH)
        dense = opened.vectors.search(question.search_text, DENSE_DEPTH)
        passages = opened.store.by_rows(lexical.rows) if len(lexical.rows) else {}
        by_id = {p.id: p for p in passages.values()}
        by_id |= opened.store.by_ids(i for i, _ in dense if i not in by_id)
        scores = dict.fromkeys(by_id, 0.0)
        _add(scores, ((passages[int(r)].id, float(s)) for r, s in _pairs(lexical)), LEXICAL_SHARE)
        _add(scores, ((i, s) for i, s in dense if i in by_id), 1 - LEXICAL_SHARE)
        for passage in self._named(opened.store, question):
            by_id[passage.id] = passage
            scores[passage.id] = scores.get(passage.id, 0.0) + NAMED_PROVISION
        for passage in by_id.values():
            if passage.version.document in question.documents:
                scores[passage.id] += NAMED_DOCUMENT
        return [(by_id[i], score) for i, score in scores.items()]

    def _named(self, store: Store, question: Question) -> Iterable[StoredPassage]:
        """The passages of the provision that the question names with its document."""
        if not question.locator:
            return
        for document in question.documents:
            if version := preferred_version(store.versions(document), question.as_of):
                yield from store.passages_at(version.id, question.locator.component, question.locator.eid)

    def _coverage(self, opened: Opened, question: Question, passage: StoredPassage) -> float:
        if not question.words:
            return 0.0
        text = f"{passage.version.title} {passage.heading} {passage.lead} {passage.text}"
        held = set(syllables(self._expand(text), question.folded))
        weights = opened.lexical.weights(question.words, question.folded)
        total = float(weights.sum())
        found = sum(float(w) for word, w in zip(question.words, weights, strict=True) if word in held)
        return found / total if total else 0.0


def _pairs(hits: Hits) -> Iterable[tuple[int, float]]:
    return zip(hits.rows.tolist(), hits.scores.tolist(), strict=True)


def _add(scores: dict[str, float], found: Iterable[tuple[str, float]], share: float) -> None:
    """Adds one side's scores in standard deviations; what that side did not find counts as its lowest."""
    rows = list(found)
    if not rows:
        return
    values: NDArray[np.float64] = np.array([score for _, score in rows])
    spread = float(values.std()) or 1.0
    z = (values - values.mean()) / spread
    lowest = float(z.min())
    side = {i: float(value) for (i, _), value in zip(rows, z, strict=True)}
    for passage in scores:
        scores[passage] += share * side.get(passage, lowest)

