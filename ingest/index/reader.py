"""A reader's view of an index: the current generation, opened again when a new one has been published."""

import threading
from dataclasses import dataclass, field
from pathlib import Path

from ..embedding import Embedder, load_embedder
from . import generation as gen
from .generation import IndexProblem
from .lexical import Bm25Index, LexicalError
from .records import Version
from .rows import RowsError, RowTable
from .schema import SCHEMA
from .seal import MAX_HASHED_TO_OPEN, fault
from .store import Store, StoreError
from .vector_places import place_to_read
from .vectors import VectorError, Vectors

MAX_IDS_COMPARED_TO_OPEN = 100_000  # passages: a tenth of a second; of larger indexes `check` compares them


OVERTAKEN = 5  # generations in turn that may be replaced, and taken away, while they are being opened


@dataclass(frozen=True, slots=True)
class Opened:
    """One generation, open: everything in it belongs together."""

    name: str
    store: Store
    lexical: Bm25Index
    rows: RowTable
    vectors: Vectors
    built_at: str
    _versions: dict[str, list[Version]] = field(default_factory=dict, repr=False)
    remembered: dict[str, object] = field(
        default_factory=dict, repr=False
    )  # what readers have worked out of this generation, by their names

    def versions_of(self, document: str) -> list[Version]:
        """The texts held of a document, asked for once."""
        if document not in self._versions:
            self._versions[document] = self.store.versions(document)
        return self._versions[document]

    def close(self) -> None:
        self.store.close()
        self.vectors.close()


class Index:
    """The index at a path. `opened()` is cheap and always gives the current generation."""

    def __init__(self, path: Path, embedder: Embedder | None = None, chroma_url: str | None = None) -> None:
        """`chroma_url` is the server to ask where the index was built with one."""
        self.path = path
        self._chroma_url = chroma_url
        self.embedder = embedder or load_embedder()
        self._lock = threading.Lock()
        self._opened: Opened | None = None

    def opened(self) -> Opened:
        """Raises NoIndex or IndexProblem, each one Vietnamese line that says what to do."""
        with self._lock:
            generation = gen.current(self.path)
            for _ in range(OVERTAKEN):
                try:
                    return self._of(generation)
                except IndexProblem:
                    tried, generation = generation, gen.current(self.path)
                    if generation.folder == tried.folder:
                        raise
            return self._of(generation)

    def _of(self, generation: gen.Generation) -> Opened:
        if self._opened is None or self._opened.name != generation.folder.name:
            self._opened = self._open(generation)  # the one before is closed when nobody is in the midst of it any more
        return self._opened

    def _open(self, generation: gen.Generation) -> Opened:
        manifest = gen.read_manifest(generation)
        if manifest.get("schema") != SCHEMA:
            raise IndexProblem(f"Chỉ mục tại {self.path} thuộc phiên bản khác của phần mềm. {gen.advice(self.path, manifest)}")
        if manifest.get("embedder") != self.embedder.name:
            other = f"Chỉ mục tại {self.path} được dựng bằng mô hình khác ({manifest.get('embedder')})."
            raise IndexProblem(f"{other} {gen.advice(self.path, manifest)}")
        if lost := fault(generation, manifest, MAX_HASHED_TO_OPEN):
            raise gen.IndexDamaged(self.path, f"{lost} is not as it was built", manifest)
        place = place_to_read(self.path, manifest, self._chroma_url)
        counts = manifest.get("counts")
        passages = int(counts.get("passages", 0)) if isinstance(counts, dict) else 0
        try:
            lexical = Bm25Index(generation.lexical)
            if lexical.size() != passages:
                raise LexicalError(f"the lexical index holds {lexical.size()} passages, the store {passages}")
            rows = RowTable(generation.rows)
            if len(rows) != passages:
                raise RowsError(f"the arrays hold {len(rows)} passages, the store {passages}")
            store = Store(generation.store)
            try:
                if passages <= MAX_IDS_COMPARED_TO_OPEN and not place.holds(generation, store.passage_ids()):
                    raise VectorError("the vectors held are of other passages")
                vectors = place.opened(generation, self.embedder)
                vectors.probe(passages)
            except IndexProblem:
                store.close()
                raise
        except (LexicalError, RowsError, StoreError) as error:
            raise gen.IndexDamaged(self.path, error, manifest) from error
        except VectorError as error:
            raise gen.IndexDamaged(self.path, error.detail, manifest) from error
        return Opened(generation.folder.name, store, lexical, rows, vectors, str(manifest.get("built_at", "")))


def open_index(path: Path, embedder: Embedder | None = None, chroma_url: str | None = None) -> Index:
    """The index at the path, opened at once so that what is wrong with it is said now."""
    index = Index(path, embedder, chroma_url)
    index.opened()
    return index
