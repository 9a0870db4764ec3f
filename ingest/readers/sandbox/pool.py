"""This side: workers that are started when a file wants one, used again, and replaced when they die."""

import atexit
import contextlib
import logging
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

from ..source import REASONS, ReaderError, Reason
from . import limits
from .frames import BadFrame, read_frame, write_frame
from .pipe import Pipe, TooLate
from .worker import MEMORY_EXHAUSTED

logger = logging.getLogger(__name__)

_ROOT: Final = Path(__file__).parents[3]
_PROGRAM: Final = f"import sys; sys.path.insert(0, {str(_ROOT)!r}); from ingest.readers.sandbox.worker import main; main()"
_PASSED_ON: Final = ("PATH", "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "SYSTEMROOT", "TESSDATA_PREFIX")
"""Of the environment; keys and addresses that others set are none of a worker's business."""
_MAX_LOGGED: Final = 2_000


@dataclass(frozen=True, slots=True)
class Result:
    """What a worker made of a file: an object of small values, and bytes."""

    head: Mapping[str, Any]
    body: bytes


class Worker:
    """One process. `task` may be called by one thread at a time."""

    def __init__(self) -> None:
        self._errors: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115  # as long as the process
        self._folder = tempfile.TemporaryDirectory(prefix="doc-", ignore_cleanup_errors=True)  # for what it would leave when killed
        command = [sys.executable, "-P", "-c", _PROGRAM]
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            env=_environment(self._folder.name),
            start_new_session=True,  # so that what it starts is killed with it, and an interrupt at the keyboard is ours to handle
        )
        assert self._process.stdin and self._process.stdout
        self._requests = self._process.stdin
        self._replies = Pipe(self._process.stdout)
        self.files = 0
        self.idle_since = time.monotonic()
        self.guarded: Mapping[str, Any] = self._frame(time.monotonic() + limits.WALL_SECONDS)[0].get("ready", {})

    def task(self, path: Path, request: Mapping[str, Any]) -> Result:
        """What the worker made of the file. Raises ReaderError and OSError; the worker is of no more use where `is_dead`."""
        self.files += 1
        started = time.monotonic()
        deadline, latest = started + limits.WALL_SECONDS, started + limits.MAX_FILE_SECONDS
        try:
            write_frame(self._requests, {**request, "path": str(path.absolute())})
            while True:
                head, body = self._frame(deadline)
                if "more" not in head:
                    break
                deadline = min(latest, deadline + _seconds(head["more"]))
        except TooLate as error:
            self.kill()
            raise _too_slow(path, f"quá {time.monotonic() - started:.0f} giây") from error
        except (BadFrame, EOFError, BrokenPipeError, ConnectionError) as error:
            self.kill()
            raise self._death(path) from error
        except BaseException:  # an interrupt: the worker is in the middle of a file
            self.kill()
            raise
        self.idle_since = time.monotonic()
        return _result(path, head, body)

    @property
    def is_dead(self) -> bool:
        return self._process.poll() is not None

    @property
    def is_spent(self) -> bool:
        """Whether the worker has read enough, or may be about to end itself."""
        return self.files >= limits.FILES_PER_WORKER or time.monotonic() - self.idle_since > limits.IDLE_SECONDS / 2

    def kill(self) -> None:
        """End the process and all that it started."""
        if sys.platform != "win32":
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.kill()
        self._process.wait()
        for stream in (self._requests, self._replies):
            with contextlib.suppress(BrokenPipeError):
                stream.close()
        self._folder.cleanup()

    def _frame(self, deadline: float) -> tuple[dict[str, Any], bytes]:
        return read_frame(lambda count: self._replies.exactly(count, deadline), limits.REPLY_BYTES)

    def _death(self, path: Path) -> ReaderError:
        """The line for a file that its worker died of."""
        status = self._process.returncode
        self._errors.seek(max(0, self._errors.seek(0, os.SEEK_END) - _MAX_LOGGED))
        logger.info("reader of %s ended with %s: %s", path, status, self._errors.read().decode("utf-8", "replace"))
        if sys.platform != "win32" and status == -signal.SIGXCPU:
            return _too_slow(path, f"quá {limits.CPU_SECONDS:.0f} giây xử lý")
        if status == MEMORY_EXHAUSTED:
            return ReaderError(path, "too_large", f"đọc cần quá mức {limits.MEMORY_BYTES // 1024**2:,} MB bộ nhớ")
        return ReaderError(path, "crashed", "trình đọc phải dừng giữa chừng vì nội dung bất thường của tệp")


class Pool:
    """The workers of this process, at most MAX_WORKERS; `started` counts all that there ever were."""

    def __init__(self) -> None:
        self.started = 0
        self._lock = threading.Lock()
        self._idle: list[Worker] = []
        self._free = threading.Semaphore(limits.MAX_WORKERS)

    def run(self, path: Path, request: Mapping[str, Any]) -> Result:
        """What a worker made of the file; waits where all are busy. Raises ReaderError and OSError."""
        with self._free:
            worker = self._take(path)
            try:
                return worker.task(path, request)
            finally:
                self._put_back(worker)

    def close(self) -> None:
        """End the idle workers."""
        with self._lock:
            idle, self._idle = self._idle, []
        for worker in idle:
            worker.kill()

    def _take(self, path: Path) -> Worker:
        while True:
            with self._lock:
                worker = self._idle.pop() if self._idle else None
                self.started += worker is None
            if worker is None:
                return _started(path)
            if not (worker.is_dead or worker.is_spent):
                return worker
            worker.kill()

    def _put_back(self, worker: Worker) -> None:
        if not worker.is_dead:
            with self._lock:
                self._idle.append(worker)


def _started(path: Path) -> Worker:
    """A new worker for the file. Raises ReaderError where the system does not let one start."""
    try:
        return Worker()
    except (BadFrame, EOFError, TooLate, OSError) as error:
        logger.warning("no process to read files in: %s", error)
        advice = "hãy đóng bớt chương trình, kiểm tra chỗ trống trên đĩa rồi nạp lại"
        raise ReaderError(path, "crashed", "không khởi động được trình đọc tệp", advice) from error


_pool = Pool()


def run(path: Path, task: str, **details: Any) -> Result:
    """What a worker made of the file: `task` is a name in `tasks`. Raises ReaderError and OSError."""
    return _pool.run(path, {"task": task, **details})


def workers_started() -> int:
    """How many processes this one has started to read files."""
    return _pool.started


def _forget_workers() -> None:
    """A forked process must not talk over its parent's pipes."""
    global _pool
    _pool = Pool()


atexit.register(lambda: _pool.close())
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_workers)


def _environment(folder: str) -> dict[str, str]:
    """What a worker knows of its surroundings: where programs are, and the folder that is its home."""
    own = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    own |= dict.fromkeys(("TMPDIR", "TEMP", "TMP", "HOME"), folder)
    own |= dict.fromkeys(("OMP_NUM_THREADS", "OMP_THREAD_LIMIT", "MALLOC_ARENA_MAX"), "1")
    return own | {"PYTHONUTF8": "1", "LC_ALL": "C.UTF-8"}


def _seconds(value: object) -> float:
    return max(0.0, float(value)) if isinstance(value, int | float) else 0.0


def _too_slow(path: Path, how_long: str) -> ReaderError:
    return ReaderError(path, "too_slow", f"đọc {how_long} mà chưa xong")


def _result(path: Path, head: Mapping[str, Any], body: bytes) -> Result:
    match head:
        case {"refused": [str(reason), str(problem), str(advice)]}:
            known: Reason = reason if reason in REASONS else "damaged"
            raise ReaderError(path, known, problem, advice)
        case {"os_error": [number, strerror]}:
            raise OSError(number, strerror, str(path))
    return Result(head, body)
