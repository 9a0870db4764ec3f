"""Kho văn bản through Streamlit's own test harness."""

import html
import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from invented import Place, decree
from streamlit.testing.v1 import AppTest

from assistant.access import Access
from assistant.desk import Feedback, Report, open_desk
from assistant.desk.feedback import everything
from assistant.holdings import Change, Holding
from assistant.ui.errand import errands
from assistant.ui.holdings_html import as_table
from assistant.ui.pages import holdings
from ingest.embedding import Embedder
from ingest.index import build
from ingest.law.validity import Validity

PAGE = "from assistant.ui.pages.holdings import draw; draw()"
Open = Callable[[], AppTest]


@pytest.fixture
def kept(place: Place, embedder: Embedder, monkeypatch: pytest.MonkeyPatch) -> Place:
    """A small index of its own, with folders for uploads and for the desk."""
    for number in range(40):
        place.write(f"{number}.txt", decree(100 + number, f"trồng bưởi ở lô {number}."))
    build([place.source], place.index, place.corpus, embedder, quiet=True)
    for name, path in (
        ("INDEX", place.index),
        ("CORPUS", place.corpus),
        ("UPLOADS", place.root / "nạp"),
        ("DESK", place.root / "desk.sqlite"),
        ("AUDIT", place.root / "nhật ký"),
    ):
        monkeypatch.setenv(f"TRO_LY_{name}", str(path))
    return place


def visit() -> AppTest:
    return AppTest.from_string(PAGE, default_timeout=60).run()


def text(page: AppTest) -> str:
    parts = [*page.title, *page.markdown, *page.caption, *page.text, *page.warning, *page.info, *page.success, *page.error]
    return re.sub(r"\\(.)", r"\1", "\n".join(str(part.value) for part in parts))


def deeds(place: Place) -> list[tuple[str, str]]:
    """What the audit log has of this machine."""
    lines = [line for file in sorted((place.root / "nhật ký").glob("*.jsonl")) for line in file.read_text("utf-8").splitlines()]
    return [(row["deed"], row["about"]) for row in map(json.loads, lines)]


def table(page: AppTest) -> str:
    return next((html.unescape(body) for element in page.get("html") if 'class="held"' in (body := element.proto.body)), "")


def test_the_list_is_paged_and_found_in(kept: Place) -> None:
    page = visit()
    assert not page.exception
    assert "Kho có 40 văn bản, tài liệu: 40 nguyên văn." in text(page)
    assert table(page).count("<tr>") == 1 + 30
    assert "1–30 trên 40" in text(page)
    next(button for button in page.button if button.label == "Trang sau").click().run()
    assert table(page).count("<tr>") == 1 + 10
    page.text_input(key="holdings-words").set_value("107/2031").run()
    assert table(page).count("<tr>") == 1 + 1 and "107/2031/NĐ-CP" in table(page)
    assert "1 trong 40 văn bản" in text(page)
    page.text_input(key="holdings-words").set_value("không có").run()
    assert table(page) == "" and "Không có văn bản nào như vậy" in text(page)


def test_a_file_that_is_given_is_told_about_taken_in_and_taken_out(kept: Place) -> None:
    page = visit()
    name = "Nghị định vườn na.txt"
    page.file_uploader[0].upload(name, decree(15, "trồng cây na trong khu sinh thái.").encode(), "text/plain").run()
    next(button for button in page.button if button.label == "Nạp vào kho").click().run()
    assert "đã nhận" in text(page) and "Nghị định số 15/2031/NĐ-CP" in text(page)
    assert "2 điều, 1 khoản, 0 điểm; có hiệu lực từ 01/07/2031" in text(page)
    done = errands().wait(120)
    assert done and done.result and done.result["added"] == [name]
    page.run()
    assert "Kho đã cập nhật: thêm 1, đọc lại 0, bỏ 0, giữ nguyên 40 tệp." in text(page)
    assert "đã vào kho" in text(page)
    assert ">15/2031/NĐ-CP<" in table(page)
    next(button for button in page.button if button.label == "Gỡ tệp này").click().run()
    assert errands().wait(120)
    page.run()
    assert ">15/2031/NĐ-CP<" not in table(page)
    assert "Chưa nạp tệp nào." in text(page)
    (upload, key), *others = deeds(kept)
    assert (upload, key.partition("/")[2]) == ("upload", name)
    assert others == [("build", ""), ("remove-upload", key), ("build", "")]


def test_a_secret_file_is_refused_and_nothing_is_built(kept: Place) -> None:
    page = visit()
    page.file_uploader[0].upload("báo cáo.txt", "BAN VƯỜN ƯƠM\nSố: 05/BC-BVU\nMẬT\nBÁO CÁO\n".encode(), "text/plain").run()
    next(button for button in page.button if button.label == "Nạp vào kho").click().run()
    assert "không nhận – văn bản đóng dấu MẬT" in text(page)
    assert errands().status() is None
    assert list((kept.root / "nạp").rglob("*")) == []


def test_the_health_of_the_index_is_told_with_what_to_do(kept: Place) -> None:
    page = visit()
    page.button(key="errand-check").click().run()
    assert errands().wait(120)
    assert "Kho khớp với các tệp nguồn" in text(page.run())
    (kept.source / "0.txt").unlink()
    page.button(key="errand-check").click().run()
    assert errands().wait(120)
    page.run()
    assert "1 tệp đã bị xóa khỏi nguồn (0.txt)." in text(page)
    assert "Nếu các tệp được gỡ có chủ ý" in text(page)


def test_reports_of_staff_are_settled_with_a_line(kept: Place) -> None:
    made = open_desk(kept.root / "desk.sqlite", "một người")
    made.report(Feedback("wrong", "provision", "15/2031/NĐ-CP main/art_1", "Điều 1 Nghị định 15", "Sai *tên* cây"))
    page = visit()
    assert "Điều 1 Nghị định 15" in text(page) and "Sai *tên* cây" in text(page)
    assert "một người" not in text(page)
    settle = next(button for button in page.button if button.label == "Đã xử lý")
    settle.click().run()
    assert "Hãy ghi cách xử lý" in text(page)
    next(field for field in page.text_input if field.label == "Cách xử lý").set_value("Đã sửa bản tóm lược")
    next(button for button in page.button if button.label == "Đã xử lý").click().run()
    assert "Không có phản ánh nào đang chờ." in text(page)
    (said,) = everything(made.file, made.owner)
    assert isinstance(said, Report) and said.note == "Đã sửa bản tóm lược"
    assert said.settled and said.settled <= datetime.now(UTC)
    assert deeds(kept) == [("settle", str(said.id))]


def test_an_officer_who_does_not_keep_the_corpus_sees_the_list_alone(kept: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(holdings, "access", lambda: Access("https://id 7", "Một cán bộ", "can-bo"))
    page = visit()
    assert table(page).count("<tr>") == 1 + 30
    assert not page.file_uploader and not page.tabs
    assert not [button for button in page.button if button.key and button.key.startswith("errand")]


def test_uploads_that_are_switched_off_are_said(kept: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRO_LY_UPLOADS", "")
    assert "không nhận tệp nạp thêm" in text(visit())


def test_nothing_in_a_text_acts_as_markup() -> None:
    hostile = '<script>alert("1")</script>'
    change = Change(hostile, "sửa đổi", hostile, date(2031, 9, 1), False)
    row = Holding(
        hostile,
        hostile,
        hostile,
        hostile + "2",
        ("official",),
        "in_force",
        Validity(date(2031, 7, 1), None),
        1,
        2,
        0,
        (change,),
        True,
        None,
    )
    drawn = as_table([row])
    assert "<script" not in drawn and "&lt;script&gt;" in drawn
    assert "1 thay đổi sau bản đang giữ, 1 chưa có lời văn trong kho" in drawn
    assert "đang có hiệu lực" in drawn and "từ 01/7/2031" in drawn
