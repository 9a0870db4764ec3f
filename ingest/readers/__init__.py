"""Plain text of a legal document: one verb, `read`, for every format that staff have.

`read(path)` gives a `SourceText` or raises `ReaderError`, whose message is one
Vietnamese line for staff. The file is parsed in a process of its own (`sandbox`). What is dropped on the way is listed in `tidy`.
"""

from .reading import SUPPORTED_SUFFIXES, read
from .sandbox import MAX_WORKERS
from .source import DOUBTFUL_BELOW, Reading, ReaderError, SourceText

__all__ = ["DOUBTFUL_BELOW", "MAX_WORKERS", "SUPPORTED_SUFFIXES", "ReaderError", "Reading", "SourceText", "read"]
