"""The one door: a file of a supported suffix → its text, or one line saying why not.

`read` is for everybody and parses in a worker; `read_here` is what the worker runs.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from . import sandbox
from .converted import CONVERTIBLE_SUFFIXES, read_converted
from .hypertext import read_hypertext
from .legacy import legacy_encoding
from .pdf import read_pdf
from .plain import read_markdown, read_plain
from .source import ReaderError, SourceText
from .word import read_word

MAX_FILE_BYTES: Final = 100 * 1024 * 1024
"""Read into memory whole; the longest decree with its forms has 20 MB as a PDF."""

MAX_CHARACTERS: Final = 2_500_000
"""Of the text of any file; the longest decree with its forms has 760,000."""
MAX_LINES: Final = 80_000
"""Of the text of any file; the longest decision with its tables has 7,500."""

_READERS: Final[Mapping[str, Callable[[Path, bytes], SourceText]]] = {
    ".docx": read_word,
    ".htm": read_hypertext,
    ".html": read_hypertext,
    ".md": read_markdown,
    ".pdf": read_pdf,
    ".txt": read_plain,
}
SUPPORTED_SUFFIXES: Final = frozenset(_READERS)

_OLD_WORD: Final = frozenset((".dot", ".wps"))


def read(path: Path) -> SourceText:
    """Text of the file, parsed in a process of its own.

    Raises ReaderError, and OSError where the file is not there or may not be read.
    """
    if path.suffix.lower() not in SUPPORTED_SUFFIXES | CONVERTIBLE_SUFFIXES:
        raise _unknown_format(path)
    result = sandbox.run(path, "read")
    return SourceText.received(result.head, result.body)


def page_image(path: Path, page: int, passage: str = "") -> bytes:
    """PNG of a page of a PDF, from 1, with the passage boxed where its words stand, drawn in a process of its own.

    The passage is given by its words, which may run over the page's ends: offsets count in the normalised
    text of the index, of which readers know nothing. A scanned page takes seconds.

    Raises ReaderError, also for a file without pages, and OSError where the file is not there or may not be read.
    """
    if path.suffix.lower() != ".pdf":
        raise ReaderError(path, "unknown_format", "tệp không chia trang nên không có ảnh trang", "hãy xem phần chữ của văn bản")
    return sandbox.run(path, "page_image", page=page, passage=passage).body


def heads(path: Path) -> list[str]:
    """What the first pages of a PDF, or headers and text boxes of a .docx, hold besides the text that is read; [] for other formats.

    Raises what `read` does.
    """
    return [str(text) for text in sandbox.run(path, "heads").head["heads"]]


def read_here(path: Path) -> SourceText:
    """Text of the file, parsed in this process: for a worker, and for tests of a reader's own limits.

    Raises what `read` does, and whatever a hostile file makes a parser do.
    """
    suffix = path.suffix.lower()
    reader = read_converted if suffix in CONVERTIBLE_SUFFIXES else _READERS.get(suffix)
    if reader is None:
        raise _unknown_format(path)
    source = reader(path, content(path))
    _check_size(path, "ký tự", len(source.text), MAX_CHARACTERS)
    _check_size(path, "dòng", source.text.count("\n") + 1, MAX_LINES)
    if not any(map(str.isalnum, source.text)):
        raise ReaderError(path, "empty", "tệp không có chữ nào")
    if encoding := legacy_encoding(source.text):
        advice = "hãy chuyển mã sang Unicode (UniKey: Ctrl+Shift+F6) rồi nạp lại"
        raise ReaderError(path, "encoding", f"chữ theo bảng mã cũ {encoding}", advice)
    return source


def _check_size(path: Path, what: str, found: int, limit: int) -> None:
    if found > limit:
        raise ReaderError(path, "too_large", f"tệp có {found:,} {what}, quá mức {limit:,}")


def content(path: Path) -> bytes:
    """The bytes of the file. Raises ReaderError "too_large" and "empty", and OSError."""
    with path.open("rb") as file:
        data = file.read(MAX_FILE_BYTES + 1)
    if len(data) > MAX_FILE_BYTES:
        megabytes = MAX_FILE_BYTES // 1024**2
        raise ReaderError(path, "too_large", f"tệp lớn hơn mức {megabytes} MB")
    if not data:
        raise ReaderError(path, "empty", "tệp có 0 byte")
    return data


def _unknown_format(path: Path) -> ReaderError:
    suffix = path.suffix.lower()
    if suffix in _OLD_WORD:
        advice = "hãy mở bằng Word hoặc LibreOffice rồi lưu lại thành .docx"
        return ReaderError(path, "unknown_format", f"dạng tệp cũ {suffix}", advice)
    shown = f"dạng tệp {suffix!r}" if suffix else "tệp không có đuôi"
    return ReaderError(path, "unknown_format", f"{shown} không được hỗ trợ")
