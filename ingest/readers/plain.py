"""Text and Markdown files, read as they are; a front matter is left in."""

from pathlib import Path
from typing import Final

from .encoding import decode
from .source import ReaderError, SourceText
from .tidy import tidy

MAX_TEXT_BYTES: Final = 10 * 1024 * 1024
"""The longest decree has 1 MB."""


def read_plain(path: Path, data: bytes) -> SourceText:
    """Text of a .txt file."""
    return SourceText(_text(path, data), "text/plain", ())


def read_markdown(path: Path, data: bytes) -> SourceText:
    """Text of a .md file, its marks included."""
    return SourceText(_text(path, data), "text/markdown", ())


def _text(path: Path, data: bytes) -> str:
    if len(data) > MAX_TEXT_BYTES:
        raise ReaderError(path, "too_large", f"tệp chữ có {len(data):,} byte, quá mức {MAX_TEXT_BYTES:,}")
    return tidy(decode(path, data))
