"""The page as a local server, and the default index that it needs."""

import os
import subprocess
import sys
import time
import urllib.request
import webbrowser
from pathlib import Path

from ingest.embedding import Embedder
from ingest.index import IndexBusy, NoIndex, build, is_stale
from ingest.settings import Settings

PAGE = Path(__file__).resolve().parent.parent / "streamlit_app.py"
HOST = "127.0.0.1"
START_SECONDS = 60


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


def serve(settings: Settings, port: int, headless: bool) -> int:
    """Runs the page until it is stopped; only this machine can reach it. Opens it in a browser unless `headless`.

    Streamlit itself always runs headless: otherwise it would ask for an e-mail address at the first start.
    """
    command = [
        sys.executable, "-m", "streamlit", "run", str(PAGE), "--server.address", HOST, "--server.port", str(port),
        "--server.headless", "true", "--browser.gatherUsageStats", "false",
    ]  # fmt: skip
    server = subprocess.Popen(command, env=os.environ | settings.as_environment(), cwd=PAGE.parent)
    address = f"http://{HOST}:{port}"
    print(f"Trang hỏi đáp: {address} (nhấn Ctrl+C để dừng)", file=sys.stderr)
    try:
        if not headless and _answers(f"{address}/_stcore/health", server):
            webbrowser.open(address)
        return server.wait()
    except KeyboardInterrupt:
        server.terminate()
        return server.wait()


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
