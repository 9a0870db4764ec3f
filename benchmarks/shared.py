"""The folder of official texts and question sets that is not in the repository: `--shared`, TRO_LY_SHARED, or ../shared."""

import argparse
import os
from collections.abc import Sequence
from pathlib import Path

from .machine import ROOT

ABSENT = 3  # exit status where the data or an index is not there
VARIABLE = "TRO_LY_SHARED"


class DataAbsent(Exception):
    """Data that a measurement needs is not on this machine; one line that says which and how to name it."""


def add_shared_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--shared", metavar="FOLDER", help=f"folder with corpus/ and evalsets/ (default: ${VARIABLE}, else ../shared)")


def named_indexes(given: Sequence[str]) -> dict[str, Path]:
    """The built indexes of options NAME=PATH. Raises DataAbsent where one is not there."""
    found = {name: Path(path) for name, path in (one.split("=", 1) for one in given)}
    if missing := [str(path) for path in found.values() if not path.exists()]:
        raise DataAbsent(f"no index at {', '.join(missing)}: build it with python -m ingest build --source … --index …")
    return found


def shared_path(given: str | None, *parts: str) -> Path:
    """A file or folder inside the shared folder. Raises DataAbsent where it does not exist."""
    root = Path(given or os.environ.get(VARIABLE) or ROOT.parent / "shared").expanduser().resolve()
    path = root.joinpath(*parts)
    if not path.exists():
        raise DataAbsent(f"{'/'.join(parts)} is not in {str(root)!r}: name the shared folder with --shared or {VARIABLE}.")
    return path
