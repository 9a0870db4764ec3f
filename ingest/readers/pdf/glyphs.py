"""Characters and ruled lines of a PDF page with their places, taken from pdfium.

pdfium is not thread-safe: call under `PDFIUM_LOCK`. It has no types, hence `Any`.
"""

import math
import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from ctypes import CFUNCTYPE, byref, c_double, c_float, c_int, c_void_p, cast, create_string_buffer
from dataclasses import dataclass
from itertools import chain
from math import isfinite
from typing import Any, Final, NamedTuple

PDFIUM_LOCK: Final = threading.Lock()

MAX_PAGE_CHARACTERS: Final = 100_000
"""A page of law has 3 000."""
MAX_PAGE_OBJECTS: Final = 20_000
MAX_RULINGS: Final = 4_000
"""A page with more drawn lines is a map or a drawing, and none of them is a table."""
THIN: Final = 2.5
"""Points: a filled rectangle no thicker than this is a line."""
SHORT: Final = 4.0
"""Points: a shorter drawn line rules nothing."""
MAX_FONT_NAME: Final = 128
MIN_SIZE: Final = 0.1
"""Points, so that a size can divide."""

_REPLACED: Final[Mapping[int, str]] = {
    0x02: "-",  # pdfium's mark for a hyphen at the end of a line
    0xFFFE: "-",  # the same in other releases
    0xA0: " ",
    0xAD: "-",
    0xF0B7: "•",
    0xF0A7: "•",
    0xF0D8: "•",
    0xF02D: "-",
}
_FORCE_BOLD: Final = 1 << 18
"""The flag of a font descriptor, ISO 32000-1, 9.8.2."""
_PRIVATE_USE: Final = range(0xE000, 0xF900)


class TooManyCharacters(Exception):
    """A page has more characters than MAX_PAGE_CHARACTERS; the argument says how many."""


class Glyph(NamedTuple):
    """A character, or a blank (" ", or "\\n" where pdfium sees a line end), in points.

    `size` is that of the font as drawn; a blank has none. A tuple, since a page has thousands.
    """

    text: str
    left: float = 0.0
    right: float = 0.0
    baseline: float = 0.0
    size: float = 0.0
    bold: bool = False


BLANK: Final = Glyph(" ")
LINE_END: Final = Glyph("\n")


@dataclass(frozen=True, slots=True)
class Ruling:
    """A straight line on the page: level lines lie at y = `at`, upright ones at x."""

    level: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Sureness:
    """How sure recognition is of a line (0 to 100), and where the line stands."""

    left: float
    right: float
    baseline: float
    confidence: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one page holds; y grows upward and the text runs to the right.

    `pictured` is the share of the page that pictures cover; `sureness` is of the lines that were
    `recognised` in them; a page on which there is something and nothing could be recognised is not.
    """

    glyphs: tuple[Glyph, ...]
    rulings: tuple[Ruling, ...]
    pictured: float
    sureness: tuple[Sureness, ...] = ()
    recognised: bool = False


def sheet(page: Any) -> Sheet:
    """Glyphs and rulings of a pdfium page, turned so that its main text is upright."""
    runs = _runs(page)
    angles: Counter[int | None] = Counter()
    for angle, run in runs:
        angles[angle] += sum(1 for glyph in run if glyph.size)
    main = angles.most_common(1)[0][0] if angles.total() else 0
    glyphs = chain.from_iterable(run if angle == main else (g for g in run if not g.size) for angle, run in runs)
    rulings, pictured = _drawn(page, main)
    return Sheet(tuple(glyphs), rulings, pictured)


def _runs(page: Any) -> list[tuple[int | None, list[Glyph]]]:
    """Glyphs that stand together, with their quarter turns counter-clockwise; None for slanted ones.

    Half the time that a PDF takes is spent in this loop.
    """
    import pypdfium2.raw as raw

    text_page = page.get_textpage()
    count = text_page.count_chars()
    if count > MAX_PAGE_CHARACTERS:
        raise TooManyCharacters(count)
    text = text_page.raw  # the helper object costs a call more for each character
    box = raw.FS_RECTF()
    box_pointer = byref(box)
    code_at, box_at, owner_at = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox, _address_of_owner()
    owner, style, run = None, _Style(0, 0.0, 0.0, bold=False), list[Glyph]()
    turns, baseline, size, bold = style.turns, style.baseline, style.size, style.bold
    runs = [(turns, run)]
    for index in range(count):
        shown = _SHOWN[code_at(text, index)]
        if not isinstance(shown, str):
            run.append(shown)
            continue
        if not box_at(text, index, box_pointer):
            continue
        address = owner_at(text, index)
        if address is None or address != owner:
            owner, style = address, _style(raw, text, index)
            if style.turns != turns:
                run = []
                runs.append((style.turns, run))
            turns, baseline, size, bold = style.turns, style.baseline, style.size, style.bold
        left, right = box.left, box.right
        if turns:
            left, right = _turned(left, box.bottom, turns)[0], _turned(right, box.top, turns)[0]
        if left > right:
            left, right = right, left
        if isfinite(left + right + baseline + size):
            run.append(Glyph(shown, left, right, baseline, size, bold))
    return runs


def _address_of_owner() -> Any:
    """pdfium's FPDFText_GetTextObject, giving a number: making an object of the pointer costs as much as the call."""
    import pypdfium2.raw as raw

    return CFUNCTYPE(c_void_p, c_void_p, c_int)(cast(raw.FPDFText_GetTextObject, c_void_p).value or 0)


class _Shown(dict[int, str | Glyph]):
    """Of each code its text, or a blank; filled as codes are met."""

    def __missing__(self, code: int) -> str | Glyph:
        shown = _character(code)
        if code in (0x0A, 0x0D):
            self[code] = LINE_END
        elif not shown or shown.isspace():
            self[code] = BLANK
        else:
            self[code] = shown
        return self[code]


_SHOWN: Final = _Shown()


@dataclass(frozen=True, slots=True)
class _Style:
    """What the characters of one text object share; asking for each would cost a lot."""

    turns: int | None
    baseline: float
    size: float
    bold: bool


def _style(raw: Any, text: Any, index: int) -> _Style:
    matrix = raw.FS_MATRIX()
    x, y = c_double(), c_double()
    raw.FPDFText_GetMatrix(text, index, byref(matrix))
    raw.FPDFText_GetCharOrigin(text, index, byref(x), byref(y))
    turns = _quarter_turns(math.atan2(matrix.b, matrix.a))
    scale = math.hypot(matrix.c, matrix.d)
    return _Style(
        turns,
        _turned(x.value, y.value, turns or 0)[1],
        max(abs(raw.FPDFText_GetFontSize(text, index)) * scale, MIN_SIZE),
        bold=_is_bold(raw, text, index),
    )


def _is_bold(raw: Any, text: Any, index: int) -> bool:
    """Whether the font's name or flags say bold; its weight is often not given."""
    name, flags = create_string_buffer(MAX_FONT_NAME), c_int()
    raw.FPDFText_GetFontInfo(text, index, name, MAX_FONT_NAME, byref(flags))
    return b"bold" in name.value.lower() or bool(flags.value & _FORCE_BOLD)


def _character(code: int) -> str:
    if code in _REPLACED:
        return _REPLACED[code]
    if code in _PRIVATE_USE or not 0 < code <= 0x10FFFF or 0xD800 <= code < 0xE000:
        return ""
    return chr(code)


def _quarter_turns(angle: float) -> int | None:
    turns = angle / (math.pi / 2)
    nearest = round(turns)
    return nearest % 4 if abs(turns - nearest) < 0.05 else None


def _turned(x: float, y: float, turns: int) -> tuple[float, float]:
    """The point in a frame in which text with these quarter turns is upright."""
    return ((x, y), (y, -x), (-x, -y), (-y, x))[turns]


def _drawn(page: Any, turns: int | None) -> tuple[tuple[Ruling, ...], float]:
    """Rulings of the page, and the share of it that pictures cover."""
    import pypdfium2.raw as raw

    rulings: list[Ruling] = []
    covered = 0.0
    wanted = (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE)
    for count, item in enumerate(page.get_objects(filter=wanted, max_depth=2)):
        if count >= MAX_PAGE_OBJECTS or len(rulings) > MAX_RULINGS:
            break
        if item.type == raw.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = item.get_bounds()
            covered += abs(right - left) * abs(top - bottom)
        elif item.level == 0:
            rulings += _rulings(raw, item, turns or 0)
    width, height = page.get_size()
    return (tuple(rulings) if len(rulings) <= MAX_RULINGS else ()), min(1.0, covered / max(1.0, width * height))


def _rulings(raw: Any, path: Any, turns: int) -> Iterator[Ruling]:
    """Straight lines of a path: a thin filled box, or the strokes along the axes."""
    left, bottom, right, top = path.get_bounds()
    if min(right - left, top - bottom) <= THIN:
        yield from _ruling((left, bottom), (right, top), turns)
        return
    fill, stroke = c_int(), c_int()
    raw.FPDFPath_GetDrawMode(path, byref(fill), byref(stroke))
    if not stroke.value:
        return
    matrix = path.get_matrix()
    x, y = c_float(), c_float()
    pen: tuple[float, float] | None = None
    start: tuple[float, float] | None = None
    for index in range(min(raw.FPDFPath_CountSegments(path), MAX_RULINGS)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        raw.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
        point: tuple[float, float] = matrix.on_point(x.value, y.value)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_LINETO and pen is not None:
            yield from _ruling(pen, point, turns)
        elif kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        if raw.FPDFPathSegment_GetClose(segment) and start is not None:
            yield from _ruling(point, start, turns)
        pen = point


def _ruling(one: tuple[float, float], other: tuple[float, float], turns: int) -> Iterator[Ruling]:
    (x0, y0), (x1, y1) = _turned(*one, turns), _turned(*other, turns)
    wide, high = abs(x1 - x0), abs(y1 - y0)
    if not all(map(math.isfinite, (x0, y0, x1, y1))):
        return
    if high <= THIN and wide >= SHORT:
        yield Ruling(True, (y0 + y1) / 2, min(x0, x1), max(x0, x1))
    elif wide <= THIN and high >= SHORT:
        yield Ruling(False, (x0 + x1) / 2, min(y0, y1), max(y0, y1))
