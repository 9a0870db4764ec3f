"""Tables that leave the page as files: XLSX for those who work on with them."""

from .table import Table
from .xlsx import xlsx_of

__all__ = ["Table", "xlsx_of"]
