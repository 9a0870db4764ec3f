"""A table as plain values, before it becomes a file of some kind."""

from dataclasses import dataclass
from datetime import date

Value = str | int | float | date | None


class TableError(ValueError):
    """A row does not fit the columns; a fault of the program, not of a person."""


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows with what must be said beside them (day of the data, doubts). `title` names the sheet."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for number, row in enumerate(self.rows, start=1):
            if len(row) != len(self.columns):
                raise TableError(f"row {number} of {self.title!r} has {len(row)} values for {len(self.columns)} columns")
