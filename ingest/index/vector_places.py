"""Where the vectors of an index are kept: in the folder of each generation, or on a server. The manifest says which."""

from collections.abc import Mapping, Set
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ..embedding import Embedder
from . import generation as gen
from .rows import RowTable
from .served import OnServer
from .store import Store
from .vectors import ChromaVectors, Matrix, Vectors, VectorServerError

_ROUNDED = 1e-3  # what rounding to 16 bits changes of a unit vector's component, and a half more
_FOLDER = "folder"  # also of manifests from before there was a choice


class VectorPlace(Protocol):
    """The seam to where vectors are: what differs between engines besides the verbs of `Vectors`.

    `is_sealed` says whether the files of the vectors are among those that the manifest holds the hashes of.
    """

    kind: str
    is_sealed: bool

    def ready(self) -> None:
        """Raises VectorServerError where nothing can be written there: asked before any work."""

    def begun(self, target: gen.Generation, base: gen.Generation | None, embedder: Embedder) -> Vectors:
        """The vectors of a generation in the making, for its one writer: those of `base` so far, or none."""

    def opened(self, generation: gen.Generation, embedder: Embedder) -> Vectors:
        """The vectors of a finished generation. Raises VectorError where there are none."""

    def holds(self, generation: gen.Generation, ids: Set[str]) -> bool:
        """Whether there are records of exactly these passages."""

    def tidy(self, index: Path) -> None:
        """Removes what is left of older generations, where that is not gone with their folders."""


class InFolder:
    """Chroma in the folder of each generation."""

    kind = _FOLDER
    is_sealed = True

    def ready(self) -> None:
        """Always: that the folder can be written is found out by whoever locks the index."""

    def begun(self, target: gen.Generation, base: gen.Generation | None, embedder: Embedder) -> Vectors:
        return ChromaVectors(target.vectors, embedder, create=True)  # a new generation is a copy of its base

    def opened(self, generation: gen.Generation, embedder: Embedder) -> Vectors:
        return ChromaVectors(generation.vectors, embedder)

    def holds(self, generation: gen.Generation, ids: Set[str]) -> bool:
        return gen.holds_vectors_of(generation, ids)

    def tidy(self, index: Path) -> None:
        """Nothing: they go with their folders."""


def place_at(chroma_url: str | None) -> VectorPlace:
    """Where an index that is built now has its vectors."""
    return OnServer(chroma_url) if chroma_url else InFolder()


def kind_of(manifest: Mapping[str, object]) -> object:
    """The kind of place that the generation was built with."""
    return manifest.get("vectors", _FOLDER)


def place_to_read(index: Path, manifest: Mapping[str, object], chroma_url: str | None) -> VectorPlace:
    """Where the vectors of a finished generation are. Raises VectorServerError where they are on a server that nobody has named."""
    if kind_of(manifest) == _FOLDER:
        return InFolder()
    if chroma_url is None:
        raise VectorServerError(
            f"Véc-tơ của chỉ mục tại {index} ở trên máy chủ Chroma: hãy đặt TRO_LY_CHROMA_URL là địa chỉ máy chủ ấy; "
            f"không dùng máy chủ nữa thì dựng lại. {gen.advice(index, manifest)}"
        )
    return OnServer(chroma_url)


def is_as_built(place: VectorPlace, generation: gen.Generation, store: Store, embedder: Embedder) -> bool:
    """Whether vectors that no seal holds are those of the arrays, and are found. Raises VectorError where they cannot be read."""
    if place.is_sealed:
        return True
    vectors = place.opened(generation, embedder)
    try:
        vectors.probe(store.counts()["passages"])
        return not other_than_arrays(generation, store, vectors)
    finally:
        vectors.close()


def other_than_arrays(generation: gen.Generation, store: Store, vectors: Vectors) -> list[str]:
    """The passages whose vector is not that of the arrays, which are in sealed files and rounded to 16 bits. Raises RowsError."""
    arrays, row_of = RowTable(generation.rows).vectors, store.row_numbers()
    return [
        passage
        for ids, found in vectors.pages()
        for passage, same in zip(ids, _alike(found, arrays[[row_of[i] for i in ids]].astype(np.float32)), strict=True)
        if not same
    ]


def _alike(some: Matrix, others: Matrix) -> NDArray[np.bool_]:
    if some.shape != others.shape:
        return np.zeros(len(some), dtype=np.bool_)
    return np.asarray(np.isclose(some, others, atol=_ROUNDED).all(axis=1))
