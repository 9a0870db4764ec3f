"""The tree of a text in a real browser: filtered, chosen, its address shared and opened again."""

from pathlib import Path

import pytest
from browsing import visitor
from playwright.sync_api import expect

from benchmarks.page import served


@pytest.mark.browser
def test_an_article_is_filtered_chosen_and_its_address_opens_it_again(shipped_index: Path, tmp_path: Path) -> None:
    with served(shipped_index, tmp_path) as server, visitor(f"{server.address}/van-ban?so=35/2022/NĐ-CP&ngay=2026-07-01") as came:
        page = came.page
        tree = page.locator("nav[aria-label='Mục lục']")
        filtering = tree.get_by_placeholder("Lọc theo số điều")
        filtering.wait_for(timeout=60_000)
        filtering.fill("nhiem vu va quyen han")
        expect(tree.locator("li[data-words]:visible")).not_to_have_count(0)
        tree.get_by_role("link", name="Điều 68.").click()
        page.locator(".st-key-reading").get_by_text("Điều 68. ").wait_for(timeout=30_000)
        assert "dieu=art_68" in page.url and "ngay=2026-07-01" in page.url
        filtering.fill("")
        tree.get_by_role("link", name="Điểm b").first.click()
        marked = page.locator(".st-key-reading mark").first
        marked.wait_for(timeout=30_000)
        said = marked.inner_text()
        assert said.startswith("b) ")
        expect(tree.locator("[aria-current]")).to_have_count(1)
        page.set_viewport_size({"width": 390, "height": 844})
        page.goto(page.url)
        marked.wait_for(timeout=60_000)
        assert marked.inner_text() == said
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        # on the address of a page Streamlit looks for its server below that address first, and does not find it
        assert [complaint for complaint in came.complaints if "404" not in complaint] == []
