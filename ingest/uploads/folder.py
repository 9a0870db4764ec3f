"""The folder of uploads: each file under the hash of its content and its own name, put there whole or not at all."""

import hashlib
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from .. import faults
from ..catalogue import Catalogue
from ..documents import Document, DocumentError, find_files, load_document, sha256_of
from ..readers import ReaderError, heads
from .account import Account, account_of
from .failure import UploadError
from .kinds import ending_of
from .naming import safe_name
from .secrecy import secrecy_mark

MAX_BYTES = 50 * 1024 * 1024  # of a file; .streamlit/config.toml lets the page send no more
MAX_AT_ONCE = 20  # files given together
MAX_HELD = 5_000  # files in the folder
HASH_LENGTH = 16  # hexadecimal digits of a content's hash that name its folder
SECRET = "văn bản đóng dấu {mark}: không được đưa vào phần mềm này và không được lưu lại; hãy xử lý theo quy định về bí mật nhà nước."
_ADDED = re.compile(rf"[0-9a-f]{{{HASH_LENGTH}}}")


@dataclass(frozen=True, slots=True)
class Held:
    """A file of the folder; `key` is its path inside it, by which it is removed."""

    key: str
    name: str
    path: Path
    size: int
    added_at: datetime


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a file that was given: taken in, or held already, with what was read in it."""

    outcome: Literal["added", "held"]
    held: Held
    account: Account


class Uploads:
    """Files taken in are read once for their account; the index reads them again when it is built."""

    def __init__(self, folder: Path, corpus: Path, catalogue: Catalogue) -> None:
        self.folder, self._corpus, self._catalogue = folder, corpus, catalogue

    def add(self, name: str, data: bytes) -> Added:
        """Takes the file in. Raises UploadError where it is refused: then nothing of it is left in the folder."""
        _check_size(len(data))
        ending = ending_of(name, data)
        digest = hashlib.sha256(data).hexdigest()
        if held := self._of_content(digest):
            return Added("held", held, self.account(held))
        if len(self.held()) >= MAX_HELD:
            raise UploadError("too_many", f"kho tệp đã nạp có đủ {MAX_HELD:,} tệp; hãy gỡ bớt rồi nạp lại.")
        with self._incoming() as aside:
            path = aside / safe_name(name, ending)
            _write(path, data)
            document = self._accepted(path)
            account = account_of(document, self._corpus, self._catalogue)
            if not self._place(aside, digest):
                return Added("held", self._named(digest), account)
        return Added("added", self._named(digest), account)

    def held(self) -> list[Held]:
        """All files of the folder, the latest first."""
        found = [_held(self.folder, path) for path in find_files(self.folder)] if self.folder.is_dir() else []
        return sorted(found, key=lambda held: (held.added_at, held.key), reverse=True)

    def account(self, held: Held) -> Account:
        """What is read in a file that is held. Raises UploadError where it cannot be read any more."""
        return account_of(self._read(held.path), self._corpus, self._catalogue)

    def remove(self, key: str) -> Held:
        """Takes a file out; the next build takes it out of the index. Raises UploadError for a key that is none."""
        held = next((each for each in self.held() if each.key == key), None)
        if held is None:
            raise UploadError("unknown", f"không có tệp {key!r} trong các tệp đã nạp.")
        with _folder_errors(self.folder):
            held.path.unlink(missing_ok=True)
            faults.at("upload.removed")
            if held.path.parent != self.folder and not any(held.path.parent.iterdir()):
                held.path.parent.rmdir()
        return held

    def _accepted(self, path: Path) -> Document:
        """The document in a file that may be kept."""
        document = self._read(path)
        if document.text_kind != "official":
            line = "tệp có phần khai báo +++ ở đầu như bản tóm lược hoặc báo cáo của kho tri thức; hãy nạp chính văn bản."
            raise UploadError("ours", line)
        if mark := secrecy_mark([document.parsed.text, *self._heads(path)]):
            raise UploadError("secret", SECRET.format(mark=mark))
        return document

    def _heads(self, path: Path) -> list[str]:
        with _reading():
            return heads(path)

    def _read(self, path: Path) -> Document:
        with _reading():
            return load_document(path, self._catalogue)

    def _of_content(self, digest: str) -> Held | None:
        """The file with this content, also where it was put into the folder by hand."""
        if any(find_files(self.folder / digest[:HASH_LENGTH])):  # an empty folder is what a removal that was killed left
            return self._named(digest)
        by_hand = (held for held in self.held() if not _ADDED.fullmatch(held.key.partition("/")[0]))
        return next((held for held in by_hand if sha256_of(held.path) == digest), None)

    def _named(self, digest: str) -> Held:
        return next(_held(self.folder, path) for path in find_files(self.folder / digest[:HASH_LENGTH]))

    @contextmanager
    def _incoming(self) -> Iterator[Path]:
        """A hidden folder inside this one, which no build reads; what is left in it is gone afterwards."""
        with _folder_errors(self.folder):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            aside = self.folder / f".incoming-{os.getpid()}-{secrets.token_hex(4)}"
            aside.mkdir(mode=0o700)
        try:
            yield aside
        finally:
            shutil.rmtree(aside, ignore_errors=True)

    def _place(self, aside: Path, digest: str) -> bool:
        """Whether the content is new: another session can have taken in the same meanwhile."""
        target = self.folder / digest[:HASH_LENGTH]
        with _folder_errors(self.folder):
            faults.at("upload.before-rename")
            try:
                aside.rename(target)
                faults.at("upload.after-rename")
            except OSError:
                if target.is_dir():
                    return False
                raise
            _sync_folder(self.folder)
        return True


@contextmanager
def _reading() -> Iterator[None]:
    """What can be wrong with a file that is read, as UploadError."""
    try:
        yield
    except ReaderError as error:
        raise UploadError("unreadable", f"{error.problem}; {error.advice}.") from error
    except DocumentError as error:
        raise UploadError("unreadable", str(error)) from error
    except OSError as error:
        raise UploadError("folder", f"không mở được tệp ({error.strerror or error}).") from error


def _check_size(size: int) -> None:
    if not size:
        raise UploadError("empty", "tệp có 0 byte; hãy kiểm tra lại tệp gốc.")
    if size > MAX_BYTES:
        line = f"tệp có {size / 1024**2:,.1f} MB, quá mức {MAX_BYTES // 1024**2} MB; hãy tách tệp thành các phần nhỏ hơn."
        raise UploadError("too_large", line)


def _write(path: Path, data: bytes) -> None:
    with _folder_errors(path.parent), path.open("xb") as file:
        file.write(data)
        faults.at("upload.writing")
        file.flush()
        os.fsync(file.fileno())
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Makes a new name in the folder outlast a loss of power, where the system can."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _folder_errors(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UploadError("folder", f"không ghi được vào thư mục {folder} ({error.strerror or error}).") from error


def _held(folder: Path, path: Path) -> Held:
    stat = path.stat()
    moment = datetime.fromtimestamp(stat.st_mtime, UTC)
    return Held(path.relative_to(folder).as_posix(), path.name, path, stat.st_size, moment)
