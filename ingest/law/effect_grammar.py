"""The words of which instructions to change the law are made: verbs, predicates, instruments, locators, dates, quotations."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from .locator import Locator
from .numbering import POINT_LETTERS, RARE_LETTERS

Verb = Literal["amend", "add", "replace", "repeal", "drop", "expire", "suspend", "commence"]
TokenKind = Literal["verb", "predicate", "history", "date", "instrument", "self", "places", "annex", "quotation", "except", "this"]

MAX_RANGE = 60  # members of "từ Điều 5 đến Điều 20"; a longer range is a misreading
MAX_PHRASE = 1500  # characters of a quoted phrase; a longer one was never closed
PHRASE, ASIDE = "\x01", "\x02"  # what quotations and parentheses are covered with, character for character

_KIND = r"(?:Bộ\s+luật|Luật|Pháp\s+lệnh|Nghị\s+quyết|Nghị\s+định|Quyết\s+định|Thông\s+tư\s+liên\s+tịch|Thông\s+tư|Chỉ\s+thị)"
LAW = r"(?:Bộ\s+luật|Luật|Pháp\s+lệnh)"
_OFFICE = r"[A-ZĐ]{2,}\d{0,2}(?:\s?-\s?[A-ZĐ][\wĐ]*)*"
# 35/2022/NĐ-CP, 66.1/2025/NQ-CP, 631/QĐ-TTg, 119-CP; extraction leaves blanks: "NĐ- CP"
NUMBER = rf"\d{{1,5}}(?:\.\d{{1,3}})?(?:/(?:\d{{4}}/\s?)?{_OFFICE}|-[A-Z]{{2,}}|/[A-Z]{{2}}\b)"
_DAY = r"\d{1,2}(?:\s+tháng\s+|[/-])\d{1,2}(?:\s+năm\s+|[/-])\d{4}"
_IN_FORCE = r"có\s+hiệu\s+lực(?:\s+(?:thi\s+hành|pháp\s+luật))?"
_ONE = r"(?i:sửa\s+đổi|bổ\s+sung|thay\s+thế|bãi\s+bỏ|h[ủu][ỷy]\s+bỏ|ngưng\s+hiệu\s+lực)"
_DROP = r"(?i:(?:bỏ|thay)(?=\s+(?:các\s+|một\s+số\s+)?(?:cụm\s+)?từ\b)|bỏ(?=\s+(?:các\s+)?(?:điểm|khoản|điều|phụ\s+lục)\s))"
_CLAUSE_NO, _POINT_NO = r"\d{1,3}[a-zđ]?(?![\w/.]*\d|\w)", r"[a-zđ]\d{0,2}(?!\w)"
_AND = r"(?:\s*[,;]\s*(?:và\s+)?|\s+và\s+|\s+hoặc\s+|\s+đến\s+)"
_UNTIL = r"\s+đến\s+(?:hết\s+)?"

_TOKEN = re.compile(
    rf"""
      (?P<date>(?:[Ss]au\s+(?P<after>\d{{1,3}})\s+ngày\s*,?\s+)?(?:[Kk]ể\s+)?[Tt]ừ\s+(?:ngày|khi|thời\s+điểm)\s+(?:
          (?P<day>{_DAY})
        | (?P<own>{_KIND}\s+này\s+{_IN_FORCE})
        | (?P<other>{_KIND}\s+(?!này)[^;:.]{{2,80}}?\s{_IN_FORCE})
        | (?P<signed>(?:{_KIND}\s+này\s+)?(?:được\s+)?(?:ký(?:\s+(?:ban|phát)\s+hành)?|thông\s+qua|ban\s+hành))(?!\w)))
    | (?P<history>(?:đã\s+)?được\s+{_ONE}(?:(?:\s*,\s*|\s+và\s+|\s+hoặc\s+|\s+){_ONE})*(?P<passive>(?:\s+lại)?\s+như\s+sau)?)
    | (?P<verb>(?<!\w)(?:{_DROP}|{_ONE}(?:(?:\s*,\s*|\s+và\s+|\s*/\s*|\s+hoặc\s+){_ONE})*)(?!\w))
    | (?P<predicate>(?<!\w)(?:(?P<expire>hết\s+[hl]iệu\s+lực)(?:\s+thi\s+hành)?(?:\s+(?:toàn\s+bộ|một\s+phần))?
        | (?P<commence>{_IN_FORCE}(?=\s|[.,;:]|$)|được\s+(?:thực\s+hiện|áp\s+dụng)(?=\s+(?:chậm\s+nhất\s+)?(?:kể\s+)?từ\s+ngày))))
    | (?P<self>{_KIND}\s+này)(?!\w)
    | (?P<this>(?:Điều|điều|khoản|Khoản)\s+này)(?!\w)
    | (?P<except>(?<!\w)(?:trừ|ngoại\s+trừ)(?!\w))
    | (?P<instrument>
          (?P<law>{LAW}\s+sửa\s+đổi,\s+bổ\s+sung[^;:.“]{{0,150}}?)\s+số\s+(?P<n1>{NUMBER})
        | (?P<named>{LAW}\s+(?!số\b|này\b)(?:(?!{_KIND}|có\s+hiệu)[^;:.“”\d{PHRASE}{ASIDE}]){{2,90}}?)\s+số\s+(?P<n2>{NUMBER})
        | (?:{_KIND}|nghị\s+định|thông\s+tư|quyết\s+định)\s+(?:số\s*:?\s*)?(?P<n3>{NUMBER})
        | (?<!\w)số\s+(?P<n4>{NUMBER})
        | (?<!\w)(?P<name>{LAW}\s+(?!số\b|này\b|sửa\b)\w+) )
    | (?P<places>(?<!\w)(?:
          (?P<articles>[Đđ]iều)\s+(?P<a>{_CLAUSE_NO}(?:{_AND}{_CLAUSE_NO}(?!\s+[Đđ]iều)|{_UNTIL}[Đđ]iều\s+{_CLAUSE_NO})*)
        | (?P<clauses>[Kk]hoản)\s+(?P<k>{_CLAUSE_NO}(?:{_AND}{_CLAUSE_NO}|{_UNTIL}khoản\s+{_CLAUSE_NO})*)
        | (?P<points>[Đđ]iểm)\s+(?P<p>{_POINT_NO}(?:{_AND}{_POINT_NO}|{_UNTIL}điểm\s+{_POINT_NO})*)))
    | (?P<annex>(?<!\w)(?:Phụ\s+lục|[Mm]ẫu\s+số|Mẫu|(?:Tiểu\s+)?[Mm]ục|Chương|Phần)\s+(?:số\s+)?(?:[IVXLC]+[a-z]?|\d[\w/-]*)(?!\w)
        (?:(?:\s*,\s*|\s+và\s+|\s+đến\s+)(?:(?:Phụ\s+lục|Mẫu\s+số|Mẫu|Mục|Chương)\s+)?(?:[IVXLC]+[a-z]?|\d[\w/-]*)(?!\w))*
        (?:\s+(?:của\s+)?Chương\s+[IVXLC]+)?)
    | (?P<quotation>[“"‘]{PHRASE}*[”"’]?)
    """,
    re.VERBOSE,
)
_ID = re.compile(rf"{_AND}|\w+")
_CAPITAL = re.compile(r"[A-ZĐÀ-Ỹ]")
_PARENTHESIS = re.compile(r"\([^()]{0,600}\)")
_CLOSES = re.compile(r"”|’(?=\s*[,;.)]|\s+(?:và|bằng|thành|tại|vào)\b)")
_STRAIGHT = re.compile(r'"(?=\s*(?:[.;,:)]|$|\s\w))')
_VERBS: dict[str, Verb] = {"sửa": "amend", "bổ": "add", "thay": "replace", "bãi": "repeal", "hủy": "repeal", "huỷ": "repeal",
                           "bỏ": "drop", "ngưng": "suspend"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """A place within an instrument as far as it is written: an article, a clause or a point of one, or less.

    `part` is the part of it that is meant ("đoạn thứ hai"), "" where it is all of it.
    """

    article: str | None = None
    clause: str | None = None
    point: str | None = None
    part: str = ""

    @property
    def eid(self) -> str | None:
        """Its eId; None where the article is not known."""
        return Locator(self.article, self.clause, self.point).eid if self.article else None

    def within(self, other: "Place | None") -> "Place":
        """The place with what it lacks above itself taken from the other."""
        if other is None or self.article:
            return self
        clause = self.clause or (other.clause if self.point else None)
        return replace(self, article=other.article, clause=clause)


@dataclass(frozen=True, slots=True)
class Token:
    """One thing read in a sentence, [start, end) in the covered text."""

    kind: TokenKind
    start: int
    end: int
    match: re.Match[str]

    @property
    def verbs(self) -> frozenset[Verb]:
        """The verbs of a verb token, together."""
        words = re.findall(r"\w+", self.match[0].lower())
        return frozenset(_VERBS[word] for word in words if word in _VERBS and not (word == "bỏ" and len(words) > 1))

    @property
    def capital(self) -> bool:
        return bool(_CAPITAL.match(self.match[0]))

    @property
    def number(self) -> str | None:
        """The number of an instrument, without the blanks of extraction."""
        printed = next((self.match[n] for n in ("n1", "n2", "n3", "n4") if self.match[n]), None)
        return re.sub(r"\s", "", printed) if printed else None


@dataclass(slots=True)
class Places:
    """Points, clauses and articles as they come, innermost first ("điểm a, b khoản 2, khoản 3 Điều 5"), until an article closes them."""

    done: list[Place] = field(default_factory=list)
    open_clauses: list[Place] = field(default_factory=list)
    open_points: list[Place] = field(default_factory=list)

    def add(self, token: Token, part: str = "") -> None:
        """A token of places; `part` is the part meant of its first."""
        match = token.match
        first, *others = members(match["p"] or match["k"] or match["a"])
        if match["points"]:
            self.open_points += [Place(None, None, first, part), *(Place(None, None, point) for point in others)]
        elif match["clauses"]:
            self.open_clauses += [replace(point, clause=first) for point in self.open_points] or [Place(None, first, None, part)]
            self.open_clauses += [Place(None, number) for number in others]
            self.open_points = []
        else:
            inner = [*self.open_clauses, *self.open_points]
            self.done += [replace(place, article=first) for place in inner] or [Place(first, None, None, part)]
            self.done += [Place(number) for number in others]
            self.leave_open()

    def leave_open(self) -> None:
        """Forgets what no article has closed."""
        self.open_clauses, self.open_points = [], []

    def taken(self, context: Place | None = None) -> list[Place]:
        """All places, those without an article within the context; the list is empty afterwards."""
        found = [*self.done, *(place.within(context) for place in (*self.open_clauses, *self.open_points))]
        self.done = []
        self.leave_open()
        return found

    def __bool__(self) -> bool:
        return bool(self.done or self.open_clauses or self.open_points)


def tokens(text: str, start: int, end: int) -> list[Token]:
    """What can be read in the covered text from `start` to `end`.

    >>> [token.kind for token in tokens("Bãi bỏ khoản 2 Điều 5 Nghị định số 35/2022/NĐ-CP", 0, 48)]
    ['verb', 'places', 'places', 'instrument']
    """
    return [Token(match.lastgroup and _kind(match), match.start(), match.end(), match) for match in _TOKEN.finditer(text, start, end)]  # type: ignore[arg-type]  # every alternative is a named group


def _kind(match: re.Match[str]) -> str:
    kinds = ("date", "history", "verb", "predicate", "self", "this", "except", "instrument", "places", "annex", "quotation")
    return next(kind for kind in kinds if match[kind] is not None)


def members(written: str) -> list[str]:
    """The members of a list of numbers or letters, ranges written out.

    >>> members("4, 5 và 7"), members("a đến đ"), members("2a và 3")
    (['4', '5', '7'], ['a', 'b', 'c', 'd', 'đ'], ['2a', '3'])
    """
    found = list[str]()
    ranged = False
    for match in _ID.finditer(written):
        word = match[0].strip(" ,;\n").lower()
        if word == "đến":
            ranged = True
        elif word not in {"", "và", "hoặc", "hết", "điều", "khoản", "điểm"}:
            found += [*_between(found[-1], word), word] if ranged and found else [word]
            ranged = False
    return found


def _between(first: str, last: str) -> Iterator[str]:
    if first.isdecimal() and last.isdecimal() and 0 < int(last) - int(first) <= MAX_RANGE:
        yield from (str(number) for number in range(int(first) + 1, int(last)))
    elif len(first) == len(last) == 1 and first in POINT_LETTERS and last in POINT_LETTERS:
        yield from (c for c in POINT_LETTERS[POINT_LETTERS.index(first) + 1 : POINT_LETTERS.index(last)] if c not in RARE_LETTERS)


def covered(text: str) -> str:
    """The text with what stands in quotation marks and in parentheses covered, in the same length, line ends as blanks.

    Quoted provisions are another instrument's words. A block never closed covers the rest: better silent than wrong.

    >>> covered("Thay “cụm từ” (nếu có).") == "Thay “" + PHRASE * 6 + "” " + ASIDE * 8 + "."
    True
    """
    pieces = list[str]()
    position = 0
    while opening := _OPENS.search(text, position):
        end = _end_of_quotation(text, opening)
        pieces.append(text[position : opening.end()])
        pieces.append(PHRASE * (end - opening.end()))
        position = end
    shown = "".join([*pieces, text[position:]])
    return _PARENTHESIS.sub(lambda match: ASIDE * len(match[0]), shown)


_OPENS = re.compile(r'“|‘‘|(?:(?<=\n)|(?<=: )|(?<=từ )|(?<=^))"|(?<=từ )‘')


def _end_of_quotation(text: str, opening: re.Match[str]) -> int:
    """Where the quoted words end: at the mark that closes them; at the end of the text where a block is never closed."""
    start = opening.end()
    before = text[: opening.start()].rstrip()
    block = before.endswith("như sau:") or (text[opening.start() - 1 : opening.start()] in ("\n", "") and not before.endswith("từ"))
    if opening[0] == '"':
        closing = _STRAIGHT.search(text, start) if not block else re.compile(r'"(?=\s*[.;,]*\s*(?:\n|$))').search(text, start)
        return closing.start() if closing else (len(text) if block else start)
    if block:
        depth = 1
        for mark in re.compile("[“”]").finditer(text, start):
            depth += 1 if mark[0] == "“" else -1
            if depth == 0:
                return mark.start()
        return len(text)
    closing = _CLOSES.search(text, start, start + MAX_PHRASE)
    return closing.start() if closing else start


def sentences(text: str, begin: int = 0, heading: int | None = None) -> Iterator[tuple[int, int]]:
    """Where the sentences of the covered text begin and end, from `begin` on; a heading that ends at `heading` is one by itself.

    A list goes on behind ";" and ":".
    """
    start = begin
    for end, after in sorted([*((m.start() + 1, m.end()) for m in _END.finditer(text, begin)), *([(heading, heading)] if heading else [])]):
        if end > start:
            yield start, end
        start = max(start, after)
    if start < len(text):
        yield start, len(text)


# a full stop before a capital or a line end; a closed quotation at a line end; an instruction that begins a line
_END = re.compile(
    rf"""[.][”"’]?[.;]?(?=\s+[A-ZĐÀ-Ỹ{PHRASE}“]|\s*\n|\s*$)
    |[”"][.;,]*\s*\n(?=\s*[^a-zà-ỹđ\s])
    |\n\s{0, 9}(?=(?:Sửa\ đổi|Bổ\ sung|Thay\ thế|Bãi\ bỏ|Bỏ\ cụm|Thay\ cụm)\s)""",
    re.VERBOSE,
)
