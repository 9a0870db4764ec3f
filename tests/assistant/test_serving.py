"""`serve` as a process: it ends with all that it started, and says in one line why it cannot begin."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from assistant.serving import ServeError, check_address

ROOT = Path(__file__).parents[2]
HOST = "127.0.0.1"
PATIENCE = 60  # seconds after which something that should have happened counts as not happening


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def listens(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://{HOST}:{port}/_stcore/health", timeout=1) as response:
            return bool(response.status == 200)
    except OSError:
        return False


def wait_until(port: int, is_there: bool) -> None:
    until = time.monotonic() + PATIENCE
    while listens(port) is not is_there:
        assert time.monotonic() < until, f"the page {'did not come up' if is_there else 'is still there'}"
        time.sleep(0.1)


@contextmanager
def serving(index: Path, port: int) -> Iterator["subprocess.Popen[bytes]"]:
    command = [sys.executable, "-m", "assistant", "serve", "--headless", "--port", str(port), "--index", str(index)]
    server = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, start_new_session=True)
    try:
        yield server
    finally:
        if server.poll() is None:
            os.killpg(server.pid, signal.SIGKILL)
        server.communicate()


@pytest.mark.skipif(os.name != "posix", reason="Windows has no signal that asks a process to end")
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_page_that_is_told_to_stop_leaves_no_server_behind(shipped_index: Path, how: signal.Signals) -> None:
    port = free_port()
    with serving(shipped_index, port) as server:
        wait_until(port, is_there=True)
        server.send_signal(how)
        assert server.wait(timeout=PATIENCE) == 0
        assert not listens(port)
        with pytest.raises(ProcessLookupError):  # nobody of its group is left
            os.killpg(server.pid, 0)


def test_a_port_that_is_taken_is_one_line(shipped_index: Path) -> None:
    with socket.socket() as other:
        other.bind((HOST, 0))
        other.listen()
        port = other.getsockname()[1]
        with serving(shipped_index, port) as server:
            _, said = server.communicate(timeout=PATIENCE)
            assert server.returncode == 2
            lines = said.decode("utf-8").splitlines()
            assert len(lines) == 1
            assert f"Cổng {port} đang được dùng" in lines[0]


@pytest.mark.parametrize(
    ("host", "port", "said"),
    [
        (HOST, 0, "Cổng 0 không hợp lệ"),
        (HOST, 65536, "Cổng 65536 không hợp lệ"),
        ("localhost", 8501, "'localhost' không phải là địa chỉ IP"),
        ("203.0.113.9", 0, "không hợp lệ"),
    ],
)
def test_what_is_no_address_is_said_before_anything_is_built(host: str, port: int, said: str) -> None:
    with pytest.raises(ServeError, match=said):
        check_address(host, port)


def test_an_address_of_another_machine_is_refused() -> None:
    """TEST-NET-3 is nobody's: no packet is sent to bind to it."""
    with pytest.raises(ServeError, match=r"Không mở được trang tại 203\.0\.113\.9"):
        check_address("203.0.113.9", free_port())
