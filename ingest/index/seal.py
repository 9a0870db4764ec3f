"""What a generation was when it was finished: the size and hash of each of its files, and of the manifest that lists them.

Nobody writes to a finished generation, so any other byte is damage; only Chroma's own database is written to by whoever opens it.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from ..documents import sha256_of
from .generation import CHROMA, Generation

MAX_HASHED_TO_OPEN = 256 * 2**20  # bytes: about half a second; of larger indexes a reader compares sizes, `check` everything
MIN_GRAPH = 2  # passages: with fewer Chroma has no graph in its files and begins them anew, as other bytes, whenever they are opened
_SEAL = "seal"


def sealed(generation: Generation, manifest: Mapping[str, object]) -> dict[str, object]:
    """The manifest with the files of the generation and its own hash."""
    files = {name: {"bytes": path.stat().st_size, "sha256": sha256_of(path)} for name, path in _files(generation, manifest)}
    whole = {**manifest, "files": files}
    return whole | {_SEAL: _of(whole)}


def is_sealed(manifest: Mapping[str, object]) -> bool:
    """Whether the manifest is as it was written."""
    return manifest.get(_SEAL) == _of({name: value for name, value in manifest.items() if name != _SEAL})


def altered(generation: Generation, manifest: Mapping[str, object], hashed_up_to: int | None = None) -> list[str]:
    """The files that are missing, too many, or other than the manifest says, by name, in order.

    Where all files together have more bytes than `hashed_up_to`, only their sizes are compared.
    """
    recorded = manifest.get("files")
    wanted: Mapping[str, object] = recorded if isinstance(recorded, dict) else {}
    held = dict(_files(generation, manifest))
    hashing = hashed_up_to is None or sum(path.stat().st_size for path in held.values()) <= hashed_up_to
    return sorted(name for name in held.keys() | wanted.keys() if not _is_as_recorded(held.get(name), wanted.get(name), hashing))


def fault(generation: Generation, manifest: Mapping[str, object], hashed_up_to: int | None = None) -> str | None:
    """The first file that is not as it was when the generation was finished."""
    if not is_sealed(manifest):
        return generation.manifest.name
    return next(iter(altered(generation, manifest, hashed_up_to)), None)


def part_of(name: str) -> str:
    """The part of the index that a file belongs to: store, lexical, rows or vectors.

    >>> [part_of(name) for name in ("store.sqlite", "lexical/folded/data.npy", "rows/places.npy", "chroma/2c15/header.bin")]
    ['store', 'lexical', 'rows', 'vectors']
    """
    folder = name.partition("/")[0]
    return {"store.sqlite": "store", "chroma": "vectors"}.get(folder, folder)


def _is_as_recorded(path: Path | None, row: object, hashing: bool) -> bool:
    if path is None or not isinstance(row, dict) or path.stat().st_size != row.get("bytes"):
        return False
    return not hashing or sha256_of(path) == row.get("sha256")


def _files(generation: Generation, manifest: Mapping[str, object]) -> Iterator[tuple[str, Path]]:
    """The files that nobody writes to, by name."""
    counts = manifest.get("counts")
    has_graph = not isinstance(counts, dict) or counts.get("passages", 0) >= MIN_GRAPH
    open_to_chroma = f"{generation.vectors.name}/{CHROMA if has_graph else ''}"
    for path in generation.folder.rglob("*"):
        name = path.relative_to(generation.folder).as_posix()
        if path.is_file() and name != generation.manifest.name and not name.startswith(open_to_chroma):
            yield name, path


def _of(manifest: Mapping[str, object]) -> str:
    return hashlib.sha256(json.dumps(manifest, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
