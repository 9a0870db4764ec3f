"""The page in a real browser, as an officer uses it: a question without accents, then its source."""

import os
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import sync_playwright

from benchmarks.page import HOST, chromium, served


@pytest.mark.browser
def test_an_unaccented_question_is_answered_and_its_source_opens(shipped_index: Path, tmp_path: Path) -> None:
    browser_path = chromium()
    if browser_path is None:
        reason = "Không có Chromium trên máy này (gói chromium trong apt.txt)."
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    hosts, complaints = set[str](), list[str]()
    with served(shipped_index, tmp_path) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1366, "height": 768}, locale="vi-VN")
        page.on("request", lambda request: hosts.add(urlsplit(request.url).hostname or urlsplit(request.url).scheme))
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(server.address)
        page.get_by_text("Kho văn bản đang có").wait_for(timeout=60_000)
        box = page.get_by_placeholder("Nhập câu hỏi")
        box.fill("ban quan ly co duoc cap giay phep xay dung trong kcn khong")
        box.press("Enter")
        page.get_by_role("link", name="[1]").first.click(timeout=30_000)  # the mark in the text
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
        browser.close()
    assert hosts <= {HOST, "data", "blob"}
    assert complaints == []
