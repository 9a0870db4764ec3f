"""The folder of official texts: what it holds, and how a new file takes the place of an old one."""

import glob
import json
import os
import shutil
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from .. import faults
from ..catalogue import Catalogue
from ..documents import find_files, sha256_of
from ..readers import SUPPORTED_SUFFIXES
from .addresses import FILE_ENDINGS, instrument_of_file

SCHEMA = 1
PROVENANCE = ".provenance.toml"
LEFT_OVER_SECONDS = 24 * 3600
Placed = Literal["added", "replaced", "replaced_foreign", "unchanged"]


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a file came from. `number` is that of the text (of a consolidation, its own); `fetched_at` has a time zone."""

    number: str
    address: str
    final_address: str
    fetched_at: datetime
    sha256: str
    bytes: int
    content_type: str

    def as_toml(self) -> str:
        values = {
            key: value.isoformat(timespec="seconds") if isinstance(value, datetime) else _quoted(value)
            for key, value in asdict(self).items()
        }
        return "".join(f"{key} = {value}\n" for key, value in {"schema": str(SCHEMA), **values}.items())


def held_instruments(folder: Path, catalogue: Catalogue) -> set[str]:
    """Numbers of the instruments of which the folder has a text, as far as file names say."""
    files = [path for path in find_files(folder) if path.suffix.lower() in {*SUPPORTED_SUFFIXES, *FILE_ENDINGS}]
    return {instrument.number for path in files if (instrument := instrument_of_file(path.stem, catalogue))}


@contextmanager
def incoming(target: Path) -> Iterator[Path]:
    """A path beside the target to write to, hidden so that no build reads it; gone afterwards, whatever happens."""
    target.parent.mkdir(parents=True, exist_ok=True)
    for left in target.parent.glob(f".{glob.escape(target.stem)}.*.part*"):  # by one that was killed; a download takes minutes at most
        if time.time() - left.stat().st_mtime > LEFT_OVER_SECONDS:
            left.unlink(missing_ok=True)
    path = target.with_name(f".{target.stem}.{os.getpid()}.part{target.suffix}")
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


def place(fresh: Path, target: Path, provenance: Provenance) -> Placed:
    """Puts a file that came where it belongs, if it differs from the one there; its provenance beside it.

    The old file is kept (see `kept_copy`) until the new one is in place, and for good where we did not fetch it: someone put it there.
    """
    held = sha256_of(target) if target.exists() else None
    recorded = recorded_sha256(target)
    if held == provenance.sha256:
        if recorded != held:
            _write(provenance_file(target), provenance.as_toml())
        return "unchanged"
    if held is not None:
        shutil.copy2(target, kept_copy(target))
        faults.at("fetch.old-copied")
    faults.at("fetch.before-rename")
    fresh.replace(target)
    faults.at("fetch.after-rename")
    _write(provenance_file(target), provenance.as_toml())
    if held is None:
        return "added"
    if held != recorded:
        return "replaced_foreign"
    kept_copy(target).unlink()
    return "replaced"


def kept_copy(target: Path) -> Path:
    return target.with_name(f".{target.name}.old")


def provenance_file(target: Path) -> Path:
    return target.with_name(target.name + PROVENANCE)


def recorded_sha256(target: Path) -> str | None:
    """The hash that the provenance beside a file gives; None where there is no provenance, or none that can be read."""
    try:
        value = tomllib.loads(provenance_file(target).read_text("utf-8")).get("sha256")
    except (FileNotFoundError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return None
    return value if isinstance(value, str) else None


def _write(path: Path, text: str) -> None:
    aside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        aside.write_text(text, "utf-8")
        faults.at("fetch.provenance-written")
        aside.replace(path)
        faults.at("fetch.provenance-renamed")
    finally:
        aside.unlink(missing_ok=True)


def _quoted(value: str | int) -> str:
    """A TOML value; what cannot be printed (a server may send it in a header) is left out."""
    return str(value) if isinstance(value, int) else json.dumps("".join(filter(str.isprintable, value)), ensure_ascii=False)
