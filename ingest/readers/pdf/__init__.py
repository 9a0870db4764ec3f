"""PDF files with a text layer: glyphs → visual lines → logical paragraphs.

`limits` (pypdf) decides whether the file may be read at all; `glyphs` (pdfium) takes
the characters with their places; `rows`, `grids` and `columns` put them in reading
order; `margins` takes away page headers, page numbers and footnotes; `paragraphs`
undoes the line breaks; `document` runs the steps.
"""

from .document import read_pdf

__all__ = ["read_pdf"]
