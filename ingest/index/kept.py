"""Vectors of slow models, kept beside the index under the hash of what was embedded: an interrupted build goes on from them."""

import hashlib
import os
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal, Self

import numpy as np
from numpy.typing import NDArray

from .. import faults
from .generation import IndexProblem
from .vectors import VectorError

FOLDER = "embeddings"
MODELS_KEPT = 2  # the model in use and the one before it: to go back costs nothing
_KEYS_AT_ONCE = 500  # SQLite takes 999 parameters a statement in its oldest builds
_TABLES = """
CREATE TABLE IF NOT EXISTS model (name TEXT PRIMARY KEY);
CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB NOT NULL) WITHOUT ROWID;
"""

Matrix = NDArray[np.float32]


def key_of(kind: Literal["passage", "question"], text: str) -> bytes:
    """What a vector is kept under: models may embed the same words differently as a question."""
    return hashlib.sha256(f"{kind}\n{text}".encode()).digest()


class KeptVectors:
    """The vectors of one model, in one SQLite file of the index. Only the writer of the index opens it.

    Raises VectorError where the file is damaged: it is taken away, and the next attempt begins a new one.
    """

    def __init__(self, index: Path, model: str, dimension: int) -> None:
        self._file = index / FOLDER / f"{hashlib.sha256(model.encode()).hexdigest()[:16]}.sqlite"
        self._dimension, self._bytes = dimension, dimension * np.dtype(np.float32).itemsize
        try:
            self._file.parent.mkdir(exist_ok=True)
            with self._guarded():
                self._db = sqlite3.connect(self._file)
                self._db.executescript(_TABLES)
                self._db.execute("INSERT OR IGNORE INTO model VALUES (?)", (model,))
                self._db.commit()
            os.utime(self._file)
        except OSError as error:
            raise _not_written(self._file, error) from error
        _clear_older(self._file)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    def held(self, keys: Collection[bytes]) -> set[bytes]:
        """Those of the keys whose vector is kept."""
        return {key for (key,) in self._select("key", keys)}

    def of(self, keys: Sequence[bytes]) -> Matrix:
        """The vectors in the order of the keys, all of which are held."""
        found: dict[bytes, bytes] = dict(self._select("key, vector", {*keys}))
        return np.frombuffer(b"".join(found[key] for key in keys), dtype=np.float32).reshape(len(keys), self._dimension)

    def keep(self, keys: Sequence[bytes], vectors: Matrix) -> None:
        """Written to the disk when this returns."""
        rows = [(key, vector.astype(np.float32).tobytes()) for key, vector in zip(keys, vectors, strict=True)]
        with self._guarded(), self._db:
            self._db.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)
            faults.at("kept.before-commit")
        faults.at("kept.after-commit")

    def forget_all_but(self, keys: Iterable[bytes]) -> None:
        """Lets go of what nothing in the index needs any more, so that the file grows no larger than the index."""
        with self._guarded(), self._db:
            self._db.execute("CREATE TEMP TABLE wanted (key BLOB PRIMARY KEY) WITHOUT ROWID")
            self._db.executemany("INSERT OR IGNORE INTO wanted VALUES (?)", ((key,) for key in keys))
            self._db.execute("DELETE FROM vectors WHERE key NOT IN (SELECT key FROM wanted)")
            self._db.execute("DROP TABLE wanted")
            faults.at("kept.before-forgetting")

    def _select(self, columns: str, keys: Collection[bytes]) -> Iterator[Any]:
        """The columns of those held; a vector of another length is none of this model."""
        wanted = [*keys]
        for start in range(0, len(wanted), _KEYS_AT_ONCE):
            some = wanted[start : start + _KEYS_AT_ONCE]
            marks = ",".join("?" * len(some))
            with self._guarded():
                select = f"SELECT {columns} FROM vectors WHERE key IN ({marks}) AND length(vector) = ?"
                rows = self._db.execute(select, (*some, self._bytes)).fetchall()
            yield from rows

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:  # no room, no permission
            raise _not_written(self._file, error) from error
        except sqlite3.DatabaseError as error:
            self._db.close()
            self._file.unlink(missing_ok=True)
            raise VectorError(f"{FOLDER}/{self._file.name}: {error}") from error


def _clear_older(current: Path) -> None:
    """Takes away the models that were used before the last few."""
    others = sorted((f for f in current.parent.glob("*.sqlite") if f != current), key=lambda f: f.stat().st_mtime_ns, reverse=True)
    for file in others[MODELS_KEPT - 1 :]:
        file.unlink(missing_ok=True)


def _not_written(file: Path, error: Exception) -> IndexProblem:
    reason = getattr(error, "strerror", None) or error
    return IndexProblem(f"Không ghi được véc-tơ vào {file} ({reason}); hãy kiểm tra chỗ trống và quyền ghi. Phần đã nhúng vẫn được giữ.")
