"""Word files (.docx): paragraphs and tables in document order.

Automatic list numbers are written out. Tracked deletions, hidden text, headers, footers
and comments are dropped; footnotes stand at the end.
"""

from .document import read_word

__all__ = ["read_word"]
