"""Word files (.docx): paragraphs and tables in document order.

Automatic list numbers are written out. Tracked deletions, hidden text, headers, footers
and comments are dropped; footnotes stand at the end.
"""

from .document import check_package, read_word

__all__ = ["check_package", "read_word"]
