"""What somebody asked stays out of the log, whichever way it goes in and whatever fails."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from assistant import Assistant
from ingest import logs
from ingest.settings import read_settings

ROOT = Path(__file__).parents[2]
MARKER = "zuvexor"
ASKED = f"Ban quản lý có được cấp giấy phép xây dựng cho ông {MARKER} không?"
KEY = "sk-khoa-bi-mat-7193"
Page = Callable[..., AppTest]


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    path = tmp_path / "log" / "tro-ly.log"
    monkeypatch.setenv("TRO_LY_LOG", str(path))
    monkeypatch.setenv("TRO_LY_MODEL_KEY", KEY)
    yield path
    monkeypatch.undo()
    logs.set_up(read_settings())


def rows(log: Path) -> list[dict[str, Any]]:
    """What was logged, after a look for what must not be in it: the name is found however its letters are written."""
    written = log.read_text(encoding="utf-8")
    assert MARKER not in written.lower() and KEY not in written
    return [json.loads(line) for line in written.splitlines()]


def command(*argv: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "assistant", *argv],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_a_question_of_the_command_line(log: Path, shipped_index: Path) -> None:
    done = command("ask", ASKED, "--index", str(shipped_index))
    assert (done.returncode, done.stderr) == (0, "")
    (row,) = rows(log)
    assert row["message"] == "answered" and row["facts"]["receipt"]


def test_receipts_that_cannot_be_written(log: Path, shipped_index: Path, tmp_path: Path) -> None:
    done = command("ask", ASKED, "--index", str(shipped_index), TRO_LY_RECEIPTS=str(tmp_path))
    assert done.returncode == 0 and "chưa lưu được phiếu" in done.stderr
    assert MARKER not in done.stderr
    assert [row["message"] for row in rows(log)] == ["1 receipts are lost", "answered"]


def test_no_key_of_a_model_in_the_log_the_receipts_or_the_settings(log: Path, shipped_index: Path, tmp_path: Path) -> None:
    receipts = tmp_path / "phiếu.sqlite"
    asked = command(
        "ask",
        ASKED,
        "--index",
        str(shipped_index),
        TRO_LY_MODEL="m",
        TRO_LY_MODEL_URL="http://127.0.0.1:9/v1",
        TRO_LY_RECEIPTS=str(receipts),
    )
    assert asked.returncode == 0 and "the language model failed" in {row["message"].partition(":")[0] for row in rows(log)}
    assert receipts.is_file()
    kept = b"".join(path.read_bytes() for path in tmp_path.glob("phiếu.sqlite*"))
    assert MARKER.encode() in kept, "the receipt has the question"
    shown = command("--show-config").stdout
    assert "model_key = (đã đặt)" in shown
    for said in (kept.decode("utf-8", "replace"), shown, asked.stdout, asked.stderr):
        assert KEY not in said


def test_an_unforeseen_error_of_the_command_line(
    log: Path, shipped_index: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from assistant.__main__ import main

    monkeypatch.setattr(Assistant, "ask", lambda self, text, *_: {}[text])
    assert main(["ask", ASKED, "--index", str(shipped_index)]) == 1
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 1 and said[0].startswith("Có lỗi ngoài dự kiến")
    (row,) = rows(log)
    assert row["error"][0]["type"] == "KeyError" and row["error"][0]["through"]


def test_a_question_of_the_page(log: Path, page: Page) -> None:
    visit = page()
    visit.chat_input[0].set_value(ASKED).run()
    assert not visit.exception
    assert "answered" in {row["message"] for row in rows(log)}


def test_an_unforeseen_error_of_the_page(log: Path, page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    visit = page()
    monkeypatch.setattr(Assistant, "ask_streaming", lambda self, text, *_: {}[text])
    visit.chat_input[0].set_value(ASKED).run()
    assert visit.error
    (row,) = [row for row in rows(log) if row["level"] == "ERROR"]
    assert row["error"][0]["type"] == "KeyError"
