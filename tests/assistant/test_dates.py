"""The time that a question asks about."""

from datetime import date

import pytest

from assistant.dates import read_time
from ingest.catalogue import load_catalogue

TODAY = date(2026, 11, 23)
LAWS = [i.title for i in load_catalogue().instruments.values() if i.kind in {"Luật", "Bộ luật"}]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Hiện nay ai cấp giấy phép xây dựng?", "2026-11-23", "2026-11-23"),
        ("Trước 01/8/2024 ai cho thuê đất trong KKT?", "2024-07-31", "2024-07-31"),
        ("trước ngày 1-8-2024 ai cho thuê đất", "2024-07-31", "2024-07-31"),
        ("truoc 01.08.2024 ai cho thue dat", "2024-07-31", "2024-07-31"),
        ("trước năm 2024 thì sao", "2023-12-31", "2023-12-31"),
        ("sau ngày 01/7/2026 ai cấp phép", "2026-07-02", "2026-07-02"),
        ("Từ 01/7/2026 ai cấp giấy phép xây dựng", "2026-07-01", "2026-07-01"),
        ("kể từ ngày 01 tháng 7 năm 2026, ai cấp", "2026-07-01", "2026-07-01"),
        ("Tháng 9/2025 ban quản lý làm được không?", "2025-09-01", "2025-09-30"),
        ("tháng 2 năm 2024 làm gì", "2024-02-01", "2024-02-29"),
        ("hồ sơ nộp ngày 20/02/2026 theo luật nào", "2026-02-20", "2026-02-20"),
        ("Năm 2023 ai ký?", "2023-01-01", "2023-12-31"),
        ("quý III/2025 báo cáo thế nào", "2025-07-01", "2025-09-30"),
        ("quy 1 nam 2026 bao cao the nao", "2026-01-01", "2026-03-31"),
        ("6 tháng đầu năm 2023 thu hút bao nhiêu", "2023-01-01", "2023-06-30"),
        ("trong năm 2026 ai duyệt", "2026-01-01", "2026-11-23"),  # a year that still runs: up to today
        ("Đầu năm 2026 ai duyệt", "2026-01-01", "2026-04-01"),
        ("cuối năm 2025 ai duyệt", "2025-10-02", "2025-12-31"),
        ("năm ngoái ai duyệt", "2025-01-01", "2025-12-31"),
        ("tháng trước ai duyệt", "2026-10-01", "2026-10-31"),
        ("từ 01/01/2024 đến 31/12/2026 ai duyệt", "2024-01-01", "2026-11-23"),
        ("từ năm 2024 đến nay ai duyệt", "2024-01-01", "2026-11-23"),
        ("ngày 30/6/2026 và ngày 02/7/2026 ai cấp", "2026-06-30", "2026-07-02"),
        ("trước 1/8/2024 và hiện nay khác gì nhau", "2024-07-31", "2026-11-23"),
        ("Luật Đất đai năm 2013 áp dụng cho hồ sơ tháng 5/2024 không", "2024-05-01", "2024-05-31"),
        ("đến ngày 31/12/2025 còn áp dụng không", "2025-12-31", "2025-12-31"),
    ],
)
def test_time(text: str, first: str, last: str) -> None:
    asked = read_time(text, TODAY, LAWS)
    assert asked is not None
    assert (asked.first.isoformat(), asked.last.isoformat()) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "Ban quản lý có được cấp giấy phép xây dựng không?",
        "Luật Đất đai năm 2013 quy định gì về khu kinh tế?",
        "luat xay dung 2014 noi gi",
        "nghị định 35 năm 2022 còn hiệu lực không",
        "TT 17 nam 2023 noi gi",
        "Nghị định số 35/2022/NĐ-CP ngày 28/5/2022 của Chính phủ quy định gì?",
        "Nghị định 35 có hiệu lực từ ngày 15/7/2022 phải không?",
        "quyết định ký ngày 20/11/2025 nói gì",
        "quy hoạch đến năm 2030 ai duyệt",
        "giai đoạn 2021-2025 có gì",
        "khoản 2 Điều 68",
        "ngày 31/02/2026",
        "diện tích 12.5.2 ha",
        "báo cáo trước 15 ngày",
        "05 năm 3 tháng",
        "",
    ],
)
def test_no_time(text: str) -> None:
    assert read_time(text, TODAY, LAWS) is None


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Trước 01/8/2024 ai cho thuê đất trong KKT?", "ai cho thuê đất trong KKT?"),
        ("ai cho thuê đất trong KKT, từ năm 2024 đến nay?", "ai cho thuê đất trong KKT, ?"),
        ("hồ sơ nộp ngày 20/02/2026 theo luật nào", "hồ sơ nộp theo luật nào"),
    ],
)
def test_the_question_without_its_time(text: str, rest: str) -> None:
    asked = read_time(text, TODAY, LAWS)
    assert asked is not None
    assert asked.rest == rest


@pytest.mark.parametrize(
    "text",
    [
        "Ban báo cáo hằng năm trước ngày nào",
        "báo cáo hàng năm trước ngày mấy thì gửi",
        "mỗi tháng trước khi họp phải gửi gì",
        "doanh nghiệp nộp báo cáo năm trước tháng mấy",
    ],
)
def test_every_year_before_a_day_is_not_last_year(text: str) -> None:
    assert read_time(text, TODAY, LAWS) is None
