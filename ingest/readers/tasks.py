"""What a worker can be asked for, by name."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from .reading import read_here

Task = Callable[[Path, Mapping[str, Any]], tuple[dict[str, Any], bytes]]


def _read(path: Path, details: Mapping[str, Any]) -> tuple[dict[str, Any], bytes]:
    return read_here(path).sent()


TASKS: Final[Mapping[str, Task]] = {"read": _read}
