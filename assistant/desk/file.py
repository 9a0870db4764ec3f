"""The file of the desk, shared by all owners and threads of a process: opened at the first use, every failure one DeskError."""

import json
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from ..user_file import FileKind, damaged, identity, line, number, open_file, prepare, writing
from .schema import DESK, DeskError

MAX_BYTES = (
    4 * 2**30
)  # of the file; an answer takes about 30 KB. Beyond it nothing is written: what users made is never thrown away unasked
_MEMORY = Path(":memory:")


class DeskFile:
    """One connection, one transaction at a time; with no path everything is kept in memory until the process ends."""

    def __init__(
        self,
        path: Path | None,
        receipts: Path | None = None,
        kind: FileKind = DESK,
        max_bytes: int = MAX_BYTES,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """`receipts` is the file from which the receipts of deleted conversations are taken."""
        self.path, self.receipts, self._kind, self._max_bytes, self._now = path or _MEMORY, receipts, kind, max_bytes, now
        self._lock = threading.Lock()
        self._db: sqlite3.Connection | None = None
        self._identity: tuple[int, int] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def moment(self) -> str:
        """Now, in UTC; moments of the file sort as texts."""
        return self._now().isoformat(timespec="milliseconds")

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The connection, all that is read of it as of one moment."""
        with self._told() as db:
            db.execute("BEGIN")
            try:
                yield db
            finally:
                db.execute("ROLLBACK")

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """The connection within one transaction: what raises in it leaves the file as it was."""
        with self._told() as db, writing(db):
            yield db

    def rewrite_log(self) -> None:
        """Takes what was deleted out of the write-ahead log too; where others read just now, the next deletion does it."""
        with self._told() as db:
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def value(self, text: str) -> Any:
        """What a column of JSON holds. Raises DeskError."""
        try:
            return json.loads(text)
        except (ValueError, RecursionError) as error:
            raise DeskError(damaged(self.path, self._kind, error)) from error

    def close(self) -> None:
        with self._lock:
            self._disconnect()

    @contextmanager
    def _told(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            try:
                yield self._connected()
            except (OSError, sqlite3.Error) as error:
                self._disconnect()
                raise DeskError(line(self.path, self._kind, error)) from error

    def _connected(self) -> sqlite3.Connection:
        """The connection; a new one where the file was taken away or replaced since."""
        in_memory = self.path is _MEMORY
        if self._db is None or (not in_memory and identity(self.path) != self._identity):
            self._disconnect()
            self._db = _in_memory(self._kind) if in_memory else open_file(self.path, self._kind, create=True)
            self._identity = None if in_memory else identity(self.path)
            self._db.execute("PRAGMA synchronous = FULL")  # what was acknowledged outlives a power cut
            self._db.execute("PRAGMA foreign_keys = ON")
            self._db.execute("PRAGMA secure_delete = ON")  # what was deleted is overwritten
            self._db.execute(f"PRAGMA max_page_count = {max(1, self._max_bytes // number(self._db, 'page_size'))}")
        return self._db

    def _disconnect(self) -> None:
        if self._db is not None:
            self._db.close()
        self._db = None


def to_json(value: object) -> str:
    """The JSON of a column. Raises TypeError where the value is none."""
    return whole(json.dumps(value, ensure_ascii=False))


def whole(text: str) -> str:
    """The text without halves of characters, which no file can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _in_memory(kind: FileKind) -> sqlite3.Connection:
    db = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    prepare(db, _MEMORY, kind)
    return db
