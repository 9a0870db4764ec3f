"""Files are parsed by processes of their own: what a hostile file breaks, it breaks there.

`run` hands a task to a worker and gives its result, or raises ReaderError with one line
for staff where the worker refused the file, died of it or had to be killed. `pool` keeps
the workers on this side; `worker` is what runs on the other; `guards` takes memory, time
and network away from it; `frames` is all that the two say to one another; `limits` has
every number.
"""

from .limits import MAX_WORKERS
from .pool import Result, run, workers_started

__all__ = ["MAX_WORKERS", "Result", "run", "workers_started"]
