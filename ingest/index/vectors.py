"""Dense vectors in Chroma, through LangChain: ids and a short stub only; texts and dates live in the SQLite store."""

import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol

from ..embedding import Embedder, as_langchain

COLLECTION = "passages"
BATCH = 4096  # below Chroma's own limit of 5,461 records a call
STUB = 80  # characters of a passage kept beside its vector, for people who open the collection with another tool

logging.getLogger("chromadb.telemetry").setLevel(logging.CRITICAL)


class VectorError(Exception):
    """The vector index is missing, damaged, or was made with another model."""


class Vectors(Protocol):
    """The seam to a vector engine."""

    def search(self, question: str, limit: int) -> list[tuple[str, float]]: ...

    def ids(self) -> set[str]: ...


class ChromaVectors:
    """A Chroma collection in a folder. Only one process may write, and readers open a folder that nobody writes to any more."""

    def __init__(self, folder: Path, embedder: Embedder) -> None:
        import chromadb
        from chromadb.config import Settings
        from langchain_chroma import Chroma

        folder.mkdir(parents=True, exist_ok=True)
        self._client = chromadb.PersistentClient(str(folder), Settings(anonymized_telemetry=False, is_persistent=True))
        self._embedder = embedder
        self._store = Chroma(
            client=self._client,
            collection_name=COLLECTION,
            embedding_function=as_langchain(embedder),  # without one, Chroma tries to download a model
            collection_metadata={"hnsw:space": "cosine"},
        )
        self._collection = self._store._collection

    def add(self, ids: Sequence[str], texts: Sequence[str], stubs: Sequence[str], advance: Callable[[int], object]) -> None:
        """Embeds and adds the passages; `advance` is told of each batch."""
        for start in range(0, len(ids), BATCH):
            part = slice(start, start + BATCH)
            vectors = self._embedder.embed_passages(list(texts[part]))
            documents = [stub[:STUB] for stub in stubs[part]]
            self._collection.upsert(ids=list(ids[part]), embeddings=vectors, documents=documents)
            advance(len(ids[part]))

    def remove(self, ids: Sequence[str]) -> None:
        for start in range(0, len(ids), BATCH):
            self._collection.delete(ids=list(ids[start : start + BATCH]))

    def search(self, question: str, limit: int) -> list[tuple[str, float]]:
        """The ids of the nearest passages with their cosine similarity, best first."""
        vector = self._embedder.embed_questions([question])
        if not vector.any():
            return []
        found: Any = self._collection.query(query_embeddings=vector, n_results=limit, include=["distances"])
        return [(i, 1.0 - d) for i, d in zip(found["ids"][0], found["distances"][0], strict=True)]

    def ids(self) -> set[str]:
        """All ids that the collection can still give back with their vectors."""
        found = set[str]()
        offset = 0
        while page := self._collection.get(include=["embeddings"], limit=BATCH, offset=offset):
            if not page["ids"]:
                return found
            found |= {i for i, v in zip(page["ids"], page["embeddings"], strict=True) if v is not None}
            offset += BATCH
        return found

    def close(self) -> None:
        self._client.close()
