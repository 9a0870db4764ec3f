"""Pairs that mean the same, sampled from articles already encoded to token ids.

A text is kept as its sentences' token arrays: no token spans punctuation, so the tokens of a
passage are those of its sentences in a row, and a pair costs no second run of the tokenizer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from ingest.training.texts import Article
from ingest.training.vocabulary import without_diacritics

PAIR_TOKENS = 128  # of each side of a pair: where a clause begins says most, and short is fast
_ENCODE_AT_ONCE = 20_000

Ids = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class PairPlan:
    """Shares of the kinds of pairs (they sum to 1) and how questions are roughened."""

    heading: float  # heading -> clause without it
    neighbour: float  # clause -> another clause of the same article
    rest: float  # sentence -> the clause without it
    whole: float  # sentence -> the whole passage with title and heading
    unaccented: float  # share of questions without diacritics
    titled: float  # share of questions that name the document
    dropped: float  # a question loses up to this share of its tokens
    same_document: int  # clauses of one document in a row of a batch, as hard negatives


@dataclass(frozen=True, slots=True)
class EncodedTexts:
    """Distinct strings as token ids: text ``i`` is ``ids[starts[i]:starts[i + 1]]``."""

    ids: Ids
    starts: NDArray[np.int64]

    def __getitem__(self, index: int) -> Ids:
        return self.ids[self.starts[index] : self.starts[index + 1]]


@dataclass(frozen=True, slots=True)
class TrainingTexts:
    """Every clause as (article, title, heading, sentences), all but the first as text indices."""

    accented: EncodedTexts
    unaccented: EncodedTexts
    clauses: tuple[tuple[int, int, int, tuple[int, ...]], ...]
    document_starts: NDArray[np.int64]


def encode_articles(articles: Iterable[Article], tokenizer: Tokenizer, *, unaccented: bool) -> TrainingTexts:
    """All clauses of ``articles`` encoded, ``unaccented`` a second time without diacritics."""
    index: dict[str, int] = {"": 0}
    clauses: list[tuple[int, int, int, tuple[int, ...]]] = []
    document_starts: list[int] = []
    document = ""
    for number, article in enumerate(articles):
        if article.document != document:
            document = article.document
            document_starts.append(len(clauses))
        title = index.setdefault(article.title, len(index))
        heading = index.setdefault(article.heading, len(index))
        for clause in article.clauses:
            sentences = tuple(index.setdefault(s, len(index)) for s in clause.sentences)
            clauses.append((number, title, heading, sentences))
    texts = list(index)
    accented = _encode(texts, tokenizer)
    plain = _encode([without_diacritics(t) for t in texts], tokenizer) if unaccented else accented
    return TrainingTexts(accented, plain, tuple(clauses), np.array([*document_starts, len(clauses)], dtype=np.int64))


class PairSampler:
    """Draws batches of (question, passage, article) from encoded texts."""

    def __init__(self, texts: TrainingTexts, plan: PairPlan, seed: int) -> None:
        self._texts = texts
        self._plan = plan
        self._random = np.random.default_rng(seed)
        self._kinds = np.cumsum([plan.heading, plan.neighbour, plan.rest, plan.whole])

    def batch(self, size: int) -> tuple[list[Ids], list[Ids], NDArray[np.int64]]:
        """``size`` questions, their passages, and the article of each, for masking."""
        questions: list[Ids] = []
        passages: list[Ids] = []
        articles: list[int] = []
        while len(questions) < size:
            for clause in self._clauses_of_one_document():
                question, passage = self._pair(clause)
                if len(question) >= 2 and len(passage) >= 3 and len(questions) < size:
                    questions.append(question)
                    passages.append(passage)
                    articles.append(self._texts.clauses[clause][0])
        return questions, passages, np.array(articles, dtype=np.int64)

    def _clauses_of_one_document(self) -> Sequence[int]:
        starts = self._texts.document_starts
        picked = int(self._random.integers(len(self._texts.clauses)))
        document = int(np.searchsorted(starts, picked, side="right")) - 1
        first, last = int(starts[document]), int(starts[document + 1])
        count = min(self._plan.same_document, last - first)
        return [picked, *self._random.integers(first, last, size=count - 1).tolist()]

    def _pair(self, clause: int) -> tuple[Ids, Ids]:
        _, title, heading, sentences = self._texts.clauses[clause]
        draw = self._random.random()
        kind = int(np.searchsorted(self._kinds, draw, side="right"))
        asked: list[int]
        if kind == 0 and heading:
            asked, front, body = [heading], [title], list(sentences)
        elif kind == 1 and (other := self._neighbour(clause)) is not None:
            asked, front, body = list(sentences[:4]), [title], list(other)
        else:
            chosen = int(self._random.integers(len(sentences)))
            asked, front, body = [sentences[chosen]], [title, heading], list(sentences)
            if kind == 2 and len(sentences) > 1:
                body = [*sentences[:chosen], *sentences[chosen + 1 :]]
        if self._random.random() < self._plan.titled:
            asked = [title, *asked]
        if kind != 3 and self._random.random() < 0.5:
            front = []
        return self._question(asked), self._joined([*front, *body], self._texts.accented)

    def _neighbour(self, clause: int) -> tuple[int, ...] | None:
        other = clause + (1 if self._random.random() < 0.5 else -1)
        if 0 <= other < len(self._texts.clauses):
            neighbour = self._texts.clauses[other]
            if neighbour[0] == self._texts.clauses[clause][0]:
                return neighbour[3]
        return None

    def _question(self, texts: Sequence[int]) -> Ids:
        plain = self._random.random() < self._plan.unaccented
        ids = self._joined(texts, self._texts.unaccented if plain else self._texts.accented)
        kept = self._random.random(len(ids)) >= self._random.random() * self._plan.dropped
        return ids[kept]

    def _joined(self, texts: Sequence[int], encoded: EncodedTexts) -> Ids:
        return np.concatenate([encoded[i] for i in texts])[:PAIR_TOKENS]


def _encode(texts: list[str], tokenizer: Tokenizer) -> EncodedTexts:
    parts: list[Ids] = []
    lengths: list[int] = [0]
    for start in range(0, len(texts), _ENCODE_AT_ONCE):
        for encoding in tokenizer.encode_batch_fast(texts[start : start + _ENCODE_AT_ONCE], add_special_tokens=False):
            parts.append(np.array(encoding.ids, dtype=np.int32))
            lengths.append(len(encoding.ids))
    return EncodedTexts(np.concatenate(parts), np.cumsum(lengths))
