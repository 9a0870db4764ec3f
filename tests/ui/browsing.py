"""What the tests in a real browser share: a browser, a visitor who complains of what goes wrong, and a page at rest."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, sync_playwright

from benchmarks.page import HOST, chromium

WIDE = {"width": 1366, "height": 768}
PERMIT = "ban quan ly co duoc cap giay phep xay dung trong kcn khong"


@dataclass
class Visitor:
    """A page with every complaint of the browser and every host that it asked."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)

    def assert_undisturbed(self) -> None:
        assert self.hosts <= {HOST, "data", "blob"}
        assert self.complaints == []

    def ask(self, question: str) -> None:
        box = self.page.get_by_placeholder("Nhập câu hỏi")
        box.fill(question)
        box.press("Enter")


@contextmanager
def visitor(address: str) -> Iterator[Visitor]:
    """A visitor on the page of that address. Skips where there is no Chromium, but fails in CI."""
    browser_path = chromium()
    if browser_path is None:
        reason = "Không có Chromium trên máy này (gói chromium trong apt.txt)."
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        page = browser.new_context(viewport=WIDE, locale="vi-VN", accept_downloads=True).new_page()
        came = Visitor(page)
        page.on("request", lambda request: came.hosts.add(urlsplit(request.url).hostname or urlsplit(request.url).scheme))
        page.on("console", lambda message: came.complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: came.complaints.append(str(error)))
        page.goto(address)
        try:
            yield came
        finally:
            browser.close()
