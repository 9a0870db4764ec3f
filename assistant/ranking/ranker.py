"""Question → rows of the index, best first: of the texts of one provision the best one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.catalogue import Catalogue, ProvisionRef
from ingest.index.reader import Opened
from ingest.index.tokens import syllables
from ingest.law.provision import MAIN
from ingest.versions import preferred_version

from ..question import Question
from .candidates import Candidates, find_candidates
from .companions import Companions
from .features import FEATURES, Asking, features_of
from .held import Held
from .weights import load_weights

PART_SHARE = 0.5  # of the whole question's say that each of its parts has, see `_together`
LEADING = 6  # best provisions whose companions are brought along
COMPANION_BEHIND = 0.7  # how far behind the provision that brings it along a companion stands, in score
_WORDS = FEATURES.index("words")
_Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A row; `coverage` and `similarity` as in `Hit`, `elsewhere` where it holds only in a province that is not asked about."""

    row: int
    score: float
    coverage: float
    similarity: float
    elsewhere: bool


class Ranker:
    """Ranks the rows of any generation; safe to share between threads."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._weights = load_weights()
        self._companions = Companions(catalogue)
        self._held: tuple[str, Held] | None = None  # of one generation, by its name

    def rank(self, opened: Opened, question: Question, limit: int, places: Sequence[str]) -> list[Ranked]:
        """All candidates; what is not in force on the day only where the question names its document."""
        candidates = find_candidates(opened, self._held_in(opened), (question, *question.parts), limit)
        elsewhere = self._elsewhere(opened, candidates[0].rows, places)
        features = [
            features_of(opened, self._asking(opened, asked), found, elsewhere)
            for asked, found in zip((question, *question.parts), candidates, strict=True)
        ]
        scores = _together([self._weights.scores(of_one) for of_one in features])
        ranked = _best_of_each(opened, candidates[0], scores, features[0][:, _WORDS], elsewhere)
        return self._with_companions(opened, question, ranked)

    def _asking(self, opened: Opened, question: Question) -> Asking:
        """The question with the documents that it names; a title that it names counts for the document, not for the matter."""
        sequence = syllables(question.search_text, question.folded)
        titled = self._held_in(opened).titles.find(sequence, question)
        matter = {word for place, word in enumerate(sequence) if place not in titled.places}
        rarity = opened.lexical.weights(question.words, question.folded).tolist()
        only_named = set() if matter.isdisjoint(question.words) else {sequence[place] for place in titled.places} - matter
        weights = {word: 0.0 if word in only_named else weight for word, weight in zip(question.words, rarity, strict=True)}
        return Asking(question, weights, opened.rows.codes(question.documents), titled.documents)

    def _held_in(self, opened: Opened) -> Held:
        known = self._held
        if known is None or known[0] != opened.name:
            known = self._held = (opened.name, Held(opened, self._catalogue))
        return known[1]

    def _elsewhere(self, opened: Opened, rows: NDArray[np.int64], places: Sequence[str]) -> NDArray[np.bool_]:
        codes = opened.rows.of(rows, "document")
        local = [c for c in np.unique(codes).tolist() if is_elsewhere(self._catalogue, opened.rows.documents[c], places)]
        return np.isin(codes, local)

    def _with_companions(self, opened: Opened, question: Question, ranked: list[Ranked]) -> list[Ranked]:
        """The companions of the best not far behind them, wherever their own words put them."""
        leading = opened.store.by_rows(row.row for row in ranked[:LEADING])
        lifted: dict[int, float] = {}
        for row in ranked[:LEADING]:
            passage = leading[row.row]
            for partner in self._companions.of(ProvisionRef(passage.version.document, passage.key), question):
                for partner_row in self._rows_of(opened, partner, question):
                    lifted[partner_row] = max(lifted.get(partner_row, -np.inf), row.score - COMPANION_BEHIND)
        if not lifted:
            return ranked
        held = {row.row: row for row in ranked}
        for place, score in lifted.items():
            own = held.get(place, Ranked(place, score, 0.0, 0.0, False))
            held[place] = Ranked(place, max(own.score, score), own.coverage, own.similarity, own.elsewhere)
        return sorted(held.values(), key=lambda row: (-row.score, row.row))

    def _rows_of(self, opened: Opened, place: ProvisionRef, question: Question) -> Iterator[int]:
        """The first row of a provision in its text for the day, if it is in force."""
        version = preferred_version(opened.versions_of(place.instrument), question.as_of)
        component, _, eid = place.eid.rpartition("/")
        passages = opened.store.passages_at(version.id, component or MAIN, eid) if version else []
        if passages and passages[0].validity.state(question.as_of) not in {"expired", "not_yet"}:
            yield passages[0].row


def is_elsewhere(catalogue: Catalogue, document: str, places: Sequence[str]) -> bool:
    """Whether the document holds only in a province that is none of the places."""
    instrument = catalogue.instrument(document)
    if not instrument or not instrument.locality:
        return False
    return not any(catalogue.places.are_same(instrument.locality, place) for place in places)


def _together(scores: Sequence[_Scores]) -> _Scores:
    """The scores for the whole question; where it has parts, how likely each row answers the whole or one of them, on the same scale.

    Weights are learned by likelihood, so exp(score) over its sum is how likely a row is to answer.
    """
    if len(scores) == 1 or not len(scores[0]):
        return scores[0]
    totals = [float(np.logaddexp.reduce(of_one)) for of_one in scores]
    likely = [of_one - total for of_one, total in zip(scores, totals, strict=True)]
    joined = np.logaddexp.reduce([likely[0], *(part + np.log(PART_SHARE) for part in likely[1:])])
    return np.asarray(joined + totals[0], dtype=np.float32)


def _best_of_each(opened: Opened, found: Candidates, scores: _Scores, words: _Scores, elsewhere: NDArray[np.bool_]) -> list[Ranked]:
    order = np.lexsort((found.rows, -scores))
    _, first = np.unique(opened.rows.of(found.rows[order], "provision"), return_index=True)
    return [
        Ranked(int(found.rows[i]), float(scores[i]), float(words[i]), float(found.similarity[i]), bool(elsewhere[i]))
        for i in order[np.sort(first)].tolist()
    ]
