"""What is asked of every row at once, as arrays in the order of rows: where it stands, when it is in force, its vector.

SQLite gives one passage at a time; a filter by the day over all of them, or the cosine of some hundred candidates, is one look at these.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .. import faults
from ..law.validity import Validity
from .records import RowPlace

_DOCUMENTS, _PLACES, _VECTORS = "documents.json", "places.npy", "vectors.npy"
_LINES, _LINE_VECTORS = "asked-lines.npy", "asked-vectors.npy"
KINDS = ("official", "digest", "report", "note")
_ROW = np.dtype([
    ("version", "<i4"), ("document", "<i4"), ("article", "<i4"), ("provision", "<i4"), ("valid_from", "<i4"), ("valid_to", "<i4"),
    ("kind", "<i1"), ("normative", "?"), ("digested", "?"),
])  # fmt: skip
_NEVER = np.iinfo(np.int32).max


class RowsError(Exception):
    """The arrays are missing, damaged, or do not fit the passages."""


def write_rows(
    places: Sequence[RowPlace], vectors: Iterable[tuple[Sequence[str], NDArray[np.float32]]], dimension: int, folder: Path
) -> None:
    """Writes the arrays into a new folder; `vectors` are those of all passages by id, in any order."""
    folder.mkdir(parents=True)
    documents: dict[str, int] = {}
    articles: dict[tuple[int, str, str], int] = {}
    provisions: dict[tuple[str, str, str], int] = {}
    digested = {_article_of_work(p) for p in places if p.text_kind == "digest"}
    rows = list[tuple[int, int, int, int, int, int, int, bool, bool]]()
    for place in places:
        article = articles.setdefault((place.version_id, place.component, place.eid.partition("__")[0]), len(articles))
        # chunks of an appendix share their eId and are each a provision of its own
        own = "" if place.eid.startswith(("art_", "stm_")) else place.id
        provision = provisions.setdefault((place.document, place.component, f"{place.eid}{own}"), len(provisions))
        rows.append((
            place.version_id, documents.setdefault(place.document, len(documents)), article, provision,
            *_ordinals(place.validity), KINDS.index(place.text_kind), place.eid.startswith("art_"), _article_of_work(place) in digested,
        ))  # fmt: skip
    table = np.array(rows, dtype=_ROW)
    (folder / _DOCUMENTS).write_text(json.dumps([*documents], ensure_ascii=False), encoding="utf-8")
    np.save(folder / _PLACES, table)
    faults.at("rows.places-written")
    _write_vectors({place.id: row for row, place in enumerate(places)}, vectors, dimension, folder / _VECTORS)


def write_asked(lines: Sequence[Sequence[str]], embed: Callable[[Sequence[str]], NDArray[np.float32]], folder: Path) -> None:
    """Adds to the folder the vectors of the questions by which staff ask for each row, each question once."""
    number: dict[str, int] = {}
    of_row = [(row, number.setdefault(line, len(number))) for row, asked in enumerate(lines) for line in asked]
    np.save(folder / _LINES, np.array(of_row, dtype=np.int32).reshape(len(of_row), 2))
    np.save(folder / _LINE_VECTORS, embed([*number]).astype(np.float32))


def _write_vectors(
    row_of: dict[str, int], vectors: Iterable[tuple[Sequence[str], NDArray[np.float32]]], dimension: int, file: Path
) -> None:
    if not row_of:
        np.save(file, np.zeros((0, dimension), dtype=np.float16))
        return
    matrix = np.lib.format.open_memmap(file, mode="w+", dtype=np.float16, shape=(len(row_of), dimension))
    for ids, found in vectors:
        matrix[[row_of[i] for i in ids]] = found
    matrix.flush()


def _article_of_work(place: RowPlace) -> tuple[str, str, str]:
    return place.document, place.component, place.eid.partition("__")[0]


def _ordinals(validity: Validity) -> tuple[int, int]:
    start, end = validity.valid_from, validity.valid_to
    return start.toordinal() if start else 0, end.toordinal() if end else _NEVER


class RowTable:
    """What `write_rows` wrote. Raises RowsError where it is missing or damaged."""

    def __init__(self, folder: Path) -> None:
        try:
            self.documents: list[str] = json.loads((folder / _DOCUMENTS).read_text(encoding="utf-8"))
            # plain views: indexing a memmap costs much more
            table: NDArray[Any] = np.asarray(np.load(folder / _PLACES, mmap_mode="r"))
            self.vectors: NDArray[np.float16] = np.asarray(np.load(folder / _VECTORS, mmap_mode="r"))
            lines: NDArray[np.int32] = np.load(folder / _LINES)
            self._line_vectors: NDArray[np.float32] = np.asarray(np.load(folder / _LINE_VECTORS, mmap_mode="r"))
            if not _fit(self.documents, table, self.vectors, lines, self._line_vectors):
                raise ValueError("the files do not fit each other")
        except (OSError, EOFError, ValueError, LookupError, TypeError) as error:
            raise RowsError(f"the arrays of the passages cannot be read: {error}") from error
        self._table = table
        self._asked_rows, self._first_lines = np.unique(lines[:, 0], return_index=True)  # lines stand in the order of rows
        self._line_of = lines[:, 1]
        self._code = {document: code for code, document in enumerate(self.documents)}
        self.document: NDArray[np.int32] = np.ascontiguousarray(table["document"])
        self.valid_from: NDArray[np.int32] = np.ascontiguousarray(table["valid_from"])  # ordinal days; 0 unknown
        self.valid_to: NDArray[np.int32] = np.ascontiguousarray(table["valid_to"])  # the first day no longer

    def __len__(self) -> int:
        return len(self._table)

    def codes(self, documents: Iterable[str]) -> list[int]:
        """The numbers of those documents that are held."""
        return [self._code[d] for d in documents if d in self._code]

    def applying(self, day: date, whatever_day: Sequence[int] = ()) -> NDArray[np.bool_]:
        """Whether each row is in force on the day, or of unknown date, or of one of the documents `whatever_day`."""
        ordinal = day.toordinal()
        applies: NDArray[np.bool_] = (self.valid_from <= ordinal) & (self.valid_to > ordinal)
        if whatever_day:
            applies |= np.isin(self.document, whatever_day)
        return applies

    def of(self, rows: NDArray[np.int64], column: str) -> NDArray[Any]:
        """A column (version, document, article, provision, valid_from, kind, normative, digested) of some rows."""
        return np.asarray(self._table[column][rows])

    def beside(self, rows: NDArray[np.int64], column: str) -> NDArray[np.int64]:
        """All rows that have the same in a column as one of these."""
        return np.flatnonzero(np.isin(self._table[column], self._table[column][rows]))

    def similarity(self, rows: NDArray[np.int64], vector: NDArray[np.float32]) -> NDArray[np.float32]:
        """The cosine of each row with a unit vector."""
        return np.asarray(self.vectors[rows].astype(np.float32) @ vector, dtype=np.float32)

    def asked_like(self, vectors: NDArray[np.float32]) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """The rows for which questions are known, and of each the best cosine of those with unit vectors, of the shape (vectors, rows)."""
        if not len(self._asked_rows):
            return self._asked_rows, np.zeros((len(vectors), 0), dtype=np.float32)
        of_lines = (self._line_vectors @ vectors.T)[self._line_of]
        return self._asked_rows, np.maximum.reduceat(of_lines, self._first_lines, axis=0).T


def _fit(documents: object, table: NDArray[Any], vectors: NDArray[Any], lines: NDArray[Any], line_vectors: NDArray[Any]) -> bool:
    """Whether what the files hold can be of one index."""
    if not isinstance(documents, list) or table.dtype != _ROW or len(vectors) != len(table) or lines.ndim != 2:
        return False
    named = int(table["document"].max(initial=-1))
    row, line = (int(lines[:, column].max(initial=-1)) for column in (0, 1))
    return named < len(documents) and row < len(table) and line < len(line_vectors)
