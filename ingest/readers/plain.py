"""Text and Markdown files, read as they are; a front matter is left in."""

from pathlib import Path

from .encoding import decode
from .source import SourceText
from .tidy import tidy


def read_plain(path: Path, data: bytes) -> SourceText:
    """Text of a .txt file."""
    return SourceText(tidy(decode(path, data)), "text/plain", ())


def read_markdown(path: Path, data: bytes) -> SourceText:
    """Text of a .md file, its marks included."""
    return SourceText(tidy(decode(path, data)), "text/markdown", ())
