"""The audit log: appended to, a file a month, readable by its owner alone, silent about questions, never in the way."""

import json
import os
import stat
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.audit import record


def lines(folder: Path) -> list[dict[str, str]]:
    return [json.loads(line) for file in sorted(folder.glob("*.jsonl")) for line in file.read_text(encoding="utf-8").splitlines()]


def test_deeds_are_appended_to_the_file_of_their_month(tmp_path: Path) -> None:
    assert record(tmp_path, "an", "upload", "a.pdf", datetime(2026, 10, 31, 23, 59, tzinfo=UTC))
    assert record(tmp_path, "an", "build", "", datetime(2026, 11, 1, tzinfo=UTC))
    assert [file.name for file in sorted(tmp_path.iterdir())] == ["audit-2026-10.jsonl", "audit-2026-11.jsonl"]
    assert [line["deed"] for line in lines(tmp_path)] == ["upload", "build"]


@pytest.mark.skipif(os.name == "nt", reason="modes of files are POSIX's")
def test_nobody_else_may_read_it(tmp_path: Path) -> None:
    record(tmp_path / "log", "an", "sign-in")
    assert stat.S_IMODE((tmp_path / "log").stat().st_mode) == 0o700
    assert all(stat.S_IMODE(file.stat().st_mode) == 0o600 for file in (tmp_path / "log").iterdir())


@pytest.mark.parametrize("about", ["a\nb", 'x"}\n{"deed": "build"', "\ud800", "ĩ" * 5000])
def test_nothing_that_is_written_makes_a_line_of_its_own(tmp_path: Path, about: str) -> None:
    record(tmp_path, "an", "upload", about)
    assert len(lines(tmp_path)) == 1


def test_lines_of_several_processes_do_not_mix(tmp_path: Path) -> None:
    script = (
        "from pathlib import Path; from assistant.audit import record;"
        f" [record(Path({str(tmp_path)!r}), 'x' * 500, 'upload') for _ in range(50)]"
    )
    writers = [subprocess.Popen([sys.executable, "-c", script], cwd=Path(__file__).parents[2]) for _ in range(3)]
    assert [writer.wait(60) for writer in writers] == [0, 0, 0]
    assert len(lines(tmp_path)) == 150


def test_a_log_that_is_off_or_cannot_be_written_is_in_nobodys_way(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    assert record(None, "an", "sign-in") is False
    assert record(tmp_path / "file", "an", "sign-in") is False
