"""What a worker cannot do, and what becomes of a file whose worker died."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from invented import Place, decree

from ingest.readers import ReaderError, read
from ingest.readers.sandbox import limits, workers_started
from ingest.readers.sandbox.frames import BadFrame, read_frame
from ingest.readers.sandbox.pool import Pool

ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
READ = {"task": "read"}


@pytest.fixture
def law(tmp_path: Path) -> Path:
    path = tmp_path / "luật.txt"
    path.write_text("Điều 1. Một\n1. Hai.", encoding="utf-8")
    return path


@pytest.fixture
def pool() -> Iterator[Pool]:
    pool = Pool()
    yield pool
    pool.close()


def children() -> list[int]:
    """Processes that this one has started and that still run."""
    tasks = Path("/proc/self/task").iterdir()
    return [int(pid) for task in tasks for pid in (task / "children").read_text().split()]


def newest(before: list[int]) -> int:
    (pid,) = set(children()) - set(before)
    return pid


def test_a_worker_is_used_again(pool: Pool, law: Path) -> None:
    texts = {pool.run(law, READ).body for _ in range(50)}
    assert texts == {law.read_bytes()} and pool.started == 1


def test_no_more_workers_than_allowed_for_any_number_of_threads(pool: Pool, law: Path) -> None:
    with ThreadPoolExecutor(16) as threads:
        texts = {result.body for result in threads.map(lambda _: pool.run(law, READ), range(64))}
    assert texts == {law.read_bytes()} and pool.started <= limits.MAX_WORKERS


@ON_LINUX
def test_a_worker_that_was_killed_while_idle_is_replaced(pool: Pool, law: Path) -> None:
    before = children()
    pool.run(law, READ)
    pid = newest(before)
    os.kill(pid, signal.SIGKILL)
    os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
    assert pool.run(law, READ).body == law.read_bytes() and pool.started == 2


@ON_LINUX
def test_a_worker_that_stands_still_is_killed_and_the_file_named(pool: Pool, law: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = children()
    pool.run(law, READ)
    pid = newest(before)
    os.kill(pid, signal.SIGSTOP)
    monkeypatch.setattr(limits, "WALL_SECONDS", 0.5)
    with pytest.raises(ReaderError) as caught:
        pool.run(law, READ)
    monkeypatch.undo()
    assert caught.value.reason == "too_slow" and law.name in str(caught.value) and "\n" not in str(caught.value)
    assert pid not in children()
    assert pool.run(law, READ).body == law.read_bytes()


@ON_LINUX
def test_a_worker_that_dies_over_a_file_names_it_and_the_run_goes_on(pool: Pool, law: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = children()
    pool.run(law, READ)
    pid = newest(before)
    os.kill(pid, signal.SIGSTOP)
    threading.Timer(0.3, os.kill, (pid, signal.SIGKILL)).start()
    with pytest.raises(ReaderError) as caught:
        pool.run(law, READ)
    assert caught.value.reason == "crashed" and law.name in str(caught.value)
    assert pool.run(law, READ).body == law.read_bytes()


def in_a_guarded_process(code: str) -> subprocess.CompletedProcess[str]:
    guarded = f"from ingest.readers.sandbox import guards\nguards.limit_resources()\nkind = guards.cut_network()\n{code}"
    return subprocess.run([sys.executable, "-c", guarded], capture_output=True, text=True, timeout=60, check=False)


def test_there_is_no_network(tmp_path: Path) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as server:
        code = f"import socket; socket.create_connection(('127.0.0.1', {server.getsockname()[1]}), timeout=5)"
        assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
        ended = in_a_guarded_process(code)
    assert ended.returncode == 1 and ("OSError" in ended.stderr or "PermissionError" in ended.stderr)


def test_where_no_namespace_is_to_be_had_sockets_are_refused() -> None:
    code = "sys = __import__('sys'); sys.addaudithook(guards._refuse_sockets); __import__('socket').socket()"
    ended = in_a_guarded_process(code)
    assert ended.returncode == 1 and "PermissionError" in ended.stderr


@ON_LINUX
def test_memory_is_limited() -> None:
    ended = in_a_guarded_process("bytearray(2 * 1024**3)")
    assert ended.returncode == 1 and "MemoryError" in ended.stderr


@ON_LINUX
def test_processor_time_is_limited() -> None:
    ended = in_a_guarded_process("guards.limit_processor_time(0)\nwhile True: pass")
    assert ended.returncode == -signal.SIGXCPU


def test_keys_of_others_do_not_reach_a_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    from ingest.readers.sandbox import pool

    monkeypatch.setenv("TRO_LY_MODEL_KEY", "bí mật")
    assert "TRO_LY_MODEL_KEY" not in pool._environment("")


@pytest.mark.parametrize("frame", [b"\xff" * 8, b"\0\0\0\2\0\0\0\0[]", b"\0\0\0\2\0\0\0\0{x", b"\0\0\0\2\0\1\0\0{}"])
def test_what_is_no_frame_is_not_believed(frame: bytes) -> None:
    import io

    with pytest.raises(BadFrame):
        read_frame(io.BytesIO(frame).read, 100)


def test_a_thousand_unchanged_files_start_no_process(place: Place) -> None:
    for number in range(1, 1_001):
        place.write(f"nghị định {number}.txt", f"Số: {number}/2031/NĐ-CP\nĐiều 1. Vườn số {number}\nBan vườn ươm trồng cây số {number}.")
    place.build()
    before = workers_started()
    assert place.build().unchanged == 1_000
    assert workers_started() == before


def test_reading_a_file_that_is_not_there_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read(tmp_path / "không có.txt")


def test_a_build_names_the_file_that_killed_its_reader_and_goes_on(place: Place) -> None:
    from benchmarks.hostile.printed import FILES

    place.write("mau-nhan.pdf", FILES["mau-nhan.pdf"][1]())
    place.write("nghị định.txt", decree(5, "Trồng bưởi.", "Trồng cam."))
    report = place.build()
    assert list(report.unreadable) == ["mau-nhan.pdf"] and report.added == ["nghị định.txt"]


def test_where_no_process_can_be_started_the_file_is_named(pool: Pool, law: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/không/có")
    with pytest.raises(ReaderError) as caught:
        pool.run(law, READ)
    assert caught.value.reason == "crashed" and law.name in str(caught.value)
