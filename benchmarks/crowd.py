"""Many sessions of the pages ask at once while the index is built anew again and again: errors, times of answers, memory of the server.

python -m benchmarks.crowd --index PATH [--sessions 20] [--seconds 300] [--pause 0]; exit 1 for any error, or where memory grows.

Sessions speak Streamlit's protocol over its websocket: twenty pages of a browser on two cores would measure the browser. Each asks without
a pause unless one is given, and begins a new conversation after some questions. The index is a copy; TRO_LY_CHROMA_URL counts. Sessions
that come and go are measured by `benchmarks.endurance`: Streamlit keeps one that has gone for two minutes, which would look like growth.
"""

import argparse
import asyncio
import json
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from websockets.exceptions import WebSocketException

from ingest.index import IndexProblem, built_from

from .endurance import QUESTIONS, resident
from .invented import decree
from .machine import machine_line
from .page import PageError, Served, served
from .page_session import PageSession, SessionError, session
from .tables import markdown

GROWTH = 20.0  # MiB that memory may grow over the time after WARM, by its slope
WARM = 60.0  # seconds after which caches are as full as they get
STAY = 20  # questions of a conversation; of the first fewer, so that not all begin again at once
_EVERY = 5.0  # seconds between two looks at memory
_ROWS = 10  # rows of the table


@dataclass(slots=True)
class Seen:
    """What happened, each with the second in which it did."""

    began: float = field(default_factory=time.monotonic)
    answers: list[tuple[float, float]] = field(default_factory=list)  # when, seconds it took
    memory: list[tuple[float, float]] = field(default_factory=list)  # when, MiB
    builds: list[tuple[float, float]] = field(default_factory=list)  # when, seconds it took
    conversations: int = 0
    faults: list[str] = field(default_factory=list)

    def now(self) -> float:
        return time.monotonic() - self.began


@dataclass(frozen=True, slots=True)
class Crowd:
    """How many ask, for how many seconds, with which mean pause between questions."""

    sessions: int
    seconds: float
    pause: float
    questions: tuple[str, ...]


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.crowd", description=__doc__.partition("\n")[0])
    parser.add_argument("--index", required=True, type=Path, metavar="PATH", help="built from sources that are on this machine")
    parser.add_argument("--sessions", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--pause", type=float, default=0, help="mean seconds between an answer and the next question of a session")
    args = parser.parse_args(argv)
    asked = tuple(json.loads(line)["question"] for line in QUESTIONS.read_text(encoding="utf-8").splitlines() if line.strip())
    crowd = Crowd(args.sessions, args.seconds, args.pause, asked)
    try:
        with tempfile.TemporaryDirectory(prefix="crowd-") as folder:
            work = Path(folder)
            sources, index = _copied(args.index.expanduser().resolve(), work)
            with served(index, work) as server:
                seen = asyncio.run(_run(crowd, server, index, sources))
    except (IndexProblem, PageError) as error:
        print(error, file=sys.stderr)
        return 1
    grown = growth(seen.memory, crowd.seconds)
    _print(crowd, seen, grown)
    return int(bool(seen.faults) or grown > GROWTH or not seen.answers)


def _copied(index: Path, work: Path) -> tuple[list[Path], Path]:
    """The sources of the index with a folder of our own, and a copy of the index."""
    sources = built_from(index)
    if sources is None:
        raise PageError(f"the sources of {index} are not known or not on this machine")
    added = work / "added"
    added.mkdir()
    shutil.copytree(index, work / "index")
    return [*sources, added], work / "index"


async def _run(crowd: Crowd, server: Served, index: Path, sources: Sequence[Path]) -> Seen:
    seen = Seen()
    visitors = [_visitor(crowd, server, seen, random.Random(number)) for number in range(crowd.sessions)]
    await asyncio.gather(*visitors, _builds(crowd, index, sources, seen), _memory(crowd, server, seen))
    return seen


async def _visitor(crowd: Crowd, server: Served, seen: Seen, chance: random.Random) -> None:
    """One session, to the end. What goes wrong is noted, and another one takes its place."""
    while seen.now() < crowd.seconds:
        try:
            async with session(server.address) as page:
                await _conversation(crowd, page, seen, chance, chance.randint(1, STAY))
                while seen.now() < crowd.seconds:
                    await page.press("new-conversation")
                    await _conversation(crowd, page, seen, chance, STAY)
        except (SessionError, WebSocketException, OSError, TimeoutError) as error:
            seen.faults.append(f"{seen.now():.0f} s: {type(error).__name__}: {error}")
            await asyncio.sleep(1)


async def _conversation(crowd: Crowd, page: PageSession, seen: Seen, chance: random.Random, questions: int) -> None:
    seen.conversations += 1
    for _ in range(questions):
        if seen.now() >= crowd.seconds:
            return
        began = time.monotonic()
        await page.ask(chance.choice(crowd.questions))
        seen.answers.append((seen.now(), time.monotonic() - began))
        if crowd.pause:
            await asyncio.sleep(chance.expovariate(1 / crowd.pause))


async def _builds(crowd: Crowd, index: Path, sources: Sequence[Path], seen: Seen) -> None:
    """Builds as fast as they go, each in a process of its own, with a text that is another every time."""
    named = [part for source in sources for part in ("--source", str(source))]
    command = [sys.executable, "-m", "ingest", "build", *named, "--index", str(index), "--quiet"]
    while seen.now() < crowd.seconds:
        text = decree(91, f"Trồng cây bưởi theo mẫu số {len(seen.builds)}.", "Chăm sóc cây cam.")
        (sources[-1] / "91.txt").write_text(text, encoding="utf-8")
        began = time.monotonic()
        build = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE)
        _, said = await build.communicate()
        seen.builds.append((seen.now(), time.monotonic() - began))
        if build.returncode:
            seen.faults.append(f"{seen.now():.0f} s: the build ended with {build.returncode}: {said.decode(errors='replace')[-300:]}")


async def _memory(crowd: Crowd, server: Served, seen: Seen) -> None:
    while seen.now() < crowd.seconds:
        seen.memory.append((seen.now(), resident(server)))
        await asyncio.sleep(_EVERY)


def growth(memory: Sequence[tuple[float, float]], seconds: float) -> float:
    """MiB by which memory grew from WARM to the end, by its slope there: single looks swing with the answers under way.

    >>> growth([(0, 90), (60, 100), (120, 101), (180, 102)], 180)
    2.0
    """
    late = [(when, mib) for when, mib in memory if when >= min(WARM, seconds / 5)]
    if len(late) < 2:
        return 0.0
    slope = statistics.linear_regression([when for when, _ in late], [mib for _, mib in late]).slope
    return round(slope * (late[-1][0] - late[0][0]), 3)


def _print(crowd: Crowd, seen: Seen, grown: float) -> None:
    step = crowd.seconds / _ROWS
    rows = [_row(seen, step * number, step * (number + 1)) for number in range(_ROWS)] + [_row(seen, 0, seen.now(), "all")]
    print(markdown(("until second", "answers", "p50, p95, most", "memory", "builds"), rows))
    print(
        f"\n{crowd.sessions} sessions, pause {crowd.pause:g} s, {seen.conversations} conversations; {len(seen.faults)} faults",
        *seen.faults[:20],
        sep="\n",
    )
    print(f"growth of memory after the first minute, by its slope: {grown:+.1f} MiB (≤ {GROWTH:g})\n\n{machine_line()}")


def _row(seen: Seen, begin: float, end: float, name: str = "") -> list[str]:
    took = [seconds for when, seconds in seen.answers if begin <= when < end]
    held = [mib for when, mib in seen.memory if begin <= when < end]
    times = "–"
    if len(took) > 1:
        cuts = statistics.quantiles(took, n=20, method="inclusive")
        times = f"{cuts[9]:.2f}, {cuts[18]:.2f}, {max(took):.2f} s"
    memory = f"{statistics.median(held):.0f} MiB" if held else "–"
    return [name or f"{end:.0f}", str(len(took)), times, memory, str(sum(begin <= when < end for when, _ in seen.builds))]


if __name__ == "__main__":
    sys.exit(main())
