"""Question → passages: lexical and dense hits fused, filtered by the day asked about, one version of each provision."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from ingest.catalogue import Catalogue, ProvisionRef
from ingest.index.lexical import Hits
from ingest.index.reader import Opened
from ingest.index.records import StoredPassage
from ingest.index.tokens import syllables
from ingest.law.provision import MAIN
from ingest.law.validity import State, state_on
from ingest.versions import preferred_version

from .question import Question

LEXICAL_DEPTH = 200  # candidates taken from each side; expired ones and other versions fall out afterwards
DENSE_DEPTH = 100
DEPTH_FOR_EACH = 4  # lexical candidates for each result asked for, where that is more
LEXICAL_SHARE = 0.75  # of the fused score, on z-scores; between 0.65 and 0.8 it made no difference beyond noise
COVERAGE_WEIGHT = 3.0  # what full coverage of the question adds, in standard deviations: swept with the next two on benchmarks/questions
PAIR_WEIGHT = 0.5
REPORT_WEIGHT = -0.3  # reports and notes tell what was said, not what the law is
RERANKED = 40  # hits whose words are looked at; further ones keep their order
ZONES = "khu công nghiệp khu chế xuất khu kinh tế"
LOCAL_WEIGHT = -2.0  # what holds in one province only, where the question names none
NAMED_DOCUMENT = 3.0  # standard deviations added where the question names the document
NAMED_PROVISION = 6.0  # and where it names the provision


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found.

    `coverage` is the share of the question's content (by rarity) that its words hold, `similarity` the cosine of the vectors.
    """

    passage: StoredPassage
    score: float
    coverage: float
    similarity: float
    state: State


class Retriever:
    """Searches a generation of an index; safe to share between threads."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def search(self, opened: Opened, question: Question, limit: int, place: str | None = None) -> list[Hit]:
        """The best passages, best first; what is not in force on the day only where the question names its document."""
        fused = self._fused(opened, question, max(LEXICAL_DEPTH, DEPTH_FOR_EACH * limit))
        places = (*question.places, *([place] if place else []))
        elsewhere = {p.id for p in fused.passages if is_elsewhere(self._catalogue, p, places)}
        for found_id in elsewhere:
            fused.scores[found_id] += LOCAL_WEIGHT
        ranked = sorted(fused.passages, key=lambda p: (-fused.scores[p.id], p.id))
        kept = [p for p in self._kept(ranked, question) if not places or p.id not in elsewhere]
        weights = dict(zip(question.words, opened.lexical.weights(question.words, question.folded).tolist(), strict=True))
        found = kept[: max(RERANKED, 2 * limit)]  # half of them at most are openings that fall out
        shown = [self._as_of(opened, passage, question.as_of) for passage in found]
        covered = _coverage(opened, question, shown, weights)
        hits = [self._hit(question, fused, *row) for row in zip(found, shown, covered, strict=True)]
        head = sorted(hits[:RERANKED], key=lambda hit: (-hit.score, hit.passage.id))
        return list(islice(_without_repeated_leads([*head, *hits[RERANKED:]]), limit))

    def _kept(self, ranked: Iterable[StoredPassage], question: Question) -> Iterator[StoredPassage]:
        """Those in force on the day or of unknown date, or of a document that the question names; each provision once."""
        seen = set[tuple[str, str, str]]()
        for passage in ranked:
            where = (passage.version.document, passage.component, passage.eid)
            over = passage.validity.state(question.as_of) in {"expired", "not_yet"} and passage.version.document not in question.documents
            if over or where in seen:
                continue
            if passage.eid.startswith(("art_", "stm_")):  # chunks of an appendix share their eId
                seen.add(where)
            yield passage

    def _hit(self, question: Question, fused: "_Fused", found: StoredPassage, shown: StoredPassage, covered: tuple[float, float]) -> Hit:
        """The passage to be shown in place of the one found, with the score of that one."""
        score = fused.scores[found.id] + COVERAGE_WEIGHT * covered[0] + PAIR_WEIGHT * covered[1]
        score += REPORT_WEIGHT if shown.version.text_kind in {"report", "note"} else 0.0
        state = state_on(self._catalogue, shown.version.document, shown.key, shown.validity, question.as_of)
        return Hit(shown, score, covered[0], fused.similarity.get(found.id, 0.0), state)

    def _as_of(self, opened: Opened, passage: StoredPassage, day: date) -> StoredPassage:
        """The same provision in the text to be shown for that day: an official one before a digest, the latest not after the day."""
        best = preferred_version(opened.versions_of(passage.version.document), day)
        if best is None or best.id == passage.version.id:
            return passage
        same = [p for p in opened.store.passages_at(best.id, passage.component, passage.eid) if p.eid == passage.eid]
        return same[0] if same else passage

    def _fused(self, opened: Opened, question: Question, depth: int) -> "_Fused":
        lexical = opened.lexical.search(question.search_text, question.folded, depth)
        dense = opened.vectors.search(question.search_text, DENSE_DEPTH)
        passages = opened.store.by_rows(lexical.rows) if len(lexical.rows) else {}
        by_id = {p.id: p for p in passages.values()}
        by_id |= opened.store.by_ids(i for i, _ in dense if i not in by_id)
        scores = dict.fromkeys(by_id, 0.0)
        _add(scores, ((passages[int(r)].id, float(s)) for r, s in _pairs(lexical)), LEXICAL_SHARE)
        _add(scores, ((i, s) for i, s in dense if i in by_id), 1 - LEXICAL_SHARE)
        for passage in self._named(opened, question):
            by_id[passage.id] = passage
            scores[passage.id] = scores.get(passage.id, 0.0) + NAMED_PROVISION
        for passage in by_id.values():
            if passage.version.document in question.documents:
                scores[passage.id] += NAMED_DOCUMENT
        return _Fused(list(by_id.values()), scores, dict(dense))

    def _named(self, opened: Opened, question: Question) -> Iterable[StoredPassage]:
        """The passages of the provision that the question names with its document."""
        if not question.locator:
            return
        for document in question.documents:
            if version := preferred_version(opened.versions_of(document), question.as_of):
                yield from opened.store.passages_at(version.id, question.locator.component, question.locator.eid)


def _without_repeated_leads(hits: Iterable[Hit]) -> Iterator[Hit]:
    """The hits without the opening of a khoản that a điểm found before it shows already."""
    opened = set[tuple[int, str, str]]()
    for hit in hits:
        passage = hit.passage
        if (passage.version.id, passage.component, passage.eid) in opened:
            continue
        if passage.point:
            opened.add((passage.version.id, passage.component, passage.eid.rpartition("__")[0]))
        yield hit


def _coverage(
    opened: Opened, question: Question, passages: Sequence[StoredPassage], weights: dict[str, float]
) -> list[tuple[float, float]]:
    """Of each passage the shares of the question's words, and of its pairs of adjacent words, that it holds, weighed by their rarity."""
    rows = np.array([passage.row for passage in passages], dtype=np.int64)
    of_words = np.array([weights[word] for word in question.words])
    of_pairs = np.array([weights[a] + weights[b] for a, b in question.pairs])
    shares = []
    for terms, rarity in ((question.words, of_words), (question.pairs, of_pairs)):
        held = opened.lexical.holding(rows, terms, question.folded)
        shares.append((held @ rarity / rarity.sum()).tolist() if rarity.any() else [0.0] * len(rows))
    return list(zip(*shares, strict=True))


def is_elsewhere(catalogue: Catalogue, passage: StoredPassage, places: Sequence[str]) -> bool:
    """Whether the passage holds only in a province that is none of the places."""
    instrument = catalogue.instrument(passage.version.document)
    if not instrument or not instrument.locality:
        return False
    return not any(catalogue.places.are_same(instrument.locality, place) for place in places)


def provision_passage(opened: Opened, ref: ProvisionRef, day: date) -> StoredPassage | None:
    """The passage of a provision in the version for the day; None where no text of it is held."""
    version = preferred_version(opened.versions_of(ref.instrument), day)
    if version is None or not ref.eid:
        return None
    component, _, eid = ref.eid.rpartition("/")
    found = opened.store.passages_at(version.id, component or MAIN, eid)
    return found[0] if found else None


def content_weights(opened: Opened, question: Question) -> dict[str, float]:
    """How much each content word of the question says (its rarity); the zones are left out, nearly all clauses name them."""
    zones = set(syllables(ZONES, question.folded))
    words = [w for w in question.words if w not in zones]
    return dict(zip(words, opened.lexical.weights(words, question.folded).tolist(), strict=True))


@dataclass(frozen=True, slots=True)
class _Fused:
    """Candidates with their fused scores, and the cosines of those that the dense side found."""

    passages: list[StoredPassage]
    scores: dict[str, float]
    similarity: dict[str, float]


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
