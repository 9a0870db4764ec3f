"""What a measurement ran on, its peak memory, and commands run in a process of their own."""

import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_STATUS = Path("/proc/self/status")
_CPUS = Path("/proc/cpuinfo")


def cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def machine_line() -> str:
    """Processor, cores, how busy they were before we began, Python: the line under each table."""
    busy = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return f"{_processor()}, {cores()} cores{busy}, {platform.system()} {platform.machine()}, Python {platform.python_version()}"


def _processor() -> str:
    lines = _CPUS.read_text(encoding="utf-8").splitlines() if _CPUS.is_file() else []
    return next(
        (line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.processor() or "unknown processor"
    )


def peak_mib() -> float:
    """The most memory that this process has held, in MiB.

    From /proc where there is one: a child inherits its parent's `ru_maxrss` when it is started by vfork, as `subprocess` does.
    """
    lines = _STATUS.read_text(encoding="utf-8").splitlines() if _STATUS.is_file() else []
    for line in lines:
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / (1024 * 1024) if sys.platform == "darwin" else used / 1024


def bytes_under(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


@dataclass(frozen=True, slots=True)
class Run:
    """A finished child process: wall seconds from its start to its end, seconds on processors, its output, its own peak memory."""

    seconds: float
    processor_seconds: float
    output: str
    peak_mib: float


class RunError(Exception):
    """A child process failed; the message ends with what it said."""


def run_module(module: str, arguments: Sequence[str]) -> Run:
    """Runs `module.main(arguments)` in a fresh Python and measures it. Raises RunError where it returns anything but 0."""
    started, used = time.perf_counter(), _processor_seconds_of_children()
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.measured", module, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    seconds = time.perf_counter() - started
    *output, peak = done.stdout.splitlines() or [""]
    if done.returncode:
        raise RunError(f"python -m {module} {' '.join(arguments)} ended with {done.returncode}: {done.stderr.strip()[-500:]}")
    return Run(seconds, _processor_seconds_of_children() - used, "\n".join(output), float(peak))


def _processor_seconds_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
