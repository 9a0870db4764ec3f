"""A table as plain values, before it becomes a file of some kind."""

from dataclasses import dataclass
from datetime import date

Value = str | int | float | date | None


class TableError(ValueError):
    """A row does not fit the columns; a fault of the program, not of a person."""


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows with what must be said beside them (day of the data, doubts). `title` names the sheet.

    `weights` are the shares of the columns in the width of a page; without them the content or an even share decides.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    notes: tuple[str, ...] = ()
    weights: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        if self.weights and len(self.weights) != len(self.columns):
            raise TableError(f"{self.title!r} has {len(self.weights)} weights for {len(self.columns)} columns")
        for number, row in enumerate(self.rows, start=1):
            if len(row) != len(self.columns):
                raise TableError(f"row {number} of {self.title!r} has {len(row)} values for {len(self.columns)} columns")
