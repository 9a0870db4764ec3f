"""What stands beside the store in a generation: BM25, vectors and arrays, going on from those of the generation before.

A text that is added costs what it holds; what was there is copied as it is, renumbered where a text before it went.
"""

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from .. import faults
from ..catalogue import AskedTable, Catalogue
from ..embedding import Embedder
from ..progress import Progress
from . import generation as gen
from .ahead import embedded_ahead
from .asked import AskedQuestions
from .lexical import Base, LexicalError, build_lexical
from .records import RowPlace
from .rows import RowTable, write_asked, write_rows
from .store import Store
from .tokens import Expander
from .vector_places import VectorPlace
from .vectors import Matrix, Vectors

_AT_ONCE = 4096  # vectors copied in one piece


@dataclass(frozen=True, slots=True)
class Before:
    """The generation gone on from: the row that each passage had, and the rows (ascending) that stay as they are, in front."""

    generation: gen.Generation
    row_of: dict[str, int]
    kept: NDArray[np.int64]


class IndexWriter:
    """Writes the parts of one generation.

    `embedded` and `kept` say afterwards how many passages were embedded now, and by an earlier build.
    """

    def __init__(
        self, index: Path, catalogue: Catalogue, asked: AskedTable, embedder: Embedder, progress: Progress, place: VectorPlace
    ) -> None:
        self._index, self._embedder, self._progress, self._place = index, embedder, progress, place
        self._expand = Expander(catalogue)
        self._asked = AskedQuestions(catalogue, asked)
        self.embedded = self.kept = 0

    def write(self, store: Store, target: gen.Generation, before: Before | None) -> None:
        """Raises VectorError where the vectors of the generation before are damaged."""
        places = [*store.row_places()]
        lines = [[*map(self._expand, self._asked.of(place))] for place in places]
        self._write_lexical(store, target, before, lines)
        faults.at("build.lexical-written")
        vectors = self._place.begun(target, before.generation if before else None, self._embedder)
        try:
            self._write_vectors(store, target, before, vectors, places, lines)
        finally:
            vectors.close()
        self._progress.stage("Kiểm tra bản kho mới")
        self._prove(target, len(places))

    def _write_lexical(self, store: Store, target: gen.Generation, before: Before | None, lines: Sequence[Sequence[str]]) -> None:
        if before and len(before.kept):
            try:
                fields = self._fields(store, lines, len(before.kept))
                return build_lexical(fields, target.lexical, Base(before.generation.lexical, before.kept))
            except LexicalError:  # of an earlier version of this software
                shutil.rmtree(target.lexical)
        return build_lexical(self._fields(store, lines, 0), target.lexical)

    def _fields(self, store: Store, lines: Sequence[Sequence[str]], first: int) -> Iterator[list[str]]:
        """The fields of the rows from the `first` on."""
        written_out = lru_cache(maxsize=4096)(self._expand)  # titles, headings and leads stand in many rows
        found = zip(store.search_texts(first), lines[first:], strict=True)
        for row, of_row in self._progress.over(found, "Chỉ mục từ ngữ", len(lines) - first):
            yield [*map(written_out, (row.title, row.heading, row.lead)), self._expand(row.body), "\n".join(of_row)]

    def _write_vectors(
        self,
        store: Store,
        target: gen.Generation,
        before: Before | None,
        vectors: Vectors,
        places: Sequence[RowPlace],
        lines: Sequence[Sequence[str]],
    ) -> None:
        """Embeds the passages that are new, and the `lines` by which staff ask for each row."""
        had = before.row_of if before else {}
        ids = {place.id for place in places}
        vectors.remove(sorted(had.keys() - ids))
        faults.at("build.vectors-removed")
        new, old = self._texts(store, had, len(before.kept) if before else 0)
        questions = [line for of_row in lines for line in of_row]
        with embedded_ahead(self._embedder, self._index, [*new.values()], old, questions, self._progress) as ahead:
            with self._progress.step("Chỉ mục ngữ nghĩa", len(new), " đoạn") as advance:
                vectors.add([*new], [*new.values()], ahead.passages, advance)
            faults.at("build.vectors-added")
            write_rows(places, self._all_vectors(before, ids, vectors, [*new]), self._embedder.dimension, target.rows)
            faults.at("build.rows-written")
            write_asked(lines, ahead.questions, target.rows)
            faults.at("build.asked-written")
        self.kept = sum(text in ahead.known for text in new.values())
        self.embedded = len(new) - self.kept

    def _texts(self, store: Store, had: dict[str, int], first: int) -> tuple[dict[str, str], list[str]]:
        """What is embedded of the passages that are new, by id; and of the others, where the model keeps its vectors."""
        found = {row.id: row for row in store.search_texts(0 if self._embedder.slow else first)}
        new = {i: self._expand(row.text) for i, row in found.items() if i not in had}
        return new, [self._expand(row.text) for i, row in found.items() if i in had] if self._embedder.slow else []

    def _all_vectors(
        self, before: Before | None, ids: set[str], vectors: Vectors, new: Sequence[str]
    ) -> Iterator[tuple[Sequence[str], Matrix]]:
        """The vectors of all passages: those of the generation before as its arrays have them."""
        if before is None:
            yield from vectors.pages()
            return
        held = [(i, row) for i, row in before.row_of.items() if i in ids]
        earlier = RowTable(before.generation.rows).vectors
        for start in range(0, len(held), _AT_ONCE):
            part = held[start : start + _AT_ONCE]
            yield [i for i, _ in part], earlier[[row for _, row in part]].astype(np.float32)
        yield from vectors.of(new)

    def _prove(self, target: gen.Generation, passages: int) -> None:
        """Opens the vectors as a reader will: what Chroma still has to put in order in its files, it does now."""
        vectors = self._place.opened(target, self._embedder)
        try:
            vectors.probe(passages)
        finally:
            vectors.close()
