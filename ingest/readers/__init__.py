"""Plain text of a legal document: one verb, `read`, for every format that staff have.

`page_image` shows a page of a PDF. `read(path)` gives a `SourceText` or raises `ReaderError`, whose message is one
Vietnamese line for staff. The file is parsed in a process of its own (`sandbox`). What is dropped on the way is listed in `tidy`.
"""

from .converted import CONVERTIBLE_SUFFIXES
from .reading import SUPPORTED_SUFFIXES, heads, page_image, read
from .sandbox import MAX_WORKERS
from .source import DOUBTFUL_BELOW, ReaderError, Reading, SourceText

__all__ = [
    "CONVERTIBLE_SUFFIXES", "DOUBTFUL_BELOW", "MAX_WORKERS",
    "SUPPORTED_SUFFIXES", "ReaderError", "Reading", "SourceText", "heads", "page_image", "read",
]  # fmt: skip
