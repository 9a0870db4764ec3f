"""The chat in a real browser, as an officer uses it: a question without accents, its source, and an answer that is stopped."""

from pathlib import Path
from threading import Event

import pytest
from browsing import PERMIT, visitor
from model_server import model_server, says_then_waits, statements

from benchmarks.page import served


@pytest.mark.browser
def test_an_unaccented_question_is_answered_and_its_source_opens(shipped_index: Path, tmp_path: Path) -> None:
    with served(shipped_index, tmp_path) as server, visitor(server.address) as came:
        page = came.page
        page.get_by_text("Kho đang có").wait_for(timeout=60_000)
        came.ask(PERMIT)
        page.get_by_role("link", name="[1]").first.click(timeout=60_000)  # the mark in the text
        panel = page.locator(".st-key-source-panel")
        panel.locator("mark").first.wait_for()
        assert panel.locator("mark").first.inner_text().startswith("2. ")
        assert "giấy phép xây dựng" in panel.locator("mark").first.inner_text()
        assert "Điều 53. Thẩm quyền cấp giấy phép xây dựng" in panel.inner_text()
        assert panel.get_by_text("đang có hiệu lực").count()
        page.keyboard.press("Escape")
        panel.wait_for(state="hidden")
        assert page.evaluate("document.documentElement.lang") == "vi"
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        came.assert_undisturbed()


@pytest.mark.browser
def test_an_answer_that_is_being_written_is_stopped_and_the_question_stays(
    shipped_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = statements(("Ban quản lý trực tiếp cấp giấy phép xây dựng.", [1]))
    first, rest = written[: written.rindex("]}")], written[written.rindex("]}") :]
    with model_server() as model:
        model.will(says_then_waits(f"{first}, ", Event(), rest))
        monkeypatch.setenv("TRO_LY_MODEL_URL", model.url)
        with served(shipped_index, tmp_path) as server, visitor(server.address) as came:
            came.page.get_by_text("Kho đang có").wait_for(timeout=60_000)
            came.ask(PERMIT)
            came.page.get_by_text("Ban quản lý trực tiếp cấp giấy phép xây dựng.").wait_for(timeout=60_000)  # verified, and on the page
            came.page.get_by_role("button", name="Dừng").click()
            came.page.get_by_text("Đã dừng trước khi trả lời xong").wait_for(timeout=60_000)
            assert came.page.get_by_text(PERMIT).count()
            came.assert_undisturbed()
