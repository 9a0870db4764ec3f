"""The page of the basket: its list, the paper that comes of it, and what is left out."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
import streamlit as st
from docx import Document
from streamlit.testing.v1 import AppTest

from assistant import Assistant
from assistant.desk import Desk, item_of_answer, item_of_clause, open_desk

SCRIPT = "from assistant.ui.pages.basket import draw; draw()"
DAY = date(2026, 11, 23)
PERMIT = "Ban quản lý có được cấp giấy phép xây dựng trong khu công nghiệp không?"
SUM = "Mức tiền thưởng Tập thể lao động xuất sắc là bao nhiêu?"


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("TRO_LY_DESK", str(tmp_path / "bàn.sqlite"))
    st.cache_resource.clear()
    return open_desk(tmp_path / "bàn.sqlite")


@pytest.fixture
def visit(shipped_index: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], AppTest]:
    def open_page() -> AppTest:
        monkeypatch.setenv("TRO_LY_INDEX", str(shipped_index))
        page = AppTest.from_string(SCRIPT, default_timeout=60)
        page.session_state["memo-day"] = DAY
        page.run()
        assert not page.exception
        return page

    return open_page


def fill(own: Desk, assistant: Assistant) -> None:
    permit, sums = assistant.ask(PERMIT, DAY), assistant.ask(SUM, DAY)
    for item in (item_of_answer(permit), item_of_clause(permit.citations[1], DAY), item_of_answer(sums)):
        own.put(item)


def text(page: AppTest) -> str:
    parts = [*page.title, *page.subheader, *page.markdown, *page.caption, *page.warning, *page.info, *page.error]
    return re.sub(r"\\(.)", r"\1", "\n".join(str(part.value) for part in parts))


def paper(page: AppTest) -> str:
    """The words of the file offered for download."""
    return "\n".join(p.text for p in Document(BytesIO(page.session_state["memo-last"].docx)).paragraphs)


def titles(own: Desk) -> list[str]:
    return [one.item.title for one in own.basket()]


def test_an_empty_basket_tells_how_to_fill_it(own: Desk, visit: Callable[[], AppTest]) -> None:
    page = visit()
    assert "Đưa vào phiếu trình" in text(page) and not page.get("download_button")


def test_the_paper_is_offered_and_what_is_left_out_is_told(own: Desk, assistant: Assistant, visit: Callable[[], AppTest]) -> None:
    fill(own, assistant)
    page = visit()
    assert "Các mục trong phiếu (3)" in text(page)
    assert page.get("download_button")[0].proto.label == "Tải phiếu trình (DOCX)"
    assert "3 nội dung không đưa vào văn bản" in text(page) and "chưa kiểm chứng: không dùng" in text(page)
    assert "Từ ngày 01/7/2026, việc cấp giấy phép xây dựng do Ban quản lý trực tiếp thực hiện" in paper(page)
    assert "lương cơ sở" not in paper(page)


def test_items_are_moved_and_taken_out(own: Desk, assistant: Assistant, visit: Callable[[], AppTest]) -> None:
    fill(own, assistant)
    page, before = visit(), titles(own)
    ids = [one.id for one in own.basket()]
    page.button(key=f"down-{ids[0]}").click().run()
    assert titles(own) == [before[1], before[0], before[2]]
    page.button(key=f"up-{ids[2]}").click().run()
    assert titles(own) == [before[1], before[2], before[0]]
    page.button(key=f"out-{ids[1]}").click().run()
    assert titles(own) == [before[2], before[0]]
    page.button(key="empty-basket").click().run()
    assert own.basket() == [] and "Phiếu chưa có mục nào" in text(page) and not page.exception


def test_the_officers_words_are_kept_and_printed(own: Desk, assistant: Assistant, visit: Callable[[], AppTest]) -> None:
    fill(own, assistant)
    page, id_ = visit(), own.basket()[0].id
    page.text_input(key=f"heading-{id_}").set_value("Cấp phép xây dựng")
    page.text_area(key=f"note-{id_}").set_value("Đề nghị *giao* Phòng Quy hoạch.")
    page.button(key=f"save-{id_}").click().run()
    item = own.basket()[0].item
    assert (item.title, item.heading, item.note) == (PERMIT, "Cấp phép xây dựng", "Đề nghị *giao* Phòng Quy hoạch.")
    assert "1. Cấp phép xây dựng" in paper(page) and "Ý kiến của người soạn: Đề nghị *giao* Phòng Quy hoạch." in paper(page)
    assert "do Ban quản lý trực tiếp thực hiện" in paper(page)


def test_details_are_remembered_on_the_next_visit(own: Desk, assistant: Assistant, visit: Callable[[], AppTest]) -> None:
    fill(own, assistant)
    page = visit()
    page.selectbox(key="memo-kind").set_value("to-trinh").run()
    page.text_input(key="memo-board").set_value("Ban Quản lý Khu kinh tế Hải Phòng")
    page.text_area(key="memo-recipients").set_value("Ủy ban nhân dân thành phố Hải Phòng")
    page.selectbox(key="memo-authority-to-trinh").set_value("pho-truong-ban")
    page.button(key="memo-save").click().run()
    again = visit()
    assert again.selectbox(key="memo-kind").value == "to-trinh"
    assert again.selectbox(key="memo-authority-to-trinh").value == "pho-truong-ban"
    assert again.get("download_button")[0].proto.label == "Tải tờ trình (DOCX)"
    assert "Kính gửi: Ủy ban nhân dân thành phố Hải Phòng" in paper(again)


def test_where_nothing_holds_there_is_no_file(own: Desk, assistant: Assistant, visit: Callable[[], AppTest]) -> None:
    own.put(item_of_answer(assistant.ask(SUM, DAY)))
    page = visit()
    assert not page.get("download_button") and "chưa soạn được tệp" in text(page)


def test_what_was_kept_in_another_form_is_no_trouble(own: Desk, assistant: Assistant, visit: Callable[[], AppTest]) -> None:
    own.put(replace(item_of_clause(assistant.ask(PERMIT, DAY).citations[0], DAY), group="<b>nhóm</b>"))
    for kept in ({"kind": "sac-lenh", "authority": 7, "recipients": "x"}, ["x"], {"kind": "cong-van", "authority": "vua"}):
        own.prefer("van-ban", kept)
        assert visit().get("download_button")
