"""Seconds from `streamlit run` until a question can be typed: python tests/ui/measure_start.py INDEX [RUNS]."""

import statistics
import sys
import time
from pathlib import Path

from page_server import chromium, served
from playwright.sync_api import sync_playwright

WORD = "giấy phép"


def main(index: Path, runs: int) -> None:
    typed, whole, answered = list[float](), list[float](), list[float]()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        for _ in range(runs):
            started = time.perf_counter()
            with served(index) as address:
                page = browser.new_page()
                page.goto(address)
                box = page.get_by_placeholder("Nhập câu hỏi")
                box.fill(WORD)
                typed.append(time.perf_counter() - started)
                page.get_by_text("Kho văn bản đang có").wait_for(timeout=60_000)
                whole.append(time.perf_counter() - started)
                box.fill("Ban quản lý có được cấp giấy phép xây dựng trong khu công nghiệp không?")
                asked = time.perf_counter()
                box.press("Enter")
                page.get_by_role("button", name="[1]").first.wait_for(timeout=60_000)
                answered.append(time.perf_counter() - asked)
                page.close()
        browser.close()
    for name, seconds in (("question box usable", typed), ("page whole", whole), ("first answer after Enter", answered)):
        print(f"{name}: median {statistics.median(seconds):.2f} s of {[round(s, 2) for s in seconds]}")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), int(sys.argv[2]) if len(sys.argv) > 2 else 5)
