"""How Vietnamese offices cite: full form at first mention, short form later (NĐ 30/2020/NĐ-CP, Phụ lục I, phần I, mục II, khoản 6)."""

import re
from datetime import date, datetime

from ingest.calendar import VIETNAM
from ingest.catalogue import Catalogue
from ingest.index.records import Version
from ingest.law.locator import label_of
from ingest.readers import DOUBTFUL_BELOW

SCANNED = "bản quét"  # of words recognised from a picture
TO_COMPARE = "bản quét, cần đối chiếu"  # of those that recognition was not sure of
LAWS = frozenset({"Luật", "Bộ luật", "Pháp lệnh"})  # kinds of documents that people name by title
_CONSOLIDATED = " (hợp nhất tại Văn bản hợp nhất số "
_AMENDING_LAW = re.compile(
    r"(?P<kind>Luật|Bộ luật|Pháp lệnh) số \S+ (?P<day>ngày \d\d tháng \d\d? năm \d{4}) "
    r"của (?:Quốc hội|Ủy ban Thường vụ Quốc hội) (?P<title>.+)"
)


def vietnamese_date(day: date) -> str:
    """The date as official papers print it: a 0 before days under 10 and before January and February.

    >>> vietnamese_date(date(2026, 7, 1)), vietnamese_date(date(2024, 1, 18))
    ('01/7/2026', '18/01/2024')
    """
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"


def data_day(stamp: str) -> str:
    """The day in Vietnam of the moment at which an index was built, as it is printed.

    >>> data_day("2026-11-23T01:02:03+00:00"), data_day("2026-11-22T20:00:00+00:00"), data_day("")
    ('23/11/2026', '23/11/2026', 'chưa rõ')
    """
    return vietnamese_date(datetime.fromisoformat(stamp).astimezone(VIETNAM).date()) if stamp else "chưa rõ"


def long_date(day: date) -> str:
    """The date in words, for a full citation.

    >>> long_date(date(2022, 5, 28))
    'ngày 28 tháng 5 năm 2022'
    """
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def sentence(text: str) -> str:
    """The text with a capital letter in front.

    >>> sentence("khoản 2 Điều 53")
    'Khoản 2 Điều 53'
    """
    return text[:1].upper() + text[1:]


def short_name(version: Version) -> str:
    """The document at later mention: laws by name, others by kind and number.

    The year is added to a law's name, since two laws of one name are often in force one after the other.
    """
    if _is_titled(version):
        return version.title
    if version.kind in LAWS and version.title:
        if version.title[:1].islower():
            return f"{version.kind} số {version.document}"
        year = version.document.split("/")[1] if version.document.count("/") == 2 else ""
        return f"{version.kind} {version.title}" + (f" năm {year}" if year.isdigit() else "")
    if version.document[:1].isdigit() and "/" in version.document:
        return f"{version.kind or 'Văn bản'} số {version.document}"
    return f"{version.kind} {version.document}".strip()


def _is_titled(version: Version) -> bool:
    """Reports and notes on a topic are named by their title: they have no number."""
    return version.text_kind == "report" or (version.text_kind == "note" and "/" not in version.document)


def full_name(version: Version) -> str:
    """The document at first mention: kind, number, date, issuer, title; laws without number; a consolidation in brackets after its work."""
    if _is_titled(version):
        return version.title
    if version.kind in LAWS and version.title and not version.title[:1].islower():
        name = f"{version.kind} {version.title}" + (f" {long_date(version.issued_on)}" if version.issued_on else "")
    else:
        parts = [
            short_name(version),
            long_date(version.issued_on) if version.issued_on else "",
            f"của {version.issuer}" if version.issuer else "",
            version.title,
        ]
        name = " ".join(part for part in parts if part)
    return f"{name}{_CONSOLIDATED}{version.version})" if "VBHN" in version.version else name


def as_ground(name: str) -> str:
    """A document by its full name as a ground names it (NĐ 30/2020, Phụ lục I, mục II, điểm a khoản 6): a law without its number and
    issuer; the work, not its consolidation.

    >>> as_ground("Luật số 9/2031/QH16 ngày 01 tháng 6 năm 2031 của Quốc hội sửa đổi Luật Cây xanh")
    'Luật sửa đổi Luật Cây xanh ngày 01 tháng 6 năm 2031'
    >>> as_ground("Nghị định số 9/2031/NĐ-CP ngày 01 tháng 6 năm 2031 của Chính phủ về cây xanh")
    'Nghị định số 9/2031/NĐ-CP ngày 01 tháng 6 năm 2031 của Chính phủ về cây xanh'
    >>> as_ground("Luật Cây xanh ngày 01 tháng 6 năm 2031 (hợp nhất tại Văn bản hợp nhất số 3/VBHN-VPQH)")
    'Luật Cây xanh ngày 01 tháng 6 năm 2031'
    """
    work = name.partition(_CONSOLIDATED)[0]
    match = _AMENDING_LAW.fullmatch(work)
    return f"{match['kind']} {match['title']} {match['day']}" if match else work


def citation_label(version: Version, component: str, eid: str, heading: str = "") -> str:
    """The short citation of a provision: "điểm b khoản 3 Điều 68 Nghị định số 35/2022/NĐ-CP"."""
    place = label_of(eid, component, heading)
    return f"{place}{' – ' if place and _is_titled(version) else ' '}{short_name(version)}".strip()


def full_citation(version: Version, component: str, eid: str, heading: str = "") -> str:
    """The full citation of a provision, as a memo needs it at first mention."""
    place = label_of(eid, component, heading)
    return f"{place}{' – ' if place and _is_titled(version) else ' '}{full_name(version)}".strip()


def doubt_of(version: Version, start: int, end: int) -> str | None:
    """What is to be said of a stretch of text that was recognised from a picture; None for any other."""
    confidence = version.confidence(start, end)
    if confidence is None:
        return None
    return TO_COMPARE if confidence < DOUBTFUL_BELOW else SCANNED


def with_doubt(citation: str, doubt: str | None) -> str:
    """The citation with what is to be done before its words are relied on.

    >>> with_doubt("Điều 5 Nghị định số 9/2031/NĐ-CP", TO_COMPARE)
    'Điều 5 Nghị định số 9/2031/NĐ-CP (bản quét, cần đối chiếu)'
    """
    return f"{citation} ({doubt})" if doubt else citation


def official_page(version: Version, catalogue: Catalogue) -> str | None:
    """The first official address that the catalogue knows for the document."""
    instrument = catalogue.instrument(version.document)
    pages = instrument.pages if instrument else version.pages
    return pages[0] if pages else None
