"""kill −9 at named points of all that writes: what is seen afterwards is the old or the new, never a part, and all that was acknowledged.

python -m benchmarks.kills [--only WORD]; exit 1 where a point shows anything else. Needs a system with fork and SIGKILL.
"""

import argparse
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory

from ingest import faults

from . import kill_acts, kill_desk
from .kill_acts import Act, See
from .machine import machine_line
from .tables import markdown

_FORK = multiprocessing.get_context("fork")  # what is imported is not imported again; each child opens its files itself


@dataclass(frozen=True, slots=True)
class Outcome:
    """`seen` is what a reader found after the kill, `again` what the same act did when it was run once more."""

    act: str
    point: str
    killed: bool
    seen: str
    again: str

    @property
    def good(self) -> bool:
        return self.killed and self.seen in {"old", "new"} and self.again == "new"


def kill(act: Act, point: str, folder: Path) -> Outcome:
    """Runs the act until it comes by the point and dies there; then looks, runs it again to its end, and looks again."""
    folder.mkdir(parents=True)
    _in_child(lambda: act.prepare(folder))
    code, acknowledged = _in_child(lambda: act.run(folder), point)
    _, seen = _in_child(lambda: act.see(folder, acknowledged))
    _in_child(lambda: act.run(folder))
    _, again = _in_child(lambda: act.see(folder, ""))
    return Outcome(act.name, point, code == -signal.SIGKILL, seen or "nothing could be read", again)


def _in_child(do: Callable[[], object], point: str | None = None) -> tuple[int, str]:
    """The exit code of a process that does it, and the last text that it gave out before it ended."""
    ours, theirs = _FORK.Pipe(duplex=False)
    child = _FORK.Process(target=_do, args=(do, theirs, point))
    child.start()
    theirs.close()
    said = ""
    try:
        while True:
            said = str(ours.recv())
    except EOFError:
        child.join()
    return child.exitcode or 0, said


def _do(do: Callable[[], object], out: Connection, point: str | None) -> None:
    if point:
        os.environ[faults.VARIABLE] = point
    See.say = out.send
    result = do()
    if isinstance(result, str):
        out.send(result)


def points(only: Sequence[str] = ("",)) -> list[tuple[Act, str]]:
    """The acts and points whose name holds one of these words."""
    every = [(act, point) for act in (*kill_acts.ACTS, *kill_desk.ACTS) for point in act.points]
    return [(act, point) for act, point in every if any(word in f"{act.name}: {point}" for word in only)]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.kills", description=__doc__)
    parser.add_argument(
        "--only", action="append", metavar="WORDS", help="acts and points whose name (act: point) holds this; may be given again"
    )
    parser.add_argument("--list", action="store_true", help="prints them and kills nothing")
    args = parser.parse_args(arguments)
    wanted = points(args.only or [""])
    if args.list:
        print("\n".join(f"{act.name}: {point}" for act, point in wanted))
        return 0
    with TemporaryDirectory(prefix="kills-") as folder:
        outcomes = [kill(act, point, Path(folder) / str(n)) for n, (act, point) in enumerate(wanted)]
    rows = [(o.act, o.point if o.killed else f"{o.point} (not reached)", o.seen, o.again) for o in outcomes]
    print(markdown(["what was killed", "at", "a reader sees", "run again"], rows))
    bad = [o for o in outcomes if not o.good]
    print(f"\n{len(outcomes) - len(bad)} of {len(outcomes)} points leave the old or the new and go on from there. {machine_line()}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
