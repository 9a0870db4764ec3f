"""A reader's view of an index: the current generation, opened again when a new one has been published."""

import threading
from dataclasses import dataclass
from pathlib import Path

from ..embedding import Embedder, load_embedder
from . import generation as gen
from .generation import IndexProblem
from .lexical import Bm25Index, LexicalError
from .store import SCHEMA, Store
from .vectors import ChromaVectors


@dataclass(frozen=True, slots=True)
class Opened:
    """One generation, open: everything in it belongs together."""

    name: str
    store: Store
    lexical: Bm25Index
    vectors: ChromaVectors
    built_at: str


class Index:
    """The index at a path. `opened()` is cheap and always gives the current generation."""

    def __init__(self, path: Path, embedder: Embedder | None = None) -> None:
        self.path = path
        self.embedder = embedder or load_embedder()
        self._lock = threading.Lock()
        self._opened: Opened | None = None

    def opened(self) -> Opened:
        """Raises NoIndex or IndexProblem, each one Vietnamese line that says what to do."""
        generation = gen.current(self.path)
        with self._lock:
            if self._opened is None or self._opened.name != generation.folder.name:
                self._opened = self._open(generation)
            return self._opened

    def _open(self, generation: gen.Generation) -> Opened:
        manifest = gen.read_manifest(generation)
        if manifest.get("schema") != SCHEMA:
            raise IndexProblem(f"Chỉ mục tại {self.path} thuộc phiên bản khác của phần mềm. Hãy chạy: python -m ingest build --index {self.path}")
        if manifest.get("embedder") != self.embedder.name:
            raise IndexProblem(f"Chỉ mục tại {self.path} được dựng bằng mô hình khác ({manifest.get('embedder')}). Hãy chạy: python -m ingest build --index {self.path}")
        try:
            lexical = Bm25Index(generation.lexical)
        except LexicalError as error:
            raise IndexProblem(f"Chỉ mục tại {self.path} bị hỏng ({error}). Hãy chạy: python -m ingest build --index {self.path}") from error
        return Opened(generation.folder.name, Store(generation.store), lexical, ChromaVectors(generation.vectors, self.embedder), str(manifest.get("built_at", "")))


def open_index(path: Path, embedder: Embedder | None = None) -> Index:
    """The index at the path, opened at once so that what is wrong with it is said now."""
    index = Index(path, embedder)
    index.opened()
    return index
