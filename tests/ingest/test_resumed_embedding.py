"""A slow model embeds nothing twice: not after an interruption, not when it comes back; and the old index serves meanwhile."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from invented import HashEmbedder, Place, contents, decree

from ingest.index import IndexProblem, build, open_index
from ingest.index.ahead import BATCH
from ingest.index.kept import FOLDER, MODELS_KEPT, KeptVectors, key_of

TESTS = Path(__file__).parents[1]
CLAUSES = [f"Trồng cây loại {n}." for n in range(3 * BATCH)]
ASKED = 'schema = 1\ninstrument = "91/2031/NĐ-CP"\n[asked]\nart_1__para_1 = ["{}"]\n'
BUILD_UNTIL_KILLED = """
import sys, time
from pathlib import Path
from invented import HashEmbedder, Place
class Stuck(HashEmbedder):
    def embed_passages(self, texts):
        if len(self.embedded) >= int(sys.argv[2]):
            Path(sys.argv[3]).touch()
            time.sleep(300)
        return super().embed_passages(texts)
Place(Path(sys.argv[1])).build(Stuck("slow@1", slow=True))
"""


def slow(name: str = "slow@1") -> HashEmbedder:
    return HashEmbedder(name, slow=True)


def kept_files(place: Place) -> list[Path]:
    return sorted((place.index / FOLDER).glob("*"))


def kept_count(file: Path) -> int:
    database = sqlite3.connect(file)
    try:
        return int(database.execute("SELECT COUNT(*) FROM vectors").fetchone()[0])
    finally:
        database.close()


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
def test_killed_build_goes_on_where_it_stopped(place: Place) -> None:
    place.write("một.txt", decree(90, "Trồng mít.", title="đất trồng cây"))
    place.build()
    old = contents(place.open())
    place.write("hai.txt", decree(91, *CLAUSES))
    stuck = place.root / "stuck"
    command = [sys.executable, "-c", BUILD_UNTIL_KILLED, str(place.root), str(2 * BATCH), str(stuck)]
    child = subprocess.Popen(command, cwd=TESTS.parent, env=os.environ | {"PYTHONPATH": f"{TESTS}{os.pathsep}{TESTS.parent}"})
    until = time.monotonic() + 60
    while not stuck.exists() and child.poll() is None and time.monotonic() < until:
        time.sleep(0.05)
    child.send_signal(signal.SIGKILL)
    assert child.wait() == -signal.SIGKILL
    assert contents(place.open()) == old, "the old index is still current"
    again = slow()
    report = place.build(again)
    assert report.kept == 2 * BATCH
    assert report.embedded == len(again.embedded) == report.counts["passages"] - 2 * BATCH
    assert place.check(again) == []
    assert not list(place.index.glob("*.building"))


def test_resumed_index_is_the_one_that_was_never_interrupted(place: Place) -> None:
    place.write("một.txt", decree(91, *CLAUSES))
    with pytest.raises(RuntimeError, match="power"):
        place.build(HashEmbedder("slow@1", fail_at=3, slow=True))
    with pytest.raises(IndexProblem):
        place.open()
    place.build(slow())
    anew = place.root / "từ đầu"
    build([place.source], anew, place.corpus, HashEmbedder("slow@1"), quiet=True)
    one, other = open_index(place.index, slow()), open_index(anew, slow())
    assert contents(one) == contents(other)
    assert np.array_equal(one.opened().rows.vectors, other.opened().rows.vectors)


def test_going_back_to_a_model_embeds_nothing(place: Place) -> None:
    place.write("một.txt", decree(91, "Trồng bưởi.", "Trồng cam."))
    all_of_it = place.build(slow("a@1")).embedded
    assert place.build(slow("b@1")).embedded == all_of_it
    back = slow("a@1")
    report = place.build(back)
    assert (report.embedded, report.kept, back.embedded) == (0, all_of_it, [])
    assert place.check(back) == []


def test_going_by_way_of_the_shipped_model_embeds_nothing_either(place: Place) -> None:
    place.write("một.txt", decree(91, "Trồng bưởi."))
    all_of_it = place.build(slow()).embedded
    assert place.build(HashEmbedder()).embedded == all_of_it
    assert place.build(slow()).kept == all_of_it


def test_quick_model_keeps_nothing(place: Place) -> None:
    place.write("một.txt", decree(91, "Trồng bưởi."))
    assert place.build().kept == 0
    assert not (place.index / FOLDER).exists()


def test_no_more_models_are_kept_than_the_last_two(place: Place) -> None:
    place.write("một.txt", decree(91, "Trồng bưởi."))
    for name in ("a@1", "b@1", "c@1"):
        place.build(slow(name))
        for file in kept_files(place):  # a file system whose clock is coarse
            os.utime(file, ns=(file.stat().st_atime_ns, file.stat().st_mtime_ns - 10**10))
    assert len(kept_files(place)) == MODELS_KEPT
    assert place.build(slow("b@1")).embedded == 0
    assert place.build(slow("a@1")).embedded > 0


def test_what_the_index_no_longer_holds_is_let_go(place: Place) -> None:
    place.write("một.txt", decree(91, "Trồng bưởi."))
    place.build(slow())
    count = kept_count(kept_files(place)[0])
    more = place.write("hai.txt", decree(92, "Trồng cam."))
    place.build(slow())
    assert kept_count(kept_files(place)[0]) > count
    more.unlink()
    place.build(slow())
    assert kept_count(kept_files(place)[0]) == count


def test_questions_of_staff_are_embedded_once(place: Place) -> None:
    place.write("một.txt", decree(91, "Trồng bưởi."))
    table = place.corpus / "asked" / "91.toml"
    table.parent.mkdir()
    table.write_text(ASKED.format("trồng gì"), encoding="utf-8")
    first = slow()
    place.build(first)
    assert first.asked == ["trồng gì"]
    place.write("hai.txt", decree(92, "Trồng cam."))
    second = slow()
    place.build(second)
    assert (second.asked, place.check(second)) == ([], [])


@pytest.mark.parametrize("content", [b"", b"x" * 5000, b"SQLite format 3\0" + b"\xff" * 5000])
def test_damaged_file_is_begun_anew(place: Place, content: bytes) -> None:
    place.write("một.txt", decree(91, "Trồng bưởi."))
    all_of_it = place.build(slow()).embedded
    kept_files(place)[0].write_bytes(content)
    place.build(HashEmbedder())
    assert place.build(slow()).embedded == all_of_it
    assert place.check(slow()) == []


def test_vector_of_another_length_is_embedded_again(place: Place) -> None:
    place.index.mkdir()
    key = key_of("passage", "cam")
    with KeptVectors(place.index, "a@1", 4) as kept:
        kept.keep([key], np.ones((1, 4), dtype=np.float32))
        assert kept.held([key]) == {key}
    with KeptVectors(place.index, "a@1", 8) as kept:
        assert kept.held([key]) == set()


# -- what staff see ---------------------------------------------------------------------------------------------------


def test_estimate_is_one_line_before_the_work(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    place.write("một.txt", decree(91, *CLAUSES))
    total = place.build().counts["passages"]
    with pytest.raises(RuntimeError):
        build([place.source], place.index, place.corpus, HashEmbedder("slow@1", fail_at=2, slow=True))
    told = [line for line in capsys.readouterr().err.replace("\r", "\n").split("\n") if line.startswith("Mô hình ")]
    assert len(told) == 1
    assert told[0].startswith(f"Mô hình slow@1: cần nhúng {total} đoạn, ước chừng ")
    assert f"(đo trên {BATCH} đoạn đầu)" in told[0]
    build([place.source], place.index, place.corpus, slow())
    err = capsys.readouterr().err
    assert f"cần nhúng {total - BATCH} đoạn (đã có sẵn {BATCH} từ lần trước), ước chừng " in err
    assert "Nhúng bằng mô hình: 100%" in err


def test_quiet_build_and_one_with_nothing_to_embed_say_nothing(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    place.write("một.txt", decree(91, *CLAUSES))
    place.build(slow())
    assert capsys.readouterr().err == ""
    place.build(HashEmbedder())
    build([place.source], place.index, place.corpus, slow())
    assert "Nhúng bằng mô hình" not in capsys.readouterr().err


def test_disk_that_takes_no_more_is_one_line_and_the_old_index_stays(place: Place) -> None:
    place.write("một.txt", decree(91, "Trồng bưởi."))
    place.build()
    old = contents(place.open())
    (place.index / FOLDER).write_text("in the way", encoding="utf-8")
    with pytest.raises(IndexProblem, match="Không ghi được véc-tơ") as caught:
        place.build(slow())
    assert "\n" not in str(caught.value)
    assert contents(place.open()) == old
