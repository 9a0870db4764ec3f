"""`assistant compare`: boards × topics as a table, one citation a cell, each verified like a statement of an answer."""

from .comparer import NOT_HELD, Comparer
from .table import LOCAL, REPORT, Column, Comparison, Remark, SourceNote, TableCell, TableRow

__all__ = ["LOCAL", "NOT_HELD", "REPORT", "Column", "Comparer", "Comparison", "Remark", "SourceNote", "TableCell", "TableRow"]
