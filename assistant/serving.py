"""The page as a local server, and the default index that it needs."""

import os
import subprocess
import sys
from pathlib import Path

from ingest.embedding import load_embedder
from ingest.index import NoIndex, build, is_stale
from ingest.settings import Settings

PAGE = Path(__file__).resolve().parent.parent / "streamlit_app.py"
HOST = "127.0.0.1"


def ensure_index(settings: Settings) -> None:
    """Builds the index of the corpus where it is missing or stale, with progress on stderr."""
    try:
        stale = is_stale(settings.index, [settings.corpus], settings.corpus)
    except NoIndex:
        stale = True
    if stale:
        print("Đang dựng chỉ mục kho văn bản …", file=sys.stderr)
        build([settings.corpus], settings.index, settings.corpus, load_embedder(settings.embedding))


def serve(settings: Settings, port: int, headless: bool) -> int:
    """Runs the page until it is stopped; only this machine can reach it."""
    command = [
        sys.executable, "-m", "streamlit", "run", str(PAGE), "--server.address", HOST, "--server.port", str(port),
        "--server.headless", "true" if headless else "false", "--browser.gatherUsageStats", "false",
    ]  # fmt: skip
    environment = os.environ | {"TRO_LY_INDEX": str(settings.index), "TRO_LY_CORPUS": str(settings.corpus)}
    try:
        return subprocess.call(command, env=environment, cwd=PAGE.parent)
    except KeyboardInterrupt:
        return 0
