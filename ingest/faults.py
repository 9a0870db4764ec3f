"""Named points at which a process can be made to die, so that what it leaves behind can be looked at.

A point costs one look at a variable. With TRO_LY_KILL_AT=NAME the process ends by SIGKILL the first time it comes by that point, with
NAME:N the N-th time: no handler runs, nothing is flushed, as if the machine had killed it. Put a point before and after each write, rename
and commit whose half would matter: `faults.at("swap.before-rename")`. `python -m benchmarks.kills` goes through them.
"""

import os
import signal
from collections import Counter

VARIABLE = "TRO_LY_KILL_AT"
_passed = Counter[str]()


def at(point: str) -> None:
    """Nothing, unless the environment names this point."""
    wanted = os.environ.get(VARIABLE)
    if not wanted:
        return
    name, _, time = wanted.partition(":")
    if name == point:
        _passed[point] += 1
        if _passed[point] == int(time or 1):
            os.kill(os.getpid(), signal.SIGKILL)
