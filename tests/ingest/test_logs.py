"""The log: one JSON object a line, rotated, for its user alone, and without the words of anybody's question."""

import json
import logging
import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ingest import logs
from ingest.logs import KEPT, JsonLine, set_up
from ingest.settings import Settings, read_settings

ROOT = Path(__file__).parents[2]
MARKER = "câu hỏi 7193 bí mật"


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """What a test sets up is undone, so that no other test writes into its file."""
    yield
    set_up(read_settings())


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "nhật ký" / "tro-ly.log"


def rows(log: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]


def test_each_record_is_one_object_with_its_facts(log: Path) -> None:
    set_up(Settings(log=log))
    logging.getLogger("assistant.service").info("answered", extra={"facts": {"receipt": "44a43e66", "ms": {"understand": 1.5}}})
    logging.getLogger("ingest").info("two\nlines")
    first, second = rows(log)
    assert {key: first[key] for key in ("level", "logger", "message", "facts")} == {
        "level": "INFO",
        "logger": "assistant.service",
        "message": "answered",
        "facts": {"receipt": "44a43e66", "ms": {"understand": 1.5}},
    }
    assert first["process"] == os.getpid() and first["at"].endswith("+00:00")
    assert second["message"] == "two\nlines"


@pytest.mark.skipif(os.name != "posix", reason="modes of files")
def test_nobody_else_reads_it_not_even_what_was_rotated(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "MAX_BYTES", 1000)
    set_up(Settings(log=log))
    for n in range(20):
        logging.getLogger("assistant").info("record %d", n)
    files = [path for path in log.parent.iterdir() if path.suffix != ".lock"]
    assert len(files) > 1
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}


def test_it_grows_to_its_limit_and_no_further(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "MAX_BYTES", 1000)
    set_up(Settings(log=log))
    for n in range(200):
        logging.getLogger("assistant").info("record %d", n)
    files = sorted(log.parent.glob("tro-ly.log*"))
    kept = [path for path in files if path.suffix != ".lock"]
    assert len(kept) == KEPT + 1
    assert max(path.stat().st_size for path in kept) <= 1000
    assert rows(log)[-1]["message"] == "record 199"


def test_processes_that_write_at_once_lose_no_record_and_mix_no_lines(log: Path) -> None:
    """They rotate under one another: with the plain rotating handler they wrote on into the file that was put aside."""
    program = (
        "import logging, sys; from pathlib import Path; from ingest import logs; from ingest.settings import Settings;"
        "logs.MAX_BYTES, logs.KEPT = 20_000, 50; logs.set_up(Settings(log=Path(sys.argv[1])));"
        "[logging.getLogger('assistant').info('%s %d', sys.argv[2], n) for n in range(150)]"
    )
    writers = [subprocess.Popen([sys.executable, "-c", program, str(log), name], cwd=ROOT) for name in "abc"]
    assert [writer.wait(timeout=120) for writer in writers] == [0, 0, 0]
    files = [path for path in log.parent.glob("tro-ly.log*") if path.suffix != ".lock"]
    assert len(files) > 2, "it was rotated"
    written = {row["message"] for path in files for row in rows(path)}
    assert written == {f"{name} {n}" for name in "abc" for n in range(150)}


def unforeseen() -> None:
    try:
        {}[MARKER]
    except KeyError as error:
        raise ValueError(f"no answer to {MARKER}") from error


def test_of_an_error_the_type_and_the_places_are_kept_and_no_words(log: Path) -> None:
    set_up(Settings(log=log))
    try:
        unforeseen()
    except ValueError:
        logging.getLogger("assistant.page").exception("Unexpected error behind the page")
    assert "7193" not in log.read_text(encoding="utf-8")
    (row,) = rows(log)
    assert [told["type"] for told in row["error"]] == ["ValueError", "KeyError"]
    assert row["error"][0]["through"][-1].partition(":")[0] == "tests/ingest/test_logs.py"
    assert row["error"][0]["through"][-1].endswith(" unforeseen")


def test_errors_that_are_each_others_cause_end(log: Path) -> None:
    first, second = ValueError("a"), ValueError("b")
    first.__cause__, second.__cause__ = second, first
    set_up(Settings(log=log))
    logging.getLogger("assistant").error("circle", exc_info=first)
    assert len(rows(log)[0]["error"]) == logs.MAX_CAUSES


@pytest.mark.parametrize(
    ("error", "code"),
    [(OSError(28, "No space left on device", f"/home/{MARKER}"), "ENOSPC"), (sqlite3.OperationalError(f"near {MARKER}"), None)],
)
def test_the_systems_number_for_an_error_is_kept(log: Path, error: Exception, code: str | None) -> None:
    set_up(Settings(log=log))
    logging.getLogger("assistant").error("not kept", exc_info=error)
    assert rows(log)[0]["error"][0].get("code") == code
    assert "7193" not in log.read_text(encoding="utf-8")


def test_of_a_library_only_the_place_is_kept(log: Path) -> None:
    set_up(Settings(log=log))
    logging.getLogger("openai._base_client").warning("Request was %s", MARKER)
    logging.getLogger("httpx").warning(f"GET /?q={MARKER}")
    assert "7193" not in log.read_text(encoding="utf-8")
    assert [(row["level"], row["logger"], row["place"].partition(":")[0]) for row in rows(log)] == [
        ("WARNING", "openai._base_client", "tests/ingest/test_logs.py"),
        ("WARNING", "httpx", "tests/ingest/test_logs.py"),
    ]


def test_a_library_that_writes_past_the_root_is_taken_over(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """So does Streamlit, with the words of every error of a callback."""
    own = logging.getLogger("streamlit.invented_for_this_test")
    own.propagate = False
    own.addHandler(logging.StreamHandler(sys.stderr))
    set_up(Settings(log=log))
    own.error("Uncaught app execution: %s", MARKER)
    assert capsys.readouterr().err == ""
    assert [row["logger"] for row in rows(log)] == [own.name]
    assert "7193" not in log.read_text(encoding="utf-8")
    own.handlers.clear()


def test_no_key_of_a_model_is_written(log: Path) -> None:
    set_up(Settings(log=log, model_key='sk-"rất" bí-mật'))
    logging.getLogger("assistant").warning("refused with %s", 'sk-"rất" bí-mật')
    assert rows(log)[0]["message"] == "refused with …"


def test_without_a_file_it_goes_to_stderr_from_the_level_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    set_up(Settings())
    logging.getLogger("assistant").info("not this")
    logging.getLogger("assistant").warning("but this")
    set_up(Settings(), logging.INFO)
    logging.getLogger("assistant").info("and this")
    assert [json.loads(line)["message"] for line in capsys.readouterr().err.splitlines()] == ["but this", "and this"]


def test_setting_up_again_writes_no_record_twice(log: Path) -> None:
    for _ in range(3):
        set_up(Settings(log=log))
    logging.getLogger("assistant").info("once")
    assert len(rows(log)) == 1


def test_a_log_that_cannot_be_written_stops_nothing_and_is_told_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "tệp").write_text("", encoding="utf-8")
    set_up(replace(Settings(), log=tmp_path / "tệp" / "tro-ly.log"))
    for _ in range(2):
        logging.getLogger("assistant").warning("lost")
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("Không ghi được nhật ký")


def test_a_record_without_words_of_its_own_is_a_line_too() -> None:
    record = logging.LogRecord("assistant", logging.WARNING, __file__, 1, "", None, (None, None, None))
    assert json.loads(JsonLine().format(record))["message"] == ""
