"""The files that an index is made from: found, named, and compared with what it holds of them."""

import os
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..documents import find_files, is_table, sha256_of
from .records import Source


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file. `key` is its path as the store keeps it; `label` is its name, with its folders where the name is not enough."""

    path: Path
    key: str
    label: str

    @property
    def is_named_in_utf8(self) -> bool:
        return self.key == str(self.path)


def source_files(roots: Iterable[Path], index: Path) -> dict[str, SourceFile]:
    """The files under the roots by key, without the index itself where it lies inside one.

    Raises FileNotFoundError where a root is missing.
    """
    found: dict[str, tuple[Path, Path]] = {}
    for root in roots:
        if not root.exists():
            raise FileNotFoundError(f"Không có thư mục hoặc tệp nguồn {root}.")
        within = index.resolve(), root.resolve()
        for path in find_files(root):
            if not is_table(path) and within[0] not in (within[1] / path.relative_to(root)).parents:
                found.setdefault(_key(path), (root, path))
    labels = {key: path.relative_to(root).as_posix() if path != root else path.name for key, (root, path) in found.items()}
    names = Counter(path.name for _, path in found.values())
    twice = Counter(labels.values())
    return {
        key: SourceFile(path, key, _key(Path(path.name if names[path.name] == 1 else labels[key] if twice[labels[key]] == 1 else key)))
        for key, (_, path) in found.items()
    }


def looks_changed(file: SourceFile, held: Source) -> bool:
    """By size and time alone; a file that cannot be looked at counts as changed."""
    try:
        stat = file.path.stat()
    except OSError:
        return True
    return stat.st_size != held.size or stat.st_mtime_ns != held.mtime_ns


def is_changed(file: SourceFile, held: Source) -> bool:
    """By content, read only where size or time differ; what could not be read at all last time is tried again."""
    return (looks_changed(file, held) or not held.sha256) and content_hash(file) != held.sha256


def content_hash(file: SourceFile) -> str:
    """The hash of the content; "" where it cannot be read."""
    try:
        return sha256_of(file.path)
    except OSError:
        return ""


def changed_files(files: Mapping[str, SourceFile], held: Mapping[str, Source]) -> list[SourceFile]:
    """The files that are new or whose content is another than the one held."""
    return [file for key, file in files.items() if key not in held or is_changed(file, held[key])]


def _key(path: Path) -> str:
    """The path as text: bytes that are no UTF-8 (files named on an old system) written as \\xNN."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
