"""Numbers in words made digits where something is counted: "hai mươi lăm ngày" is 25 ngày."""

import re

from ingest.law.normalise import normalise

_TENS = "hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín"
_VALUES = {
    "một": 1, "mốt": 1, "giêng": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8,
    "chín": 9,
}  # fmt: skip
_COUNTED = r"ngày|tháng|năm|giờ|tuần|quý|lần|phần\s+trăm|nghìn|triệu|tỷ|đồng|ha|héc\s+ta|người|lao\s+động|bản|bộ\s+hồ\s+sơ"
# "hằng năm người đứng đầu", "trong năm người lao động" and "tháng hai năm 2026" count nothing, "hai bản" and "cả hai lần" count what is
# named, and "một" alone is an article.
_NOT_COUNTED = "".join(
    rf"(?<!\b{word}\s)" for word in ("hằng", "hàng", "mỗi", "cuối", "đầu", "từng", "thứ", "tháng", "quý", "hạng", "khoản", "điều")
)
_SPELT = re.compile(
    rf"""(?<!\d\s)\b(?:
        (?!(?<=\bcả\s)(?:hai|ba)\b)(?:(?P<tens>(?:{_TENS})\s+mươi|mười)(?:\s+(?P<ones>{"|".join(_VALUES)}))?
        |{_NOT_COUNTED}(?P<alone>(?!\w+\s+bản\b)(?!năm\s+(?:người|lao|bộ|đồng|quý))(?:{_TENS})))(?=\s+(?:{_COUNTED})\b)
    |(?<=\d\stháng\s)(?P<month>{_TENS}|một|giêng|tư|mười(?:\s+(?:một|hai))?)\b)""",
    re.VERBOSE | re.IGNORECASE,
)


def in_digits(text: str) -> str:
    """The text with the numbers up to 99 in words, right before what is counted, as digits.

    >>> in_digits("trong hai mươi lăm ngày, ít nhất năm năm, mười lần"), in_digits("hằng năm người đứng đầu; hai bên; tháng hai năm 2026")
    ('trong 25 ngày, ít nhất 5 năm, 10 lần', 'hằng năm người đứng đầu; hai bên; tháng hai năm 2026')
    >>> in_digits("trước ngày 15 tháng mười hai hằng năm")
    'trước ngày 15 tháng 12 hằng năm'
    """
    return _SPELT.sub(_digits, normalise(text))


def _digits(match: re.Match[str]) -> str:
    words = (match["month"] or match["alone"] or match[0]).lower().split()
    tens = 10 * _VALUES[words[0]] if words[1:2] == ["mươi"] else 10 if words[0] == "mười" else 0
    return str(tens + (0 if words[-1] in {"mươi", "mười"} else _VALUES[words[-1]]))
