"""Dense vectors in Chroma: ids and a short stub only; texts and dates are in the SQLite store. `served` has those of a server."""

import logging
import os
import shutil
import weakref
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol, cast

import numpy as np
from numpy.typing import NDArray

from .. import faults
from ..embedding import Embedder, as_langchain
from .generation import CHROMA, IndexProblem, is_database

COLLECTION = "passages"
BATCH = 4096  # below Chroma's own limit of 5,461 records a call
STUB = 80  # characters of a passage kept beside its vector, for people who open the collection with another tool
# Vectors are written out with every batch (measured: no slower). By default up to 1,000 stay in Chroma's log, and every reader
# would put them into the graph again and write it out, in a folder that no reader should write to.
_COLLECTION = {"hnsw:space": "cosine", "hnsw:batch_size": 2, "hnsw:sync_threshold": 2}
_PROBED = 20  # neighbours that a probe asks for

Matrix = NDArray[np.float32]
Embed = Callable[[Sequence[str]], Matrix]

logging.getLogger("chromadb.telemetry").setLevel(logging.CRITICAL)


class VectorError(IndexProblem):
    """The vector index is missing or damaged; `detail` says how, in English."""

    def __init__(self, detail: str) -> None:
        super().__init__(f"Phần véc-tơ của chỉ mục bị hỏng ({detail}): hãy dựng lại.")
        self.detail = detail


class VectorServerError(IndexProblem):
    """The server that keeps the vectors cannot be used: nothing is known to be wrong with what it holds."""


class Vectors(Protocol):
    """The seam to a vector engine: the vectors of one generation. `CollectionVectors` says what each verb gives."""

    def add(self, ids: Sequence[str], texts: Sequence[str], embed: Embed, advance: Callable[[int], object]) -> None: ...

    def remove(self, ids: Sequence[str]) -> None: ...

    def embedded(self, question: str) -> Matrix: ...

    def search(self, vector: Matrix, limit: int) -> list[tuple[str, float]]: ...

    def ids(self) -> set[str]: ...

    def pages(self) -> Iterator[tuple[list[str], Matrix]]: ...

    def of(self, ids: Sequence[str]) -> Iterator[tuple[list[str], Matrix]]: ...

    def probe(self, expected: int) -> None: ...

    def close(self) -> None: ...


class CollectionVectors:
    """What is done with a collection, wherever it is: subclasses open it, close it and say what its errors mean."""

    _collection: Any
    _embedder: Embedder
    _batch = BATCH  # records a call

    def add(self, ids: Sequence[str], texts: Sequence[str], embed: Embed, advance: Callable[[int], object]) -> None:
        """Embeds and adds the passages; `advance` is told of each batch."""
        for start in range(0, len(ids), self._batch):
            part = slice(start, start + self._batch)
            documents = [text[:STUB] for text in texts[part]]
            embeddings = embed(list(texts[part]))
            with self._writing():
                self._collection.upsert(ids=list(ids[part]), embeddings=embeddings, documents=documents)
            faults.at("vectors.batch-added")
            advance(len(ids[part]))

    def remove(self, ids: Sequence[str]) -> None:
        for start in range(0, len(ids), BATCH):
            with self._writing():
                self._collection.delete(ids=list(ids[start : start + BATCH]))

    def embedded(self, question: str) -> Matrix:
        """The unit vector of a question, zero where the model knows none of its words."""
        return np.asarray(self._embedder.embed_questions([question])[0], dtype=np.float32)

    def search(self, vector: Matrix, limit: int) -> list[tuple[str, float]]:
        """The ids of the nearest passages to a question's vector with their cosine similarity, best first."""
        if not vector.any():
            return []
        with self._reading():
            found: Any = self._collection.query(query_embeddings=vector[None], n_results=limit, include=["distances"])
        return [(i, 1.0 - d) for i, d in zip(found["ids"][0], found["distances"][0], strict=True)]

    def ids(self) -> set[str]:
        """All ids that the collection can still give back with their vectors."""
        return {i for ids, _ in self.pages() for i in ids}

    def pages(self) -> Iterator[tuple[list[str], Matrix]]:
        """All ids with their vectors, some thousands at a time; those without a vector are left out."""
        offset = 0
        with self._reading():
            get: Any = self._collection.get
            while page := get(include=["embeddings"], limit=self._batch, offset=offset):
                if not page["ids"]:
                    return
                held = [(i, v) for i, v in zip(page["ids"], page["embeddings"], strict=True) if v is not None]
                yield [i for i, _ in held], np.array([v for _, v in held], dtype=np.float32).reshape(len(held), -1)
                offset += self._batch

    def of(self, ids: Sequence[str]) -> Iterator[tuple[list[str], Matrix]]:
        """These ids with their vectors, some thousands at a time. Raises VectorError where one has none."""
        for start in range(0, len(ids), self._batch):
            part = list(ids[start : start + self._batch])
            with self._reading():
                get: Any = self._collection.get
                page = get(ids=part, include=["embeddings"])
            if len(page["ids"]) != len(part) or any(v is None for v in page["embeddings"]):
                raise VectorError(f"{len(page['ids'])} of {len(part)} vectors that were just written are held")
            yield page["ids"], np.asarray(page["embeddings"], dtype=np.float32)

    def probe(self, expected: int) -> None:
        """Raises VectorError unless the collection has `expected` records and finds neighbours among them.

        Chroma can lose its graph of neighbours without an error: it still counts every record and finds next to none.
        """
        with self._reading():
            held = self._collection.count()
            vector = np.ones((1, self._embedder.dimension), dtype=np.float32)
            limit = min(_PROBED, expected)
            near = self._collection.query(query_embeddings=vector, n_results=limit, include=["distances"])["ids"][0] if limit else []
        if held != expected or len(near) < limit:
            raise VectorError(f"{held} vectors held and {len(near)} of {limit} neighbours found, {expected} vectors expected")

    def _reading(self) -> AbstractContextManager[None]:
        """What the engine raises when it is asked, as IndexProblem."""
        raise NotImplementedError

    def _writing(self) -> AbstractContextManager[None]:
        """The same when it is written to; in a folder what goes wrong then is no damage, and goes on as it is."""
        return nullcontext()


class ChromaVectors(CollectionVectors):
    """A Chroma collection in a folder. Only one process may write, and readers open a folder that nobody writes to any more.

    Every method raises VectorError where Chroma cannot read what is in the folder.
    """

    def __init__(self, folder: Path, embedder: Embedder, create: bool = False) -> None:
        import chromadb
        from chromadb.config import Settings
        from langchain_chroma import Chroma

        self._folder = folder
        self._embedder = embedder
        if create:
            folder.mkdir(parents=True, exist_ok=True)
        elif not is_database(folder / CHROMA):
            raise VectorError(f"{folder.name}/{CHROMA} is no database")
        self._copy: TemporaryDirectory[str] | None = None
        if not create and not os.access(folder / CHROMA, os.W_OK):  # a share or a medium to read from: Chroma writes when it opens
            self._copy = TemporaryDirectory(prefix="tro-ly-", ignore_cleanup_errors=True)
            folder = _copied(folder, Path(self._copy.name) / folder.name)
        with self._reading():
            settings = Settings(anonymized_telemetry=False, is_persistent=True)
            self._client = cast(Any, chromadb.PersistentClient(str(folder), settings))  # the interface hides `close`
            try:
                self._store = Chroma(
                    client=self._client,
                    collection_name=COLLECTION,
                    embedding_function=as_langchain(embedder),  # without one, Chroma tries to download a model
                    collection_metadata=_COLLECTION,
                    create_collection_if_not_exists=create,
                )
            except Exception:  # whatever it was goes on; here only the client is closed, which Chroma would keep for ever
                self._client.close()
                raise
            self._collection = self._store._collection
        # a reader that is in the midst of an older generation keeps it open; Chroma itself never lets go of a client
        self._release = weakref.finalize(self, _released, self._client, self._copy)
        self._release.atexit = False

    def close(self) -> None:
        self._release()

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """What Chroma raises for a folder that it cannot read, as VectorError."""
        from chromadb.errors import ChromaError

        try:
            yield
        except (ChromaError, OSError, AttributeError, ValueError) as error:  # AttributeError: its half-opened system, when opened again
            raise VectorError(f"{self._folder.name}: {' '.join(str(error).split())}") from error


def _released(client: Any, copy: "TemporaryDirectory[str] | None") -> None:
    client.close()
    if copy:
        copy.cleanup()


def _copied(folder: Path, target: Path) -> Path:
    """The files of the folder again, each writable: shutil.copytree would keep their permissions."""
    for file in folder.rglob("*"):
        if file.is_file():
            copy = target / file.relative_to(folder)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, copy)
    return target
