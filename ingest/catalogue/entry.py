"""One entry of a table, read key by key. What is wrong is a CatalogueError that names the file, the entry and the key."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any


class CatalogueError(Exception):
    """A table of the catalogue that is missing, broken or contradicts itself; the message names file and entry."""


@dataclass(frozen=True, slots=True)
class ProvisionRef:
    """A provision of an instrument; `eid` is "" for the whole, and stands behind its component ("quy-dinh/art_3") outside the main text."""

    instrument: str
    eid: str = ""

    def covers(self, instrument: str, eid: str) -> bool:
        """Whether the provision is this one or lies inside it."""
        return self.instrument == instrument and (not self.eid or eid == self.eid or eid.startswith(f"{self.eid}__"))


@dataclass(frozen=True, slots=True)
class Entry:
    """A TOML table of the file."""

    file: str
    table: Mapping[str, Any]

    def text(self, key: str, default: str | None = None) -> str:
        value = self.table.get(key, default)
        if value is None:
            raise self.error(f"lacks the key {key!r}")
        if not isinstance(value, str):
            raise self.error(f"{key} = {value!r} is no text (write it in quotes)")
        return value

    def texts(self, key: str, required: bool = False) -> tuple[str, ...]:
        if required and not self.table.get(key):
            raise self.error(f"lacks the key {key!r}")
        values = self.table.get(key, [])
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            raise self.error(f"{key} = {values!r} is no list of texts")
        return tuple(values)

    def choice(self, key: str, choices: tuple[str, ...], default: str | None = None) -> Any:
        """The text of the key, one of the choices."""
        value = self.text(key, default)
        if value not in choices:
            raise self.error(f"{key} = {value!r} is none of {', '.join(choices)}")
        return value

    def choices(self, key: str, choices: tuple[str, ...], required: bool = False) -> tuple[Any, ...]:
        """The texts of the key, each one of the choices."""
        values = self.texts(key, required)
        if wrong := [value for value in values if value not in choices]:
            raise self.error(f"{key} = {wrong[0]!r} is none of {', '.join(choices)}")
        return values

    def day(self, key: str) -> date | None:
        value = self.table.get(key)
        if value is not None and (not isinstance(value, date) or isinstance(value, datetime)):
            raise self.error(f"{key} = {value!r} is no date (write 2026-07-01, without quotes)")
        return value

    def flag(self, key: str, default: bool) -> bool:
        value = self.table.get(key, default)
        if not isinstance(value, bool):
            raise self.error(f"{key} = {value!r} is neither true nor false")
        return value

    def provision(self, key: str) -> ProvisionRef:
        if (found := self.optional_provision(key)) is None:
            raise self.error(f"lacks the key {key!r}")
        return found

    def optional_provision(self, key: str) -> ProvisionRef | None:
        if key not in self.table:
            return None
        value = self.table[key]
        if not isinstance(value, dict) or not isinstance(value.get("instrument"), str):
            raise self.error(f"names a provision in {key!r} without its instrument")
        return ProvisionRef(value["instrument"], Entry(self.file, value).text("eid", ""))

    def entries(self, key: str) -> list["Entry"]:
        """The tables under the key, written [[key]]."""
        found = self.table.get(key, [])
        if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
            raise CatalogueError(f"{self.file}: {key!r} must be a list of tables, written [[{key}]]")
        return [Entry(self.file, entry) for entry in found]

    def error(self, what: str) -> CatalogueError:
        return CatalogueError(f"{self.file}: entry {self._name()}: {what}")

    def _name(self) -> str:
        """What the entry is called by in a message: its number, id or first words."""
        names = (
            self.table.get(key) for key in ("number", "id", "means", "words", "name", "part", "was", "instrument", "says", "provision")
        )
        return repr(next((name for name in names if name), None))
