"""Lines of a text with their offsets: split where a provision runs on inside a line, and marked where they stand in a quotation."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .headings import article_candidate, clause_candidate, point_candidate

_LETTER = "A-ZĐÀ-Ỹ"
# "…về thương mại; đ)2 Thực hiện", "như sau: a) Khu vực" – a point that runs on behind the end of a sentence or clause
_RUN_ON_POINT = re.compile(rf"(?<=[;:.,])\s+(?=[a-zđ]\d?\)\s?(?:\[\d{{1,3}}\]|\d{{1,3}})?\s*[{_LETTER}(])")
# "…giấy phép xây dựng. 5.107 Chính phủ", "…như sau: 1.2 Khiếu nại" – a khoản that runs on behind a footnote mark
_RUN_ON_MARKED_CLAUSE = re.compile(rf"(?<!Điều)(?<!khoản)(?<!Khoản)(?<!số)\s+(?=\d{{1,3}}[a-zđ]?\.(?:\[\d{{1,3}}\]|\d{{1,3}})\s[{_LETTER}(])")
# "Khoản này được bãi bỏ theo quy định tại … có hiệu lực kể từ ngày 01 tháng 7 năm 2025." – a footnote left inside the text
_NOTE = re.compile(
    r"""(?:\[?\d{1,3}\]?\s)?(?:(?:Điểm|Khoản|Điều|Mục|Chương|Đoạn|Phụ\ lục|Nội\ dung|Tên)\ này|(?:Các\ )?[Cc]ụm\ từ|Từ\ “|Tên\ (?:Điều|khoản|điểm|Mục|Chương))
    .{0,400}?\bđược\ (?:sửa\ đổi|bổ\ sung|bãi\ bỏ|thay)\b.{0,80}?\b(?:theo\ quy\ định|bởi|bằng\ cụm)""",
    re.VERBOSE,
)
_NOTE_END = re.compile(r"có hiệu lực (?:thi hành )?(?:kể )?từ ngày \d{1,2} tháng \d{1,2} năm \d{4}\.?")
_STRUCTURE_IN_QUOTES = re.compile(r"[“\"]\s*(?:Điều\s+\d|\d{1,3}[a-zđ]?\.|[a-zđ]\d?\)|Chương|CHƯƠNG|Mục|MỤC|Phụ lục|PHỤ LỤC)")
_OPENS_BLOCK = re.compile(r"^“|:\s*“")
_STRAIGHT_END = re.compile(r"\"\s*[.;,]*\s*$")
# An opening quotation mark with no end in so many lines is a misprint, not a quotation.
MAX_QUOTED_LINES = 4000  # where the mark begins the line: whole articles are quoted so
MAX_WRAPPED_LINES = 8  # where it stands inside the line: only a phrase that wraps


@dataclass(frozen=True, slots=True)
class Line:
    """One line or part of a line: [start, end) without the line break. `note` marks a footnote left in the running text."""

    start: int
    end: int
    text: str
    run_on: bool = False
    note: bool = False


def split_lines(text: str, consolidated: bool) -> list[Line]:
    """The lines of the text, cut again where a điểm or khoản runs on, and around footnotes of consolidated texts."""
    return list(_cut(text, consolidated))


def _cut(text: str, consolidated: bool) -> Iterator[Line]:
    position = 0
    for raw in text.split("\n"):
        cuts = {match.end() for match in _RUN_ON_POINT.finditer(raw)}
        if consolidated:
            cuts |= {match.end() for match in _RUN_ON_MARKED_CLAUSE.finditer(raw)}
        edges = [0, *sorted(cuts - {0}), len(raw)]
        for left, right in zip(edges, edges[1:], strict=False):
            yield from _cut_notes(raw[left:right], position + left, left > 0, consolidated)
        position += len(raw) + 1


def _cut_notes(piece: str, start: int, run_on: bool, consolidated: bool) -> Iterator[Line]:
    match = _NOTE.match(piece) if consolidated else None
    if not match:
        yield Line(start, start + len(piece), piece, run_on)
        return
    end = _NOTE_END.search(piece, match.start())
    cut = end.end() if end else len(piece)
    while cut < len(piece) and piece[cut] == " ":
        cut += 1
    yield Line(start, start + cut, piece[:cut], run_on, note=True)
    if cut < len(piece):
        yield from _cut_notes(piece[cut:], start + cut, True, consolidated)


def quoted_lines(lines: list[Line]) -> list[bool]:
    """For each line, whether its beginning stands inside a quotation (“…” over several lines, or a quoted provision).

    Marks that are never closed are taken as misprints; a nested quotation counts with the outer one.
    """
    quoted = [False] * len(lines)
    index = 0
    while index < len(lines):
        end = _quotation_end(lines, index)
        starts_inside = lines[index].text[:1] in "“\"‘" and bool(_STRUCTURE_IN_QUOTES.match(lines[index].text))
        quoted[index] = starts_inside
        if end is None:
            index += 1
            continue
        for inner in range(index + 1, end + 1):
            quoted[inner] = True
        index = end + 1 if end > index else index + 1
    return quoted


def _quotation_end(lines: list[Line], first: int) -> int | None:
    """The last line of the quotation that opens in line `first` and goes on beyond it; None where none does."""
    text = lines[first].text
    depth = _depth(text, 0)
    if depth > 0:
        limit = MAX_QUOTED_LINES if _OPENS_BLOCK.search(text) else MAX_WRAPPED_LINES
        for index in range(first + 1, min(len(lines), first + limit)):
            depth = _depth(lines[index].text, depth)
            if depth == 0:
                return index
        return None
    if text.startswith('"') and _STRUCTURE_IN_QUOTES.match(text) and text.count('"') % 2:
        for index in range(first + 1, min(len(lines), first + MAX_QUOTED_LINES)):
            if _STRAIGHT_END.search(lines[index].text):
                return index
    return None


def _depth(text: str, depth: int) -> int:
    for mark in text:
        if mark == "“":
            depth += 1
        elif mark == "”" and depth:
            depth -= 1
    return depth


def begins_provision(line: Line, consolidated: bool) -> bool:
    """Whether the line has the form of an article, clause or point."""
    return bool(article_candidate(line.text) or clause_candidate(line.text, consolidated) or point_candidate(line.text))
