"""How references are written: running text → the marks of places (điểm, khoản, Điều …) and instruments. Nothing is resolved here."""

import re
from dataclasses import dataclass, replace
from typing import Literal

from .normalise import search_form
from .numbering import POINT_LETTERS, RARE_LETTERS, split_number
from .reference_names import NameTable

Level = Literal["point", "clause", "article", "division", "appendix", "regulation", "instrument"]

LEVELS: tuple[Level, ...] = ("point", "clause", "article", "division", "appendix", "regulation", "instrument")
THIS = "này"
MAX_ITEMS = 120  # numbers in one list "Điều 1, 2, 3 …"
MAX_RANGE = 60  # provisions that a range may stand for


@dataclass(frozen=True, slots=True)
class Mark:
    """One written place or instrument, [start, end) in the text.

    `items` are its numbers as written, ranges spread out: ("a", "b"), ("15a",), ("này",), ("II",). `each` is set by "các": the levels below
    then hold for every item. `doubtful`: a range that cannot be spread, or a number that no eId has. Of a division `kind` is its eId token.
    Of an instrument `kind` is "luật", "nghị định" … or "foreign"; `number` as printed, or `name` ("?" where unknown, "~…" for a law that
    amends the one named); `tail` is the date or year behind.
    """

    level: Level
    start: int
    end: int
    items: tuple[str, ...] = ()
    each: bool = False
    doubtful: bool = False
    kind: str = ""
    number: str = ""
    name: str = ""
    tail: str = ""


# Where an anchor may begin, by its first letters: four times as fast over a whole law as the anchors themselves.
_CANDIDATE = re.compile(
    r"""[ĐđÐKkPpCcMmTtBLlNnQqVHhG0-9](?<!\w.)
    (?:iểm|hoản|iều|IỀU|hần|hương|ục|iểu\ |hụ\ |HỤ\ |ộ\s|uật|háp\ |ghị\s|hông\s|uyết\s|hỉ\s|ăn\ |ông\s|Đ|T|Q|uy\s|iến\s|ợp\s|ỏa\s
      |iệp\s|iấy\s|[\d./])""",
    re.VERBOSE,
)
# >>> _ANCHOR.search("theo khoản 2")[0]
# 'khoản'
_ANCHOR = re.compile(
    r"""(?<!\w)(?:
      (?P<place>[ĐđÐ]iểm|(?<!tài\ )(?<!Tài\ )(?<!điều\ )(?<!Điều\ )[Kk]hoản|[ĐđÐ]iều|ĐIỀU)(?=\s)
    | (?P<division>Phần|phần(?=\s+[IVX]+(?!\w))|[Cc]hương|[Mm]ục|Tiểu\ mục)(?=\s)
    | (?P<appendix>[Pp]hụ\ lục|PHỤ\ LỤC)(?!\w)
    | (?P<kind>(?:Bộ\s+luật|(?<!háp\ )(?<!háp\n)(?<!ộ\ )(?<!kỷ\ )(?<!Kỷ\ )(?<!uy\ )[Ll]uật
        |[Pp]háp\ lệnh|[Nn]ghị\s+định|[Nn]ghị\s+quyết|[Tt]hông\s+tư(?:\s+liên\s+tịch)?
        |[Qq]uyết\s+định|[Cc]hỉ\s+thị|Văn\ bản\ hợp\ nhất|[Cc]ông\s+văn|NĐ|TT|NQ|QĐ))(?!\w)
    | (?P<regulation>[Qq]uy\s+định|[Qq]uy\s+chế|Điều\s+lệ)(?=\s+(?:này|(?:được\s+)?(?:ban\s+hành\s+)?kèm\s+theo)(?!\w))
    | (?P<foreign>Hiến\s+pháp|[Hh]ợp\s+đồng|[Tt]hỏa\s+thuận|Hiệp\s+định|Công\s+ước|Nghị\s+định\s+thư|Điều\s+lệ
        |Quy\s+chế|Quy\s+định|Quy\s+chuẩn|[Gg]iấy\s+phép)(?!\w)
    | (?P<number>(?=\d{1,4}(?:\.\d{1,3})?/\d{4}/[A-ZĐ]))
    )""",
    re.VERBOSE,
)
_MORE = r"(?:\s*,\s*(?:và\s+|hoặc\s+)?|\s*;\s*|\s+và\s+|\s+hoặc\s+|\s+đến\s+(?:hết\s+)?|\s*[-–]\s*)"
_NO_QUANTITY = r"(?!\s*(?:ngày|tháng|năm|giờ|phút|lần|triệu|tỷ|nghìn|đồng|người|bản|bộ|ha|tuổi|%)(?!\w)|\s*%|[.,/:]\d)"
_DIGITS = rf"(?!0)\d{{1,3}}[a-zđ]?(?!\w){_NO_QUANTITY}"
_FIRST_DIGITS = r"0?\d{1,3}[a-zđ]?(?!\w|[/.,]\d)"
_FIRST_LETTER = r"[a-zđư](?:\.\d{1,2}|\d{0,2})(?!\w)"
_LETTER = rf"{_FIRST_LETTER}(?!\))"  # "; b) …" begins another point
_ROMAN = r"(?:[IVXLC]{1,6}[a-z]?|0?\d{1,2}[a-zA-Z]?|[A-HĐ])(?![\w)]|[./]\d)"
_PLACE_ITEMS = {
    "point": re.compile(rf"\s+(?:từ\s+)?(?:(?P<this>này(?!\w))|(?P<items>{_FIRST_LETTER}(?:{_MORE}{_LETTER}){{0,{MAX_ITEMS}}}))"),
    "clause": re.compile(rf"\s+(?:từ\s+)?(?:(?P<this>này(?!\w))|(?P<items>{_FIRST_DIGITS}(?:{_MORE}{_DIGITS}){{0,{MAX_ITEMS}}}))"),
}
_PLACE_ITEMS["article"] = _PLACE_ITEMS["clause"]
_DIVISION_ITEM = re.compile(
    rf"\s+(?:(?P<this>này(?!\w))|(?:thứ\s+)?(?P<items>{_ROMAN}|nhất|hai|ba|tư|năm|sáu|bảy)(?!\w)(?:(?:\s*,\s*|\s+và\s+){_ROMAN}){{0,20}})"
)
_APPENDIX_ITEM = re.compile(rf"(?:\s+(?:(?P<this>này(?!\w))|(?:số\s+)?(?P<items>{_ROMAN}(?:(?:\s*,\s*|\s+và\s+){_ROMAN}){{0,30}})))?")
_EACH = re.compile(r"(?:[Cc]ác|[Nn]hững)\s+$")
_PIECE = re.compile(r"\w+(?:\.\d+)?|[-–]")
_DIVISION_TOKEN = {"phần": "part", "chương": "chp", "mục": "sec", "tiểu mục": "subsec"}

# >>> NUMBER.match("35/2022/NĐ-CP")[0], NUMBER.match("1831/QĐ-TTg")[0], NUMBER.match("66.17/2026/NQ-CP")[0]
# ('35/2022/NĐ-CP', '1831/QĐ-TTg', '66.17/2026/NQ-CP')
_OFFICE = r"[A-ZĐÐ][A-Za-zĐÐđ]*\d{0,2}"
_NUMBER = rf"""\d{{1,5}}[a-z]?(?:\.\d{{1,3}})?
    (?:(?:\s?/\s?\d{{4}})?\s?/\s?{_OFFICE}(?:\s?[-–]\s?{_OFFICE})*(?:/[A-ZĐ]{{2,}})?|-(?:[A-ZĐ]+)(?:/[A-ZĐ]+)*)(?![\w/])"""
NUMBER = re.compile(_NUMBER, re.VERBOSE)
_LAW_NUMBER = r"\d{1,3}[a-z]?\s?/\s?(?:\d{4}\s?/\s?(?:QH|UBTVQH)\s?(?:1\d|[89](?!\d))|VBHN-VPQH(?!\w)|\d{4}/L-CTN)"
_DATE = r"(?:(?:,\s*)?ngày\s+(?:\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}|\d{1,2}[/-]\d{1,2}[/-]\d{4}))"
_TAIL = re.compile(rf"\s*(?:{_DATE}|(?:,\s*)?năm\s+\d{{4}})")
_NAME_TAIL = re.compile(rf"\s+(?:{_DATE}|(?:năm\s+)?(?:19|20)\d{{2}}(?![\w/]|\.\d))")
_THIS_INSTRUMENT = re.compile(r"\s+này(?!\w)")
_NUMBERED = re.compile(
    rf"(?:\ của\ (?:(?!Quyết|Nghị|Thông)[^\s,.;:()“”]+\ ){{1,12}}?)?\s*(?:[Ss]ố\s*:?\s*|\s)(?P<number>{_NUMBER})", re.VERBOSE
)
_NUMBERED_LAW = re.compile(
    rf"""(?:\s+(?!sư\b|này\b)
      (?:(?!\n\n|(?:Bộ\ l|L)uật|[NnPp]ghị|Thông\ tư|Quyết\ định|Điều\s+\d|[Kk]hoản\s+\d|\bngày\b|\bnăm\b)[^\d.;:()“”"]){{0,120}}?)?
    \s*(?:[Ss]ố\s*:?\s*|\s)(?P<number>{_LAW_NUMBER})""",
    re.VERBOSE,
)
# "Luật sửa đổi, bổ sung một số điều của Luật A, Luật B số 57/2024/QH15"
_AMENDING_LAW = re.compile(rf"\s+[Ss]ửa\s+đổi,?\s+bổ\s+sung[^.;:“”\"]{{0,300}}?\s+số\s+(?P<number>{_LAW_NUMBER})")
AMENDING_NAME = re.compile(
    r"\s+[Ss]ửa\s+đổi,?\s+bổ\s+sung\s+(?:(?:một\s+số\s+)?(?:[Đđ]iều|nội\s+dung)\s+)?(?:[\w]+\s+){0,4}?của\s+(?:Bộ\s+l|L)uật"
)
_LAW = re.compile(r"(?<!\w)(?:Bộ\s+l|L)uật(?=\s)")
_NAME_END = re.compile(r"\s+số\s*:?\s*$")
_AMENDING_BEFORE = re.compile(r"Luật\s+[Ss]ửa\s+đổi[^.;:]*$")
_WORDS = re.compile(r"[^\W\d_]+")
_SHORT = re.compile(r"\s+(?P<so>số\s+)?(?P<number>\d{1,4}(?:/\d{4})?)(?![\w]|[/.,-]\w|\s*%)")
_ABBREVIATED = {"NĐ": "nghị định", "TT": "thông tư", "NQ": "nghị quyết", "QĐ": "quyết định"}
_LAWS = {"luật", "bộ luật", "pháp lệnh"}


def marks_in(text: str, names: NameTable, start: int = 0, end: int | None = None) -> list[Mark]:
    """Every mark in text[start:end], in order and without overlap. `names` tells where the name of a law ends."""
    limit = len(text) if end is None else end
    marks, position = list[Mark](), start
    for candidate in _CANDIDATE.finditer(text, start, limit):
        anchor = _ANCHOR.match(text, candidate.start(), limit) if candidate.start() >= position else None
        mark = _mark(text, anchor, names, limit) if anchor else None
        if mark and mark.end <= limit:
            marks.append(mark)
            position = mark.end
    return marks


def introduced_in(text: str, names: NameTable) -> dict[str, str]:
    """Names of laws that the text itself gives with one number ("Luật Dược số 105/2016/QH13"), in search form → the number."""
    numbers = dict[str, set[str]]()
    for law in _LAW.finditer(text):
        match = _NUMBERED_LAW.match(text, law.end())
        name = " ".join(_WORDS.findall(search_form(_NAME_END.sub("", text[law.end() : match.start("number")])))) if match else ""
        if (
            match
            and name
            and _printed(match["number"]) not in names.amending
            and not _AMENDING_BEFORE.search(text, max(0, law.start() - 80), law.start())
        ):
            numbers.setdefault(name, set()).add(_printed(match["number"]))
    return {name: found.pop() for name, found in numbers.items() if len(found) == 1}


# -- single marks ------------------------------------------------------------------------------------------------------


def _mark(text: str, anchor: re.Match[str], names: NameTable, limit: int) -> Mark | None:
    if anchor["place"]:
        level: Level = {"điểm": "point", "khoản": "clause", "điều": "article"}[anchor[0].replace("Ð", "Đ").lower()]  # type: ignore[assignment]
        return _numbered_place(text, anchor, level, _PLACE_ITEMS[level], limit)
    if anchor["division"]:
        mark = _numbered_place(text, anchor, "division", _DIVISION_ITEM, limit)
        token = _DIVISION_TOKEN[anchor[0].lower()]
        return mark and replace(mark, kind=token)
    if anchor["appendix"]:
        return _numbered_place(text, anchor, "appendix", _APPENDIX_ITEM, limit)
    if anchor["regulation"]:
        this = None if anchor[0][0] == "q" else _THIS_INSTRUMENT.match(text, anchor.end(), limit)
        kind = " ".join(anchor[0].lower().split())
        return Mark("regulation", anchor.start(), this.end() if this else anchor.end(), (THIS,) if this else (), kind=kind)
    if anchor["number"] is not None:
        match = NUMBER.match(text, anchor.end(), limit)
        return match and _instrument(text, match.start(), match.end(), "", match[0], limit)
    if anchor["kind"] and (mark := _kind_mark(text, anchor, names, limit)):
        return mark
    word = " ".join(anchor[0].split())
    if anchor["foreign"] or (word[0].isupper() and word.lower() in _LAWS | set(_ABBREVIATED.values())):
        this = _THIS_INSTRUMENT.match(text, anchor.end(), limit)
        return Mark("instrument", anchor.start(), this.end() if this else anchor.end(), kind="foreign")
    return None


def _numbered_place(text: str, anchor: re.Match[str], level: Level, pattern: re.Pattern[str], limit: int) -> Mark | None:
    match = pattern.match(text, anchor.end(), limit)
    if not match:
        return None
    start = anchor.start()
    each = _EACH.search(text, max(0, start - 8), start) if start and text[start - 1].isspace() else None
    start = each.start() if each else start
    if match["this"]:
        return Mark(level, start, match.end(), (THIS,))
    items, doubtful = _spread(match["items"] or "", level)
    return Mark(level, start, match.end(), items, bool(each), doubtful)


def _spread(written: str, level: Level) -> tuple[tuple[str, ...], bool]:
    """The numbers of a list, with its ranges spread out; and whether one of them cannot be.

    >>> _spread("1, 3 đến 5", "clause"), _spread("a, c và đ", "point")
    ((('1', '3', '4', '5'), False), (('a', 'c', 'đ'), False))
    """
    items, doubtful, ranged = list[str](), False, False
    for piece in _PIECE.findall(written):
        if piece in {"đến", "-", "–"}:
            ranged = True
        elif piece not in {"và", "hoặc", "hết"}:
            item = piece if level in {"appendix", "division"} else piece.lower().lstrip("0")
            between = spread_range(items[-1], item, level) if ranged and items else (item,)
            doubtful |= between is None
            items += between if between is not None else (item,)
            ranged = False
    odd = level == "point" and any("." in item or "ư" in item for item in items)  # "điểm a.2": no eId of a text names it
    return tuple(items), doubtful or odd


def spread_range(first: str, last: str, level: Level) -> tuple[str, ...] | None:
    """What comes behind `first` up to `last`; None where that is no range or too long a one.

    >>> spread_range("5", "8", "article"), spread_range("c", "e", "point"), spread_range("8", "5", "article")
    (('6', '7', '8'), ('d', 'đ', 'e'), None)
    """
    if level == "point" and first in POINT_LETTERS and last in POINT_LETTERS:
        letters = POINT_LETTERS[POINT_LETTERS.index(first) + 1 : POINT_LETTERS.index(last) + 1]
        return tuple(c for c in letters if c not in RARE_LETTERS or c == last) or None
    if level not in {"clause", "article", "appendix"} or not first.isdecimal() or not last[:1].isdecimal():
        return None
    low, (high, suffix) = int(first), split_number(last)
    if not low < high <= low + MAX_RANGE:
        return None
    return (*(str(number) for number in range(low + 1, high + 1)), *((last,) if suffix else ()))


def _kind_mark(text: str, anchor: re.Match[str], names: NameTable, limit: int) -> Mark | None:
    """An instrument by its kind: this one, by number, by name or in short."""
    start, position = anchor.start(), anchor.end()
    written = " ".join(anchor["kind"].split())
    kind = _ABBREVIATED.get(written, written.lower())
    if match := _THIS_INSTRUMENT.match(text, position, limit):
        return Mark("instrument", start, match.end(), (THIS,), kind=kind)
    if kind in _LAWS:
        return _law(text, start, position, kind, names, limit)
    if match := _NUMBERED.match(text, position, limit):
        return _instrument(text, start, match.end(), kind, match["number"], limit)
    match = _SHORT.match(text, position, limit)
    if match and (match["so"] or "/" in match["number"] or written in {"NĐ", "Nghị định", "Nghị quyết", "Thông tư"}):
        return Mark("instrument", start, match.end(), kind=kind, number=match["number"])
    return None


def _law(text: str, start: int, position: int, kind: str, names: NameTable, limit: int) -> Mark | None:
    if match := _AMENDING_LAW.match(text, position, limit):
        if _printed(match["number"]) in names.amending:
            return _instrument(text, start, match.end(), kind, match["number"], limit)
        return Mark("instrument", start, position, kind="foreign")  # the number is that of a law which it amends
    if match := AMENDING_NAME.match(text, position, limit):  # without a number
        end, name = names.read(text, match.end(), limit, capital=True)
        tail = _NAME_TAIL.match(text, end, limit)
        return Mark("instrument", start, tail.end() if tail else end, kind=kind, name=f"~{name}", tail=tail[0].strip() if tail else "")
    if match := _NUMBERED_LAW.match(text, position, limit):
        return _instrument(text, start, match.end(), kind, match["number"], limit)
    end, name = names.read(text, position, limit, capital=text[start].isupper() and not text.startswith(("sư", "gia"), position + 1))
    if end == position:
        return None
    tail = _NAME_TAIL.match(text, end, limit)
    return Mark("instrument", start, tail.end() if tail else end, kind=kind, name=name or "?", tail=tail[0].strip() if tail else "")


def _instrument(text: str, start: int, end: int, kind: str, number: str, limit: int) -> Mark:
    tail = _TAIL.match(text, end, limit)
    return Mark("instrument", start, end, kind=kind, number=_printed(number), tail=tail[0].strip(" ,") if tail else "")


def _printed(number: str) -> str:
    return re.sub(r"\s", "", number).replace("Ð", "Đ").replace("–", "-")
