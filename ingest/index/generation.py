"""Where an index lies: generations side by side, one of them current; one writer at a time; the swap is one atomic rename."""

import json
import os
import secrets
import shlex
import shutil
import sqlite3
from collections.abc import Iterator, Mapping, Set
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from .. import faults

CURRENT = "CURRENT"
LOCK = "writer.lock"
CHROMA = "chroma.sqlite3"
_SQLITE = b"SQLite format 3\0"
SCHEMA = 1


class IndexProblem(Exception):
    """Base of what can be wrong with an index; the message is one Vietnamese line for staff."""


class NoIndex(IndexProblem):
    """There is no index at the path."""


class IndexBusy(IndexProblem):
    """Another process is writing."""


class IndexDamaged(IndexProblem):
    """Part of the index is gone or cannot be read; `build` makes it anew."""

    def __init__(self, index: Path, detail: object, manifest: Mapping[str, object] | None = None) -> None:
        super().__init__(f"Chỉ mục tại {index} bị hỏng ({' '.join(str(detail).split())}). {advice(index, manifest)}")


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
    def rows(self) -> Path:
        return self.folder / "rows"

    @property
    def vectors(self) -> Path:
        return self.folder / "chroma"

    @property
    def manifest(self) -> Path:
        return self.folder / "manifest.json"


def current(index: Path) -> Generation:
    """The current generation. Raises NoIndex where there is none, IndexProblem where it may not be read."""
    pointer = index / CURRENT
    try:
        name = pointer.read_text(encoding="utf-8").strip()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise NoIndex(f"Chưa có chỉ mục tại {index}. {advice(index)}") from error
    except OSError as error:
        raise IndexProblem(f"Không đọc được chỉ mục tại {index} ({error.strerror or error}); hãy kiểm tra quyền đọc.") from error
    except UnicodeDecodeError:
        name = ""
    generation = Generation(index / name)
    if not name or "/" in name or not generation.manifest.is_file():
        raise NoIndex(f"Chỉ mục tại {index} không trọn vẹn. {advice(index)}")
    return generation


def advice(index: Path, manifest: Mapping[str, object] | None = None) -> str:
    """The command that makes the index anew, from the sources that its manifest names, so that nobody builds the wrong texts into it."""
    roots = (manifest or {}).get("sources")
    sources = "".join(f" --source {shlex.quote(str(root))}" for root in roots) if isinstance(roots, list) else ""
    return f"Hãy chạy: python -m ingest build{sources} --index {shlex.quote(str(index))}"


def read_manifest(generation: Generation) -> dict[str, object]:
    """Raises IndexDamaged where it cannot be read."""
    try:
        loaded = json.loads(generation.manifest.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:  # ValueError: broken JSON or no UTF-8
        raise IndexDamaged(generation.folder.parent, error) from error
    return loaded if isinstance(loaded, dict) else {}


def built_from(index: Path) -> list[Path] | None:
    """The sources that the index was made from; None where that is not known or one of them is not on this machine. Raises NoIndex."""
    try:
        roots = read_manifest(current(index)).get("sources")
    except IndexDamaged:
        return None
    paths = [Path(str(root)) for root in roots] if isinstance(roots, list) else []
    return paths if paths and all(path.exists() for path in paths) else None


def holds_vectors_of(generation: Generation, ids: Set[str]) -> bool:
    """Whether Chroma has records of exactly these passages, without opening it.

    Opening it writes to its database, even where nothing is to be written.
    """
    if not is_database(generation.vectors / CHROMA):
        return False
    database = sqlite3.connect(f"{(generation.vectors / CHROMA).absolute().as_uri()}?mode=ro", uri=True)
    try:
        if database.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            return False
        held = [passage for (passage,) in database.execute("SELECT embedding_id FROM embeddings")]
        return len(held) == len(ids) and set(held) == ids
    except sqlite3.OperationalError:  # a Chroma that keeps its records under another name
        return True
    except sqlite3.DatabaseError:
        return False
    finally:
        database.close()


def is_database(path: Path) -> bool:
    """Whether the file begins as SQLite's do; Chroma would make a new database of one that is missing or empty."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(_SQLITE)) == _SQLITE


@contextmanager
def writing(index: Path) -> Iterator[None]:
    """Holds the index for one writer. Raises IndexBusy where another process has it, IndexProblem where the folder cannot be written."""
    lock = FileLock(index / LOCK, timeout=0)
    try:
        index.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as error:
        raise IndexBusy(f"Một tiến trình khác đang cập nhật chỉ mục tại {index}; xin thử lại sau.") from error
    except OSError as error:
        line = f"Không ghi được vào thư mục chỉ mục {index} ({error.strerror or error}); xin chọn thư mục khác bằng --index."
        raise IndexProblem(line) from error
    try:
        yield
    finally:
        lock.release()


def new_generation(index: Path, base: Generation | None) -> Generation:
    """An empty generation, or a copy of `base`, that is not current yet. Left-overs of builds that did not finish are cleared.

    No name comes twice, even after the index was deleted: Chroma keeps a database open by its path as long as one client of it lives.
    """
    numbers = [int(n) for p in index.glob("gen-*") if (n := p.name.split("-")[1].partition(".")[0]).isdigit()]
    for unfinished in index.glob("gen-*.building"):
        shutil.rmtree(unfinished)
        faults.at("new.leftover-removed")
    folder = index / f"gen-{max(numbers, default=0) + 1:06d}-{secrets.token_hex(3)}.building"
    if base:
        shutil.copytree(base.folder, folder, ignore=shutil.ignore_patterns("manifest.json", "lexical", "rows"))
    else:
        folder.mkdir(parents=True)
    faults.at("new.made")
    return Generation(folder)


def publish(index: Path, generation: Generation, manifest: dict[str, object]) -> Generation:
    """Makes the finished generation current. Of the others only the one before it is kept, for readers that still have it open."""
    faults.at("swap.before-manifest")
    generation.manifest.write_text(json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True), encoding="utf-8")
    faults.at("swap.manifest-written")
    final = Generation(index / generation.folder.name.removesuffix(".building"))
    before = _pointed_at(index)
    generation.folder.replace(final.folder)
    faults.at("swap.folder-renamed")
    pointer = index / f"{CURRENT}.new"
    pointer.write_text(final.folder.name, encoding="utf-8")
    with pointer.open("rb") as file:
        os.fsync(file.fileno())
    faults.at("swap.before-rename")
    pointer.replace(index / CURRENT)
    faults.at("swap.after-rename")
    for folder in [p for p in index.glob("gen-*") if p.is_dir() and p not in (final.folder, before) and not p.name.endswith(".building")]:
        shutil.rmtree(folder, ignore_errors=True)
        faults.at("swap.older-removed")
    return final


def _pointed_at(index: Path) -> Path | None:
    try:
        return current(index).folder
    except IndexProblem:
        return None
