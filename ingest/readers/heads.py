"""What stands at the head of a file besides the text that is read of it: page headers, and the text boxes in which stamps are put."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from .pdf.glyphs import PDFIUM_LOCK
from .source import ReaderError

PAGES_LOOKED_AT: Final = 2
MAX_CHARACTERS: Final = 20_000  # of each part
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def heads_here(path: Path, data: bytes) -> list[str]:
    """The first pages of a PDF, or the headers and the body of a .docx, as plain lines; nothing for other formats.

    For a worker: the file may be hostile. Raises ReaderError where it cannot be opened.
    """
    if path.suffix.lower() == ".pdf":
        return [text[:MAX_CHARACTERS] for text in _pages(path, data)]
    if path.suffix.lower() == ".docx":
        return [text[:MAX_CHARACTERS] for text in _parts(path)]
    return []


def _pages(path: Path, data: bytes) -> list[str]:
    import pypdfium2 as pdfium

    with PDFIUM_LOCK:
        try:
            document = pdfium.PdfDocument(data)
        except pdfium.PdfiumError as error:
            raise ReaderError(path, "damaged", "tệp PDF hỏng hoặc tải về chưa đủ") from error
        try:
            return [document[n].get_textpage().get_text_range() for n in range(min(PAGES_LOOKED_AT, len(document)))]
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
