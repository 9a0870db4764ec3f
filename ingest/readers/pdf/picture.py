"""The picture of a page with a passage boxed, for whoever compares a citation with its source.

The passage is found by its words in their order, since line ends, hyphens and page heads
stand between them on the page; words that belong to the page before or after are not found.
"""

import io
from collections.abc import Iterator, Sequence
from contextlib import closing
from ctypes import byref, c_int
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ..allowance import SECONDS_PER_SCAN, ask_for
from ..scan import OcrAbsent, check_ocr, recognised, straightened
from ..source import ReaderError
from ..tidy import one_line
from .glyphs import MAX_PAGE_CHARACTERS, PDFIUM_LOCK, sheet
from .limits import check_limits, damaged
from .scanned import DOTS_PER_INCH, is_scan, scale_of

if TYPE_CHECKING:
    from PIL.Image import Image

SHOWN_DOTS_PER_INCH: Final = 130
"""Enough to read by, and an A4 page stays below half a megabyte."""
MIN_RUN: Final = 3
"""Words in a row that a page and a passage share by more than chance."""
MAX_WORDS: Final = 4_000
"""Of a page and of a passage, which are compared with one another."""
MARGIN: Final = 2
LINE_WIDTH: Final = 2
COLOUR: Final = (176, 0, 32)


@dataclass(frozen=True, slots=True)
class Box:
    """A word, or a run of them on one line, in points of the picture, `top` above `bottom`."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def page_picture(path: Path, data: bytes, page: int, passage: str) -> bytes:
    """PNG of page number `page`, from 1, with the passage boxed where it stands.

    Raises ReaderError as `read_pdf` does, "empty" for a page that the file has not.
    """
    import pypdfium2 as pdfium

    check_limits(path, data)
    try:
        with PDFIUM_LOCK, closing(pdfium.PdfDocument(data)) as document:
            if not 1 <= page <= len(document):
                raise ReaderError(path, "empty", f"tệp có {len(document)} trang, không có trang {page}")
            with closing(document[page - 1]) as found:
                picture, words = _scan(found) if is_scan(sheet(found)) else _print(found)
    except pdfium.PdfiumError as error:
        raise damaged(path) from error
    return _drawn(picture, boxes(words, passage))


def boxes(words: Sequence[Box], passage: str) -> list[Box]:
    """The words of the page that are those of the passage, one box a line."""
    wanted = one_line(passage).split()[:MAX_WORDS]
    least = min(MIN_RUN, len(wanted))
    matcher = SequenceMatcher(None, [word.text for word in words[:MAX_WORDS]], wanted, autojunk=False)
    runs = [block for block in matcher.get_matching_blocks() if block.size >= least > 0]
    lines: list[Box] = []
    for word in (word for run in runs for word in words[run.a : run.a + run.size]):
        if lines and _on_one_line(lines[-1], word):
            last = lines[-1]
            lines[-1] = Box("", last.left, min(last.top, word.top), max(last.right, word.right), max(last.bottom, word.bottom))
        else:
            lines.append(word)
    return lines


def _on_one_line(line: Box, word: Box) -> bool:
    return word.left >= line.left and min(line.bottom, word.bottom) - max(line.top, word.top) > (word.bottom - word.top) / 2


def _print(page: Any) -> tuple["Image", list[Box]]:
    picture = page.render(scale=scale_of(page, SHOWN_DOTS_PER_INCH)).to_pil().convert("RGB")
    return picture, list(_printed_words(page, picture.size))


def _printed_words(page: Any, size: tuple[int, int]) -> Iterator[Box]:
    """Words of the text layer with their places in a picture of that size."""
    text_page = page.get_textpage()
    letters, box = "", (0.0, 0.0, 0.0, 0.0)
    for index in range(min(text_page.count_chars(), MAX_PAGE_CHARACTERS)):
        letter = text_page.get_text_range(index, 1)
        if not letter.strip():
            if letters:
                yield Box(one_line(letters), *box)
            letters = ""
            continue
        own = _in_picture(page, size, text_page.get_charbox(index, loose=True))
        box = _around(box, own) if letters else own
        letters += letter
    if letters:
        yield Box(one_line(letters), *box)


def _in_picture(page: Any, size: tuple[int, int], box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """Left, top, right and bottom in the picture of a box in points of the page, however the page is turned."""
    import pypdfium2.raw as raw

    corners = []
    for across, up in (box[:2], box[2:]):
        x, y = c_int(), c_int()
        raw.FPDF_PageToDevice(page.raw, 0, 0, *size, 0, across, up, byref(x), byref(y))
        corners.append((float(x.value), float(y.value)))
    (one, other), (third, fourth) = corners
    return min(one, third), min(other, fourth), max(one, third), max(other, fourth)


def _around(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])


def _scan(page: Any) -> tuple["Image", list[Box]]:
    """The straightened picture with its recognised words; without words where nothing here recognises."""
    picture = straightened(page.render(scale=scale_of(page, DOTS_PER_INCH), grayscale=True).to_pil())
    shrunk = SHOWN_DOTS_PER_INCH / DOTS_PER_INCH
    shown = picture.resize((max(1, round(picture.width * shrunk)), max(1, round(picture.height * shrunk)))).convert("RGB")
    try:
        check_ocr()
    except OcrAbsent:
        return shown, []
    ask_for(SECONDS_PER_SCAN)
    words = [word for line in recognised(picture) for word in line.words]
    return shown, [Box(w.text, *(shrunk * edge for edge in (w.left, w.top, w.right, w.bottom))) for w in words]


def _drawn(picture: "Image", lines: Sequence[Box]) -> bytes:
    from PIL import ImageDraw

    draw = ImageDraw.Draw(picture)
    for line in lines:
        edges = (line.left - MARGIN, line.top - MARGIN, line.right + MARGIN, line.bottom + MARGIN)
        draw.rectangle(edges, outline=COLOUR, width=LINE_WIDTH)
    png = io.BytesIO()
    picture.save(png, "PNG", optimize=False)
    return png.getvalue()
