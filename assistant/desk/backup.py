"""What users made in one ZIP file, and back again: consistent snapshots with hashes, checked whole before anything is touched."""

import hashlib
import json
import os
import shutil
import sqlite3
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import IO, Any

from ingest import faults

from .. import __version__
from ..receipts import RECEIPTS
from ..user_file import FileKind, number, one, open_file
from .schema import DESK, DeskError

FORMAT = "tro-ly-backup"
SCHEMA = 1
MAX_FILES = 100_000
MAX_MANIFEST = 64 * 2**20  # bytes
_MANIFEST, _UPLOADS = "manifest.json", "uploads"
_KINDS = {"desk.sqlite": DESK, "receipts.sqlite": RECEIPTS}
_CHUNK = 1 << 20


class BackupError(DeskError):
    """A backup cannot be written, read or restored; one Vietnamese line."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Where what users made lies; None where it is turned off."""

    desk: Path | None
    receipts: Path | None
    uploads: Path | None

    def databases(self) -> dict[str, Path]:
        return {name: path for name, path in (("desk.sqlite", self.desk), ("receipts.sqlite", self.receipts)) if path}


def back_up(kept: Kept, target: Path, now: datetime) -> dict[str, int]:
    """The files that are in the backup now, with their sizes; the target is there whole or not at all. Raises BackupError.

    The desk is taken before the receipts: a receipt is kept before the turn that names it.
    """
    part = target.with_name(f"{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with (
            TemporaryDirectory(prefix="tro-ly-") as folder,
            private(part) as raw,
            zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive,
        ):
            found = {name: _put(archive, name, path) for name, path in _sources(kept, Path(folder))}
            head = {
                "format": FORMAT,
                "schema": SCHEMA,
                "software": __version__,
                "made_at": now.isoformat(timespec="seconds"),
                "files": found,
            }
            archive.writestr(_MANIFEST, json.dumps(head, ensure_ascii=False, indent=1))
            faults.at("backup.written")
        faults.at("backup.before-rename")
        part.replace(target)
        faults.at("backup.after-rename")
    except (OSError, sqlite3.Error) as error:
        raise BackupError(f"Không ghi được bản sao lưu {target} ({_detail(error)}).") from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return {name: row["bytes"] for name, row in found.items()}


def restore(source: Path, kept: Kept, now: datetime, replace: bool = False) -> tuple[list[str], list[Path]]:
    """What was restored, and where what was there before lies now. Raises BackupError before anything is touched.

    What is there already is only replaced on request, and kept aside; a page that runs sees what was restored at its next look.
    """
    try:
        with zipfile.ZipFile(source) as archive, _beside(kept) as folder:
            names = _unpacked(archive, folder, source)
            wanted = _targets(kept, names)
            if (there := [path for path in wanted.values() if _holds_something(path)]) and not replace:
                raise BackupError(
                    f"Đã có dữ liệu tại {', '.join(map(str, there))}; thêm --yes để thay thế (bản cũ được chuyển sang bên cạnh)."
                )
            aside = [where for name, path in wanted.items() if (where := _put_back(folder / name, path, f"{now:%Y%m%d-%H%M%S}"))]
    except (zipfile.BadZipFile, EOFError, NotImplementedError) as error:
        raise BackupError(f"{source} không phải là bản sao lưu, hoặc đã bị hỏng ({_detail(error)}).") from error
    except (OSError, sqlite3.Error) as error:
        raise BackupError(f"Không khôi phục được từ {source} ({_detail(error)}).") from error
    return [*wanted], aside


def snapshot(path: Path, target: Path) -> None:
    """Copies a database as of one moment, whoever writes to it meanwhile, into a file with no log beside it."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True)) as db, closing(sqlite3.connect(target)) as copy:
        db.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")


# -- writing ------------------------------------------------------------------------------------------------------------


def _sources(kept: Kept, folder: Path) -> Iterator[tuple[str, Path]]:
    """The names in the backup and the files to read them from."""
    for name, path in kept.databases().items():
        if path.exists():
            open_file(path, _KINDS[name], create=False).close()  # of this kind, and of the schema of today
            snapshot(path, folder / name)
            faults.at(f"backup.{name}")
            yield name, folder / name
    if kept.uploads and kept.uploads.is_dir():
        for path in sorted(kept.uploads.rglob("*")):
            inside = path.relative_to(kept.uploads)
            hidden = any(part.startswith(".") for part in inside.parts)  # a file that is just being taken in
            if path.is_file() and not path.is_symlink() and not hidden:
                yield f"{_UPLOADS}/{inside.as_posix()}", path


def _put(archive: zipfile.ZipFile, name: str, path: Path) -> dict[str, Any]:
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file, archive.open(name, "w", force_zip64=True) as out:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            out.write(chunk)
            size += len(chunk)
    return {"sha256": digest.hexdigest(), "bytes": size}


@contextmanager
def private(path: Path) -> Iterator[IO[bytes]]:
    """A new file that nobody else may read, on the disk when this ends."""
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600), "w+b") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


# -- reading ------------------------------------------------------------------------------------------------------------


def _unpacked(archive: zipfile.ZipFile, folder: Path, source: Path) -> list[str]:
    """The names of the files, each unpacked into the folder and found to be as it was written. Raises BackupError."""
    files = _listed(archive, source)
    if set(archive.namelist()) != {*files, _MANIFEST}:
        raise BackupError(f"Bản sao lưu {source} thiếu hoặc thừa tệp so với bản kê; không khôi phục gì.")
    for name, row in files.items():
        if not _is_ours(name):
            raise BackupError(f"Bản sao lưu {source} có tệp lạ {name!r}; không khôi phục gì.")
        if not _taken_out(archive, name, row, folder / name):
            raise BackupError(f"Bản sao lưu {source} đã bị hỏng: {name} không khớp với bản kê; không khôi phục gì.")
    for name in _KINDS.keys() & files.keys():
        _check_database(folder / name, _KINDS[name], source)
    return [*files]


def _listed(archive: zipfile.ZipFile, source: Path) -> Mapping[str, Any]:
    try:
        if archive.getinfo(_MANIFEST).file_size > MAX_MANIFEST:
            raise ValueError("too long")
        head = json.loads(archive.read(_MANIFEST))
        schema, files = int(head["schema"]), head["files"]
        if head["format"] != FORMAT or not isinstance(files, dict) or len(files) > MAX_FILES:
            raise ValueError("another format")
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise BackupError(f"{source} không phải là bản sao lưu của phần mềm này ({_detail(error)}).") from error
    if schema > SCHEMA:
        raise BackupError(f"Bản sao lưu {source} do phiên bản mới hơn của phần mềm tạo ra; hãy cập nhật phần mềm.")
    return files


def _is_ours(name: str) -> bool:
    """Whether the name stays within the folder, whatever system it is unpacked on."""
    path = PurePosixPath(name)
    if name in _KINDS:
        return True
    inside = len(path.parts) > 1 and path.parts[0] == _UPLOADS and not {"..", "."} & set(path.parts)
    return inside and str(path) == name and not set(name) & {"\\", ":", "\0"}


def _taken_out(archive: zipfile.ZipFile, name: str, row: object, target: Path) -> bool:
    """Whether the file has the size and hash of the list; no more than that size is ever written."""
    if not isinstance(row, dict) or archive.getinfo(name).file_size != row.get("bytes"):
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with archive.open(name) as file, private(target) as out:
        while size <= row["bytes"] and (chunk := file.read(_CHUNK)):
            digest.update(chunk)
            out.write(chunk)
            size += len(chunk)
    return digest.hexdigest() == row.get("sha256")


def _check_database(path: Path, kind: FileKind, source: Path) -> None:
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
        if number(db, "user_version") > kind.schema:
            raise BackupError(f"{path.name} trong {source} do phiên bản mới hơn của phần mềm tạo ra; hãy cập nhật phần mềm.")
        if number(db, "application_id") != kind.application or db.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise BackupError(f"Bản sao lưu {source} đã bị hỏng: {path.name} không phải là {kind.name} trọn vẹn; không khôi phục gì.")


# -- putting back -------------------------------------------------------------------------------------------------------


@contextmanager
def _beside(kept: Kept) -> Iterator[Path]:
    """A folder on the disk of what is restored, so that a rename is enough."""
    base = next((path.parent for path in (kept.uploads, kept.desk, kept.receipts) if path), None)
    if base is None:
        raise BackupError("Không có nơi để khôi phục: TRO_LY_DESK, TRO_LY_RECEIPTS và TRO_LY_UPLOADS đều để trống.")
    base.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".restore-", dir=base) as folder:
        yield Path(folder)


def _targets(kept: Kept, names: list[str]) -> dict[str, Path]:
    """Where each database and the folder of uploads go; what is turned off is not restored."""
    wanted = {name: path for name, path in kept.databases().items() if name in names}
    if kept.uploads and any(name.startswith(f"{_UPLOADS}/") for name in names):
        wanted[_UPLOADS] = kept.uploads
    return wanted


def _holds_something(path: Path) -> bool:
    return any(path.iterdir()) if path.is_dir() else path.exists()


def _put_back(new: Path, target: Path, stamp: str) -> Path | None:
    """Where what was at the target lies now; None where nothing was."""
    aside = target.with_name(f"{target.name}.before-{stamp}") if _holds_something(target) else None
    target.parent.mkdir(parents=True, exist_ok=True)
    if new.is_dir():
        if aside:
            target.rename(aside)
        elif target.is_dir():
            target.rmdir()
        faults.at("restore.uploads-aside")
        shutil.move(new, target)
        return aside
    kind = _KINDS[new.name]
    if aside and not _saved(target, aside):
        for end in ("", "-wal", "-shm"):  # damaged: moved away as it is
            old = target.with_name(f"{target.name}{end}")
            if old.exists():
                old.rename(aside.with_name(f"{aside.name}{end}"))
    faults.at(f"restore.{new.name}-aside")
    with closing(open_file(target, kind, create=True)) as db, closing(sqlite3.connect(new)) as source:
        source.backup(db)  # one transaction, also for those who have it open
    open_file(target, kind, create=False).close()  # brought up to the schema of today
    faults.at(f"restore.{new.name}")
    return aside


def _saved(target: Path, aside: Path) -> bool:
    """Whether the database could be copied whole to the new place."""
    try:
        with private(aside):
            pass
        snapshot(target, aside)
        with closing(sqlite3.connect(aside)) as db:
            return one(db, "SELECT COUNT(*) FROM sqlite_master") > 0
    except sqlite3.Error:
        aside.unlink(missing_ok=True)
        return False


def _detail(error: Exception) -> str:
    return " ".join(str(getattr(error, "strerror", None) or error).split())
