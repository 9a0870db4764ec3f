"""Whether the program is well: the page answers, the index is whole, what users make can be kept, the disk has room. Changes nothing."""

import shutil
import sqlite3
import tempfile
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from typing import Any

from ingest.index import IndexProblem, look_at
from ingest.settings import Settings

from .desk.schema import DESK
from .receipts import RECEIPTS
from .user_file import FileKind, line, try_writing

PAGE_SECONDS = 5.0  # for the page to answer
MIN_FREE_BYTES = 512 * 2**20  # on each disk: a build puts the new index beside the old one, a backup beside its name
_HEALTH = "/_stcore/health"  # of Streamlit, which says "ok" there


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at; `line` says in Vietnamese how it is, and what to do where it is not well."""

    name: str
    ok: bool
    line: str

    def as_json(self) -> dict[str, Any]:
        return {"name": self.name, "ok": self.ok, "line": self.line}


def examine(settings: Settings, url: str) -> list[Check]:
    """All checks, in the order in which one would mend them."""
    return [
        check_page(url),
        check_index(settings.index),
        check_file("desk", settings.desk, DESK),
        check_file("receipts", settings.receipts, RECEIPTS),
        check_folder("uploads", "Thư mục văn bản nạp thêm", settings.uploads),
        *check_disks(settings),
    ]


def check_page(url: str) -> Check:
    """Whether the page at the address answers."""
    try:
        with _direct().open(url.rstrip("/") + _HEALTH, timeout=PAGE_SECONDS) as response:
            ok = response.status == 200 and response.read(16).strip() == b"ok"
    except (OSError, ValueError, HTTPException) as error:
        detail = getattr(error, "reason", None) or error
        return Check("page", False, f"Trang {url} không trả lời ({detail}); hãy mở trang bằng: python -m assistant serve")
    return Check("page", ok, f"Trang {url} đang hoạt động." if ok else f"Tại {url} là phần mềm khác; hãy chỉ đúng địa chỉ bằng --url.")


def check_index(index: Path) -> Check:
    """Whether the index can be read and its files are as they were built."""
    try:
        seen = look_at(index)
    except IndexProblem as error:
        return Check("index", False, str(error))
    return Check("index", True, f"Chỉ mục {index} toàn vẹn: {seen.passages:,} đoạn, dựng lúc {seen.built_at}.".replace(",", ".", 1))


def check_file(name: str, path: Path | None, kind: FileKind) -> Check:
    """Whether a file of the user can be written; one that is not there yet, whether it could be made."""
    title = kind.name[:1].upper() + kind.name[1:]
    if path is None:
        return Check(name, True, f"{title}: đang tắt ({kind.variable} để trống).")
    if not path.exists():
        return check_folder(name, title, path.parent)
    try:
        try_writing(path, kind)
    except (OSError, sqlite3.Error, kind.error) as error:
        return Check(name, False, line(path, kind, error))
    return Check(name, True, f"{title} {path} ghi được.")


def check_folder(name: str, title: str, folder: Path | None) -> Check:
    """Whether a file can be made in the folder, or in the nearest one above it that is there."""
    if folder is None:
        return Check(name, True, f"{title}: đang tắt.")
    there = nearest(folder)
    try:
        with tempfile.TemporaryFile(dir=there):
            pass
    except OSError as error:
        return Check(name, False, f"{title}: không ghi được vào {there} ({error.strerror or error}); hãy kiểm tra quyền ghi.")
    return Check(name, True, f"{title} {folder} ghi được." if there == folder else f"{title} {folder} sẽ được tạo khi cần.")


def check_disks(settings: Settings) -> Iterator[Check]:
    """How much room is left on each disk that something is written to, each disk once."""
    seen = set[int]()
    for path in (settings.index, settings.desk, settings.receipts, settings.uploads, settings.audit, settings.log):
        if path is None:
            continue
        there = nearest(path)
        if (disk := there.stat().st_dev) in seen:
            continue
        seen.add(disk)
        free = shutil.disk_usage(there).free
        room = f"Đĩa chứa {there} còn trống {free // 2**20:,} MiB".replace(",", ".")
        least = f"cần ít nhất {MIN_FREE_BYTES // 2**20} MiB; hãy giải phóng dung lượng"
        yield Check("disk", free >= MIN_FREE_BYTES, f"{room}." if free >= MIN_FREE_BYTES else f"{room}, {least}.")


def nearest(path: Path) -> Path:
    """The path itself where there is something, else the nearest above it."""
    return next(place for place in (path, *path.absolute().parents) if place.exists())


def _direct() -> urllib.request.OpenerDirector:
    """Asks the address itself, whatever proxy the machine uses."""
    return urllib.request.build_opener(urllib.request.ProxyHandler({}))
