"""Tables that leave the page as files: XLSX for those who work on with them, DOCX for those who sign."""

from .docx_tables import docx_of
from .table import Table
from .xlsx import xlsx_of

__all__ = ["Table", "docx_of", "xlsx_of"]
