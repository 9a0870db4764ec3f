"""The pages as a real server on a free port, and a real browser, for measurements and for the tests."""

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

from assistant.serving import ALLOCATOR

from .machine import ROOT
from .shared import DataAbsent

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PAGE = ROOT / "streamlit_app.py"
HOST = "127.0.0.1"
GIVE_UP = 60  # seconds after which a page that is not there counts as broken
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
IDLE = "[data-testid='stApp'][data-test-script-state='notRunning']"
INPUT = "[data-testid='stChatInput'] textarea:enabled"


class PageError(Exception):
    """The page did not come up."""


@dataclass(frozen=True, slots=True)
class Served:
    """A running server: `began` is when its process was started, by time.perf_counter."""

    address: str
    process: "subprocess.Popen[bytes]"
    began: float


def chromium() -> str | None:
    """The system's Chromium."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


@contextmanager
def browser() -> Iterator["Browser"]:
    """A headless browser. Raises DataAbsent where there is none, or no Playwright."""
    executable = chromium()
    if executable is None:
        raise DataAbsent(f"no browser: none of {', '.join(BROWSERS)} is installed (see apt.txt).")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError as error:
        raise DataAbsent("playwright is not installed: pip install -e '.[dev]'.") from error
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        try:
            yield opened
        finally:
            opened.close()


@contextmanager
def served(index: Path, data: Path) -> Iterator[Served]:
    """The pages over the index, as soon as they answer; what users make goes into the folder `data`. The server is seen to have ended.

    Raises PageError where the server does not come up.
    """
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(PAGE), "--server.port", str(port), "--server.headless", "true"]
    environment = (
        ALLOCATOR
        | os.environ
        | {
            "TRO_LY_INDEX": str(index),
            "TRO_LY_DESK": str(data / "desk.sqlite"),
            "TRO_LY_RECEIPTS": str(data / "receipts.sqlite"),
            "TRO_LY_UPLOADS": str(data / "uploads"),
            "TRO_LY_AUDIT": str(data / "audit"),
            "PYTHONUNBUFFERED": "1",
            "PYTHONPATH": str(ROOT),
        }
    )
    with tempfile.TemporaryFile() as said:
        began = time.perf_counter()
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=said, stderr=subprocess.STDOUT)
        try:
            _wait(f"http://{HOST}:{port}/_stcore/health", server)
            yield Served(f"http://{HOST}:{port}", server, began)
        except PageError as error:
            said.seek(0)
            raise PageError(f"{error}: {said.read()[-500:].decode(errors='replace')}") from error
        finally:
            server.terminate()
            server.wait(timeout=GIVE_UP)


def _wait(address: str, server: "subprocess.Popen[bytes]") -> None:
    until = time.perf_counter() + GIVE_UP
    while time.perf_counter() < until:
        if server.poll() is not None:
            raise PageError(f"the server ended with {server.returncode}")
        try:
            with urllib.request.urlopen(address, timeout=1):
                return
        except OSError:
            time.sleep(0.02)
    raise PageError(f"the server did not answer within {GIVE_UP} s")


def free_port() -> int:
    """A port of the loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
