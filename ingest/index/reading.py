"""Files that are read while the one before them goes into the store."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Final, TypeVar

from ..readers import MAX_WORKERS

_Item = TypeVar("_Item")
_Made = TypeVar("_Made")
AHEAD: Final = 2 * MAX_WORKERS
"""Files whose documents wait in memory at most."""


def made_ahead(items: Iterable[_Item], make: Callable[[_Item], _Made]) -> Iterator[tuple[_Item, Callable[[], _Made]]]:
    """Each item, in order, with a call that gives what was made of it or raises what the making raised.

    The work is that of the readers' processes, so threads are enough here.

    >>> [(item, made()) for item, made in made_ahead("abc", str.upper)]
    [('a', 'A'), ('b', 'B'), ('c', 'C')]
    """
    waiting: deque[tuple[_Item, Future[_Made]]] = deque()
    with ThreadPoolExecutor(MAX_WORKERS) as threads:
        try:
            for item in items:
                waiting.append((item, threads.submit(make, item)))
                if len(waiting) > AHEAD:
                    first, future = waiting.popleft()
                    yield first, future.result
            while waiting:
                first, future = waiting.popleft()
                yield first, future.result
        finally:
            threads.shutdown(cancel_futures=True)
