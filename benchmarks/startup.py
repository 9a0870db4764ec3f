"""Seconds from `streamlit run` on a built index until the chat input takes text in a real browser, and from Enter until an answer."""

import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from .page import GIVE_UP, IDLE, INPUT, PageError, browser, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_TYPED = "Ban quản lý có được cấp giấy phép xây dựng trong khu công nghiệp không?"
_ANSWERED = ".st-key-cite-0-1 button"


@dataclass(frozen=True, slots=True)
class Start:
    """Seconds: from the start of the process until the input takes text, and until the first page is complete, so that the index is
    open; from Enter until the first question's answer with its sources is visible."""

    usable: float
    complete: float
    answered: float


def measure(index: Path, runs: int) -> list[Start]:
    """A fresh server and a fresh visitor each time. Raises DataAbsent without a browser, PageError where the page does not come up."""
    with browser() as opened:
        return [_start(opened, index) for _ in range(runs)]


def _start(opened: "Browser", index: Path) -> Start:
    from playwright.sync_api import TimeoutError as TooLate

    page = opened.new_context(locale="vi-VN").new_page()
    page.set_default_timeout(GIVE_UP * 1000)
    try:
        with tempfile.TemporaryDirectory() as data, served(index, Path(data)) as server:
            page.goto(server.address, wait_until="commit")
            page.locator(INPUT).fill(_TYPED)
            usable = time.perf_counter() - server.began
            page.locator(IDLE).wait_for(state="attached")
            complete = time.perf_counter() - server.began
            asked = time.perf_counter()
            page.locator(INPUT).press("Enter")
            page.locator(_ANSWERED).wait_for()
            return Start(usable, complete, time.perf_counter() - asked)
    except TooLate as error:
        raise PageError(f"the page was not usable within {GIVE_UP} s") from error
    finally:
        page.context.close()
