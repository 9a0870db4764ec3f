"""The other side: a process that reads files until its input ends, and knows nothing else.

It imports the readers alone. What comes out of a file goes back as a frame; an exception that
no reader expects ends the process, and the file is named by whoever waits for it.
"""

import gc
import os
import select
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO, Final

from ..allowance import granted_by
from ..source import ReaderError
from . import guards, limits
from .frames import read_frame, write_frame

GARBAGE_THRESHOLD: Final = (100_000, 50, 100)
"""A page is thousands of small tuples without cycles; looking for cycles as often as usual costs a tenth of the time."""
MEMORY_EXHAUSTED: Final = 77
"""Exit status of a worker that ran into its limit of memory."""


def main() -> None:
    """Take tasks from the standard input until it ends."""
    requests, replies = _own_streams()
    gc.set_threshold(*GARBAGE_THRESHOLD)
    guarded = {"memory": guards.limit_resources(), "network": guards.cut_network()}
    write_frame(replies, {"ready": guarded})
    while _has_work(requests):
        try:
            request, _ = read_frame(lambda count: _exactly(requests, count), 0)
        except EOFError:
            return
        _answer(request, replies)


def _has_work(requests: int) -> bool:
    """Whether something came before the worker has been idle for too long; Windows cannot wait for a pipe with a limit."""
    return sys.platform == "win32" or bool(select.select([requests], [], [], limits.IDLE_SECONDS)[0])


def _own_streams() -> tuple[int, BinaryIO]:
    """The two pipes; what a library prints goes to the errors, and reads nothing."""
    requests, replies = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    return requests, os.fdopen(replies, "wb")


def _exactly(descriptor: int, count: int) -> bytes:
    data = b""
    while len(data) < count:
        piece = os.read(descriptor, count - len(data))
        if not piece:
            raise EOFError
        data += piece
    return data


def _answer(request: Mapping[str, Any], replies: BinaryIO) -> None:
    until = time.process_time() + limits.CPU_SECONDS

    def grant(seconds: float) -> None:
        nonlocal until
        until += seconds
        guards.limit_processor_time(until)
        write_frame(replies, {"more": seconds})

    from ..tasks import TASKS

    guards.limit_processor_time(until)
    token = granted_by.set(grant)
    try:
        head, body = TASKS[request["task"]](Path(request["path"]), request)
    except ReaderError as error:
        head, body = {"refused": [error.reason, error.problem, error.advice]}, b""
    except OSError as error:
        head, body = {"os_error": [error.errno, error.strerror]}, b""
    except MemoryError:
        os._exit(MEMORY_EXHAUSTED)
    finally:
        granted_by.reset(token)
    write_frame(replies, head, body)


if __name__ == "__main__":
    main()
