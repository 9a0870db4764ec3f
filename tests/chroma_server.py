"""A real Chroma server on a free port of the loopback, for tests of what is asked over HTTP."""

import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.page import free_port

_GIVE_UP = 60.0  # seconds


@dataclass
class ChromaServer:
    """`start` and `stop` as often as wanted; what it holds lies in the folder."""

    folder: Path
    port: int = field(default_factory=free_port)
    _process: "subprocess.Popen[bytes] | None" = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Returns when it answers."""
        chroma = Path(sys.executable).with_name("chroma")
        command = [str(chroma), "run", "--path", str(self.folder), "--host", "127.0.0.1", "--port", str(self.port)]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until = time.monotonic() + _GIVE_UP
        while time.monotonic() < until and self._process.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.url}/api/v2/heartbeat", timeout=1):
                    return
            except OSError:
                time.sleep(0.05)
        raise RuntimeError("the Chroma server did not come up")

    def stop(self) -> None:
        if self._process:
            self._process.kill()
            self._process.wait(timeout=_GIVE_UP)
            self._process = None


@contextmanager
def chroma_server(folder: Path) -> Iterator[ChromaServer]:
    """A server over the folder that has come up; it may be stopped and started in between."""
    server = ChromaServer(folder)
    server.start()
    try:
        yield server
    finally:
        server.stop()
