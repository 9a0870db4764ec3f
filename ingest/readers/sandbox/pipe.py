"""The end of a pipe that is read with a deadline, on every system."""

import contextlib
import os
import queue
import selectors
import sys
import threading
import time
from typing import IO, Final

CHUNK: Final = 1 << 16


class TooLate(Exception):
    """Nothing came before the deadline."""


class Pipe:
    """Bytes from a process. Windows cannot wait for a pipe, so there a thread reads it into a queue."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._held = bytearray()
        self._chunks: queue.Queue[bytes] | None = None
        self._selector = selectors.DefaultSelector()
        if sys.platform != "win32":
            self._selector.register(stream, selectors.EVENT_READ)
        else:
            self._chunks = queue.Queue(maxsize=64)
            threading.Thread(target=_pump, args=(stream, self._chunks), daemon=True).start()

    def exactly(self, count: int, deadline: float) -> bytes:
        """So many bytes. Raises EOFError where the stream ends, TooLate at the deadline (of `time.monotonic`)."""
        while len(self._held) < count:
            piece = self._piece(max(0.0, deadline - time.monotonic()))
            if not piece:
                raise EOFError
            self._held += piece
        with memoryview(self._held) as view:
            data = bytes(view[:count])
        del self._held[:count]
        return data

    def close(self) -> None:
        """Close the stream; a thread that reads it ends with it."""
        self._selector.close()
        with contextlib.suppress(OSError):
            self._stream.close()

    def _piece(self, seconds: float) -> bytes:
        if self._chunks is not None:
            try:
                return self._chunks.get(timeout=seconds)
            except queue.Empty as error:
                raise TooLate from error
        if not self._selector.select(seconds):
            raise TooLate
        return os.read(self._stream.fileno(), CHUNK)


def _pump(stream: IO[bytes], chunks: "queue.Queue[bytes]") -> None:
    piece = b"."
    while piece:
        try:
            piece = os.read(stream.fileno(), CHUNK)
        except (OSError, ValueError):  # closed under our hands
            piece = b""
        chunks.put(piece)
