"""How wide a line of words is in Times New Roman, so that the rule below it can be as long as the decree says.

Advance widths in thousandths of the size, as in Times New Roman and the fonts that have its measures (Liberation Serif, Tinos). A letter
with a diacritic is as wide as the letter without; italics are close enough to upright for the length of a rule.
"""

from ingest.law.normalise import fold

_REGULAR = {
    180: "'", 200: "|", 250: " ,.", 278: "/:;\\ijlt", 333: "!()-I[]`fr", 389: "Js", 408: '"', 444: "?acez“”", 469: "^", 480: "{}",
    500: "#$*0123456789_bdghknopquvxy–", 541: "~", 556: "FPS", 564: "+<=>", 611: "ELTZ", 667: "BCR", 722: "ADGHKNOQUVXYw", 778: "&m",
    833: "%", 889: "M", 921: "@", 944: "W", 1000: "…",
}  # fmt: skip
_BOLD = {
    220: "|", 250: " ,.", 278: "'/\\il", 333: "!()-:;[]`fjt", 389: "Is", 394: "{}", 444: "cerz", 500: "#$*0123456789?J_agovxy–“”",
    520: "~", 555: '"', 556: "Sbdhknpqu", 570: "+<=>", 581: "^", 611: "FP", 667: "BELTZ", 722: "ACDNRUVXYw", 778: "GHKOQ", 833: "&m",
    930: "@", 944: "M", 1000: "%W…",
}  # fmt: skip
_WIDTHS = [{letter: width for width, letters in table.items() for letter in letters} for table in (_REGULAR, _BOLD)]
_OTHER = 500  # a sign that is not in the tables


def width_of(text: str, size: float, bold: bool) -> float:
    """The width of the text on one line, in points.

    >>> round(width_of("Độc lập - Tự do - Hạnh phúc", 13, bold=True))
    159
    """
    widths = _WIDTHS[bold]
    return sum(widths.get(_base(letter), _OTHER) for letter in text) * size / 1000


def _base(letter: str) -> str:
    """The letter without its diacritics, in its own case."""
    plain = fold(letter)
    return plain.upper() if letter.isupper() else plain if letter.isalpha() else letter
