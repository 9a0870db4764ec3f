"""The page as a local server, and the default index that it needs."""

import errno
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from pathlib import Path
from types import FrameType

from ingest.embedding import Embedder
from ingest.index import IndexBusy, NoIndex, build, is_stale
from ingest.settings import Settings

PAGE = Path(__file__).resolve().parent.parent / "streamlit_app.py"
HOST = "127.0.0.1"
START_SECONDS = 60
# glibc gives every few threads an arena of their own and each keeps what it once had: a page that reopens its index again and again grows.
ALLOCATOR = {"MALLOC_ARENA_MAX": "2"}
STOP_SECONDS = 10  # for the page to end by itself when it is told to; `docker stop` waits as long before it kills


class ServeError(Exception):
    """The page cannot be opened; one Vietnamese line."""


class Stopped(BaseException):
    """Somebody asked this process to end (SIGTERM), as Ctrl+C does; nothing that catches errors may swallow it."""


def ensure_index(settings: Settings, embedder: Embedder) -> None:
    """Builds the index of the corpus and the uploads where it is missing or stale, with progress on stderr.

    Raises IndexBusy where another process builds it for the first time; one that only brings it up to date need not be waited for.
    """
    missing = False
    try:
        stale = is_stale(settings.index, settings.sources(), settings.corpus, embedder, settings.chroma_url)
    except NoIndex:
        stale = missing = True
    if not stale:
        return
    print("Đang dựng chỉ mục kho văn bản …", file=sys.stderr)
    try:
        build(settings.sources(), settings.index, settings.corpus, embedder, chroma_url=settings.chroma_url)
    except IndexBusy:
        if missing:
            raise
        print("Một tiến trình khác đang cập nhật chỉ mục; tạm dùng bản đang có.", file=sys.stderr)


def check_address(host: str, port: int) -> None:
    """Raises ServeError where no page can be opened at that address, before anything is built for it."""
    try:
        family = socket.AF_INET6 if ip_address(host).version == 6 else socket.AF_INET
    except ValueError as error:
        raise ServeError(f"{host!r} không phải là địa chỉ IP; để trống thì trang chỉ mở trên máy này ({HOST}).") from error
    if not 0 < port < 2**16:
        raise ServeError(f"Cổng {port} không hợp lệ: phải từ 1 đến 65535.")
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        if os.name == "posix":  # a page that has just ended holds its port no longer; on Windows the option would share a live one
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise ServeError(_why_not(host, port, error)) from error


@contextmanager
def stoppable() -> Iterator[None]:
    """SIGTERM ends what runs inside as Ctrl+C does: in order, with its children. As process 1 of a container it would else be ignored."""

    def stop(_: int, __: FrameType | None) -> None:
        raise Stopped

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def serve(settings: Settings, port: int, headless: bool, host: str = HOST) -> int:
    """0 when the page was asked to stop, else the exit status of Streamlit. Opens it in a browser unless `headless`.

    Only this machine can reach it unless `host` is another. Streamlit itself always runs headless: otherwise it would ask for an e-mail
    address at the first start.
    """
    command = [
        sys.executable, "-m", "streamlit", "run", str(PAGE), "--server.address", host, "--server.port", str(port),
        "--server.headless", "true", "--browser.gatherUsageStats", "false",
    ]  # fmt: skip
    address = f"http://{_for_browsers(host)}:{port}"
    server: subprocess.Popen[bytes] | None = None
    try:
        server = subprocess.Popen(command, env=ALLOCATOR | os.environ | settings.as_environment(), cwd=PAGE.parent)
        print(f"Trang hỏi đáp: {address} (nhấn Ctrl+C để dừng)", file=sys.stderr)
        if not headless and _answers(f"{address}/_stcore/health", server):
            webbrowser.open(address)
        return server.wait()
    except (KeyboardInterrupt, Stopped):
        return 0
    finally:
        if server is not None:
            _end(server)


def _end(server: "subprocess.Popen[bytes]") -> None:
    """The page has ended when this returns, even where it does not want to."""
    server.terminate()
    try:
        server.wait(timeout=STOP_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def _why_not(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Cổng {port} đang được dùng, có thể trang đã mở sẵn tại http://{_for_browsers(host)}:{port}; hoặc chọn cổng khác bằng --port."
        )
    if error.errno in {errno.EACCES, errno.EPERM}:
        return f"Hệ điều hành không cho dùng cổng {port} tại {host}; hãy chọn cổng từ 1024 trở lên bằng --port."
    return f"Không mở được trang tại {host}, cổng {port} ({error.strerror})."


def _for_browsers(host: str) -> str:
    """The address as it stands in a URL; "every interface" is no place to go to."""
    address = ip_address(host)
    if address.is_unspecified:
        return HOST
    return f"[{host}]" if address.version == 6 else host


def _answers(address: str, server: "subprocess.Popen[bytes]") -> bool:
    """Whether the server comes up within START_SECONDS."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=1) as response:
                return bool(response.status == 200)
        except OSError:
            time.sleep(0.2)
    return False
