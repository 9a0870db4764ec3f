"""Question → rows of the index, best first: of the texts of one provision the best one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ingest.catalogue import Catalogue, ProvisionRef
from ingest.index.reader import Opened
from ingest.index.tokens import syllables
from ingest.law.normalise import fold

from ..question import Question
from .candidates import find_candidates
from .companions import Companions
from .features import FEATURES, Asking, features_of
from .held import Held
from .titles import number_places
from .weights import Weights, load_weights

PART_SHARE = 0.3  # of the whole question's say that each of its parts has, see `joined`
LEADING = 6  # best provisions whose companions are brought along
COMPANION_BEHIND = 0.7  # how far behind the provision that brings it along a companion stands, in score
SAME_DOCUMENT = 1.0  # score for standing in a document that the answer before cited, where a follow-up goes on from it
SIDE = 6.0  # and for holding, there, all of what the follow-up asks now
_WORDS, _COSINE, _ELSEWHERE = map(FEATURES.index, ("words", "cosine", "elsewhere"))
_Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A row; `coverage`, `similarity` and `of_parts` as in `Hit`, `elsewhere` where it holds only in a province that is not asked about."""

    row: int
    score: float
    coverage: float
    similarity: float
    elsewhere: bool
    of_parts: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Look:
    """What one question sees: the places of its rows among those of the whole question, and their features, one row each."""

    among: NDArray[np.int64]
    features: _Scores


class Ranker:
    """Ranks the rows of any generation; safe to share between threads."""

    def __init__(self, catalogue: Catalogue, weights: Weights | None = None) -> None:
        self._catalogue = catalogue
        self._weights = weights or load_weights()
        self._companions = Companions(catalogue)
        self._held: tuple[str, Held] | None = None  # of one generation, by its name

    def rank(self, opened: Opened, question: Question, limit: int, places: Sequence[str]) -> list[Ranked]:
        """All candidates; what is not in force on the day only where the question names its document."""
        rows, looks = self.features(opened, question, limit, places)
        near, held = near_recalled(opened, question, rows)
        of_each, among = [self._weights.scores(look.features) + near[look.among] for look in looks], [look.among for look in looks]
        of_parts = spread(of_each[1:], among[1:], len(rows))
        ranked = _best_of_each(opened, rows, joined(of_each, among), looks[0].features, held, of_parts)
        return self._with_companions(opened, question, ranked, places)

    def features(self, opened: Opened, question: Question, limit: int, places: Sequence[str]) -> tuple[NDArray[np.int64], list[Look]]:
        """The candidate rows, and how the whole question and each of its parts see them: the whole all of them, a part its own."""
        asked = (question, *question.parts)
        candidates = find_candidates(opened, self._held_in(opened), asked, limit)
        if not len(candidates[0].rows):
            return candidates[0].rows, [Look(c.among, np.zeros((0, len(FEATURES)), dtype=np.float32)) for c in candidates]
        elsewhere = self._elsewhere(opened, candidates[0].rows, places)
        of_each = zip(asked, candidates, strict=True)
        return candidates[0].rows, [Look(c.among, features_of(opened, self._asking(opened, q), c, elsewhere[c.among])) for q, c in of_each]

    def _asking(self, opened: Opened, question: Question) -> Asking:
        """The question with the documents that it names; their titles and numbers count for the document, not for the matter."""
        sequence = syllables(question.search_text, question.folded)
        titled = self._held_in(opened).titles.find(sequence, question)
        names = titled.places | number_places(sequence, question)
        matter = {word for place, word in enumerate(sequence) if place not in names}
        rarity = opened.lexical.weights(question.words, question.folded).tolist()
        only_named = set() if matter.isdisjoint(question.words) else {sequence[place] for place in names} - matter
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

    def _with_companions(self, opened: Opened, question: Question, ranked: list[Ranked], places: Sequence[str]) -> list[Ranked]:
        """The companions of the best not far behind them, wherever their own words put them; none of another province."""
        lifted = self._lifted(opened, question, ranked[:LEADING], places)
        if not lifted:
            return ranked
        provisions = opened.rows.of(np.array([row.row for row in ranked], dtype=np.int64), "provision").tolist()
        held = dict(zip(provisions, ranked, strict=True))
        for provision, (row, score) in lifted.items():
            own = held.get(provision, Ranked(row, score, 0.0, 0.0, False))
            held[provision] = replace(own, score=max(own.score, score))
        return sorted(held.values(), key=lambda row: (-row.score, row.row))

    def _lifted(self, opened: Opened, question: Question, leading: Sequence[Ranked], places: Sequence[str]) -> dict[int, tuple[int, float]]:
        """For the provision of each companion its row and the score that it is lifted to."""
        passages = opened.store.by_rows(row.row for row in leading)
        asked, lifted = frozenset(map(fold, question.words)), self._pointed_at(opened, question, leading)
        for row in leading:
            passage = passages[row.row]
            for partner in self._companions.of(ProvisionRef(passage.version.document, passage.key), asked, question.as_of):
                found = self._held_in(opened).row_of(opened, partner, question.as_of)
                if found is not None and not is_elsewhere(self._catalogue, partner.instrument, places):
                    provision = int(opened.rows.of(np.array([found]), "provision")[0])
                    lifted.setdefault(provision, (found, row.score - COMPANION_BEHIND))
        return lifted

    def _pointed_at(self, opened: Opened, question: Question, leading: Sequence[Ranked]) -> dict[int, tuple[int, float]]:
        """The same for what the last answer cited, in its order, where the question is about that answer: in front of all else."""
        if not question.points_back:
            return {}
        rows = [row for ref in question.recalled if (row := self._held_in(opened).row_of(opened, ref, question.as_of)) is not None]
        first = (leading[0].score if leading else 0.0) + len(rows)
        provisions = opened.rows.of(np.array(rows, dtype=np.int64), "provision").tolist()
        return {provision: (row, first - n) for n, (provision, row) in enumerate(zip(provisions, rows, strict=True))}


def is_elsewhere(catalogue: Catalogue, document: str, places: Sequence[str]) -> bool:
    """Whether the document holds only in a province that is none of the places."""
    instrument = catalogue.instrument(document)
    if not instrument or not instrument.locality:
        return False
    return not any(catalogue.places.are_same(instrument.locality, place) for place in places)


def joined(scores: Sequence[_Scores], among: Sequence[NDArray[np.int64]]) -> _Scores:
    """The scores for the whole question; where it has parts, how likely each row answers the whole or one of them, on the same scale.

    `among` are the places of each question's rows among those of the whole, the first. Weights are learned by likelihood, so exp(score)
    over its sum is how likely a row is to answer.
    """
    if len(scores) == 1 or not len(scores[0]):
        return scores[0]
    total = float(np.logaddexp.reduce(scores[0]))
    answers = scores[0] - total
    for of_part, places in zip(scores[1:], among[1:], strict=True):
        if len(places):
            likely = of_part - float(np.logaddexp.reduce(of_part)) + np.log(PART_SHARE)
            answers[places] = np.logaddexp(answers[places], likely)
    return np.asarray(answers + total, dtype=np.float32)


def spread(of_parts: Sequence[_Scores], among: Sequence[NDArray[np.int64]], rows: int) -> _Scores:
    """A row for each row of the whole question, a column for each of its parts: the score for the part, -inf where it has not found it."""
    found = np.full((rows, len(of_parts)), -np.inf, dtype=np.float32)
    for part, (scores, places) in enumerate(zip(of_parts, among, strict=True)):
        found[places, part] = scores
    return found


def near_recalled(opened: Opened, question: Question, rows: NDArray[np.int64]) -> tuple[_Scores, _Scores]:
    """For each row how near it stands to the provisions that the answer before cited, in score, and which share of what a follow-up
    asks now it holds there."""
    held = np.zeros(len(rows), dtype=np.float32)
    there = np.isin(opened.rows.of(rows, "document"), opened.rows.codes(dict.fromkeys(ref.instrument for ref in question.recalled)))
    if question.side and there.any():
        words = opened.lexical.matches(opened.lexical.read(rows[there]), question.side, question.side, (), question.folded).words
        rarity = opened.lexical.weights(question.side, question.folded)
        held[there] = (words.any(axis=1) @ rarity) / (rarity.sum() or 1.0)
    return np.asarray(SAME_DOCUMENT * there + SIDE * held, dtype=np.float32), held


def _best_of_each(
    opened: Opened, rows: NDArray[np.int64], scores: _Scores, features: NDArray[np.float32], held: _Scores, of_parts: _Scores
) -> list[Ranked]:
    """Of each provision its best row, best first. `held`: the shares of what a follow-up asks now, which count as coverage too."""
    order = np.lexsort((rows, -scores))
    _, first = np.unique(opened.rows.of(rows[order], "provision"), return_index=True)
    coverage, cosine, away = np.maximum(features[:, _WORDS], held), features[:, _COSINE], features[:, _ELSEWHERE]
    return [
        Ranked(int(rows[i]), float(scores[i]), float(coverage[i]), float(cosine[i]), bool(away[i]), tuple(of_parts[i].tolist()))
        for i in order[np.sort(first)].tolist()
    ]
