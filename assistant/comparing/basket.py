"""Cells of a comparison as items of the basket."""

from collections.abc import Iterable

from ..answer import Citation
from ..desk import Item, item_of_cell
from .table import Comparison, TableCell, TableRow


def items_of_rows(table: Comparison, rows: Iterable[TableRow]) -> tuple[Item, ...]:
    """One item a cell that has content; what has none is nothing to cite."""
    return tuple(item for row in rows for cell in row.cells if (item := item_of(table, row, cell)))


def item_of(table: Comparison, row: TableRow, cell: TableCell) -> Item | None:
    """The cell with all that it says, each statement on its own citation; None where it says nothing."""
    cited: dict[int, Citation] = {c.n: c for c in table.citations}
    held = [item_of_cell(table.shown(cell.place), row.topic, r.text, cited[r.citation], table.as_of) for r in cell.remarks]
    if not held:
        return None
    first = held[0]
    statements = tuple({**one.statements[0], "citations": [n]} for n, one in enumerate(held, start=1))
    citations = tuple({**one.citations[0], "n": n} for n, one in enumerate(held, start=1))
    title = f"{first.title} ({cell.note})" if cell.note else first.title
    return Item("cell", title, first.as_of, statements, citations)
