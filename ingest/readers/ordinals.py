"""Ordinals of automatic lists, as Word and browsers draw them."""

from typing import Final

_ROMAN: Final = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
MAX_ROMAN: Final = 3999
MAX_LETTER_REPEATS: Final = 30
"""Word repeats the letter after z (aa, bb …) and starts over after 30 times."""


def lower_letter(ordinal: int) -> str:
    """Letter of a Word list: a … z, aa, bb …; it has no đ, and neither has Word.

    >>> [lower_letter(n) for n in (1, 5, 26, 27, 28)]
    ['a', 'e', 'z', 'aa', 'bb']
    """
    if ordinal < 1:
        return str(ordinal)
    repeats, letter = divmod(ordinal - 1, 26)
    return chr(ord("a") + letter) * (repeats % MAX_LETTER_REPEATS + 1)


def lower_roman(ordinal: int) -> str:
    """Roman numeral in small letters; digits outside 1 … 3999.

    >>> [lower_roman(n) for n in (4, 9, 14, 1990, 4000)]
    ['iv', 'ix', 'xiv', 'mcmxc', '4000']
    """
    if not 1 <= ordinal <= MAX_ROMAN:
        return str(ordinal)
    numeral = ""
    for value, letters in _ROMAN:
        count, ordinal = divmod(ordinal, value)
        numeral += letters * count
    return numeral
