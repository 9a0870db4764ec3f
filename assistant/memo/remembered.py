"""What an office's papers have in common, kept from one to the next: all details but the day and the number of a paper."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date
from typing import Any, cast

from ingest.catalogue import Places

from ..home import Home
from .details import Details

_TEXTS = ("kind", "subject", "board", "parent", "place", "unit", "symbol", "authority", "title", "signer")
_LISTS = ("recipients", "copies")


def to_keep(details: Details) -> dict[str, Any]:
    """The details as a value of JSON."""
    return {name: value for name, value in asdict(details).items() if name in _TEXTS or name in _LISTS}


def details_from(kept: object, kind: str, day: date, home: Home | None, places: Places) -> Details:
    """The details that were kept; where none were, those that follow from the officer's own board. `kind` where none was kept."""
    if not isinstance(kept, Mapping):
        return _of_home(Details(kind, day), home, places)
    texts = {name: value for name in _TEXTS if isinstance(value := kept.get(name), str)}
    lists = {name: tuple(map(str, value)) for name in _LISTS if isinstance(value := kept.get(name), list | tuple)}
    return replace(Details(kind, day), **cast(dict[str, Any], texts | lists))


def _of_home(details: Details, home: Home | None, places: Places) -> Details:
    """With the name of the one board of the province, where a text that is held gives its name of today."""
    province = places.province(home.place) if home else None
    if province is None:
        return details
    names = {board.now for board in places.boards_of(province.name) if board.now and board.known.held}
    board = names.pop() if len(names) == 1 else ""
    return Details(details.kind, details.day, board=board, parent=f"UBND {province.kind} {province.name}", place=province.name)
