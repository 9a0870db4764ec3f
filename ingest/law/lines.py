"""Lines of a text with their offsets: split where a provision runs on inside a line, and around footnotes left in the running text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from .headings import LETTER
from .pages import RUNNING_HEAD, page_numbers

_MARK = r"(?:\[\d{1,3}\]|\d{1,3})"
# "…về thương mại; đ)2 Thực hiện", "như sau: a) Khu vực" – a point that runs on behind the end of a sentence or clause
_RUN_ON_POINT = re.compile(rf"[;:.,]{_MARK}?\s+(?=[a-zđ]\d{{0,2}}\)\s?{_MARK}?\s*[{LETTER}(])")
# "…giấy phép xây dựng. 5.107 Chính phủ", "…như sau: 1.2 Khiếu nại" – a khoản that runs on behind a footnote mark
_RUN_ON_MARKED_CLAUSE = re.compile(rf"(?<!Điều)(?<!khoản)(?<!Khoản)(?<!số)\s+(?=\d{{1,3}}[a-zđ]?\.{_MARK}\s[{LETTER}(])")
# "…một số doanh thu. 4. Dự án", "…được sửa đổi.2." at the end of a line – taken only where the khoản is missing otherwise
_RUN_ON_CLAUSE = re.compile(
    rf"""[.;:”](?<![Ss]ố:)(?<!SỐ:)
    (?: \s+(?=\d{{1,3}}[a-zđ]?\.\s+(?:\d+\s)?[{LETTER}]) | \s*(?=\d{{1,3}}[a-zđ]?\.$) )""",
    re.VERBOSE,
)
# "Khoản này được bãi bỏ theo quy định tại … có hiệu lực kể từ ngày 01 tháng 7 năm 2025." – a footnote left inside the text
_PART = r"(?:Điểm|Khoản|Điều|Mục|Chương|Đoạn|Khổ|Câu|Phụ\ lục|Nội\ dung|Tên)"
_INSTRUMENT = r"(?:Bộ\ luật|Luật|Pháp\ lệnh|Nghị\ định|Nghị\ quyết|Thông\ tư|Quyết\ định)"
_NOTE = re.compile(
    rf"""(?:\[?\d{{1,3}}\]?\s)?(?:
      (?:{_PART}\ (?:[^.;:]{{0,20}}\ )?này|(?:Các\ )?[Cc]ụm\ từ|Từ\ “|Tên\ (?:Điều|khoản|điểm|Mục|Chương))
      .{{0,400}}?\bđược\ (?:sửa\ đổi|bổ\ sung|bãi\ bỏ|thay)\b.{{0,80}}?\b(?:theo\ quy\ định|bởi|bằng\ cụm)
    | (?:Các\ )?(?:điều|điểm|khoản|Điều|Điểm|Khoản)\ [\da-zđ][^.;:“]{{0,80}}?\ của\ {_INSTRUMENT}\b
      [^:“]{{0,600}}?\bcó\ hiệu\ lực\b[^:“]{{0,80}}?\bquy\ định\ như\ sau:
    | {_INSTRUMENT}\ [^.;:“]{{5,600}}?\bcó\ căn\ cứ\ ban\ hành\ như\ sau:
    )""",
    re.VERBOSE,
)
_NOTE_START = re.compile(
    rf"""(?: [.;:)”]\s+ | \s+(?=\d{{1,3}}\ {_PART}\ này\ được\ ) )
    (?=(?:\[?\d{{1,3}}\]?\s)?(?:{_PART}|{_INSTRUMENT}\ số|Cụm\ từ|Các\ cụm|Từ)\ )""",
    re.VERBOSE,
)
_NOTE_END = re.compile(r"có hiệu lực (?:thi hành )?(?:kể )?từ ngày \d{1,2} tháng \d{1,2} năm \d{4}\.?")
# "Điều" alone on its line, its number at the head of the next
_WORD_ALONE = re.compile(r"[\#\*_>\s]*(?:Điều|Chương)[\*_\s]*$")
_NUMBER_NEXT = re.compile(r"\n+[\*_\s]*(?=\d{1,3}[a-zđ]?\.|[IVXLC]+[\s*]*$)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Line:
    """One line or part of a line: [start, end) without the line break. `note` marks a footnote left in the running text.

    `page` marks a running head or page number, `run_on` a part that does not stand at the head of its line. Where "Điều" and its number
    stand on two lines, they are one Line.
    """

    start: int
    end: int
    text: str
    run_on: bool = False
    note: bool = False
    page: bool = False


def split_lines(text: str, consolidated: bool) -> list[Line]:
    """The lines of the text, cut again where a điểm or khoản runs on, and around running heads and the footnotes of consolidated texts."""
    lines = list(_cut(text, consolidated))
    for index in page_numbers([line.text for line in lines]):
        lines[index] = replace(lines[index], page=True)
    return lines


def _cut(text: str, consolidated: bool) -> Iterator[Line]:
    position = 0
    while position <= len(text):
        end = text.find("\n", position)
        end = len(text) if end < 0 else end
        if _WORD_ALONE.match(text, position, end) and (gap := _NUMBER_NEXT.match(text, end)):
            end = text.find("\n", gap.end())
            end = len(text) if end < 0 else end
            yield Line(position, end, " ".join(text[position:end].split()))
        else:
            yield from _cut_line(text[position:end], position, consolidated)
        position = end + 1


def _cut_line(raw: str, position: int, consolidated: bool) -> Iterator[Line]:
    if not raw:
        yield Line(position, position, raw)
        return
    cuts = {match.end() for pattern in (_RUN_ON_POINT, _RUN_ON_CLAUSE) for match in pattern.finditer(raw)}
    if consolidated:
        cuts |= {match.end() for match in _RUN_ON_MARKED_CLAUSE.finditer(raw)}
        cuts |= {match.end() for match in _NOTE_START.finditer(raw) if _NOTE.match(raw, match.end())}
    heads = [match.span() for match in RUNNING_HEAD.finditer(raw)] if "CÔNG BÁO" in raw else []
    first = next((i for i, c in enumerate(raw) if c.isalnum()), len(raw))
    cuts = {cut for cut in cuts if first < cut and not any(a < cut < b for a, b in heads)} | {edge for head in heads for edge in head}
    edges = [0, *sorted(cut for cut in cuts if 0 < cut < len(raw)), len(raw)]
    for left, right in pairwise(edges):
        if any(left == a for a, _ in heads):
            yield Line(position + left, position + right, raw[left:right], left > 0, page=True)
        else:
            yield from _cut_notes(raw[left:right], position + left, left > 0, consolidated)


def _cut_notes(piece: str, start: int, run_on: bool, consolidated: bool) -> Iterator[Line]:
    while consolidated and (match := _NOTE.match(piece)):
        cut = match.end()
        if not match[0].endswith("như sau:"):
            end = _NOTE_END.search(piece, match.start())
            cut = end.end() if end else len(piece)
        while cut < len(piece) and piece[cut] == " ":
            cut += 1
        yield Line(start, start + cut, piece[:cut], run_on, note=True)
        piece, start, run_on = piece[cut:], start + cut, True
        if not piece:
            return
    yield Line(start, start + len(piece), piece, run_on)
