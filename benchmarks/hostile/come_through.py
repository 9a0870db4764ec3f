"""What becomes of each file, and what the reading process itself needs for it."""

import resource
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.catalogue import Catalogue
from ingest.documents import DocumentError, load_document
from ingest.readers import ReaderError

MAX_SECONDS = 10.0
MAX_GROWTH_MIB = 50.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """`limit` is the reason why the file was refused, "–" where it was read; `message` is what staff see."""

    name: str
    limit: str
    seconds: float
    message: str


def outcomes(paths: Iterable[Path], catalogue: Catalogue) -> Iterator[Outcome]:
    """The outcome of each file, read and taken apart as a build does it."""
    for path in paths:
        started = time.perf_counter()
        limit, message = _outcome(path, catalogue)
        yield Outcome(path.name, limit, time.perf_counter() - started, message)


def peak_mib() -> float:
    """The most memory that this process has held, its workers not counted."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024**2 if sys.platform == "darwin" else 1024)


def _outcome(path: Path, catalogue: Catalogue) -> tuple[str, str]:
    try:
        document = load_document(path, catalogue)
    except ReaderError as error:
        return error.reason, str(error)
    except DocumentError as error:
        return "front matter", str(error)
    return "–", f"đọc được {len(document.parsed.text):,} ký tự"
