"""The filter by the day over the dense side alone: Chroma's own `where` on metadata, and ours after over-fetching.

Both over the vectors of one index, Chroma's over some of them where the index is large.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from assistant.ranking.candidates import DENSE_DEPTH, DENSE_OVER
from ingest.index import Index
from ingest.index.reader import Opened
from ingest.index.vectors import BATCH, Matrix

from .metrics import Times, times
from .retrieval_sets import spread

QUESTIONS = 40  # a filtered query takes long enough
FETCHED = DENSE_DEPTH * DENSE_OVER


@dataclass(frozen=True, slots=True)
class Dense:
    """Milliseconds a query over `vectors` of the index: Chroma without and with its filter; and over all of them, ours without and with."""

    vectors: int
    chroma: Times
    chroma_where: Times
    ours: Times
    ours_filtered: Times


def measure(index: Index, questions: Sequence[tuple[str, date]], limit: int) -> Dense:
    """Asks for FETCHED neighbours, as the search does. The collection with dates as metadata is made in a temporary folder."""
    opened = index.opened()
    asked = [(opened.vectors.embedded(text), day) for text, day in spread(questions, QUESTIONS)]
    asked = [(vector, day) for vector, day in asked if vector.any()]
    with TemporaryDirectory(prefix="scale-") as folder:
        client, collection = _collection(Path(folder), opened, limit)
        try:
            plain, where = (
                _taken(asked, lambda vector, day: _query(collection, vector, None)),
                _taken(asked, lambda vector, day: _query(collection, vector, day)),
            )
            vectors = int(collection.count())
        finally:
            client.close()
    ours = _taken(asked, lambda vector, day: opened.vectors.search(vector, FETCHED))
    filtered = _taken(asked, lambda vector, day: _filtered(opened, vector, day))
    return Dense(vectors, plain, where, ours, filtered)


def _collection(folder: Path, opened: Opened, limit: int) -> tuple[Any, Any]:
    """A collection of up to `limit` vectors from all over the index, with the days of each as metadata."""
    import chromadb
    from chromadb.config import Settings

    client: Any = chromadb.PersistentClient(str(folder), Settings(anonymized_telemetry=False, is_persistent=True))
    collection = client.create_collection("dated", metadata={"hnsw:space": "cosine"}, embedding_function=None)
    rows = np.array(spread(range(len(opened.rows)), limit), dtype=np.int64)
    for start in range(0, len(rows), BATCH):
        part = rows[start : start + BATCH]
        days = zip(opened.rows.valid_from[part].tolist(), opened.rows.valid_to[part].tolist(), strict=True)
        collection.add(
            ids=[str(row) for row in part.tolist()],
            embeddings=opened.rows.vectors[part].astype(np.float32),
            metadatas=[{"valid_from": since, "valid_to": until} for since, until in days],
        )
    return client, collection


def _query(collection: Any, vector: Matrix, day: date | None) -> object:
    ordinal = day.toordinal() if day else 0
    where = {"$and": [{"valid_from": {"$lte": ordinal}}, {"valid_to": {"$gt": ordinal}}]} if day else None
    return collection.query(query_embeddings=vector[None], n_results=FETCHED, where=where, include=["distances"])


def _filtered(opened: Opened, vector: Matrix, day: date) -> list[int]:
    """As `assistant.ranking.candidates` does it: over-fetch, then keep the rows in force."""
    applies = opened.rows.applying(day)
    found = opened.vectors.search(vector, FETCHED)
    row_of = opened.store.rows_of([i for i, _ in found])
    return [row_of[i] for i, _ in found if applies[row_of[i]]][:DENSE_DEPTH]


def _taken(asked: Sequence[tuple[Matrix, date]], action: Callable[[Matrix, date], object]) -> Times:
    action(*asked[0])
    found = list[float]()
    for vector, day in asked:
        started = time.perf_counter()
        action(vector, day)
        found.append((time.perf_counter() - started) * 1000)
    return times(found)
