"""Official texts for about as many passages as asked: first those of corpus/raw, then the laws of the `dsc` set, each a file of its own."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.catalogue import CORPUS
from ingest.documents import find_files, is_table

from .shared import DataAbsent, shared_path

BYTES_A_PASSAGE = 370  # 387 in corpus/raw, 354 in the dsc laws
_RAW, _DSC = ("corpus", "raw"), ("evalsets", "dsc", "laws.jsonl.gz")


@dataclass(frozen=True, slots=True)
class Texts:
    """A folder to build from, and a line that says what is in it."""

    source: Path
    described: str


def gather_texts(passages: int, folder: Path, shared: str | None) -> Texts:
    """Copies texts for about so many passages into the folder; without the shared folder, the shipped corpus as it is."""
    try:
        raw, laws = shared_path(shared, *_RAW), shared_path(shared, *_DSC)
    except DataAbsent as absent:
        return Texts(CORPUS, f"the shipped corpus, for {passages:,} passages asked: {absent}")
    folder.mkdir(parents=True)
    left, written = passages * BYTES_A_PASSAGE, {"corpus/raw": 0, "dsc": 0}
    for name, content in _all(raw, laws):
        if left <= 0:
            break
        (folder / name).write_bytes(content)
        left -= len(content)
        written["corpus/raw" if (raw / name).exists() else "dsc"] += 1
    return Texts(folder, " and ".join(f"{count} texts of {where}" for where, count in written.items() if count))


def _all(raw: Path, laws: Path) -> Iterator[tuple[str, bytes]]:
    for file in find_files(raw):
        if not is_table(file):
            yield file.name, file.read_bytes()
    with gzip.open(laws, "rt", encoding="utf-8") as rows:
        for row in map(json.loads, rows):
            yield f"{row['id']}.txt", row["text"].encode()
