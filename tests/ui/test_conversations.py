"""The chat over time: kept, found again, renamed by its menu, deleted, shared as a link, and what an officer does with an answer."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest
from test_page import PERMIT, ask, copied, labels, marked, text

from assistant.desk import Desk, Keeper, open_desk

Page = Callable[..., AppTest]
LABOUR = "Tiêu chuẩn danh hiệu Tập thể lao động xuất sắc là gì?"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The desk that the page keeps, in a file of this test."""
    monkeypatch.setenv("TRO_LY_DESK", str(tmp_path / "desk.sqlite"))
    return open_desk(tmp_path / "desk.sqlite")


def test_what_was_asked_is_found_again_on_another_visit_with_its_sources(page: Page, desk: Desk) -> None:
    ask(ask(page(), PERMIT), "còn gia hạn thì sao?")
    again = page()
    (kept,) = desk.conversations()
    assert kept.title == PERMIT and kept.turns == 2
    again.button(key=f"kept-{kept.id}").click().run()
    assert len(again.chat_message) == 4
    assert "[1] khoản 2 Điều 53 Nghị định số 217/2026/NĐ-CP" in labels(again)
    again.button(key="cite-0-1").click().run()
    assert marked(again).startswith("2. ")
    ask(again, "trong khu kinh tế thì sao?")
    assert desk.conversations()[0].turns == 3


def test_conversations_are_found_by_words_without_accents(page: Page, desk: Desk) -> None:
    visit = ask(page(), PERMIT)
    visit.button(key="new-conversation").click().run()
    ask(visit, LABOUR)
    visit.text_input(key="kept-words").set_value("tap the lao dong").run()
    shown = [button for button in visit.button if str(button.key).startswith("kept-")]
    assert [button.label for button in shown] == [LABOUR.replace("?", "\\?")]


def test_a_link_asks_its_question_at_its_day_once(page: Page, desk: Desk) -> None:
    visit = ask(page(), PERMIT)
    address = next(text for text in copied(visit) if "hoi=" in text)
    asked = parse_qs(urlsplit(address).query)
    assert asked == {"hoi": [PERMIT], "ngay": ["2026-11-23"]}
    shared = page()
    shared.query_params["hoi"], shared.query_params["ngay"] = PERMIT, "2026-06-30"
    shared.run()
    assert "Theo quy định tại ngày 30/6/2026" in text(shared)
    assert shared.date_input[0].value == date(2026, 6, 30)
    assert not shared.query_params
    assert len(shared.run().chat_message) == 2


@pytest.mark.parametrize("day", ["hôm nay", "0001-01-01", "2026-13-01", ""])
def test_a_link_with_a_broken_day_is_asked_at_the_day_chosen(page: Page, desk: Desk, day: str) -> None:
    visit = page()
    visit.query_params["hoi"], visit.query_params["ngay"] = PERMIT, day
    visit.run()
    assert not visit.exception
    assert "Theo quy định tại ngày 23/11/2026" in text(visit)


def test_an_answer_and_a_clause_go_into_the_basket_with_what_they_rest_on(page: Page, desk: Desk) -> None:
    visit = ask(page(), PERMIT)
    visit.button(key="put-answer-0").click().run()
    visit.button(key="cite-0-2").click().run()
    next(button for button in visit.button if str(button.key).startswith("put-source-")).click().run()
    answer, clause = (kept.item for kept in desk.basket())
    assert answer.kind == "answer" and answer.title == PERMIT
    used = {n for statement in answer.statements for n in statement["citations"]}
    assert used == {citation["n"] for citation in answer.citations}
    assert clause.kind == "clause" and clause.title == "điểm b khoản 3 Điều 68 Nghị định số 35/2022/NĐ-CP"


def test_a_thumb_and_a_report_reach_the_worklist(page: Page, desk: Desk) -> None:
    visit = ask(page(), PERMIT)
    reason = next(area for area in visit.text_area if area.key.startswith("reason-0"))
    reason.set_value("Khoản 2 Điều 53 không áp dụng cho nhà ở riêng lẻ")
    next(button for button in visit.button if button.label == "Gửi").click().run()
    (report,) = Keeper(desk.file).worklist()
    assert report.feedback.verdict == "wrong" and report.feedback.title == PERMIT
    assert report.feedback.reason.startswith("Khoản 2 Điều 53")


def test_my_board_is_remembered_and_named_in_the_question(page: Page, desk: Desk) -> None:
    visit = page()
    visit.selectbox(key="my-place").set_value("Hưng Yên").run()
    assert desk.preference("ban-cua-toi")["place"] == "Hưng Yên"
    again = ask(page(), "Ban của tôi có được cấp giấy phép xây dựng trong khu công nghiệp không?")
    assert "Câu hỏi được hiểu là: “Ban Quản lý Hưng Yên có được cấp giấy phép xây dựng" in text(again)


def test_an_answer_is_copied_with_what_its_marks_cite(page: Page, desk: Desk) -> None:
    whole = copied(ask(page(), PERMIT))[0]
    assert whole.startswith(f"Hỏi: {PERMIT}\n\nTừ ngày 01/7/2026, việc cấp giấy phép xây dựng do Ban quản lý trực tiếp")
    assert "\\" not in whole and "**" not in whole
    assert "[2] Điểm b khoản 3 Điều 68 Nghị định số 35/2022/NĐ-CP ngày 28 tháng 5 năm 2022 của Chính phủ" in whole


def test_a_desk_that_cannot_be_opened_leaves_the_answer(page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "desk.sqlite").write_bytes(b"no database at all " * 100)
    monkeypatch.setenv("TRO_LY_DESK", str(tmp_path / "desk.sqlite"))
    visit = ask(page(), PERMIT)
    assert not visit.exception
    assert "[1] khoản 2 Điều 53 Nghị định số 217/2026/NĐ-CP" in labels(visit)


def test_a_clause_from_another_page_stays_when_the_chat_is_deleted(page: Page, desk: Desk) -> None:
    """It went with the chat that happened to be open."""
    visit = ask(page(), PERMIT)
    visit.button(key="put-answer-0").click().run()
    (kept,) = desk.conversations()
    other = AppTest.from_string("from assistant.ui.pages.texts import draw; draw()", default_timeout=60)
    other.session_state["conversation"] = kept.id
    other.query_params["so"], other.query_params["dieu"] = "35/2022/NĐ-CP", "art_68__para_3__point_b"
    other.run()
    next(button for button in other.button if str(button.key).startswith("put-text-")).click().run()
    assert len(desk.basket()) == 2
    desk.delete(kept.id)
    (left,) = desk.basket()
    assert left.item.kind == "clause"
