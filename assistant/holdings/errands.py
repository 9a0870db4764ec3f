"""Work on the index that takes a while: done by a child process, one at a time, and told to whoever asks how far it is.

The page goes on with the old generation meanwhile. What the child prints is what `python -m ingest … --json --progress` prints.
"""

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from ingest.index import IndexProblem, built_from
from ingest.progress import read_told
from ingest.settings import Settings

ErrandKind = Literal["build", "check", "fetch"]
_ROOT = Path(__file__).resolve().parents[2]  # where `ingest` is imported from
_DONE = {"build": {0}, "check": {0, 1}, "fetch": {0, 1}}  # exit codes with a result; 1 says that not all is well
_MAX_LINES = 20  # of what a child says on stderr, the last ones
_ESTIMATE_AFTER = 1.0  # seconds, and
_ESTIMATE_FROM = 0.03  # share of a step that is done, before what is left is said


@dataclass(frozen=True, slots=True)
class Status:
    """An errand: how far it is, or what came of it. `result` is the JSON that the command printed; `problem` one line where it failed."""

    kind: ErrandKind
    started: datetime
    running: bool = True
    step: str = ""
    done: int = 0
    total: int = 0
    seconds_left: float | None = None
    seconds: float = 0.0
    result: dict[str, Any] | None = None
    problem: str = ""

    @property
    def share(self) -> float:
        """How much of the step is done, from 0 to 1."""
        return min(1.0, self.done / self.total) if self.total else 0.0


class Errands:
    """Of one process, shared by its sessions."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._status: Status | None = None

    def status(self) -> Status | None:
        """The errand that runs, else the last one."""
        return self._status

    def start(self, kind: ErrandKind) -> bool:
        """Starts an errand unless one runs already; whether it did."""
        with self._lock:
            if self._status and self._status.running:
                return False
            self._status = Status(kind, datetime.now(UTC))
        threading.Thread(target=self._run, args=(kind,), name=f"errand-{kind}", daemon=True).start()
        return True

    def wait(self, seconds: float) -> Status | None:
        """The status once nothing runs any more, or after so many seconds."""
        until = time.monotonic() + seconds
        while self._status and self._status.running and time.monotonic() < until:
            time.sleep(0.05)
        return self._status

    def _run(self, kind: ErrandKind) -> None:
        began = time.monotonic()
        try:
            code, said, printed = self._child(kind)
            result = json.loads(printed) if code in _DONE[kind] else None
            problem = "" if result is not None else (said[-1] if said else f"Lệnh kết thúc với mã {code}.")
        except (OSError, ValueError, IndexProblem) as error:
            result, problem = None, f"Không chạy được: {error}"
        assert self._status
        seconds = round(time.monotonic() - began, 1)
        self._status = replace(self._status, running=False, seconds_left=None, seconds=seconds, result=result, problem=problem)

    def _child(self, kind: ErrandKind) -> tuple[int, list[str], str]:
        """Exit code, what was said on stderr beside the progress, and what was printed."""
        environment = os.environ | self._settings.as_environment() | {"PYTHONIOENCODING": "utf-8", "PYTHONPATH": _python_path()}
        said = list[str]()
        with tempfile.TemporaryFile("w+", encoding="utf-8") as out:
            child = subprocess.Popen(
                command(kind, self._settings),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.PIPE,
                env=environment,
                text=True,
                encoding="utf-8",
                errors="replace",
            )
            assert child.stderr
            clock = _Clock()
            for line in child.stderr:
                if told := read_told(line):
                    self._tell(clock, *told)
                elif line.strip():
                    said = [*said, line.strip()][-_MAX_LINES:]
            code = child.wait()
            out.seek(0)
            return code, said, out.read()

    def _tell(self, clock: "_Clock", step: str, done: int, total: int) -> None:
        assert self._status
        self._status = replace(self._status, step=step, done=done, total=total, seconds_left=clock.left(step, done, total))


class _Clock:
    """Times the steps of one errand."""

    def __init__(self) -> None:
        self._step, self._began = "", time.monotonic()

    def left(self, step: str, done: int, total: int) -> float | None:
        """Seconds that the rest of the step should take at its pace so far; None while that is a guess."""
        now = time.monotonic()
        if step != self._step:
            self._step, self._began = step, now
        elapsed = now - self._began
        if elapsed < _ESTIMATE_AFTER or not total or done < _ESTIMATE_FROM * total:
            return None
        return elapsed / done * (total - done)


def command(kind: ErrandKind, settings: Settings) -> list[str]:
    """The command of an errand over the sources that the index was made from, and the uploads."""
    start = [sys.executable, "-m", "ingest", kind, "--json"]
    if kind == "fetch":
        return [*start, "--progress"]
    sources = [part for source in sources_of(settings) for part in ("--source", str(source))]
    return [*start, "--index", str(settings.index), *sources, *(["--progress"] if kind == "build" else [])]


def sources_of(settings: Settings) -> Sequence[Path]:
    """What an index that is there was made from, or the corpus; and the uploads."""
    try:
        recorded = built_from(settings.index)
    except IndexProblem:
        recorded = None
    return list(dict.fromkeys([*(recorded or [settings.corpus]), *settings.sources()[1:]]))


def _python_path() -> str:
    """So that a child finds the modules of this program, whatever folder the server runs in."""
    return os.pathsep.join([str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
