"""What both command lines share: Vietnamese that comes out everywhere, and errors of files as one line."""

import io
import os
import sys
from collections.abc import Callable


def run(main: Callable[[], int]) -> int:
    """The exit code of a command whose output may go to a pager, a file or a console with another encoding."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        code = main()
        sys.stdout.flush()
    except BrokenPipeError:  # the reader of our output (head, a pager) has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code


def file_error(error: OSError) -> str:
    """One Vietnamese line for a file that cannot be read or written."""
    if error.errno is None:  # raised by us, with a line of our own
        return str(error)
    return f"Không đọc hoặc ghi được {error.filename or 'tệp'} ({error.strerror})."
