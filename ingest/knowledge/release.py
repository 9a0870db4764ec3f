"""Whether the corpus is dated, and not before what it holds."""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from ..catalogue import CatalogueError, released
from ..catalogue.release import FILE
from .finding import Finding, finding
from .knowledge import Knowledge

_SEEN = frozenset({"on", "made_on"})  # keys of a day on which somebody looked at a source or made a table


def release_findings(known: Knowledge) -> list[Finding]:
    """A release that is no day, or that is older than the last day on which something of the corpus was looked up."""
    try:
        day = released(known.corpus)
    except CatalogueError as error:
        return [Finding("release", FILE, "", str(error))]
    if day is None:  # a folder of somebody's own texts need not be a release
        return []
    seen, file = max(_days(known.corpus), default=(day, ""))
    return [finding("release", FILE, "", f"ngày {day:%d/%m/%Y} trước ngày {seen:%d/%m/%Y} ghi trong {file}.")] if seen > day else []


def _days(corpus: Path) -> Iterator[tuple[date, str]]:
    for path in sorted(corpus.rglob("*.toml")):
        try:
            table = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError):  # another check says so
            continue
        name = path.relative_to(corpus).as_posix()
        yield from ((day, name) for day in _looked_up(table))


def _looked_up(value: object) -> Iterator[date]:
    entries: list[Any] = [value]
    while entries:
        entry = entries.pop()
        if isinstance(entry, list):
            entries += entry
        elif isinstance(entry, Mapping):
            entries += entry.values()
            yield from (day for key, day in entry.items() if key in _SEEN and isinstance(day, date) and not isinstance(day, datetime))
