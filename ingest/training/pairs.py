"""Pairs that mean the same, sampled from articles already encoded to token ids.

A text is kept as its sentences' token arrays: no token spans punctuation, so the tokens of a
passage are those of its sentences in a row, and a pair costs no second run of the tokenizer.
Passages are put together as the index does it: title, heading, lead, then a khoản or a điểm.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from ingest.training.links import KINDS, Link
from ingest.training.texts import Article

PAIR_TOKENS = 128  # of each side of a pair: where a clause begins says most, and short is fast
QUESTION_WORDS = (
    "là gì", "thế nào", "như thế nào", "ra sao", "được không", "có được không", "có phải không", "bao nhiêu", "bao lâu", "mấy ngày",
    "khi nào", "ở đâu", "cần gì", "cần những gì", "gồm những gì", "ai", "cơ quan nào", "do ai", "trường hợp nào", "vì sao", "thì sao",
    "xin hỏi", "cho hỏi", "tôi muốn", "bên em", "ạ", "vậy", "hiện nay", "theo quy định nào", "có cần không", "làm sao",
)  # fmt: skip
MIN_QUESTION, MIN_PASSAGE = 2, 3  # tokens under which a pair says nothing
MIN_EXCERPT, MAX_EXCERPT = 4, 18  # tokens: a question is short, a sentence of a law is not
_ENCODE_AT_ONCE = 20_000

Ids = NDArray[np.int32]
Negatives = dict[int, NDArray[np.int32]]
"""For a clause others that share much with it and are of other articles."""


@dataclass(frozen=True, slots=True)
class PairPlan:
    """Shares of the kinds of pairs (they sum to 1) and how questions are roughened."""

    heading: float  # heading -> clause without it
    neighbour: float  # clause -> another clause of the same article
    rest: float  # sentence -> the clause without it
    whole: float  # sentence -> the whole passage with title and heading
    definition: float  # term -> the clause that defines it
    reference: float  # sentence -> the provision of the same document that it refers to
    gap: float  # sentence with a question word for its body, term or amount -> its clause
    titled: float  # share of questions that name the document
    asked: float  # share of questions with a question word before or behind
    excerpt: float  # share of sentences of which only a short run is asked
    dropped: float  # a question loses up to this share of its tokens
    same_document: int  # clauses of one document in a row of a batch, as hard negatives
    mined: float  # share of a batch, in clauses of other articles that BM25 takes for a pair's


@dataclass(frozen=True, slots=True)
class EncodedTexts:
    """Distinct strings as token ids: text ``i`` is ``ids[starts[i]:starts[i + 1]]``."""

    ids: Ids
    starts: NDArray[np.int64]

    def __getitem__(self, index: int) -> Ids:
        return self.ids[self.starts[index] : self.starts[index + 1]]


@dataclass(frozen=True, slots=True)
class EncodedClause:
    """A clause with all its texts as indices; ``lead`` is what its article says before its khoản."""

    article: int
    title: int
    heading: int
    lead: tuple[int, ...]
    sentences: tuple[int, ...]
    points: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class LinkTable:
    """Links of one kind in the order of documents: ``rows`` of (question, clause)."""

    rows: NDArray[np.int64]
    document_starts: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class TrainingTexts:
    """Every clause and link over one set of encoded texts, and where documents begin in each."""

    texts: EncodedTexts
    clauses: tuple[EncodedClause, ...]
    document_starts: NDArray[np.int64]
    links: tuple[LinkTable, ...]
    question_words: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Batch:
    """Questions and their passages, then passages that answer none. ``articles`` and ``headings``
    are of all passages: one that shares either with a question's own is no negative of it."""

    questions: list[Ids]
    passages: list[Ids]
    articles: NDArray[np.int64]
    headings: NDArray[np.int64]


def encode_articles(articles: Sequence[Article], links: Iterable[Link], tokenizer: Tokenizer) -> TrainingTexts:
    """All clauses of ``articles`` and the ``links`` between them, encoded."""
    index: dict[str, int] = {"": 0}
    clauses: list[EncodedClause] = []
    first_clauses: list[int] = []
    document_starts: list[int] = []
    document = ""
    for number, article in enumerate(articles):
        if article.document != document:
            document = article.document
            document_starts.append(len(clauses))
        first_clauses.append(len(clauses))
        title = index.setdefault(article.title, len(index))
        heading = index.setdefault(article.heading, len(index))
        lead: tuple[int, ...] = ()
        for clause in article.clauses:
            sentences = tuple(index.setdefault(s, len(index)) for s in clause.sentences)
            clauses.append(EncodedClause(number, title, heading, lead, sentences, clause.points))
            if not clause.number and len(article.clauses) > 1:
                lead = sentences
    starts = np.array([*document_starts, len(clauses)], dtype=np.int64)
    tables = _link_tables(links, first_clauses, starts, index)
    words = tuple(index.setdefault(word, len(index)) for word in QUESTION_WORDS)
    return TrainingTexts(_encode(list(index), tokenizer), tuple(clauses), starts, tables, words)


def _link_tables(
    links: Iterable[Link], first_clauses: Sequence[int], document_starts: NDArray[np.int64], index: dict[str, int]
) -> tuple[LinkTable, ...]:
    found: dict[str, list[tuple[int, int]]] = {kind: [] for kind in KINDS}
    for link in links:
        question = index.setdefault(link.question, len(index))
        found[link.kind].append((question, first_clauses[link.article] + link.clause))
    tables: list[LinkTable] = []
    for kind in KINDS:
        rows = np.array(sorted(found[kind], key=lambda row: row[1]), dtype=np.int64).reshape(-1, 2)
        tables.append(LinkTable(rows, np.searchsorted(rows[:, 1], document_starts)))
    return tuple(tables)


class PairSampler:
    """Draws batches from encoded texts."""

    def __init__(self, texts: TrainingTexts, plan: PairPlan, seed: int, negatives: Negatives | None = None) -> None:
        self._texts = texts
        self._plan = plan
        self._random = np.random.default_rng(seed)
        own = [plan.heading, plan.neighbour, plan.rest, plan.whole]
        self._kinds = np.cumsum([*own, plan.definition, plan.reference, plan.gap])
        self._linked = len(own)  # kinds from this one on are links
        self._negatives = negatives or {}

    def batch(self, size: int) -> Batch:
        """``size`` questions and their passages, and beside them mined negatives."""
        questions: list[Ids] = []
        passages: list[Ids] = []
        clauses: list[int] = []
        while len(questions) < size:
            for clause, question, passage in self._pairs_of_one_document():
                if len(question) >= MIN_QUESTION and len(passage) >= MIN_PASSAGE and len(questions) < size:
                    questions.append(question)
                    passages.append(passage)
                    clauses.append(clause)
        for clause in self._mined(clauses, round(size * self._plan.mined)):
            passages.append(self._joined(self._passage(clause, None)))
            clauses.append(clause)
        own = self._texts.clauses
        articles = np.array([own[c].article for c in clauses], dtype=np.int64)
        return Batch(questions, passages, articles, np.array([own[c].heading for c in clauses], dtype=np.int64))

    def _mined(self, clauses: Sequence[int], count: int) -> list[int]:
        lists = [self._negatives[c] for c in dict.fromkeys(clauses) if c in self._negatives]
        return [int(some[self._random.integers(len(some))]) for some in lists[:count]]

    def _pairs_of_one_document(self) -> Iterable[tuple[int, Ids, Ids]]:
        starts = self._texts.document_starts
        picked = int(self._random.integers(len(self._texts.clauses)))
        document = int(np.searchsorted(starts, picked, side="right")) - 1
        first, last = int(starts[document]), int(starts[document + 1])
        count = min(self._plan.same_document, last - first)
        for clause in (picked, *self._random.integers(first, last, size=count - 1).tolist()):
            kind = int(np.searchsorted(self._kinds, self._random.random(), side="right"))
            if kind >= self._linked and (link := self._link(kind - self._linked, document)) is not None:
                yield self._linked_pair(*link)
            else:
                yield self._pair(clause, min(kind, self._linked - 1))

    def _link(self, kind: int, document: int) -> tuple[int, int] | None:
        table = self._texts.links[kind]
        first, last = table.document_starts[document : document + 2]
        if first == last:
            return None
        question, clause = table.rows[self._random.integers(first, last)]
        return int(question), int(clause)

    def _linked_pair(self, question: int, clause: int) -> tuple[int, Ids, Ids]:
        title = self._texts.clauses[clause].title
        passage = self._passage(clause, None)
        return clause, self._question([question], title), self._joined(passage)

    def _pair(self, number: int, kind: int) -> tuple[int, Ids, Ids]:
        clause = self._texts.clauses[number]
        if kind == 0 and clause.heading:
            front = [clause.title] if self._random.random() < 0.5 else []
            passage = [*front, *clause.lead, *self._body(number, None)]
            return number, self._question([clause.heading], clause.title), self._joined(passage)
        if kind == 1 and (other := self._neighbour(number)) is not None:
            return number, self._question(clause.sentences[:4], clause.title), self._joined(other)
        chosen = int(self._random.integers(len(clause.sentences)))
        asked = self._question([clause.sentences[chosen]], clause.title)
        if kind == 2 and len(clause.sentences) > 1:
            rest = [*clause.sentences[:chosen], *clause.sentences[chosen + 1 :]]
            front = [clause.title, clause.heading] if self._random.random() < 0.5 else []
            return number, asked, self._joined([*front, *rest])
        return number, asked, self._joined(self._passage(number, chosen))

    def _passage(self, number: int, chosen: int | None) -> list[int]:
        clause = self._texts.clauses[number]
        return [clause.title, clause.heading, *clause.lead, *self._body(number, chosen)]

    def _body(self, number: int, chosen: int | None) -> Sequence[int]:
        """The clause, or as often, where it has điểm, its lead and one of them: that of sentence ``chosen``."""
        clause = self._texts.clauses[number]
        if not clause.points or self._random.random() < 0.5:
            return clause.sentences
        if chosen is None:
            chosen = int(self._random.integers(len(clause.sentences)))
        point = int(np.searchsorted(clause.points, chosen, side="right")) - 1
        if point < 0:
            return clause.sentences
        end = clause.points[point + 1] if point + 1 < len(clause.points) else len(clause.sentences)
        return [*clause.sentences[: clause.points[0]], *clause.sentences[clause.points[point] : end]]

    def _neighbour(self, clause: int) -> tuple[int, ...] | None:
        other = clause + (1 if self._random.random() < 0.5 else -1)
        if 0 <= other < len(self._texts.clauses):
            neighbour = self._texts.clauses[other]
            if neighbour.article == self._texts.clauses[clause].article:
                return neighbour.sentences
        return None

    def _question(self, texts: Sequence[int], title: int) -> Ids:
        random, plan = self._random.random(5), self._plan
        ids = self._joined(texts)
        if random[0] < plan.excerpt and len(ids) > MIN_EXCERPT:
            length = int(self._random.integers(MIN_EXCERPT, MAX_EXCERPT))
            start = int(self._random.integers(max(1, len(ids) - length + 1)))
            ids = ids[start : start + length]
        ids = ids[self._random.random(len(ids)) >= random[1] * plan.dropped]
        if random[2] < plan.titled:
            ids = np.concatenate([self._texts.texts[title], ids])
        if random[3] < plan.asked:
            word = self._texts.texts[self._texts.question_words[int(self._random.integers(len(QUESTION_WORDS)))]]
            ids = np.concatenate([ids, word] if random[4] < 0.7 else [word, ids])
        return ids[:PAIR_TOKENS]

    def _joined(self, texts: Sequence[int]) -> Ids:
        return np.concatenate([self._texts.texts[i] for i in texts])[:PAIR_TOKENS]


def _encode(texts: list[str], tokenizer: Tokenizer) -> EncodedTexts:
    parts: list[Ids] = []
    lengths: list[int] = [0]
    for start in range(0, len(texts), _ENCODE_AT_ONCE):
        for encoding in tokenizer.encode_batch_fast(texts[start : start + _ENCODE_AT_ONCE], add_special_tokens=False):
            parts.append(np.array(encoding.ids, dtype=np.int32))
            lengths.append(len(encoding.ids))
    return EncodedTexts(np.concatenate(parts), np.cumsum(lengths))
