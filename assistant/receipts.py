"""Receipts of answers in one SQLite file of the user: written beside each answer by any number of processes, read by name."""

import json
import logging
import re
import sqlite3
import sys
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from .receipt import Receipt, ReceiptError
from .user_file import FileKind, damaged, identity, line, number, one, open_file, writing

MAX_BYTES = 256 * 2**20  # of the file; a receipt takes about 4 KB on the shipped corpus. Beyond it the oldest go
KEPT_SHARE = 0.9  # of MAX_BYTES that is left then, so that it is not done again for the next receipt
AT_ONCE = 50  # receipts of a batch that are written in one transaction
MIN_PREFIX = 6  # characters of a name that are enough, where only one begins so
_PREFIX = re.compile(rf"[0-9a-f]{{{MIN_PREFIX},16}}")
_FIRST = (
    "CREATE TABLE receipts (id TEXT PRIMARY KEY, times INTEGER NOT NULL, first_asked TEXT NOT NULL, last_asked TEXT NOT NULL,"
    " receipt TEXT NOT NULL)",
    "CREATE INDEX receipts_last_asked ON receipts(last_asked)",
)
RECEIPTS = FileKind("tệp phiếu trả lời", "TRO_LY_RECEIPTS", 0x54524C59, (_FIRST,), ReceiptError)
_KEEP = (
    "INSERT INTO receipts VALUES (?, 1, ?, ?, ?)"
    " ON CONFLICT(id) DO UPDATE SET times = times + 1, last_asked = max(last_asked, excluded.last_asked)"
)
_OLDEST = "DELETE FROM receipts WHERE rowid IN (SELECT rowid FROM receipts ORDER BY last_asked, rowid LIMIT ?)"
_log = logging.getLogger(__name__)


class UnknownReceipt(ReceiptError):
    """No receipt of that name, or more than one; one Vietnamese line."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A receipt with how often the same was answered; `first_asked` and `last_asked` are in UTC. The receipt is that of the first time."""

    receipt: Receipt
    times: int
    first_asked: datetime
    last_asked: datetime

    def as_json(self) -> dict[str, Any]:
        asked = {"times": self.times, "first_asked": self.first_asked.isoformat(), "last_asked": self.last_asked.isoformat()}
        return self.receipt.as_json() | asked


def _to_stderr(line: str) -> None:
    print(line, file=sys.stderr)


class Receipts:
    """The file of receipts, safe to share between threads. `keep` never raises: an answer is worth more than its receipt."""

    def __init__(
        self,
        path: Path,
        at_once: int = 1,
        max_bytes: int = MAX_BYTES,
        tell: Callable[[str], None] = _to_stderr,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """`at_once` receipts are written together, the last ones by `close`; `tell` gets one line the first time that this fails."""
        self.path = path
        self._at_once, self._max_bytes, self._tell, self._now = at_once, max_bytes, tell, now
        self._pending = list[tuple[str, str, str, str]]()
        self._lock = threading.Lock()
        self._db: sqlite3.Connection | None = None
        self._file: tuple[int, int] | None = None
        self._told = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def keep(self, receipt: Receipt) -> None:
        """Writes the receipt; of one that is kept already only how often, and when last."""
        moment = self._now().isoformat(timespec="milliseconds")
        body = json.dumps(receipt.as_json(), ensure_ascii=False)
        row = (receipt.id, moment, moment, body.encode("utf-8", "replace").decode())  # a question may hold halves of characters
        with self._lock:
            self._pending.append(row)
            if len(self._pending) >= self._at_once:
                self._write()

    def close(self) -> None:
        """Writes what is left."""
        with self._lock:
            if self._pending:
                self._write()
            self._disconnect()

    def _write(self) -> None:
        rows, self._pending = self._pending, []
        try:
            db = self._connected()
            with writing(db):
                db.executemany(_KEEP, rows)
                removed = _make_room(db, self._max_bytes)
        except (OSError, sqlite3.Error, ReceiptError) as error:
            self._disconnect()
            _log.info("%d receipts are lost", len(rows), exc_info=True)
            if not self._told:
                self._told = True
                self._tell(f"{line(self.path, RECEIPTS, error)} Câu trả lời vẫn đầy đủ, chỉ chưa lưu được phiếu.")
            return
        if removed:
            _log.warning("%s reached its limit of %d bytes: the %d oldest receipts were removed", self.path, self._max_bytes, removed)

    def _connected(self) -> sqlite3.Connection:
        """The connection; a new one where the file was taken away or replaced since."""
        if self._db is None or identity(self.path) != self._file:
            self._disconnect()
            self._db = open_file(self.path, RECEIPTS, create=True)
            self._file = identity(self.path)
        return self._db

    def _disconnect(self) -> None:
        if self._db is not None:
            self._db.close()
        self._db = None


def open_receipts(path: Path | None, at_once: int = 1) -> Receipts | None:
    """The receipts that the settings name; None where they are turned off. Nothing is opened or written yet."""
    return Receipts(path, at_once) if path else None


def find_receipt(path: Path | None, name: str) -> Kept:
    """The receipt of that name, or whose name alone begins so.

    Raises UnknownReceipt, or ReceiptError where the file cannot be read or none is kept.
    """
    if path is None:
        raise ReceiptError("Việc lưu phiếu trả lời đang tắt (TRO_LY_RECEIPTS để trống).")
    key = name.strip().lower()
    if not _PREFIX.fullmatch(key):
        raise UnknownReceipt(f"Mã phiếu {name!r} không hợp lệ: cần từ {MIN_PREFIX} đến 16 chữ số 0–9, chữ cái a–f.")
    rows = _rows(path, key) if path.exists() else []
    if not rows:
        raise UnknownReceipt(f"Không có phiếu trả lời nào mang mã {key} trong {path}.")
    if len(rows) > 1:
        raise UnknownReceipt(f"Có nhiều phiếu bắt đầu bằng {key} ({', '.join(row[0] for row in rows)}); xin nhập thêm ký tự.")
    (_, times, first, last, body) = rows[0]
    try:
        return Kept(Receipt.from_json(json.loads(body)), int(times), datetime.fromisoformat(first), datetime.fromisoformat(last))
    except (TypeError, ValueError, RecursionError) as error:
        raise ReceiptError(damaged(path, RECEIPTS, error)) from error


def forget(path: Path | None, names: Iterable[str]) -> int:
    """How many receipts of these names were taken out of the file. Raises ReceiptError."""
    if path is None or not path.exists():
        return 0
    try:
        db = open_file(path, RECEIPTS, create=False)
        try:
            db.execute("PRAGMA secure_delete = ON")  # what was deleted is overwritten
            with writing(db):
                gone = sum(db.execute("DELETE FROM receipts WHERE id = ?", (name,)).rowcount for name in names)
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # and leaves the write-ahead log too
            return gone
        finally:
            db.close()
    except (OSError, sqlite3.Error) as error:
        raise ReceiptError(line(path, RECEIPTS, error)) from error


def _rows(path: Path, key: str) -> list[tuple[Any, ...]]:
    """Up to three receipts whose names begin so, the latest first."""
    try:
        db = open_file(path, RECEIPTS, create=False)
        try:
            query = (
                "SELECT id, times, first_asked, last_asked, receipt FROM receipts WHERE id >= ? AND id < ? ORDER BY last_asked DESC LIMIT 3"
            )
            return db.execute(query, (key, f"{key}g")).fetchall()  # "g" comes after every digit of a name
        finally:
            db.close()
    except (OSError, sqlite3.Error) as error:
        raise ReceiptError(line(path, RECEIPTS, error)) from error


def _make_room(db: sqlite3.Connection, max_bytes: int) -> int:
    """How many of the oldest receipts were removed, so that the file grows no further. Its free pages are used again."""
    if _used(db) <= max_bytes:
        return 0
    removed = 0
    step = max(1, int(one(db, "SELECT COUNT(*) FROM receipts") * (1 - KEPT_SHARE)))
    while _used(db) > max_bytes * KEPT_SHARE and (gone := db.execute(_OLDEST, (step,)).rowcount):
        removed += gone
    return removed


def _used(db: sqlite3.Connection) -> int:
    return (number(db, "page_count") - number(db, "freelist_count")) * number(db, "page_size")
