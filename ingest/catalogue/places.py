"""Provinces and boards before and after the mergers of 2025, the emulation blocs, the bodies that merged or ended."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Literal, get_args

from ..law.normalise import fold
from .duties import Zone
from .entry import Entry, ProvisionRef

FILE = "places.toml"
ProvinceKind = Literal["tỉnh", "thành phố"]


@dataclass(frozen=True, slots=True)
class Known:
    """How a fact is known: from a held text, or (held false) by what `via` says; `note` holds what a reader must be told."""

    held: bool = True
    via: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Province:
    """A province of today with the provinces of before 01/7/2025 that it was made of; one of its own name where nothing changed."""

    name: str
    kind: ProvinceKind
    from_date: date | None
    merged: tuple[str, ...]
    aliases: tuple[str, ...]
    known: Known


@dataclass(frozen=True, slots=True)
class Board:
    """A board of management under the name that its source prints. `now` is its name today, "" where no source says."""

    id: str
    name: str
    province_then: str
    province: str
    zones: tuple[Zone, ...]
    bloc: str
    now: str
    source: str
    known: Known


@dataclass(frozen=True, slots=True)
class Bloc:
    """An emulation bloc with the ids of its members, in the order of its source."""

    id: str
    name: str
    members: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Body:
    """A ministry, department or level of government that merged, was renamed or ended. `now` is "" where nothing takes its place."""

    was: str
    now: str
    from_date: date | None
    source: ProvisionRef | None
    known: Known


@dataclass(frozen=True)
class Places:
    provinces: tuple[Province, ...] = ()
    boards: tuple[Board, ...] = ()
    blocs: tuple[Bloc, ...] = ()
    bodies: tuple[Body, ...] = ()
    bodies_from: date | None = None  # from when a body counts as changed whose day no source gives

    def province(self, name: str) -> Province | None:
        """The province of today that has this name, had it before a merger, or is called so."""
        return self._by_name.get(fold(name))

    def are_same(self, one: str, other: str) -> bool:
        """Whether both are names of one place: of one province of today, or the same word."""
        return fold(one) == fold(other) or (self.province(one) is not None and self.province(one) == self.province(other))

    def boards_of(self, province: str) -> tuple[Board, ...]:
        """The boards whose province of today or of then is the one named."""
        found = self.province(province)
        return tuple(board for board in self.boards if found and self.province(board.province) == found)

    @cached_property
    def _by_name(self) -> Mapping[str, Province]:
        by_old = {fold(name): p for p in self.provinces for name in (*p.aliases, *p.merged)}
        return by_old | {fold(p.name): p for p in self.provinces}


def read_places(table: Mapping[str, Any]) -> Places:
    """The tables of places.toml. Raises CatalogueError."""
    whole = Entry(FILE, table)
    return Places(
        provinces=tuple(read_province(entry.table) for entry in whole.entries("province")),
        boards=tuple(read_board(entry.table) for entry in whole.entries("board")),
        blocs=tuple(read_bloc(entry.table) for entry in whole.entries("bloc")),
        bodies=tuple(read_body(entry.table) for entry in whole.entries("body")),
        bodies_from=whole.day("bodies_from"),
    )


def read_province(table: Mapping[str, Any]) -> Province:
    entry = Entry(FILE, table)
    return Province(
        name=entry.text("name"),
        kind=entry.choice("kind", get_args(ProvinceKind)),
        from_date=entry.day("from"),
        merged=entry.texts("merged", required=True),
        aliases=entry.texts("aliases"),
        known=_known(entry),
    )


def read_board(table: Mapping[str, Any]) -> Board:
    entry = Entry(FILE, table)
    return Board(
        id=entry.text("id"),
        name=entry.text("name"),
        province_then=entry.text("province_then"),
        province=entry.text("province"),
        zones=entry.choices("zones", get_args(Zone)),
        bloc=entry.text("bloc", ""),
        now=entry.text("now", ""),
        source=entry.text("source"),
        known=_known(entry),
    )


def read_bloc(table: Mapping[str, Any]) -> Bloc:
    entry = Entry(FILE, table)
    return Bloc(entry.text("id"), entry.text("name"), entry.texts("members", required=True), entry.text("source"))


def read_body(table: Mapping[str, Any]) -> Body:
    entry = Entry(FILE, table)
    return Body(entry.text("was"), entry.text("now", ""), entry.day("from"), entry.optional_provision("source"), _known(entry))


def _known(entry: Entry) -> Known:
    return Known(entry.flag("held", default=True), entry.text("via", ""), entry.text("note", ""))
