"""What work costs, said so that it does not depend on the machine or on what else runs there."""

import time
from collections.abc import Callable

HANG = 2.0  # seconds of the processor, which other work does not take: what should be done in a moment hangs where it takes as long
_TIMES = 4  # how much larger the second text is
_AT_MOST = 2 * _TIMES  # times the work of the first: a step for each pair of characters would take sixteen times as much
_TRIES = 5  # a busy machine can make one of them slow; what is quadratic is so in all
_LEAST = 0.005  # seconds below which a pause of the interpreter outweighs the work


def grows_with_length(work: Callable[[int], object], size: int) -> bool:
    """Whether four times the size takes about four times the time of the processor, in one try of several."""
    return any(_seconds(work, _TIMES * size) <= _AT_MOST * max(_seconds(work, size), _LEAST) for _ in range(_TRIES))


def _seconds(work: Callable[[int], object], size: int) -> float:
    started = time.process_time()
    work(size)
    return time.process_time() - started
