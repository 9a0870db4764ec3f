"""The time that a question asks about: "trước 01/8/2024", "tháng 9/2025", "hồ sơ nộp ngày 20/02/2026", "từ 2024 đến nay".

A date that belongs to something else is none: the year in the name of a law, the day on which a document was signed or took effect,
the end of a plan ("đến năm 2030").
"""

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from ingest.law.normalise import fold, search_form

_NUMERIC = r"(?P<d>\d{1,2})\s*[/.-]\s*(?P<m>\d{1,2})\s*[/.-]\s*(?P<y>(?:19|20)\d{2})"
_WRITTEN = r"(?P<d2>\d{1,2})\s+thang\s+(?P<m2>\d{1,2})\s*(?:,\s*)?nam\s+(?P<y2>(?:19|20)\d{2})"
_MONTH = r"thang\s+(?P<m3>\d{1,2})\s*(?:[/.-]|,?\s*nam\s+|\s)\s*(?P<y3>(?:19|20)\d{2})"
_QUARTER = r"quy\s+(?P<q>iv|i{1,3}|[1-4])\s*(?:[/-]|,?\s*nam\s+|\s)\s*(?P<y4>(?:19|20)\d{2})"
_HALF = r"(?:6|sau)\s+thang\s+(?P<half>dau|cuoi)\s+nam\s+(?P<y5>(?:19|20)\d{2})"
# "9 tháng đầu năm 2024", "6T/2024": the months from January on that reports tell of
_SINCE_JANUARY = r"(?P<n>[2-9]|1[01])\s*(?:t\s*(?:dau\s+nam\s*)?[/.-]?|thang\s+dau\s+nam|thang\s*/)\s*(?P<y7>20\d{2})"
_YEAR = r"nam\s+(?P<y6>(?:19|20)\d{2})"
_SAID = r"(?P<said>(?:hien|bay)\s+(?:nay|tai|gio)|(?:hom|den|toi)\s+nay|(?:nam|thang)\s+(?:nay|ngoai|truoc))"
_TIME = re.compile(
    rf"""(?<![\w/])
    (?P<how>(?:truoc|sau|ke\s+tu|tu|den|toi|cho\s+den|het|tinh\s+den|vao|trong|tai|dau|cuoi)\s+)?
    (?:(?:thoi\s+diem|ngay|hom|mung)\s+)*
    (?:{_NUMERIC}|{_WRITTEN}|{_MONTH}|{_QUARTER}|{_HALF}|{_SINCE_JANUARY}|{_YEAR}|{_SAID})
    (?![\w/])""",
    re.VERBOSE,
)
_SPELLED = frozenset({  # the accents of what is said; "nằm ngoài" is no year
    "hiện nay", "hiện tại", "bây giờ", "hôm nay", "đến nay", "tới nay",
    "năm nay", "năm ngoái", "năm trước", "tháng này", "tháng ngoái", "tháng trước",
})  # fmt: skip
# What follows "nam ngoai" where it means "nằm ngoài", and "(hang) nam truoc" where it means "every year before".
_NOT_A_YEAR = re.compile(r"\s+(?:khu|ranh|pham vi|dia ban|hang rao|kcn|kkt|kcx|quy hoach|ngay|thang)\b")
# "hằng năm trước ngày 05/12", "mỗi tháng trước khi họp": what is done every year, before something else
_EVERY, _BEFORE_WHAT = re.compile(r"\b(?:hang|moi|tung)\s+$"), re.compile(r"\s+(?:ngay|thang|khi|luc|thoi diem)\b")
# What stands in front of a date that is not the time asked about.
_OF_SOMETHING_ELSE = re.compile(
    r"(?:hieu luc(?: thi hanh)?|ban hanh|ky|so \d[\w./-]*|giai doan|nhiem ky|tam nhin|ke hoach|quy hoach"
    r"|(?:giay|gp\w*|gcn\w*|so do|quyet dinh)\b[\w ]{0,40}? cap)"
    r"(?:\s+(?:tu|ke tu|vao|den|thoi ky|trong|cua [\w ]{2,40}?))?\s*$"
)
_NUMBERED = re.compile(r"\b(?:nghi dinh|nd|thong tu|tt|quyet dinh|qd|nghi quyet|nq)\s*(?:so\s*)?\d{1,4}\s+nam\s+(?:19|20)\d{2}(?!\d)")
_PLAN = re.compile(r"(?:den|toi|giai doan|tam nhin)\s+$")
_PART = timedelta(days=90)  # "đầu năm", "cuối năm"
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


@dataclass(frozen=True, slots=True)
class TimeAsked:
    """The days from `first` to `last`, both included; equal where one day is asked about. `rest` is the question without the time."""

    first: date
    last: date
    rest: str

    @property
    def is_day(self) -> bool:
        return self.first == self.last


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    how: str
    first: date
    last: date
    is_past_or_now: bool  # "hiện nay", "năm ngoái": never a plan's end


def read_time(text: str, today: date, law_names: Sequence[str] = ()) -> TimeAsked | None:
    """The time that a question names, None where it names none. `law_names`: titles of laws, for "Luật Đất đai năm 2013".

    >>> read_time("Trước 01/8/2024 ai cho thuê đất?", date(2026, 11, 23))
    TimeAsked(first=datetime.date(2024, 7, 31), last=datetime.date(2024, 7, 31), rest='ai cho thuê đất?')
    """
    folded = fold(text)
    if len(folded) != len(text):  # one character for one: places are those of the text
        folded = "".join((fold(c) or " ")[0] for c in text)
    found = [*_times(text, folded, today, _named_years(folded, law_names))]
    if not found:
        return None
    rest = text
    for one in reversed(found):
        rest = f"{rest[: one.start]} {rest[one.end :]}"
    spans = [_meant(one) for one in found]
    first, last = min(s[0] for s in spans), max(s[1] for s in spans)
    if first <= today < last:  # a period that still runs is asked about up to today
        last = today
    return TimeAsked(first, last, " ".join(rest.split()).strip(" ,;–-"))


def dates_in(text: str) -> Iterator[date]:
    """Every whole day that the text names, whatever it is of.

    >>> [d.isoformat() for d in dates_in("có hiệu lực từ 1/1/2026 hay ngày 01 tháng 3 năm 2026?")]
    ['2026-01-01', '2026-03-01']
    """
    for match in re.finditer(rf"(?<![\w/])(?:{_NUMERIC}|{_WRITTEN})(?![\w/])", fold(text)):
        day, month, year = (int(match[a] or match[b]) for a, b in (("d", "d2"), ("m", "m2"), ("y", "y2")))
        try:
            yield date(year, month, day)
        except ValueError:
            continue


def times_in(text: str, today: date) -> Iterator[tuple[date, date]]:
    """The first and last day of every time that the text names: days, months, quarters, halves and years.

    >>> [(a.isoformat(), b.isoformat()) for a, b in times_in("nhiệm vụ 6 tháng cuối năm 2023", date(2026, 1, 1))]
    [('2023-07-01', '2023-12-31')]
    """
    folded = "".join((fold(c) or " ")[0] for c in text)
    return ((found.first, found.last) for found in _times(text, folded, today, set()))


def _times(text: str, folded: str, today: date, named: set[int]) -> Iterator[_Found]:
    reached = -1  # where the last time ended
    for match in _TIME.finditer(folded):
        before = folded[: match.start()]
        how = " ".join((match["how"] or "").split())
        span = _span(match, today)
        if span is None or match.end() in named or (match["said"] and not _is_time(match, text)):
            continue
        said, goes_on = match["said"], not before[reached:].strip() and reached >= 0
        of_something_else = _OF_SOMETHING_ELSE.search(f"{before}{how + ' ' if how else ''}") or _is_plan(before, how, span, today)
        if of_something_else and not said and not goes_on:
            continue
        reached = match.end()
        yield _Found(match.start(), match.end(), how, *span, bool(said))


def _is_time(match: re.Match[str], text: str) -> bool:
    """Whether the words mean a time as the text spells them, folded or not."""
    start, end = match.span("said")
    if match["said"].endswith("truoc") and (_EVERY.search(match.string, 0, start) or _BEFORE_WHAT.match(match.string, end)):
        return False
    spelled = " ".join(text[start:end].lower().split())
    if spelled != fold(spelled):
        return search_form(spelled) in _SPELLED
    return not (match["said"].startswith(("nam", "thang")) and _NOT_A_YEAR.match(match.string, match.end("said")))


def _is_plan(before: str, how: str, span: tuple[date, date], today: date) -> bool:
    """The end of a plan: "đến năm 2030", "giai đoạn 2026-2030"; not the end of a range up to a day that has come."""
    return span[0] > today and (how in {"den", "toi", "cho den"} or bool(_PLAN.search(before)))


def _named_years(folded: str, law_names: Sequence[str]) -> set[int]:
    """Where years end that are part of the name of a law, or of another document by its number: "nghị định 35 năm 2022"."""
    of_laws = _law_with_year(tuple(law_names)).finditer(folded) if law_names else ()
    return {match.end() for match in (*of_laws, *_NUMBERED.finditer(folded))}


@lru_cache(maxsize=4)
def _law_with_year(law_names: tuple[str, ...]) -> re.Pattern[str]:
    names = "|".join(sorted({re.escape(fold(name)) for name in law_names}, key=len, reverse=True))
    return re.compile(rf"(?:bo luat|luat|phap lenh)\s+(?:{names})\s*(?:\(sua doi\)\s*)?,?\s*(?:nam\s+)?(?:19|20)\d{{2}}(?!\d)")


def _span(match: re.Match[str], today: date) -> tuple[date, date] | None:
    """First and last day of what is named; None where the calendar has no such day."""
    try:
        if match["said"]:
            return _said(" ".join(match["said"].split()), today)
        if match["d"]:
            day = date(int(match["y"]), int(match["m"]), int(match["d"]))
            return day, day
        if match["d2"]:
            day = date(int(match["y2"]), int(match["m2"]), int(match["d2"]))
            return day, day
        if match["m3"]:
            return _months(int(match["y3"]), int(match["m3"]), 1)
        if match["q"]:
            quarter = _ROMAN.get(match["q"]) or int(match["q"])
            return _months(int(match["y4"]), 3 * quarter - 2, 3)
        if match["half"]:
            return _months(int(match["y5"]), 1 if match["half"] == "dau" else 7, 6)
        if match["n"]:
            return _months(int(match["y7"]), 1, int(match["n"]))
        return _months(int(match["y6"]), 1, 12)
    except ValueError:
        return None


def _months(year: int, month: int, count: int) -> tuple[date, date]:
    last = month + count - 1
    return date(year, month, 1), date(year, last, monthrange(year, last)[1])


def _said(words: str, today: date) -> tuple[date, date]:
    if words == "nam nay":
        return date(today.year, 1, 1), today
    if words in {"nam ngoai", "nam truoc"}:
        return _months(today.year - 1, 1, 12)
    if words == "thang nay":
        return today.replace(day=1), today
    if words == "thang truoc":
        before = today.replace(day=1) - timedelta(days=1)
        return before.replace(day=1), before
    return today, today


def _meant(found: _Found) -> tuple[date, date]:
    """The days meant: those before or after a day or period are asked about at their near end."""
    if found.how == "truoc":
        before = found.first - timedelta(days=1)
        return before, before
    if found.how == "sau":
        after = found.last + timedelta(days=1)
        return after, after
    if found.how == "dau":
        return found.first, min(found.last, found.first + _PART)
    if found.how == "cuoi":
        return max(found.first, found.last - _PART), found.last
    if found.how in {"tu", "ke tu"}:
        return found.first, found.first
    if found.how in {"den", "toi", "cho den", "het", "tinh den"}:
        return found.last, found.last
    return found.first, found.last
