"""How press accounts of conferences are written: who is said to speak, offices, units of figures, periods, what is no content."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .entry import Entry

FILE = "reporting.toml"
LISTS = (
    "honorifics", "masculine", "feminine", "reporters", "attributions", "says", "between", "family_names", "representatives", "boards",
    "bodies", "events", "zones", "scopes", "about", "shares", "mastheads", "kinds", "furniture", "captions", "cumulative", "periods",
    "regions",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Office:
    """A title of office and its spellings; a role in the bloc counts as the office only where no other is given."""

    name: str
    says: tuple[str, ...]
    is_role: bool


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit and its spellings. A number above `limit` is implausible, because it would be `basis`; None where nothing bounds it.

    What is counted in it is `of_all`, where it counts boards.
    """

    name: str
    says: tuple[str, ...]
    limit: int | None
    basis: str
    of_all: bool = False


@dataclass(frozen=True, slots=True)
class Indicator:
    """What a figure tells: its unit is one of `units` (any where there are none), and one of `words` stands in front of it."""

    name: str
    topic: str
    words: tuple[str, ...]
    units: tuple[str, ...]
    measure: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One of the parts in which figures are told: of foreign and of domestic investors."""

    name: str
    says: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reporting:
    """The tables of reporting.toml; `words` maps each of LISTS to its phrases."""

    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    offices: tuple[Office, ...] = ()
    units: tuple[Unit, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    parts: tuple[Part, ...] = ()


def read_reporting(table: Mapping[str, Any]) -> Reporting:
    """The entries of reporting.toml. Raises CatalogueError."""
    whole = Entry(FILE, table)
    return Reporting(
        words={name: whole.texts(name) for name in LISTS},
        offices=tuple(
            Office(e.text("name"), e.texts("says", required=True), e.flag("role", default=False)) for e in whole.entries("office")
        ),
        units=tuple(map(_unit, whole.entries("unit"))),
        indicators=tuple(
            Indicator(e.text("name"), e.text("topic"), e.texts("words"), e.texts("units"), e.texts("measure", required=True))
            for e in whole.entries("indicator")
        ),
        parts=tuple(Part(e.text("name"), e.texts("says", required=True)) for e in whole.entries("part")),
    )


def _unit(entry: Entry) -> Unit:
    limit = entry.table.get("limit")
    if limit is not None and (not isinstance(limit, int) or isinstance(limit, bool)):
        raise entry.error(f"limit = {limit!r} is no whole number")
    return Unit(entry.text("name"), entry.texts("says", required=True), limit, entry.text("basis", ""), entry.flag("of_all", default=False))
