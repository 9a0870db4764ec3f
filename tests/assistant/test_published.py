"""A published report beside our own account of it, and one that nobody has written an account of."""

from datetime import date
from pathlib import Path

import pytest
from composers_corpus import PLACES, TOPICS
from invented import Place

from assistant import Assistant
from assistant.composers.report_text import held_reports
from assistant.published import published_in
from ingest.catalogue import CORPUS
from ingest.index import open_index

DAY = date(2031, 9, 1)
ACCOUNT = """+++
schema = 1
id = "BC-VU-2031"
kind = "report"
title = "Hội nghị sơ kết Khối vườn ươm 6 tháng đầu năm 2031"
reviewed = []
period = "6 tháng đầu năm 2031"
called = ["khối vườn ươm", "hội nghị"]
roll = ["stm_th-1_1"]
listings = ["stm_th-1_"]
remarks = ["stm_th-2_3"]

[[members]]
board = "Ban Quản lý các KCN tỉnh Sông Xanh"
province = "Sông Xanh"
province_today = "Sông Xanh"
content = "có nội dung"

[[members]]
board = "Ban Quản lý các KCN tỉnh Núi Đỏ"
province = "Núi Đỏ"
province_today = "Núi Đỏ"
content = "có nội dung"

[[figures]]
id = "von"
topic = "vốn"
label = "vốn đầu tư đăng ký"
printed = "1.250,5 tỷ đồng"
unit = "tỷ đồng"
period = "6 tháng đầu năm 2031"
quality = "plausible"
statement = "stm_th-2_1"
measure = ["vốn đầu tư"]

[[figures]]
id = "von-usd"
topic = "vốn"
label = "vốn đầu tư đăng ký, phần ngoại tệ"
printed = "9.9,9 triệu USD"
unit = "triệu USD"
period = "6 tháng đầu năm 2031"
quality = "unparseable"
note = "Số in hỏng."
statement = "stm_th-2_2"
measure = ["vốn đầu tư"]

[[figures]]
id = "dien-tich"
topic = "hạ tầng"
label = "diện tích các khu"
printed = "3.478,9 ha"
unit = "ha"
period = "6 tháng đầu năm 2031"
quality = "plausible"
statement = "stm_th-2_1"
measure = ["diện tích"]
+++

# Hội nghị

### TH-1. Thành phần
> tỉnh: toàn Khối · vai trò: tường thuật · chủ đề: chung
1. Khối vườn ươm có hai Ban: Sông Xanh, Núi Đỏ.

### TH-2. Số liệu
> tỉnh: toàn Khối · vai trò: tường thuật · chủ đề: vốn
1. Trong 6 tháng đầu năm 2031, vốn đầu tư đăng ký của Khối là 1.250,5 tỷ đồng, diện tích các khu là 3.478,9 ha.
2. Phần ngoại tệ của vốn đầu tư đăng ký báo cáo in là “9.9,9 triệu USD”, không xác định được giá trị.
3. Báo cáo không nói họp ở đâu.

### PB-1. Trưởng ban, Ban Quản lý các KCN tỉnh Sông Xanh (ông Lê Văn Suối)
> tỉnh: Sông Xanh · vai trò: thành viên · chủ đề: tưới nước
1. Ban Quản lý các KCN tỉnh Sông Xanh tưới nước bằng kênh dẫn từ sông về.

### PB-2. Phó Trưởng ban, Ban Quản lý các KCN tỉnh Núi Đỏ (bà Trần Thị Đồi)
> tỉnh: Núi Đỏ · vai trò: thành viên · chủ đề: tưới nước
1. Ban Quản lý các KCN tỉnh Núi Đỏ tưới nước bằng bể chứa nước mưa trên mái.
"""
SUOI = "Theo ông Lê Văn Suối, Trưởng ban Ban Quản lý các KCN tỉnh Sông Xanh, việc tưới nước dùng kênh dẫn từ sông Mơ về tận gốc."
FIGURES = (
    "Trong 6 tháng đầu năm 2031, vốn đầu tư đăng ký của các đơn vị trong Khối đạt 1.250,5 tỷ đồng và 9.9,9 triệu USD, "
    "diện tích các khu là 3.478,9 ha."
)
PUBLISHED = f"""Khối vườn ươm tăng tốc
Hội nghị sơ kết 6 tháng đầu năm 2031 của Khối vườn ươm, gồm Ban Quản lý các KCN tỉnh Sông Xanh và Ban Quản lý các KCN tỉnh Núi Đỏ.
{FIGURES}
{SUOI}
Bà Trần Thị Đồi, Phó Trưởng ban Ban Quản lý các KCN tỉnh Núi Đỏ cho biết tỉnh tưới nước bằng bể chứa nước mưa đặt trên mái nhà.
Minh Trí
"""
ALONE = """Các vườn phía biển họp
Hội nghị tổng kết năm 2033 của các Ban Quản lý KCN phía biển bàn việc che nắng.
Theo bà Đỗ Thị Sóng, Trưởng ban Ban Quản lý các KCN tỉnh Biển Xa, năm 2033 tỉnh thu hút vốn đầu tư 2.345 tỷ đồng.
Bà Sóng nói thêm: nắng to nên che nắng bằng lưới dừa.
"""


@pytest.fixture
def reported(place: Place) -> Place:
    place.table("topics.toml", TOPICS)
    place.table("places.toml", PLACES)
    place.table("reporting.toml", (CORPUS / "catalogue" / "reporting.toml").read_text("utf-8"))
    (place.corpus / "reports").mkdir()
    for folder in (place.corpus / "reports", place.source):
        (folder / "bc.md").write_text(ACCOUNT, encoding="utf-8")
    return place


def over(place: Place) -> Assistant:
    assert place.build().unreadable == {}
    return Assistant(place.open(), place.catalogue)


def test_published_words_are_quoted_in_place_of_our_account(reported: Place) -> None:
    reported.write("bai.txt", PUBLISHED)
    answer = over(reported).ask("So sánh cách tưới nước của Sông Xanh và Núi Đỏ", as_of=DAY)
    assert answer.status == "answered"
    assert {c.quote for c in answer.citations} >= {SUOI}
    assert all(c.quote and c.text_kind == "report" and c.version == "published" for c in answer.citations)
    assert {c.document for c in answer.citations} == {"BC-VU-2031"}
    assert all(c.in_force == "unknown" for c in answer.citations)  # a report is no law
    assert "(báo cáo)" in answer.answer


def test_without_the_published_text_our_account_is_cited_and_nothing_quoted(reported: Place) -> None:
    answer = over(reported).ask("So sánh cách tưới nước của Sông Xanh và Núi Đỏ", as_of=DAY)
    assert answer.citations and all(c.quote is None and c.excerpt for c in answer.citations)


def test_figures_are_told_once_and_from_the_published_text(reported: Place) -> None:
    reported.write("bai.txt", PUBLISHED)
    answer = over(reported).ask("Vốn đầu tư đăng ký của Khối vườn ươm 6 tháng đầu năm 2031 là bao nhiêu?", as_of=DAY)
    assert [c.quote for c in answer.citations] == [FIGURES]
    told = [s.text for s in answer.statements if s.role == "conclusion"]
    assert len(told) == 2 and "“9.9,9 triệu USD”" in told[0] and "1.250,5 tỷ đồng" in told[1]


def test_nothing_is_found_twice(reported: Place) -> None:
    reported.write("bai.txt", PUBLISHED)
    hits = over(reported).search("tưới nước bằng kênh dẫn từ sông về", 10, DAY)
    assert len({h.passage.id for h in hits}) == len(hits)
    assert [h.passage.text for h in hits].count(SUOI) == 1
    assert not any(h.passage.eid == "stm_pb-1_1" for h in hits)


def test_a_remark_of_ours_stays_a_remark_of_ours(reported: Place) -> None:
    reported.write("bai.txt", PUBLISHED)
    over(reported)
    opened = reported.open().opened()
    report = held_reports(opened, reported.catalogue)[0]
    said = report.statement("stm_th-2_3")
    assert said and said.passage.version.version == "BC-VU-2031"
    assert published_in(opened, reported.catalogue).shown(said.passage) == said.passage


def test_a_report_without_an_account_takes_part_in_comparison_and_figures(reported: Place) -> None:
    reported.write("bai.txt", PUBLISHED)
    reported.write("bien.txt", ALONE)
    assistant = over(reported)
    compared = assistant.ask("So sánh cách che nắng của Biển Xa và Sông Xanh theo báo cáo hội nghị năm 2033", as_of=date(2034, 1, 1))
    assert any(c.quote == "Bà Sóng nói thêm: nắng to nên che nắng bằng lưới dừa." and c.document == "bien" for c in compared.citations)
    figures = assistant.ask("Năm 2033 Biển Xa thu hút vốn đầu tư bao nhiêu?", as_of=date(2034, 1, 1))
    assert any("2.345 tỷ đồng" in s.text for s in figures.statements if s.role == "conclusion")
    assert {c.document for c in figures.citations} == {"bien"}


def test_the_published_text_taken_away_leaves_our_account(reported: Place) -> None:
    path = reported.write("bai.txt", PUBLISHED)
    over(reported)
    path.unlink()
    over(reported)
    opened = reported.open().opened()
    assert published_in(opened, reported.catalogue).texts == {}
    assert all(s.passage.version.version == "BC-VU-2031" for r in held_reports(opened, reported.catalogue) for s in r.said)
    assert reported.check() == []


def test_what_is_remembered_is_of_one_generation(reported: Place, tmp_path: Path) -> None:
    over(reported)
    index = open_index(reported.index, reported.embedder)
    assert published_in(index.opened(), reported.catalogue).texts == {}
    reported.write("bai.txt", PUBLISHED)
    over(reported)
    assert list(published_in(index.opened(), reported.catalogue).texts) == ["BC-VU-2031"]
