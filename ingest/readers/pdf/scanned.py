"""A page that is a picture → the same glyphs that a page with text has, by recognition."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from ..scan import MAX_PIXELS, Recognised, has_ink, recognised, straightened
from .glyphs import BLANK, LINE_END, Glyph, Sheet, Sureness

DOTS_PER_INCH: Final = 300
POINTS_PER_INCH: Final = 72
MIN_PICTURED: Final = 0.4
"""Share of a page that its pictures cover if it is a scan; a stamp or a signature covers less."""
MAX_LETTERS: Final = 60
"""A scan with more letters beside its picture has a text layer of its own."""


def is_scan(page: Sheet) -> bool:
    """Whether the page is a picture with hardly any text."""
    letters = sum(glyph.text.isalpha() for glyph in page.glyphs)
    return page.pictured >= MIN_PICTURED and letters < MAX_LETTERS


def read_scan(page: Any) -> Sheet:
    """Glyphs of a pdfium page by recognition, with how sure it is of each line. Raises RuntimeError where it takes too long."""
    _, height = page.get_size()
    scale = scale_of(page, DOTS_PER_INCH)
    picture = straightened(page.render(scale=scale, grayscale=True).to_pil())
    lines = recognised(picture)
    glyphs = tuple(glyph for line in lines for glyph in _glyphs(line, scale, height))
    return Sheet(glyphs, (), 1.0, tuple(_sureness(lines, scale, height)), recognised=bool(lines) or not has_ink(picture))


def scale_of(page: Any, dots: int) -> float:
    """The scale at which a page is drawn: so many dots an inch, but no more points of a picture than MAX_PIXELS."""
    width, height = page.get_size()
    return float(min(dots / POINTS_PER_INCH, (MAX_PIXELS / max(1.0, width * height)) ** 0.5))


def _glyphs(line: Recognised, scale: float, height: float) -> Iterator[Glyph]:
    """Characters of a line; within a word they are taken to be equally wide."""
    baseline, size = height - line.baseline / scale, line.size / scale
    for index, word in enumerate(line.words):
        if index:
            yield BLANK
        step = (word.right - word.left) / len(word.text) / scale
        for place, sign in enumerate(word.text):
            left = word.left / scale + place * step
            yield Glyph(sign, left, left + step, baseline, size)
    yield LINE_END


def _sureness(lines: Sequence[Recognised], scale: float, height: float) -> Iterator[Sureness]:
    for line in lines:
        left, right = line.words[0].left / scale, line.words[-1].right / scale
        yield Sureness(left, right, height - line.baseline / scale, line.confidence)
