"""Lexical engines behind one seam, to be compared on the same texts and the same questions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import bm25s
import numpy as np

from ingest.index.lexical import FORMS, Bm25Index, Hits, Lexical, build_lexical
from ingest.index.tokens import bigrams, syllables
from ingest.law.normalise import fold

_NOTHING = Hits(np.array([], dtype=np.int64), np.array([], dtype=np.float32))
_FOLDED: dict[str, str] = {}


class Engine(Protocol):
    """Builds an index of texts in a new folder, and opens it again."""

    def build(self, texts: Iterable[str], folder: Path) -> None: ...

    def open(self, folder: Path) -> Lexical: ...


class Shipped:
    """What the product uses: `ingest.index.lexical`, syllables and bigrams, k1 0.6, b 0.9."""

    def build(self, texts: Iterable[str], folder: Path) -> None:
        build_lexical(texts, folder)

    def open(self, folder: Path) -> Lexical:
        return Bm25Index(folder)


@dataclass(frozen=True, slots=True)
class PlainBm25:
    """bm25s by its own API, with any k1 and b, with bigrams or without."""

    k1: float
    b: float
    pairs: bool

    def build(self, texts: Iterable[str], folder: Path) -> None:
        rows = [tokens(text, folded=False, pairs=False) for text in texts]
        for form in FORMS:
            vocabulary: dict[str, int] = {}
            ids = [[vocabulary.setdefault(t, len(vocabulary)) for t in self._terms(row, form)] for row in rows]
            engine = bm25s.BM25(k1=self.k1, b=self.b)
            engine.index((ids, vocabulary), create_empty_token=False, show_progress=False)
            engine.save(str(folder / form))

    def _terms(self, row: list[str], form: str) -> list[str]:
        words = [_fold(w) for w in row] if form == "folded" else row
        return with_pairs(words) if self.pairs else words

    def open(self, folder: Path) -> Lexical:
        return _PlainIndex({form: bm25s.BM25.load(str(folder / form), mmap=True) for form in FORMS}, self.pairs)


@dataclass(frozen=True, slots=True)
class _PlainIndex:
    engines: dict[str, Any]
    pairs: bool

    def search(self, question: str, folded: bool, limit: int) -> Hits:
        engine = self.engines["folded" if folded else "accented"]
        ids = [engine.vocab_dict[t] for t in tokens(question, folded, self.pairs) if t in engine.vocab_dict]
        if not ids:
            return _NOTHING
        scores = engine.get_scores_from_ids(ids)
        count = min(limit, len(scores))
        best = np.argpartition(-scores, count - 1)[:count]
        best = best[np.argsort(-scores[best], kind="stable")]
        best = best[scores[best] > 0]
        return Hits(best.astype(np.int64), scores[best].astype(np.float32))

    def size(self) -> int:
        return int(self.engines["accented"].scores["num_docs"])


class Tantivy:
    """tantivy with the same tokens; its BM25 has k1 1.2 and b 0.75 built in and keeps lengths in one byte."""

    def build(self, texts: Iterable[str], folder: Path) -> None:
        import tantivy

        folder.mkdir(parents=True)
        writer = tantivy.Index(_schema(), str(folder)).writer()
        for row, text in enumerate(texts):
            words = tokens(text, folded=False, pairs=False)
            document = tantivy.Document()
            document.add_unsigned("row", row)
            document.add_text("accented", " ".join(with_pairs(words)))
            document.add_text("folded", " ".join(with_pairs([_fold(w) for w in words])))
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()

    def open(self, folder: Path) -> Lexical:
        return _TantivyIndex(folder)


class _TantivyIndex:
    def __init__(self, folder: Path) -> None:
        import tantivy

        self._library: Any = tantivy
        self._schema = _schema()
        self._searcher = tantivy.Index.open(str(folder)).searcher()

    def search(self, question: str, folded: bool, limit: int) -> Hits:
        query, should = self._library.Query, self._library.Occur.Should
        form = "folded" if folded else "accented"
        terms = [(should, query.term_query(self._schema, form, t, "freq")) for t in tokens(question, folded, pairs=True)]
        found = self._searcher.search(query.boolean_query(terms), limit, count=False).hits
        rows = self._searcher.fast_field_values("row", [address for _, address in found])
        return Hits(np.array(rows, dtype=np.int64), np.array([score for score, _ in found], dtype=np.float32))

    def size(self) -> int:
        return int(self._searcher.num_docs)


ENGINES: dict[str, Engine] = {
    "bm25s, syllables, k1 1.5, b 0.75": PlainBm25(1.5, 0.75, pairs=False),
    "bm25s, syllables + bigrams, k1 1.2, b 0.75": PlainBm25(1.2, 0.75, pairs=True),
    "bm25s, syllables + bigrams, k1 0.6, b 0.9 (shipped)": Shipped(),
    "tantivy, syllables + bigrams, k1 1.2, b 0.75 (fixed)": Tantivy(),
}


def tokens(text: str, folded: bool, pairs: bool) -> list[str]:
    """Our syllables, and behind them the adjacent pairs joined by "_".

    >>> tokens("Giấy phép XD", folded=True, pairs=True)
    ['giay', 'phep', 'xd', 'giay_phep', 'phep_xd']
    """
    words = syllables(text, folded)
    return with_pairs(words) if pairs else words


def with_pairs(words: Sequence[str]) -> list[str]:
    return [*words, *(f"{a}_{b}" for a, b in bigrams(list(words)))]


def _fold(word: str) -> str:
    """`fold` remembered: a few thousand different syllables stand for millions."""
    if word not in _FOLDED:
        _FOLDED[word] = fold(word)
    return _FOLDED[word]


def _schema() -> Any:
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("row", fast=True)
    for form in FORMS:
        builder.add_text_field(form, tokenizer_name="whitespace", index_option="freq")
    return builder.build()
