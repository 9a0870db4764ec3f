"""Citations as Vietnamese offices write them."""

from datetime import date

import pytest

from assistant.citing import citation_label, full_citation
from ingest.index.records import Version
from ingest.law.validity import Validity


def version(document: str, kind: str, issuer: str, title: str, issued: date | None, text: str | None = None) -> Version:
    return Version(
        1, document, text or document, "official", kind, issuer, title, issued, Validity(None, None), issued, True, "", (), (), (), ""
    )


DECREE = version("35/2022/NĐ-CP", "Nghị định", "Chính phủ", "quy định về quản lý khu công nghiệp và khu kinh tế", date(2022, 5, 28))
CONSOLIDATED = version("35/2022/NĐ-CP", "Nghị định", "Chính phủ", "quy định về quản lý", date(2022, 5, 28), "9716/VBHN-BKHĐT")
LAW = version("31/2024/QH15", "Luật", "Quốc hội", "Đất đai", date(2024, 1, 18))
AMENDING = version("43/2024/QH15", "Luật", "Quốc hội", "sửa đổi, bổ sung một số điều của Luật Đất đai", date(2024, 6, 29))


@pytest.mark.parametrize(
    ("of", "eid", "short", "full"),
    [
        (
            DECREE,
            "art_68__para_3__point_a",
            "điểm a khoản 3 Điều 68 Nghị định số 35/2022/NĐ-CP",
            "điểm a khoản 3 Điều 68 Nghị định số 35/2022/NĐ-CP ngày 28 tháng 5 năm 2022 của Chính phủ quy định về quản lý khu công nghiệp"
            " và khu kinh tế",
        ),
        (DECREE, "art_68__para_2__point_dd", "điểm đ khoản 2 Điều 68 Nghị định số 35/2022/NĐ-CP", None),
        (LAW, "art_202__para_1", "khoản 1 Điều 202 Luật Đất đai năm 2024", "khoản 1 Điều 202 Luật Đất đai ngày 18 tháng 01 năm 2024"),
        (AMENDING, "art_1", "Điều 1 Luật số 43/2024/QH15", None),
        (CONSOLIDATED, "art_70", "Điều 70 Nghị định số 35/2022/NĐ-CP", None),
    ],
)
def test_short_and_full(of: Version, eid: str, short: str, full: str | None) -> None:
    assert citation_label(of, "main", eid) == short
    if full:
        assert full_citation(of, "main", eid) == full


def test_a_consolidation_stands_in_brackets_behind_its_work() -> None:
    assert full_citation(CONSOLIDATED, "main", "art_70").endswith("(hợp nhất tại Văn bản hợp nhất số 9716/VBHN-BKHĐT)")
