"""kill −9: a selection of the points, in a process of their own; and no point in the code that the measurement does not go through."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
_POINT = re.compile(r"""faults\.at\("([^"]+)"\)""")
SELECTED = (
    "build after changes: build.after-commit",
    "build after changes: swap.folder-renamed",
    "build after changes: swap.before-rename",
    "build after changes: swap.after-rename",
    "build with a slow model: kept.after-commit",
    "fetch over an older file: fetch.after-rename",
    "first use of a desk: file.migrating:5",
    "turns and items kept: file.after-commit:4",
    "conversation deleted: desk.before-forgetting",
    "backup: backup.before-rename",
    "restore: restore.desk.sqlite-aside",
)


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")
def test_what_is_killed_leaves_the_old_or_the_new() -> None:
    only = [part for name in SELECTED for part in ("--only", name)]
    run = subprocess.run([sys.executable, "-m", "benchmarks.kills", *only], cwd=ROOT, capture_output=True, text=True, check=False)
    assert f"{len(SELECTED)} of {len(SELECTED)} points leave the old or the new" in run.stdout, run.stdout + run.stderr[-2000:]
    assert run.returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")
def test_every_point_of_the_code_is_gone_through() -> None:
    listed = subprocess.run(
        [sys.executable, "-m", "benchmarks.kills", "--list"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    measured = {line.split(": ")[1].partition(":")[0] for line in listed.splitlines()}
    files = [path for folder in ("ingest", "assistant") for path in (ROOT / folder).rglob("*.py") if path.name != "faults.py"]
    in_code = {name for path in files for name in _POINT.findall(path.read_text("utf-8"))}
    assert len(listed.splitlines()) >= 50
    assert in_code - measured == set()
