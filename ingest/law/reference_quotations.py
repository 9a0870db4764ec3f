"""What an amending text speaks of: its quotations, the place in them, and the instrument that its instruction names."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from .numbering import eid_token
from .provision import MAIN

# "1. Sửa đổi, bổ sung khoản 2 Điều 5 như sau", not "Điều 9. Sửa đổi giấy phép"
_VERB = r"(?:[Ss]ửa\s+đổi|[Bb]ổ\s+sung|[Bb]ãi\s+bỏ|[Tt]hay\s+thế|[Tt]hay|[Bb]ỏ|[Hh]ủy\s+bỏ)"
_INSTRUCTION = re.compile(
    rf"""[\#*\s]*(?:Điều\s+\d+[a-zđ]?\s*[.:]|\d{{1,3}}[a-zđ]?\.|[a-zđ]\d{{0,2}}\))?\s*{_VERB}(?:\s*(?:,|và|hoặc)\s*{_VERB})*\s+
    (?:(?:toàn\s+bộ|một\s+số|các|tên|tiêu\s+đề|nội\s+dung|cụm)\s+)*
    (?:điều\b|Điều\b|khoản\b|Khoản\b|điểm\b|Điểm\b|[Cc]hương\b|[Mm]ục\b|[Pp]hụ\s+lục|từ\b|quy\s+định\b|[Mm]ẫu\b|đoạn\b|căn\s+cứ|số\s+thứ\s+tự
       |Luật\b|Bộ\s+luật|Nghị\s+(?:định|quyết)|Thông\s+tư|Quyết\s+định|Quy\s+(?:chế|định)|tên\b|của\b|tại\b|trong\b)""",
    re.VERBOSE,
)
_INTRODUCES = re.compile(r"như\s+sau\s*:\s*[“\"]")
_PLACE = re.compile(
    r"""(?:^|\n|[“"])[ ]*
    (?:[ĐÐ]iều\s+(?P<article>\d+[a-zđ]?)\s*(?:[.:]|(?=\n))|(?P<clause>\d{1,3}[a-zđ]?)\.\s|(?P<point>[a-zđ]\d{0,2})\)\s)""",
    re.VERBOSE,
)
_MARK = re.compile(r"[“”]")
_STRAIGHT_END = re.compile(r"\"\s*[.;,]*\s*(?:$|\n)|\"")
_STRAIGHT_BLOCK = re.compile(r"(?:^|\n|:\s)\s*\"(?=[^\"\n])")
_EID = re.compile(r"(?P<article>(?:form_.+?__)?art_[^_]+)(?:__(?P<clause>para_[^_]+))?(?:__(?P<point>point_[^_]+))?$")
MAX_OPEN_LINE = 400  # characters that a quotation with no end may hold


@dataclass(frozen=True, slots=True)
class Amended:
    """What an instruction amends: the instrument (None: not known which), and the provision as far as it is one."""

    instrument: str | None
    eid: str = ""
    component: str = MAIN


def is_instruction(text: str) -> bool:
    """Whether the provision tells how to amend another.

    >>> is_instruction("a) Sửa đổi, bổ sung khoản 2 như sau:"), is_instruction("Điều 9. Sửa đổi giấy phép")
    (True, False)
    """
    return _INSTRUCTION.match(text) is not None or _INTRODUCES.search(text) is not None


class Quotations:
    """The outermost quotations of a text, and where in the quoted provisions a character stands."""

    def __init__(self, text: str) -> None:
        self.spans = _quotations(text)
        self._starts = [start for start, _ in self.spans]
        self._places = [(m.end(), m) for m in _PLACE.finditer(text)] if self.spans else []
        self._place_ends = [end for end, _ in self._places]
        self._text = text

    def around(self, position: int) -> tuple[int, int] | None:
        """The quotation around the character, or None."""
        index = bisect_right(self._starts, position) - 1
        return self.spans[index] if index >= 0 and position < self.spans[index][1] else None

    def is_heading(self, start: int, end: int) -> bool:
        """Whether "Điều 5" at [start, end) is the heading of a quoted article."""
        if not self.around(start):
            return False
        before, behind = self._text[max(0, start - 3) : start].rstrip(" "), self._text[end : end + 2].lstrip(" ")
        dotted = before[-1:] in {"\n", "“", '"'} and behind[:1] in {".", ":"}
        return dotted or (before[-1:] in {"“", '"'} and behind[:1] == "\n")

    def eid_at(self, position: int, quotation: tuple[int, int], amended_eid: str) -> str:
        """The provision around the character of a quotation, what the quotation does not say taken from the instruction; "" for none."""
        article = clause = point = None
        for _, match in self._places[bisect_left(self._place_ends, quotation[0]) : bisect_right(self._place_ends, position)]:
            if match["article"]:
                article, clause, point = match["article"], None, None
            elif match["clause"]:
                clause, point = match["clause"], None
            else:
                point = match["point"]
        given = split_eid(amended_eid)
        parts = [f"art_{eid_token(article)}" if article else given[0]]
        parts.append(f"para_{eid_token(clause)}" if clause else "" if article else given[1])
        parts.append(f"point_{eid_token(point)}" if point else "" if article or clause else given[2])
        return "__".join(part for part in parts if part) if parts[0] else ""


def split_eid(eid: str) -> tuple[str, str, str]:
    """The article, clause and point of an eId as its tokens; "" for what it lacks.

    >>> split_eid("art_5__para_2__point_a"), split_eid("preamble")
    (('art_5', 'para_2', 'point_a'), ('', '', ''))
    """
    match = _EID.match(eid)
    return (match["article"], match["clause"] or "", match["point"] or "") if match else ("", "", "")


def _quotations(text: str) -> list[tuple[int, int]]:
    spans, depth, opened = list[tuple[int, int]](), 0, 0
    for mark in _MARK.finditer(text):
        if mark[0] == "“":
            opened, depth = (mark.start(), 1) if not depth else (opened, depth + 1)
        elif depth:
            depth -= 1
            if not depth:
                spans.append((opened, mark.end()))
    if depth:
        spans.append((opened, len(text) if _opens_block(text, opened) else min(len(text), _line_end(text, opened))))
    if '"' in text:
        spans += [span for span in _straight(text) if not any(s <= span[0] < e for s, e in spans)]
    return sorted(spans)


def _straight(text: str) -> list[tuple[int, int]]:
    spans, position = list[tuple[int, int]](), 0
    while block := _STRAIGHT_BLOCK.search(text, position):
        end = _STRAIGHT_END.search(text, block.end())
        if not end:
            break
        spans.append((block.end() - 1, end.start() + 1))
        position = end.end()
    return spans


def _opens_block(text: str, start: int) -> bool:
    return not text[:start].rstrip(" ") or text[:start].rstrip(" ")[-1] in "\n:"


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start, start + MAX_OPEN_LINE)
    return end if end >= 0 else start + MAX_OPEN_LINE
