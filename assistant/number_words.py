"""Numbers in words: made digits where something is counted ("hai mươi lăm ngày" is 25 ngày), and read where they stand alone."""

import re
from collections.abc import Sequence

from ingest.law.normalise import fold, normalise

_TENS = "hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín"
_VALUES = {
    "một": 1, "mốt": 1, "giêng": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8,
    "chín": 9,
}  # fmt: skip
_FOLDED = {fold(word): value for word, value in _VALUES.items()}
_COUNTED = r"ngày|tháng|năm|giờ|tuần|quý|lần|phần\s+trăm|nghìn|triệu|tỷ|đồng|ha|héc\s+ta|người|lao\s+động|bản|bộ\s+hồ\s+sơ"
_GREATER = ("trăm", "nghìn", "ngàn", "triệu", "tỷ", "linh", "lẻ", "phẩy", "mươi", "mười")  # what follows them is the end of another number
_NOT_BEHIND_MORE = "".join(rf"(?<!\b{word}\s)" for word in _GREATER)
# "hằng năm người đứng đầu", "trong năm người lao động" and "tháng hai năm 2026" count nothing, "hai bản" and "cả hai lần" count what is
# named, and "một" alone is an article.
_NOT_COUNTED = "".join(
    rf"(?<!\b{word}\s)" for word in ("hằng", "hàng", "mỗi", "cuối", "đầu", "từng", "thứ", "tháng", "quý", "hạng", "khoản", "điều")
)
_SPELT = re.compile(
    rf"""(?<!\d\s)\b(?:
        (?=(?:{_TENS}|mười)\b){_NOT_BEHIND_MORE}
        (?!(?<=\bcả\s)(?:hai|ba)\b)(?:(?P<tens>(?:{_TENS})\s+mươi|mười)(?:\s+(?P<ones>{"|".join(_VALUES)}))?
        |{_NOT_COUNTED}(?P<alone>(?!\w+\s+bản\b)(?!năm\s+(?:người|lao|bộ|đồng|quý))(?:{_TENS})))(?=\s+(?:{_COUNTED})\b)
    |(?<=\d\stháng\s)(?P<month>{_TENS}|một|giêng|tư|mười(?:\s+(?:một|hai))?)\b)""",
    re.VERBOSE | re.IGNORECASE,
)
_GREATER_FOLDED, _TENS_FOLDED = [fold(word) for word in _GREATER], fold(_TENS).split("|")
_NOT_BEHIND_TENS = "".join(rf"(?<!\b{word} )" for word in _TENS_FOLDED)
_UNIT = rf"(?: (?:{'|'.join(_FOLDED)}))?"
# folded: a number up to 99 that is no part of a greater one
FOLDED_NUMBER = (
    "".join(rf"(?<!\b{word} )" for word in _GREATER_FOLDED)
    + rf"(?:(?:{'|'.join(_TENS_FOLDED)}) muoi{_UNIT}|{_NOT_BEHIND_TENS}muoi{_UNIT}"
    + rf"|mot|{'|'.join(_TENS_FOLDED)})\b(?! (?:{'|'.join(_GREATER_FOLDED)})\b)"
)


def in_digits(text: str) -> str:
    """The text with the numbers up to 99 in words, right before what is counted, as digits.

    >>> in_digits("trong hai mươi lăm ngày, ít nhất năm năm, mười lần"), in_digits("hằng năm người đứng đầu; hai bên; tháng hai năm 2026")
    ('trong 25 ngày, ít nhất 5 năm, 10 lần', 'hằng năm người đứng đầu; hai bên; tháng hai năm 2026')
    >>> in_digits("trước ngày 15 tháng mười hai hằng năm"), in_digits("hai trăm năm mươi triệu đồng, một trăm linh năm ngày")
    ('trước ngày 15 tháng 12 hằng năm', 'hai trăm năm mươi triệu đồng, một trăm linh năm ngày')
    """
    return _SPELT.sub(lambda match: str(number_of((match["month"] or match["alone"] or match[0]).split())), normalise(text))


def number_of(words: Sequence[str]) -> int:
    """The value of a number up to 99 by its words, with accents or without.

    >>> number_of(["hai", "mươi", "lăm"]), number_of(["muoi", "hai"]), number_of(["ba"])
    (25, 12, 3)
    """
    first, *rest = map(fold, words)
    tens = 10 if first == "muoi" else 10 * _FOLDED[first] if rest[:1] == ["muoi"] else 0
    last = [first, *rest][-1]
    return tens + (0 if last == "muoi" else _FOLDED[last])
