"""The tree of a text in a real browser: filtered, chosen, its address shared and opened again."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from benchmarks.page import chromium, served


@pytest.mark.browser
def test_an_article_is_filtered_chosen_and_its_address_opens_it_again(shipped_index: Path, tmp_path: Path) -> None:
    browser_path = chromium()
    if browser_path is None:
        reason = "Không có Chromium trên máy này (gói chromium trong apt.txt)."
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    complaints = list[str]()
    with served(shipped_index, tmp_path) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1366, "height": 768}, locale="vi-VN")
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{server.address}/van-ban?so=35/2022/NĐ-CP&ngay=2026-07-01")
        tree = page.locator("nav[aria-label='Mục lục']")
        filtering = tree.get_by_placeholder("Lọc theo số điều")
        filtering.wait_for(timeout=60_000)
        filtering.fill("nhiem vu va quyen han")
        expect(tree.locator("li[data-words]:visible")).not_to_have_count(0)
        tree.get_by_role("link", name="Điều 68.").click()
        page.locator(".st-key-reading").get_by_text("Điều 68. ").wait_for(timeout=30_000)
        assert "dieu=art_68" in page.url and "ngay=2026-07-01" in page.url
        filtering.fill("")
        tree.get_by_role("link", name="Điểm b").nth(1).click()  # of khoản 2, or of the khoản in which the second điểm b stands
        marked = page.locator(".st-key-reading mark").first
        marked.wait_for(timeout=30_000)
        assert marked.inner_text().startswith("b) ")
        expect(tree.locator("[aria-current]")).to_have_count(1)
        said = marked.inner_text()
        again = browser.new_page(viewport={"width": 390, "height": 844}, locale="vi-VN")
        again.goto(page.url)
        again.locator(".st-key-reading mark").first.wait_for(timeout=60_000)
        assert again.locator(".st-key-reading mark").first.inner_text() == said
        assert again.evaluate("document.documentElement.scrollWidth <= innerWidth")
        browser.close()
    assert complaints == []
