"""`python -m assistant health`: what is well, what is not, and what to do then."""

import json
import os
import shutil
import socket
import sqlite3
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from assistant import health
from assistant.__main__ import main
from assistant.desk import open_desk
from assistant.desk.schema import DESK
from assistant.health import Check, check_file, check_folder, check_index, check_page, examine
from assistant.receipts import RECEIPTS
from benchmarks.page import served
from ingest.settings import Settings

Snapshot = dict[str, bytes]


@pytest.fixture
def settings(shipped_index: Path, tmp_path: Path) -> Settings:
    data = tmp_path / "data"
    return Settings(
        index=shipped_index, desk=data / "desk.sqlite", receipts=data / "receipts.sqlite", uploads=data / "uploads", audit=data / "audit"
    )


@pytest.fixture
def answering() -> Iterator[Callable[[int, bytes], str]]:
    """Starts a server that gives every request this answer; its address."""
    servers = list[HTTPServer]()

    def start(status: int, body: bytes) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(status)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        server = HTTPServer(("127.0.0.1", 0), Handler)
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def contents(folder: Path) -> Snapshot:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_a_page_that_runs_is_well_and_nothing_is_changed(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("index", "desk", "receipts", "uploads", "audit"):
        monkeypatch.setenv(f"TRO_LY_{name.upper()}", str(getattr(settings, name)))
    with served(settings.index, tmp_path / "data") as page:
        assert main(["health", "--url", page.address, "--json"]) == 0
        told = json.loads(capsys.readouterr().out)
        assert told["ok"] is True
        names = [check["name"] for check in told["checks"]]
        assert [*dict.fromkeys(names)] == ["page", "index", "desk", "receipts", "uploads", "disk"]
    assert main(["health", "--url", page.address]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line.partition("  ")[0] for line in lines] == ["LỖI", *["Đạt"] * (len(names) - 1)]
    assert "không trả lời" in lines[0]
    assert not (tmp_path / "data").exists(), "nobody made anything yet"


@pytest.mark.parametrize(("status", "body"), [(200, b"<html>"), (503, b"ok"), (404, b"")])
def test_other_software_at_the_address_is_not_our_page(answering: Callable[[int, bytes], str], status: int, body: bytes) -> None:
    assert not check_page(answering(status, body)).ok


@pytest.mark.parametrize("url", ["", "127.0.0.1:8501", "ftp://127.0.0.1", "http://[::1", "file:///etc"])
def test_what_is_no_address_is_told_and_no_traceback(url: str) -> None:
    assert not check_page(url).ok


def test_a_server_that_speaks_something_else_is_not_our_page() -> None:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()

        def answer() -> None:
            visitor, _ = server.accept()
            with visitor:
                visitor.recv(1000)
                visitor.sendall(b"SSH-2.0-invented\r\n")

        threading.Thread(target=answer, daemon=True).start()
        assert not check_page(f"http://127.0.0.1:{server.getsockname()[1]}").ok


def test_no_index_and_a_changed_byte_are_told_with_the_command(shipped_index: Path, tmp_path: Path) -> None:
    none = check_index(tmp_path / "đâu đó")
    assert not none.ok and "python -m ingest build" in none.line
    copy = tmp_path / "hỏng"
    shutil.copytree(shipped_index, copy)
    assert check_index(copy).ok
    file = copy / (copy / "CURRENT").read_text("utf-8") / "rows" / "vectors.npy"
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    file.write_bytes(content)
    changed = check_index(copy)
    assert not changed.ok and "rows/vectors.npy" in changed.line and "python -m ingest build" in changed.line


def test_looking_at_an_index_changes_no_byte_of_it(shipped_index: Path, tmp_path: Path) -> None:
    copy = tmp_path / "chỉ mục"
    shutil.copytree(shipped_index, copy)
    before = contents(copy)
    assert check_index(copy).ok
    assert contents(copy) == before


def test_a_desk_that_can_be_written_is_left_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "bàn.sqlite"
    open_desk(path).start("Một hội thoại")
    before = path.read_bytes()
    assert check_file("desk", path, DESK) == Check("desk", True, f"Tệp lưu hội thoại và phiếu trình {path} ghi được.")
    assert path.read_bytes() == before


def test_a_file_that_another_process_holds_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.user_file.BUSY_SECONDS", 0.05)
    path = tmp_path / "bàn.sqlite"
    open_desk(path).start("Một hội thoại")
    with sqlite3.connect(path) as other:
        other.execute("BEGIN IMMEDIATE")
        held = check_file("desk", path, DESK)
    assert not held.ok and "locked" in held.line


@pytest.mark.parametrize("content", [b"kh\xf4ng ph\xe1i SQLite" * 100, b""])
def test_a_file_of_another_kind_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "phiếu.sqlite"
    path.write_bytes(content)
    assert check_file("receipts", path, RECEIPTS).ok is (content == b"")
    with sqlite3.connect(tmp_path / "khác.sqlite") as other:
        other.execute("CREATE TABLE t (x)")
    assert not check_file("receipts", tmp_path / "khác.sqlite", RECEIPTS).ok


def test_what_is_switched_off_is_well(settings: Settings) -> None:
    off = replace(settings, desk=None, receipts=None, uploads=None, audit=None)
    checks = {check.name: check for check in examine(off, "http://127.0.0.1:9")}
    assert [checks[name].ok for name in ("desk", "receipts", "uploads")] == [True] * 3
    assert all("đang tắt" in checks[name].line for name in ("desk", "receipts", "uploads"))


def test_a_file_where_a_folder_should_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("", encoding="utf-8")
    check = check_folder("uploads", "Thư mục văn bản nạp thêm", tmp_path / "data" / "uploads")
    assert not check.ok and "không ghi được" in check.line


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "khóa").mkdir(mode=0o500)
    assert not check_folder("uploads", "Thư mục văn bản nạp thêm", tmp_path / "khóa").ok


def test_a_disk_with_less_room_than_a_build_needs_is_told_once(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "MIN_FREE_BYTES", 2**62)
    checks = list(health.check_disks(settings))
    assert not any(check.ok for check in checks)
    assert len(checks) == len({path.stat().st_dev for path in map(health.nearest, (settings.index, settings.desk)) if path})
    assert "hãy giải phóng dung lượng" in checks[0].line
