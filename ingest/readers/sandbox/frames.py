"""What the two sides say to one another: a small JSON object, and bytes that come with it.

Nothing is unpickled: the other side has read a hostile file, and is not believed.
"""

import json
import struct
from collections.abc import Callable
from typing import IO, Any, Final

HEADER: Final = struct.Struct(">II")
MAX_HEAD_BYTES: Final = 8 * 1024**2


class BadFrame(Exception):
    """What came is no frame, or one longer than allowed."""


def write_frame(stream: IO[bytes], head: dict[str, Any], body: bytes = b"") -> None:
    """Send an object and the bytes that come with it."""
    encoded = json.dumps(head).encode("ascii")
    stream.write(HEADER.pack(len(encoded), len(body)) + encoded)
    stream.write(body)
    stream.flush()


def read_frame(read: Callable[[int], bytes], limit: int) -> tuple[dict[str, Any], bytes]:
    """An object and its bytes from `read(count)`, which gives so many bytes or raises EOFError.

    Raises BadFrame.
    """
    head_length, body_length = HEADER.unpack(read(HEADER.size))
    if head_length > MAX_HEAD_BYTES or body_length > limit:
        raise BadFrame(f"a frame of {head_length} and {body_length} bytes, the limit is {limit}")
    try:
        head = json.loads(read(head_length))
    except (ValueError, RecursionError) as error:
        raise BadFrame("a frame that is no JSON") from error
    if not isinstance(head, dict):
        raise BadFrame("a frame that is no object")
    return head, read(body_length)
