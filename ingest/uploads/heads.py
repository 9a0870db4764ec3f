"""What stands at the head of a file and a reader leaves out: page headers and the text boxes in which stamps are put."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..readers import read
from ..readers.pdf.glyphs import PDFIUM_LOCK

PAGES_LOOKED_AT = 2
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def head_texts(path: Path) -> Iterator[str]:
    """The text of the file as it is read, then what its first pages and headers hold besides. The file has been read without an error."""
    yield read(path).text
    if path.suffix == ".pdf":
        yield from _pages(path)
    elif path.suffix == ".docx":
        yield from _parts(path)


def _pages(path: Path) -> Iterator[str]:
    import pypdfium2 as pdfium

    with PDFIUM_LOCK:
        document = pdfium.PdfDocument(path)
        try:
            yield from [document[n].get_textpage().get_text_range() for n in range(min(PAGES_LOOKED_AT, len(document)))]
        finally:
            document.close()


def _parts(path: Path) -> Iterator[str]:
    """Each paragraph of a part on a line of its own, whatever box it stands in; headers before the body."""
    from docx.oxml.parser import parse_xml

    with zipfile.ZipFile(path) as package:
        names = sorted(n for n in package.namelist() if n.startswith("word/header") and n.endswith(".xml"))
        for name in [*names, "word/document.xml"]:
            root: Any = parse_xml(package.read(name))
            yield "\n".join(_words(paragraph) for paragraph in root.iter(f"{_W}p"))


def _words(paragraph: Any) -> str:
    """The words of a paragraph without those of the boxes inside it, which have paragraphs of their own."""
    inner = {id(t) for box in paragraph.iter(f"{_W}txbxContent") for t in box.iter(f"{_W}t")}
    return "".join(t.text or "" for t in paragraph.iter(f"{_W}t") if id(t) not in inner)
