"""What a worker can be asked for, by name."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from .heads import heads_here
from .pdf import page_picture
from .reading import content, read_here

Task = Callable[[Path, Mapping[str, Any]], tuple[dict[str, Any], bytes]]


def _read(path: Path, details: Mapping[str, Any]) -> tuple[dict[str, Any], bytes]:
    return read_here(path).sent()


def _page_image(path: Path, details: Mapping[str, Any]) -> tuple[dict[str, Any], bytes]:
    return {}, page_picture(path, content(path), int(details["page"]), str(details["passage"]))


def _heads(path: Path, details: Mapping[str, Any]) -> tuple[dict[str, Any], bytes]:
    return {"heads": heads_here(path, content(path))}, b""


TASKS: Final[Mapping[str, Task]] = {"read": _read, "page_image": _page_image, "heads": _heads}
