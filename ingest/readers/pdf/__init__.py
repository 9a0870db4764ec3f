"""PDF files with a text layer: glyphs → visual lines → logical paragraphs.

`limits` (pypdf) decides whether the file may be read at all; `glyphs` (pdfium) takes
the characters with their places; `rows`, `grids` and `columns` put them in reading
order; `margins` takes away page headers, page numbers and footnotes; `paragraphs`
undoes the line breaks; `document` runs the steps. `gutters` finds pages in
two columns, `scanned` reads those that are pictures, `picture` shows a page.
"""

from .document import read_pdf
from .picture import page_picture

__all__ = ["page_picture", "read_pdf"]
