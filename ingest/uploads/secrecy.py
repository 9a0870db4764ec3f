"""Whether a text is stamped MẬT, TỐI MẬT or TUYỆT MẬT at its head, as offices print it; a law on state secrets is not.

Circular 24/2020/TT-BCA has the stamp under the number of the document; what extraction makes of it is a line of its own, a cell of the
table of the head, or the end of the line of the number. A stamp that is only a picture cannot be seen.
"""

import re
import unicodedata
from collections.abc import Iterable

HEAD_LINES = 60  # lines with words of a text, or of one page, that count as its head
MAX_LINE = 300  # characters of a line that can hold a stamp
_MARK = r"(?:T\s*U\s*Y\s*Ệ\s*T\s*|T\s*Ố\s*I\s*)?M\s*Ậ\s*T"
_FRAME = " \t*_#>|[](){}.:;-–—=~\"'“”"
_STAMP = re.compile(_MARK)
# "Độ mật: Tối mật", "Mức độ mật: MẬT"
_NAMED = re.compile(r"^\W*(?:mức\s+)?độ\s+(?:bảo\s+)?mật\s*:\s*(?P<mark>(?:tuyệt\s+|tối\s+)?mật)\W*$", re.IGNORECASE)
# "Số: 05/BC-BQL MẬT", "Số 05 /BC-BQL (TỐI MẬT) Hà Nội, ngày …"
_AT_NUMBER = re.compile(rf"^\W*Số\s*:?\s*[\d.]*\s?/[\w./-]{{1,40}}\s+[(\[]?(?P<mark>{_MARK})[)\]]?(?=\W*$|\s)")
# two columns on one line: the motto beside the stamp
_BESIDE_MOTTO = re.compile(rf"^\W*(?P<mark>{_MARK})\s+(?:CỘNG\s+H|Độc\s+lập)|(?:VIỆT\s+NAM|Hạnh\s+phúc)\s+(?P<behind>{_MARK})\W*$")
_CELLS = re.compile(r"\t+|\s{2,}|\s*\|\s*")
_GOES_ON = ("ĐỘ", "BÍ", "BẢO", "VÀ", "HOẶC", ",", "MỨC", "DẤU")  # ends of a line of a title that breaks before the word
_MARKS = {"MẬT": "MẬT", "TỐIMẬT": "TỐI MẬT", "TUYỆTMẬT": "TUYỆT MẬT"}


def secrecy_mark(texts: Iterable[str]) -> str | None:
    """The mark ("TỐI MẬT") at the head of one of the texts, or None.

    >>> secrecy_mark(["UBND TỈNH A\\nSố: 05/BC-BQL\\nTỐI MẬT\\nBÁO CÁO"]), secrecy_mark(["LUẬT\\nBẢO VỆ BÍ MẬT NHÀ NƯỚC"])
    ('TỐI MẬT', None)
    """
    return next((mark for text in texts if (mark := _mark_in(text))), None)


def _mark_in(text: str) -> str | None:
    before = ""
    for line in _head(unicodedata.normalize("NFC", text)):
        if mark := _mark_of_line(line, before):
            return _MARKS["".join(mark.split()).upper()]
        before = line
    return None


def _head(text: str) -> list[str]:
    lines = [line.strip() for line in text.splitlines()]
    return [line for line in lines if line.strip(_FRAME)][:HEAD_LINES]


def _mark_of_line(line: str, before: str) -> str | None:
    if len(line) > MAX_LINE:
        return None
    for cell in (line, *_CELLS.split(line)):
        bare = cell.strip(_FRAME)
        if _STAMP.fullmatch(bare) and not before.upper().endswith(_GOES_ON):
            return bare
    if found := _NAMED.search(line) or _AT_NUMBER.search(line):
        return found["mark"]
    found = _BESIDE_MOTTO.search(line)
    return (found["mark"] or found["behind"]) if found else None
