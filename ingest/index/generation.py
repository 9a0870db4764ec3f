"""Where an index lies: generations side by side, one of them current; one writer at a time; the swap is one atomic rename."""

import json
import os
import secrets
import shlex
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

CURRENT = "CURRENT"
LOCK = "writer.lock"
CHROMA = "chroma.sqlite3"
_SQLITE = b"SQLite format 3\0"
SCHEMA = 1
_KEPT = 1  # older generations that are kept for readers that still have them open


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


def vector_files(generation: Generation) -> dict[str, int]:
    """The files of Chroma with their sizes."""
    return {f.relative_to(generation.vectors).as_posix(): f.stat().st_size for f in generation.vectors.rglob("*.*") if f.is_file()}


def lost_vector_file(generation: Generation, recorded: object) -> str | None:
    """The first of Chroma's recorded files that is missing or shorter than it was; to be asked before Chroma opens them.

    Chroma reads beyond the end of a file that was cut, and the whole process ends.
    """
    if not is_database(generation.vectors / CHROMA):
        return CHROMA
    held, files = vector_files(generation), recorded if isinstance(recorded, dict) else {}
    at_least = {name: size if name.endswith(".bin") else 0 for name, size in files.items()}
    return next((name for name, size in at_least.items() if held.get(name, -1) < size), None)


def has_vectors(generation: Generation, recorded: object, passages: int) -> bool:
    """Whether Chroma has as many records as there are passages, in the files that were left, without opening it.

    Opening it writes to its database, even where nothing is to be written.
    """
    held = vector_files(generation)
    if not isinstance(recorded, dict) or held.keys() != recorded.keys() or not is_database(generation.vectors / CHROMA):
        return False
    if any(size != recorded[name] for name, size in held.items() if name != CHROMA):
        return False
    database = sqlite3.connect(f"{(generation.vectors / CHROMA).absolute().as_uri()}?mode=ro", uri=True)
    try:
        return bool(database.execute("SELECT COUNT(*) FROM embeddings").fetchone()[0] == passages)
    except sqlite3.OperationalError:  # a Chroma that keeps its records under another name
        return True
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
    folder = index / f"gen-{max(numbers, default=0) + 1:06d}-{secrets.token_hex(3)}.building"
    if base:
        shutil.copytree(base.folder, folder, ignore=shutil.ignore_patterns("manifest.json", "lexical", "rows"))
    else:
        folder.mkdir(parents=True)
    return Generation(folder)


def publish(index: Path, generation: Generation, manifest: dict[str, object]) -> Generation:
    """Makes the finished generation current and clears those that no reader should have open any more."""
    generation.manifest.write_text(json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True), encoding="utf-8")
    final = Generation(index / generation.folder.name.removesuffix(".building"))
    generation.folder.replace(final.folder)
    pointer = index / f"{CURRENT}.new"
    pointer.write_text(final.folder.name, encoding="utf-8")
    with pointer.open("rb") as file:
        os.fsync(file.fileno())
    pointer.replace(index / CURRENT)
    older = sorted(p for p in index.glob("gen-*") if p.is_dir() and p != final.folder and not p.name.endswith(".building"))
    for folder in older[:-_KEPT] if _KEPT else older:
        shutil.rmtree(folder, ignore_errors=True)
    return final
