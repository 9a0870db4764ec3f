"""The program's own log: one JSON object a line, in a file that TRO_LY_LOG names or on stderr. No words of a question get into it.

Our own records say what happened, in words that we wrote, with facts in `extra={"facts": {...}}`. A library's record and an error may
repeat what somebody asked: of the one only level, name and place in the code are kept, of the other its type, its number and its places.
"""

import errno
import json
import logging
import os
import sqlite3
import sys
import threading
import traceback
from datetime import UTC, datetime
from functools import lru_cache
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Any

from filelock import FileLock, Timeout

from .settings import Settings

MAX_BYTES = 5 * 2**20  # of one file of the log
KEPT = 5  # files before it: NAME.1 is the latest
LOCK_SECONDS = 2.0  # that a process waits for another that writes
MAX_FRAMES = 40  # of an error's places, the innermost ones
MAX_CAUSES = 8  # errors behind an error
OURS = ("assistant", "ingest")
_PACKAGES = Path(__file__).resolve().parents[1]
_setting = threading.Lock()


def set_up(settings: Settings, on_stderr: int = logging.WARNING) -> None:
    """Sends what this process logs to the file of the settings, from INFO on, else to stderr from the level `on_stderr` on.

    Can be called again at any time and by any thread: what libraries have set up for themselves meanwhile is taken over then.
    """
    with _setting:
        handler = _handler_of(settings.log, settings.model_key)
        root = logging.getLogger()
        for other in [other for other in root.handlers if isinstance(other, LogFile | OnStderr) and other is not handler]:
            root.removeHandler(other)
        root.addHandler(handler)  # once, however often it is called
        root.setLevel(logging.WARNING)
        for name in OURS:
            logging.getLogger(name).setLevel(logging.INFO if settings.log else on_stderr)
        _take_over(handler)


@lru_cache(maxsize=1)
def _handler_of(path: Path | None, secret: str | None) -> logging.Handler:
    handler: logging.Handler = LogFile(path) if path else OnStderr()
    handler.setFormatter(JsonLine((secret,) if secret else ()))
    return handler


def _take_over(handler: logging.Handler) -> None:
    """Streamlit gives each of its loggers a handler that goes past the root, and writes errors with all their words."""
    for logger in list(logging.Logger.manager.loggerDict.values()):
        if isinstance(logger, logging.Logger) and logger.handlers and not logger.propagate:
            logger.handlers[:] = [handler]


class JsonLine(logging.Formatter):
    """One record as one line of JSON, with none of the `secrets` in it."""

    def __init__(self, secrets: tuple[str, ...] = ()) -> None:
        super().__init__()
        self._secrets = secrets

    def format(self, record: logging.LogRecord) -> str:
        row: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "process": record.process,
        }
        if _is_ours(record.name):
            row["message"] = record.getMessage()
            if facts := getattr(record, "facts", None):
                row["facts"] = facts
        else:
            row["place"] = f"{_short(record.pathname)}:{record.lineno}"
        if record.exc_info and record.exc_info[1] is not None:
            row["error"] = _told(record.exc_info[1])
        line = json.dumps(row, ensure_ascii=False, default=str)
        for secret in self._secrets:
            line = line.replace(json.dumps(secret, ensure_ascii=False)[1:-1], "…")
        return line


class LogFile(RotatingFileHandler):
    """The file of the log, for its user alone, opened for each record: several processes write it, and the one that is first rotates it."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, maxBytes=MAX_BYTES, backupCount=KEPT, encoding="utf-8", errors="replace", delay=True)
        self._alone = FileLock(f"{path}.lock", timeout=LOCK_SECONDS, mode=0o600)
        self._told = False

    def emit(self, record: logging.LogRecord) -> None:
        path = Path(self.baseFilename)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with self._alone:
                os.close(os.open(path, os.O_CREAT | os.O_APPEND, 0o600))
                self._write(record)
        except (OSError, Timeout) as error:
            if not self._told:  # once: the log is not worth more than the work
                self._told = True
                print(f"Không ghi được nhật ký {path} ({getattr(error, 'strerror', None) or error}).", file=sys.stderr)

    def _write(self, record: logging.LogRecord) -> None:
        try:
            if self.shouldRollover(record):
                self.doRollover()
                os.close(os.open(self.baseFilename, os.O_CREAT | os.O_APPEND, 0o600))
            self.stream = self.stream or self._open()
            self.stream.write(self.format(record) + self.terminator)
        finally:
            if self.stream is not None:
                stream, self.stream = self.stream, None  # None is how the base class says "not open"
                stream.close()  # flushes, and can fail on a full disk


class OnStderr(logging.Handler):
    """Writes to whatever stderr is at that moment."""

    def emit(self, record: logging.LogRecord) -> None:
        print(self.format(record), file=sys.stderr, flush=True)


def _is_ours(name: str) -> bool:
    return name.partition(".")[0] in OURS


def _told(error: BaseException) -> list[dict[str, Any]]:
    """The error and those behind it, each by its type, its numbers and where it came through, without its words."""
    told = list[dict[str, Any]]()
    at: BaseException | None = error
    while at is not None and len(told) < MAX_CAUSES:
        told.append({"type": type(at).__qualname__, **_numbers(at), "through": _through(at.__traceback__)})
        at = at.__cause__ or (None if at.__suppress_context__ else at.__context__)
    return told


def _numbers(error: BaseException) -> dict[str, str]:
    """What the system says of the error by number: "database is locked" and "no space left" have names, and those are no words of users."""
    if isinstance(error, OSError) and error.errno is not None:
        return {"code": errno.errorcode.get(error.errno, str(error.errno))}
    if isinstance(error, sqlite3.Error) and (name := getattr(error, "sqlite_errorname", None)):
        return {"code": str(name)}
    return {}


def _through(trace: TracebackType | None) -> list[str]:
    frames = traceback.extract_tb(trace)[-MAX_FRAMES:] if trace else []
    return [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]


def _short(filename: str) -> str:
    """The file from the folder on that holds the packages, so that no name of a user's home gets into what is sent around."""
    path = Path(filename)
    if path.is_relative_to(_PACKAGES):
        return path.relative_to(_PACKAGES).as_posix()
    parts = path.parts
    return "/".join(parts[parts.index("site-packages") + 1 :]) if "site-packages" in parts else path.name
