"""The pictures of the guide for staff, taken anew from the pages: python -m benchmarks.pictures --index PATH [--out docs/huong-dan]."""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from .looks import QUESTION, settle
from .machine import ROOT
from .page import INPUT, PageError, browser, served
from .shared import ABSENT, DataAbsent

if TYPE_CHECKING:
    from playwright.sync_api import Page

_SIZE = {"width": 1200, "height": 720}


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pictures", description=__doc__)
    parser.add_argument("--index", required=True, type=Path, metavar="PATH")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "huong-dan", metavar="FOLDER")
    args = parser.parse_args(argv)
    args.out.mkdir(parents=True, exist_ok=True)
    try:
        with tempfile.TemporaryDirectory() as data, served(args.index.resolve(), Path(data)) as server, browser() as opened:
            page = opened.new_context(locale="vi-VN", viewport=_SIZE).new_page()  # type: ignore[arg-type]  # a TypedDict of Playwright
            _walk(page, server.address, args.out)
    except (DataAbsent, PageError) as error:
        print(error, file=sys.stderr)
        return ABSENT if isinstance(error, DataAbsent) else 1
    return 0


def _walk(page: "Page", address: str, out: Path) -> None:
    """From a question to the memo, a picture of each page on the way."""

    def shoot(name: str) -> None:
        settle(page)
        page.screenshot(path=out / f"{name}.png")

    page.goto(address)
    settle(page)
    page.locator(INPUT).fill(QUESTION)
    page.locator(INPUT).press("Enter")
    page.locator(".st-key-cite-0-2 button").click()
    page.locator(".st-key-source-panel mark").first.wait_for()
    shoot("hoi-dap")
    page.keyboard.press("Escape")
    settle(page)
    page.locator(".st-key-put-answer-0 button").click()
    page.goto(f"{address}/van-ban?so=35/2022/NĐ-CP&dieu=art_68__para_3__point_b")
    shoot("tra-cuu")
    page.goto(f"{address}/tham-quyen")
    settle(page)
    page.get_by_text("Xem điều khoản, ghi chú").first.click()
    shoot("tham-quyen")
    page.goto(f"{address}/so-sanh")
    settle(page)
    page.locator(".st-key-preset-0 button").click()
    settle(page)
    page.locator("[class*=st-key-compare-row]").first.scroll_into_view_if_needed()
    shoot("so-sanh")
    page.locator("[class*=st-key-put-row] button").first.click()
    page.goto(f"{address}/phieu-trinh")
    shoot("phieu-trinh")
    page.goto(f"{address}/kho")
    settle(page)
    page.get_by_role("tab", name="Nạp tệp").click()
    shoot("kho")


if __name__ == "__main__":
    sys.exit(main())
