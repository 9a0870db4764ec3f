"""Short and full citations of every kind of document that is held."""

from datetime import date

import pytest

from assistant.citing import citation_label, full_citation, full_name, long_date, short_name, vietnamese_date
from ingest.documents import TextKind
from ingest.index.records import Version
from ingest.law.validity import Validity


def version(
    document: str, kind: str = "", title: str = "", issuer: str = "", issued: date | None = None, text: str = "", of: TextKind = "official"
) -> Version:
    return Version(1, document, text or document, of, kind, issuer, title, issued, Validity(None, None), issued, True, "", (), (), (), "")


DECREE = version("91/2031/NĐ-CP", "Nghị định", "về vườn ươm", "Chính phủ", date(2031, 3, 5))
LAW = version("7/2031/QH16", "Luật", "Cây xanh", "Quốc hội", date(2031, 11, 20))
OLD_LAW = version("7/1999/L-CTN", "Luật", "Cây xanh", "Quốc hội")
CODE = version("8/2031/QH16", "Bộ luật", "Vườn", "Quốc hội", date(2031, 1, 9))
AMENDING = version("9/2031/QH16", "Luật", "sửa đổi, bổ sung một số điều của Luật Cây xanh", "Quốc hội", date(2031, 6, 1))
CONSOLIDATED = version("91/2031/NĐ-CP", "Nghị định", "về vườn ươm", "Chính phủ", date(2031, 3, 5), "77/VBHN-BVU")
CONSOLIDATED_LAW = version("7/2031/QH16", "Luật", "Cây xanh", "Quốc hội", date(2031, 11, 20), "5/VBHN-VPQH")
LOCAL = version("1513/QĐ-UBND", "Quyết định", "về cây", "Ủy ban nhân dân tỉnh Bắc Ninh", date(2031, 12, 31))
UNDATED = version("92/2031/NĐ-CP", "Nghị định")
KINDLESS = version("93/2031/XY")
FILE = version("cong-van", "Công văn")
NAMELESS = version("tep-la")
REPORT = version("BC-1", "Báo cáo", "Hội nghị vườn ươm", of="report")


@pytest.mark.parametrize(
    ("of", "short", "full"),
    [
        (DECREE, "Nghị định số 91/2031/NĐ-CP", "Nghị định số 91/2031/NĐ-CP ngày 05 tháng 3 năm 2031 của Chính phủ về vườn ươm"),
        (LAW, "Luật Cây xanh năm 2031", "Luật Cây xanh ngày 20 tháng 11 năm 2031"),
        (OLD_LAW, "Luật Cây xanh năm 1999", "Luật Cây xanh"),
        (CODE, "Bộ luật Vườn năm 2031", "Bộ luật Vườn ngày 09 tháng 01 năm 2031"),
        (
            AMENDING,
            "Luật số 9/2031/QH16",
            "Luật số 9/2031/QH16 ngày 01 tháng 6 năm 2031 của Quốc hội sửa đổi, bổ sung một số điều của Luật Cây xanh",
        ),
        (
            CONSOLIDATED,
            "Nghị định số 91/2031/NĐ-CP",
            "Nghị định số 91/2031/NĐ-CP ngày 05 tháng 3 năm 2031 của Chính phủ về vườn ươm (hợp nhất tại Văn bản hợp nhất số 77/VBHN-BVU)",
        ),
        (
            CONSOLIDATED_LAW,
            "Luật Cây xanh năm 2031",
            "Luật Cây xanh ngày 20 tháng 11 năm 2031 (hợp nhất tại Văn bản hợp nhất số 5/VBHN-VPQH)",
        ),
        (
            LOCAL,
            "Quyết định số 1513/QĐ-UBND",
            "Quyết định số 1513/QĐ-UBND ngày 31 tháng 12 năm 2031 của Ủy ban nhân dân tỉnh Bắc Ninh về cây",
        ),
        (UNDATED, "Nghị định số 92/2031/NĐ-CP", "Nghị định số 92/2031/NĐ-CP"),
        (KINDLESS, "Văn bản số 93/2031/XY", "Văn bản số 93/2031/XY"),
        (FILE, "Công văn cong-van", "Công văn cong-van"),
        (NAMELESS, "tep-la", "tep-la"),
        (REPORT, "Hội nghị vườn ươm", "Hội nghị vườn ươm"),
    ],
)
def test_names_of_documents(of: Version, short: str, full: str) -> None:
    assert (short_name(of), full_name(of)) == (short, full)


@pytest.mark.parametrize(
    ("component", "eid", "heading", "place"),
    [
        ("main", "art_5", "", "Điều 5"),
        ("main", "art_5__para_2", "", "khoản 2 Điều 5"),
        ("main", "art_5__para_2__point_dd", "", "điểm đ khoản 2 Điều 5"),
        ("main", "art_5__para_2__point_d", "", "điểm d khoản 2 Điều 5"),
        ("main", "art_15a__para_2b", "", "khoản 2b Điều 15a"),
        ("main", "art_5__point_a", "", "điểm a Điều 5"),
        ("quy-dinh", "art_5__para_1", "", "khoản 1 Điều 5 của Quy định ban hành kèm theo"),
        ("pl-2", "", "", "Phụ lục II"),
        ("pl-4a", "", "", "Phụ lục IVa"),
    ],
)
def test_places_short_and_full(component: str, eid: str, heading: str, place: str) -> None:
    assert citation_label(DECREE, component, eid, heading) == f"{place} Nghị định số 91/2031/NĐ-CP"
    assert full_citation(CONSOLIDATED, component, eid, heading) == f"{place} {full_name(CONSOLIDATED)}"


def test_report_and_whole_document() -> None:
    assert citation_label(REPORT, "main", "stm_pb-3_2", "Ông Mít") == "ý 2, Ông Mít – Hội nghị vườn ươm"
    assert citation_label(DECREE, "main", "") == short_name(DECREE)
    assert full_citation(DECREE, "main", "") == full_name(DECREE)


@pytest.mark.parametrize(
    ("day", "short", "long"),
    [
        (date(2026, 1, 2), "02/01/2026", "ngày 02 tháng 01 năm 2026"),
        (date(2026, 2, 28), "28/02/2026", "ngày 28 tháng 02 năm 2026"),
        (date(2026, 3, 9), "09/3/2026", "ngày 09 tháng 3 năm 2026"),
        (date(2026, 12, 31), "31/12/2026", "ngày 31 tháng 12 năm 2026"),
    ],
)
def test_dates(day: date, short: str, long: str) -> None:
    assert (vietnamese_date(day), long_date(day)) == (short, long)
