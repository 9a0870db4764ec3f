"""SQLite files of the user: for nobody else to read, told apart by kind, brought up from older schemas, written by one at a time."""

import logging
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ingest import faults

BUSY_SECONDS = 2.0  # that a writer waits for another
_ASIDE = "hãy chuyển tệp sang chỗ khác, phần mềm sẽ tạo tệp mới."
_log = logging.getLogger(__name__)

Migration = tuple[str, ...]  # statements that bring a file from one schema to the next


@dataclass(frozen=True, slots=True)
class FileKind:
    """`name` is how staff read it; the first migration makes an empty file one of schema 1, and so on.

    `error` is what those who read it expect to be raised.
    """

    name: str
    variable: str
    application: int  # SQLite's application_id: the file is ours
    migrations: tuple[Migration, ...]
    error: type[Exception]

    @property
    def schema(self) -> int:
        return len(self.migrations)


def open_file(path: Path, kind: FileKind, create: bool) -> sqlite3.Connection:
    """The file, of this kind and of the schema of today. Raises OSError, sqlite3.Error or the kind's error; `line` words them."""
    if create and not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        # personal data: nobody else may read it, nor the files that SQLite makes beside it, which get the same mode
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        faults.at("file.created")
    db = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    try:
        prepare(db, path, kind)
        _write_ahead(db)
    except (sqlite3.Error, kind.error):
        db.close()
        raise
    return db


def try_writing(path: Path, kind: FileKind) -> None:
    """Begins to write the file and leaves it as it was. Raises what `open_file` raises."""
    db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        if not _is_new(db):
            _check(db, path, kind)
        db.execute("BEGIN IMMEDIATE")
        db.execute("ROLLBACK")
    finally:
        db.close()


def prepare(db: sqlite3.Connection, path: Path, kind: FileKind) -> None:
    """Makes the tables of an empty file, or brings those of an older one up, in one transaction: all of it or nothing."""
    if not _is_new(db):
        _check(db, path, kind)
    if number(db, "user_version") < kind.schema:
        with writing(db):
            _bring_up(db, kind)


def _bring_up(db: sqlite3.Connection, kind: FileKind) -> None:
    schema = number(db, "user_version")  # again: another process may have been first
    if schema < kind.schema:
        for migration in kind.migrations[schema:]:
            for statement in migration:
                db.execute(statement)
                faults.at("file.migrating")
        db.execute(f"PRAGMA application_id = {kind.application}")
        db.execute(f"PRAGMA user_version = {kind.schema}")


@contextmanager
def writing(db: sqlite3.Connection) -> Iterator[None]:
    """One transaction, which waits for other writers at its beginning."""
    db.execute("BEGIN IMMEDIATE")
    faults.at("file.begun")
    try:
        yield
        faults.at("file.before-commit")
        db.execute("COMMIT")
        faults.at("file.after-commit")
    finally:
        if db.in_transaction:
            db.execute("ROLLBACK")


def number(db: sqlite3.Connection, pragma: str) -> int:
    return one(db, f"PRAGMA {pragma}")


def one(db: sqlite3.Connection, query: str) -> int:
    return int(db.execute(query).fetchone()[0])


def identity(path: Path) -> tuple[int, int] | None:
    """The file behind the path, or None."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_dev, status.st_ino


def damaged(path: Path, kind: FileKind, error: Exception) -> str:
    """One Vietnamese line for a file whose contents cannot be read."""
    return f"{_capital(kind.name)} {path} bị hỏng ({' '.join(str(error).split())}); {_ASIDE}"


def line(path: Path, kind: FileKind, error: Exception) -> str:
    """One Vietnamese line for what went wrong with the file."""
    if isinstance(error, kind.error):
        return str(error)
    if isinstance(error, sqlite3.OperationalError | OSError):  # busy, full, no permission, not a file
        detail = error.strerror if isinstance(error, OSError) else str(error)
        return f"Không đọc hoặc ghi được {kind.name} {path} ({detail})."
    return damaged(path, kind, error)


def _is_new(db: sqlite3.Connection) -> bool:
    return number(db, "application_id") == 0 and number(db, "user_version") == 0 and not one(db, "SELECT COUNT(*) FROM sqlite_master")


def _check(db: sqlite3.Connection, path: Path, kind: FileKind) -> None:
    """Raises the kind's error where the file is of another kind, or of a schema that is not known yet."""
    if number(db, "application_id") != kind.application:
        raise kind.error(f"{path} không phải là {kind.name}; hãy đặt {kind.variable} sang tệp khác.")
    schema = number(db, "user_version")
    if schema < 1:
        raise kind.error(damaged(path, kind, sqlite3.DatabaseError(f"user_version = {schema}")))
    if schema > kind.schema:
        raise kind.error(f"{_capital(kind.name)} {path} do phiên bản mới hơn của phần mềm tạo ra; hãy cập nhật phần mềm.")


def _write_ahead(db: sqlite3.Connection) -> None:
    """Lets readers and a writer go on side by side."""
    if db.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        try:
            db.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:  # it works without, and the next to open the file will do it
            _log.debug("no write-ahead log yet: %s", error)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
