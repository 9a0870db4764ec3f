"""Words of a picture with their places and confidence, by Tesseract with its Vietnamese model."""

import re
import shutil
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from statistics import median
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from PIL.Image import Image

LANGUAGE: Final = "vie"
SECONDS: Final = 60.0
"""For one page; a dense one takes ten."""
CAPITAL_HEIGHT: Final = 0.7
"""Of a size: how high a capital or a digit stands."""
OTHER_SIZE: Final = 0.15
"""A line whose letters differ by this share from the page's is of another size."""
MIN_SAMPLES: Final = 3
DESCENT: Final = 0.2

_HANGING: Final = frozenset("gjpqyQ,;()[]{}|/$\u0323")
_TALL: Final = frozenset("ABCDEGHKLMNOPRSTUVXYIbdhkl0123456789")
_MARKED_ABOVE: Final = frozenset("\u0300\u0301\u0302\u0303\u0306\u0309\u031b")


_NUMERAL: Final = re.compile(r"(?P<kind>Chương|CHƯƠNG|Phần|PHẦN)\s(?P<number>[IÏÌÍĨ|l1VX]{1,6})\.?")
_AS_NUMERAL: Final = str.maketrans("ÏÌÍĨ|l1", "IIIIIII")


class OcrAbsent(Exception):
    """What recognition needs is not on this machine; the argument is the line that installs it."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word in points of the picture, `bottom` downward; `line` numbers the lines of the page."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    confidence: float
    line: int


@dataclass(frozen=True, slots=True)
class Recognised:
    """A line of words: its baseline (points of the picture, downward), the size of its letters, its least confidence (0 to 100)."""

    words: tuple[Word, ...]
    baseline: float
    size: float

    @property
    def confidence(self) -> float:
        """That of the word that is least certain."""
        return min(word.confidence for word in self.words)


@cache
def check_ocr() -> None:
    """Raise OcrAbsent where Tesseract, its Vietnamese model or its library is missing."""
    try:
        import pytesseract
    except ImportError as error:
        raise OcrAbsent("pip install 'tro-ly-ban-quan-ly[ocr]'") from error
    if shutil.which("tesseract") is None:
        raise OcrAbsent("apt install tesseract-ocr tesseract-ocr-vie")
    if LANGUAGE not in pytesseract.get_languages():
        raise OcrAbsent("apt install tesseract-ocr-vie")


def recognised(picture: "Image") -> list[Recognised]:
    """The lines of a straightened picture, in the order of reading. Raises RuntimeError where it takes longer than SECONDS."""
    import pytesseract

    table = pytesseract.image_to_data(picture, lang=LANGUAGE, config="--psm 3", output_type=pytesseract.Output.DICT, timeout=SECONDS)
    words = list(_words(table))
    usual = median(sizes) if (sizes := [size for word in words if (size := _size(word))]) else 0.0
    lines: dict[int, list[Word]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    return [_line(line, usual) for line in lines.values()]


def _words(table: dict[str, list[Any]]) -> Iterator[Word]:
    """Words of Tesseract's table of a page, those left out that hold no letter, digit or mark."""
    line, last = 0, None
    for index, text in enumerate(table["text"]):
        place = tuple(table[name][index] for name in ("block_num", "par_num", "line_num"))
        line, last = line + (place != last), place
        if not text.strip():
            continue
        left, top = float(table["left"][index]), float(table["top"][index])
        yield Word(
            unicodedata.normalize("NFC", text.strip()),
            left,
            left + table["width"][index],
            top,
            top + table["height"][index],
            float(table["conf"][index]),
            line,
        )


def _size(word: Word) -> float:
    """Size of the letters by a word that stands between baseline and the height of capitals; 0 for others."""
    signs = set(unicodedata.normalize("NFD", word.text))
    plain = signs & _TALL and not signs & (_HANGING | _MARKED_ABOVE)
    return (word.bottom - word.top) / CAPITAL_HEIGHT if plain else 0.0


def _line(words: Sequence[Word], usual: float) -> Recognised:
    sizes = [size for word in words if (size := _size(word))]
    own = median(sizes) if len(sizes) >= MIN_SAMPLES else usual
    tallest = max(word.bottom - word.top for word in words)
    size = own if abs(own - usual) > OTHER_SIZE * usual else usual
    standing = [word.bottom for word in words if not set(unicodedata.normalize("NFD", word.text)) & _HANGING]
    baseline = median(standing) if standing else median(word.bottom for word in words) - DESCENT * (size or tallest)
    return Recognised(tuple(_with_numeral(words)), baseline, size or tallest)


def _with_numeral(words: Sequence[Word]) -> Sequence[Word]:
    """The words of a line, the number of a chapter in Roman letters: an I alone is often seen with a mark.

    >>> words = [Word(text, 0, 0, 0, 0, 90, 1) for text in ("Chương", "ÏV")]
    >>> [word.text for word in _with_numeral(words)]
    ['Chương', 'IV']
    """
    if not _NUMERAL.fullmatch(" ".join(word.text for word in words)):
        return words
    return [*words[:-1], replace(words[-1], text=words[-1].text.translate(_AS_NUMERAL))]
