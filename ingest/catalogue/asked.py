"""How staff ask for each provision (corpus/asked/): words for the search alone, never shown and never cited."""

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from .entry import CatalogueError, Entry, ProvisionRef
from .load import CORPUS, SCHEMA

FOLDER = "asked"


@dataclass(frozen=True, slots=True)
class AskedTable:
    """Questions by provision; `digest` changes with any of them."""

    questions: Mapping[ProvisionRef, tuple[str, ...]] = field(default_factory=dict)
    digest: str = ""


def load_asked(corpus: Path = CORPUS) -> AskedTable:
    """The questions under `corpus`/asked; none where there is no such folder. Raises CatalogueError."""
    files = {path: path.read_bytes() for path in sorted((corpus / FOLDER).glob("*.toml"))}
    found: dict[ProvisionRef, tuple[str, ...]] = {}
    for path, content in files.items():
        found |= read_asked(path, content)
    digest = hashlib.sha256(b"".join(path.name.encode() + content for path, content in files.items())).hexdigest()
    return AskedTable(found, digest)


def read_asked(path: Path, content: bytes) -> dict[ProvisionRef, tuple[str, ...]]:
    """The questions of one file. Raises CatalogueError."""
    name = f"{FOLDER}/{path.name}"
    try:
        table = tomllib.loads(content.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CatalogueError(f"{name} is no valid TOML: {error}") from error
    if table.get("schema") != SCHEMA or not isinstance(table.get(FOLDER), dict):
        raise CatalogueError(f"{name} has no [{FOLDER}], or schema {table.get('schema')!r}; this version reads schema {SCHEMA}")
    instrument = Entry(name, table).text("instrument")
    entry = Entry(name, table[FOLDER])
    return {ProvisionRef(instrument, key): entry.texts(key, required=True) for key in entry.table}
