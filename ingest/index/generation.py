"""Where an index lies: generations side by side, one of them current; one writer at a time; the swap is one atomic rename."""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

CURRENT = "CURRENT"
LOCK = "writer.lock"
SCHEMA = 1
_KEPT = 1  # older generations that are kept for readers that still have them open


class IndexProblem(Exception):
    """Base of what can be wrong with an index; the message is one Vietnamese line for staff."""


class NoIndex(IndexProblem):
    """There is no index at the path."""


class IndexBusy(IndexProblem):
    """Another process is writing."""


@dataclass(frozen=True, slots=True)
class Generation:
    """One complete index: a folder that nobody writes to once it is current."""

    folder: Path

    @property
    def store(self) -> Path:
        return self.folder / "store.sqlite"

    @property
    def lexical(self) -> Path:
        return self.folder / "lexical"

    @property
    def vectors(self) -> Path:
        return self.folder / "chroma"

    @property
    def manifest(self) -> Path:
        return self.folder / "manifest.json"


def current(index: Path) -> Generation:
    """The current generation. Raises NoIndex where there is none."""
    pointer = index / CURRENT
    try:
        name = pointer.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise NoIndex(f"Chưa có chỉ mục tại {index}. Hãy chạy: python -m ingest build --index {index}") from error
    generation = Generation(index / name)
    if not name or "/" in name or not generation.manifest.is_file():
        raise NoIndex(f"Chỉ mục tại {index} không trọn vẹn. Hãy chạy lại: python -m ingest build --index {index}")
    return generation


def read_manifest(generation: Generation) -> dict[str, object]:
    loaded = json.loads(generation.manifest.read_text(encoding="utf-8"))
    return loaded if isinstance(loaded, dict) else {}


@contextmanager
def writing(index: Path) -> Iterator[None]:
    """Holds the index for one writer. Raises IndexBusy where another process has it."""
    index.mkdir(parents=True, exist_ok=True)
    lock = FileLock(index / LOCK, timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise IndexBusy(f"Một tiến trình khác đang cập nhật chỉ mục tại {index}; xin thử lại sau.") from error
    try:
        yield
    finally:
        lock.release()


def new_generation(index: Path, base: Generation | None) -> Generation:
    """An empty generation, or a copy of `base`, that is not current yet. Left-overs of builds that did not finish are cleared."""
    numbers = [int(p.name.removeprefix("gen-")) for p in index.glob("gen-*") if p.name.removeprefix("gen-").isdigit()]
    for unfinished in index.glob("gen-*.building"):
        shutil.rmtree(unfinished)
    folder = index / f"gen-{max(numbers, default=0) + 1:06d}.building"
    if base:
        shutil.copytree(base.folder, folder, ignore=shutil.ignore_patterns("manifest.json", "lexical"))
    else:
        folder.mkdir(parents=True)
    return Generation(folder)


def publish(index: Path, generation: Generation, manifest: dict[str, object]) -> Generation:
    """Makes the finished generation current and clears those that no reader should have open any more."""
    generation.manifest.write_text(json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True), encoding="utf-8")
    final = Generation(index / generation.folder.name.removesuffix(".building"))
    os.replace(generation.folder, final.folder)
    pointer = index / f"{CURRENT}.new"
    pointer.write_text(final.folder.name, encoding="utf-8")
    with pointer.open("rb") as file:
        os.fsync(file.fileno())
    os.replace(pointer, index / CURRENT)
    older = sorted(p for p in index.glob("gen-*") if p.is_dir() and p != final.folder and not p.name.endswith(".building"))
    for folder in older[:-_KEPT] if _KEPT else older:
        shutil.rmtree(folder, ignore_errors=True)
    return final
