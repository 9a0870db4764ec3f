"""Seconds from `streamlit run` on a built index until the chat input takes text in a real browser; a fresh server process each time."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from .machine import ROOT
from .shared import DataAbsent

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PAGE = ROOT / "streamlit_app.py"
GIVE_UP = 60  # seconds after which a page that is not usable counts as broken
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_INPUT = "[data-testid='stChatInput'] textarea:enabled"
_IDLE = "[data-testid='stApp'][data-test-script-state='notRunning']"
_TYPED = "Ban quản lý"


@dataclass(frozen=True, slots=True)
class Start:
    """Seconds from the start of the process: the input takes text; the first page is complete, so that the index is open."""

    usable: float
    complete: float


class StartError(Exception):
    """The page did not come up."""


def measure(index: Path, runs: int) -> list[Start]:
    """Raises DataAbsent without a browser or Playwright, StartError where the page does not come up."""
    executable = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if executable is None:
        raise DataAbsent(f"no browser for the start-up measurement: none of {', '.join(BROWSERS)} is installed (see apt.txt).")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError as error:
        raise DataAbsent("playwright is not installed: pip install -e '.[dev]'.") from error
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        try:
            return [_start(browser, index) for _ in range(runs)]
        finally:
            browser.close()


def _start(browser: "Browser", index: Path) -> Start:
    from playwright.sync_api import TimeoutError as TooLate

    page = browser.new_context(locale="vi-VN").new_page()
    page.set_default_timeout(GIVE_UP * 1000)
    port = _free_port()
    try:
        with _server(index, port) as (server, began):
            _wait(f"http://127.0.0.1:{port}/_stcore/health", server)
            page.goto(f"http://127.0.0.1:{port}", wait_until="commit")
            page.locator(_INPUT).fill(_TYPED)
            usable = time.perf_counter() - began
            page.locator(_IDLE).wait_for(state="attached")
            return Start(usable, time.perf_counter() - began)
    except TooLate as error:
        raise StartError(f"the chat input was not usable after {GIVE_UP} s") from error
    finally:
        page.context.close()


@contextmanager
def _server(index: Path, port: int) -> Iterator[tuple["subprocess.Popen[bytes]", float]]:
    """A running `streamlit run` with the moment at which it was started; ended afterwards, and seen to have ended."""
    command = [sys.executable, "-m", "streamlit", "run", str(PAGE), "--server.port", str(port), "--server.headless", "true"]
    environment = os.environ | {"TRO_LY_INDEX": str(index), "PYTHONUNBUFFERED": "1"}
    with tempfile.TemporaryFile() as said:
        began = time.perf_counter()
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=said, stderr=subprocess.STDOUT)
        try:
            yield server, began
        except StartError as error:
            said.seek(0)
            raise StartError(f"{error}: {said.read()[-500:].decode(errors='replace')}") from error
        finally:
            server.terminate()
            server.wait(timeout=GIVE_UP)


def _wait(address: str, server: "subprocess.Popen[bytes]") -> None:
    until = time.perf_counter() + GIVE_UP
    while time.perf_counter() < until:
        if server.poll() is not None:
            raise StartError(f"the server ended with {server.returncode}")
        try:
            with urllib.request.urlopen(address, timeout=1):
                return
        except OSError:
            time.sleep(0.02)
    raise StartError(f"the server did not answer within {GIVE_UP} s")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
