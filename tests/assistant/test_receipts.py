"""Receipts: what is kept of an answer, by how many at once, and that no answer is lost for want of one."""

import hashlib
import json
import logging
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Barrier

import pytest
from invented import Place, decree

from assistant import Assistant, user_file
from assistant.answer import Change
from assistant.receipt import MAX_TURNS, Asked, Receipt, ReceiptError
from assistant.receipts import RECEIPTS, Receipts, UnknownReceipt, find_receipt, forget
from assistant.user_file import open_file
from ingest.embedding import Embedder
from ingest.index import build, open_index

DAY = date(2031, 8, 1)
GREEN, RED = "ai cấp giấy chứng nhận vườn ươm xanh", "thu phí tưới nước vườn ươm"


@pytest.fixture(scope="module")
def nursery(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Place:
    place = Place(tmp_path_factory.mktemp("vườn"))
    place.write("một.txt", decree(77, "Cấp giấy chứng nhận vườn ươm xanh cho hộ trồng cam.", "Thu phí tưới nước của vườn ươm."))
    build([place.source], place.index, place.corpus, embedder, quiet=True)
    return place


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "của tôi" / "phiếu #1.sqlite"


@pytest.fixture
def asker(nursery: Place, embedder: Embedder) -> Callable[[Receipts | None], Assistant]:
    index = open_index(nursery.index, embedder)
    return lambda kept: Assistant(index, nursery.catalogue, receipts=kept)


@pytest.fixture
def receipt(asker: Callable[..., Assistant]) -> Receipt:
    return asker(None).receipt(Asked(GREEN, (), DAY, DAY))


def named(receipt: Receipt, number: int) -> Receipt:
    return replace(receipt, id=f"{number:016x}")


def refused(line: str) -> None:
    raise AssertionError(line)


# -- what is kept -----------------------------------------------------------------------------------------------------


def test_receipt_says_what_was_asked_and_on_which_texts(asker: Callable[..., Assistant], nursery: Place, file: Path) -> None:
    with Receipts(file, tell=refused) as kept:
        assistant = asker(kept)
        answer = assistant.ask(GREEN, DAY, ["trồng bưởi?", "…"])
    found = find_receipt(file, answer.receipt).receipt
    store, opened = assistant.index.opened().store, assistant.index.opened()
    assert (found.asked.question, found.asked.history, found.asked.day) == (GREEN, ("trồng bưởi?", "…"), DAY)
    assert (found.standalone_question, found.as_of, found.status) == (answer.standalone_question, answer.as_of, answer.status)
    assert [s.as_json() for s in found.statements] == [s.as_json() for s in answer.statements]
    assert (found.warnings, found.timings_ms) == (answer.warnings, answer.timings_ms)
    assert (found.generation, found.built_at, found.catalogue) == (opened.name, opened.built_at, nursery.catalogue.digest)
    assert found.composed_by.composer == "extract"
    assert len(found.grounds) == len(answer.citations) > 0
    for ground, citation in zip(found.grounds, answer.citations, strict=True):
        text = store.text(citation.version_id)
        assert ground.place == (citation.document, citation.component, citation.eid)
        assert ground.words_sha256 == sha256(text[ground.start : ground.end])
        assert ground.text_sha256 == sha256(text)


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize(
    "question",
    [
        GREEN,
        "Ai vô địch World Cup bóng đá 2022?",
        "vườn ươm xanh \ud800 cấp giấy chứng nhận",
        "cam\x1b[31m",
        "Nghị định 77/2031/NĐ-CP có hiệu lực từ khi nào?",
    ],
)
def test_receipt_is_read_as_it_was_written(asker: Callable[..., Assistant], file: Path, question: str) -> None:
    with Receipts(file, tell=refused) as kept:
        answer = asker(kept).ask(question, DAY)
        again = asker(None).receipt(Asked(question, (), DAY, DAY))
    found = find_receipt(file, answer.receipt)
    assert replace(found.receipt, timings_ms={}, asked=again.asked) == replace(again, timings_ms={})
    assert found.receipt.asked.question == question.replace("\ud800", "?")
    assert (found.receipt.status, found.receipt.refusal_reason, found.times) == (answer.status, answer.refusal_reason, 1)
    assert Receipt.from_json(json.loads(json.dumps(found.as_json()))) == found.receipt


def test_struck_statements_model_and_conversation_are_kept(receipt: Receipt, file: Path) -> None:
    composed_by = replace(receipt.composed_by, model="fake:one", prompt="3")
    full = replace(receipt, struck=("Ba mươi ngày: số “30” không có trong điều khoản được dẫn",), composed_by=composed_by)
    with Receipts(file, tell=refused) as kept:
        kept.keep(full)
    assert find_receipt(file, full.id).receipt == full


def test_changes_of_a_provision_and_of_the_topic_are_kept(receipt: Receipt, file: Path) -> None:
    changes = (Change("80/2031/NĐ-CP", "amends", date(2031, 7, 15), "đối tượng", "art_1"), Change("81/2031/NĐ-CP", "repeals", None, "", ""))
    full = replace(receipt, grounds=(replace(receipt.grounds[0], changes=changes), *receipt.grounds[1:]), topic_changed=True)
    with Receipts(file, tell=refused) as kept:
        kept.keep(full)
    assert find_receipt(file, full.id).receipt == full


def test_receipt_kept_before_these_were_is_still_read(receipt: Receipt) -> None:
    row = json.loads(json.dumps(receipt.as_json()))
    del row["topic_changed"]
    for ground in row["evidence"]:
        del ground["changes"]
    found = Receipt.from_json(row)
    assert (found.topic_changed, {g.changes for g in found.grounds}) == (None, {None})
    assert replace(found, topic_changed=receipt.topic_changed, grounds=receipt.grounds) == receipt


def test_long_conversation_is_cut_to_its_last_turns(asker: Callable[..., Assistant]) -> None:
    turns = tuple(f"{kind} {n}" for n in range(20) for kind in ("hỏi", "đáp"))
    history = asker(None).receipt(Asked(GREEN, turns, DAY, DAY)).asked.history
    assert (len(history), history[0], history[-1]) == (MAX_TURNS, "hỏi 16", "đáp 19")


def test_same_answer_again_is_only_counted(asker: Callable[..., Assistant], file: Path) -> None:
    moments = iter(datetime(2031, 8, day, tzinfo=UTC) for day in (1, 2, 3))
    with Receipts(file, tell=refused, now=lambda: next(moments)) as kept:
        assistant = asker(kept)
        names = [assistant.ask(question, DAY).receipt for question in (GREEN, RED, GREEN)]
    assert names[0] == names[2] != names[1]
    found = find_receipt(file, names[0])
    assert (found.times, found.first_asked.day, found.last_asked.day) == (2, 1, 3)
    assert find_receipt(file, names[1]).times == 1


def test_name_depends_on_question_day_and_words_only(asker: Callable[..., Assistant]) -> None:
    assistant = asker(None)
    one, again = (assistant.ask(GREEN, DAY).receipt for _ in range(2))
    assert one == again == assistant.receipt(Asked(GREEN, (), DAY, DAY + timedelta(30))).id
    assert len({one, assistant.ask(RED, DAY).receipt, assistant.ask(GREEN, DAY + timedelta(1)).receipt}) == 3


def test_library_use_writes_nothing(asker: Callable[..., Assistant], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
    monkeypatch.setenv("TRO_LY_RECEIPTS", str(file))
    assert asker(None).ask(GREEN, DAY).receipt
    assert not [*tmp_path.iterdir()]


@pytest.mark.skipif(os.name == "nt", reason="modes of POSIX")
def test_nobody_else_may_read_the_file(receipt: Receipt, file: Path) -> None:
    with Receipts(file, tell=refused) as kept:
        kept.keep(receipt)
        modes = {path.name.removeprefix(file.name): path.stat().st_mode & 0o777 for path in file.parent.iterdir()}
    assert modes == {"": 0o600, "-wal": 0o600, "-shm": 0o600}


# -- finding ----------------------------------------------------------------------------------------------------------


def test_the_beginning_of_a_name_is_enough_where_only_one_begins_so(receipt: Receipt, file: Path) -> None:
    with Receipts(file, tell=refused) as kept:
        for name in ("abcdef0000000000", "abcdef1000000000", "fffffff000000000"):
            kept.keep(replace(receipt, id=name))
    assert find_receipt(file, "abcdef1").receipt.id == "abcdef1000000000"
    assert find_receipt(file, " FFFFFF").receipt.id == "fffffff000000000"
    with pytest.raises(UnknownReceipt, match=r"nhiều phiếu.*abcdef0000000000"):
        find_receipt(file, "abcdef")


@pytest.mark.parametrize(
    ("name", "line"),
    [("abcde", "không hợp lệ"), ("", "không hợp lệ"), ("xyzxyzxyz", "không hợp lệ"), ("a" * 17, "không hợp lệ"), ("%%%%%%", "không hợp lệ"),
     ("abcdef'; --", "không hợp lệ"), ("0123456", "Không có phiếu")],
)  # fmt: skip
def test_unknown_name_is_one_line(receipt: Receipt, file: Path, name: str, line: str) -> None:
    with pytest.raises(UnknownReceipt, match=line):
        find_receipt(file, name)  # no file yet
    with Receipts(file, tell=refused) as kept:
        kept.keep(named(receipt, 1))
    with pytest.raises(UnknownReceipt, match=line) as error:
        find_receipt(file, name)
    assert "\n" not in str(error.value)


# -- many at once -----------------------------------------------------------------------------------------------------


def test_threads_write_side_by_side(receipt: Receipt, file: Path) -> None:
    """Half of them share what they write through, the others have one of their own."""
    with Receipts(file, tell=refused) as shared, ThreadPoolExecutor(8) as pool:

        def write(number: int) -> None:
            shared.keep(named(receipt, number % 50))
            with Receipts(file, tell=refused) as own:
                own.keep(named(receipt, number % 50))

        list(pool.map(write, range(200)))
    assert [find_receipt(file, f"{n:016x}").times for n in range(50)] == [8] * 50


def test_writers_begin_one_file_at_the_same_moment(receipt: Receipt, tmp_path: Path) -> None:
    together = Barrier(6)

    def write(path: Path) -> None:
        together.wait()
        with Receipts(path, tell=refused) as own:
            own.keep(receipt)

    with ThreadPoolExecutor(6) as pool:
        for number in range(8):
            list(pool.map(write, [tmp_path / f"{number}.sqlite"] * 6))
    assert [find_receipt(tmp_path / f"{number}.sqlite", receipt.id).times for number in range(8)] == [6] * 8


WRITER = """
import json, sys
from pathlib import Path
from assistant.receipt import Receipt
from assistant.receipts import Receipts
from dataclasses import replace
receipt = Receipt.from_json(json.loads(Path(sys.argv[2]).read_text("utf-8")))
with Receipts(Path(sys.argv[1])) as kept:
    for number in range(40):
        kept.keep(replace(receipt, id=f"{number:016x}"))
"""


def test_processes_write_side_by_side_into_a_file_that_is_not_there_yet(receipt: Receipt, file: Path, tmp_path: Path) -> None:
    (tmp_path / "mẫu.json").write_text(json.dumps(receipt.as_json()), encoding="utf-8")
    command = [sys.executable, "-c", WRITER, str(file), str(tmp_path / "mẫu.json")]
    running = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(4)]
    assert [process.communicate()[1] for process in running] == [""] * 4
    assert [find_receipt(file, f"{n:016x}").times for n in range(40)] == [4] * 40


def test_a_batch_is_written_some_rows_at_once_and_the_rest_at_its_end(receipt: Receipt, file: Path) -> None:
    def held() -> int:
        with closing(sqlite3.connect(file, isolation_level=None)) as db:
            return int(db.execute("SELECT COUNT(*) FROM receipts").fetchone()[0])

    with Receipts(file, at_once=3, tell=refused) as kept:
        for number in range(2):
            kept.keep(named(receipt, number))
        assert not file.exists()
        kept.keep(named(receipt, 2))
        kept.keep(named(receipt, 3))
        assert held() == 3
    assert held() == 4


def test_a_file_that_is_taken_away_is_begun_anew(receipt: Receipt, file: Path) -> None:
    with Receipts(file, tell=refused) as kept:
        kept.keep(named(receipt, 1))
        for path in [*file.parent.iterdir()]:
            path.unlink()
        kept.keep(named(receipt, 2))
    assert find_receipt(file, f"{2:016x}").times == 1
    with pytest.raises(UnknownReceipt):
        find_receipt(file, f"{1:016x}")


def test_beyond_the_limit_the_oldest_go_and_it_is_logged(receipt: Receipt, file: Path, caplog: pytest.LogCaptureFixture) -> None:
    limit, seconds = 200_000, iter(range(10_000))
    start = datetime(2031, 8, 1, tzinfo=UTC)
    with Receipts(file, max_bytes=limit, tell=refused, now=lambda: start + timedelta(seconds=next(seconds))) as kept:
        for number in range(400):
            kept.keep(named(receipt, number))
            kept.keep(named(receipt, 0))  # asked again and again: never the oldest
    assert file.stat().st_size < 1.2 * limit
    with closing(sqlite3.connect(file, isolation_level=None)) as db:
        left = {int(name, 16) for (name,) in db.execute("SELECT id FROM receipts")}
    newest = max(left)
    assert find_receipt(file, "0" * 16).times == 401
    assert left - {0} == set(range(min(left - {0}), 400))
    assert (newest, 0 in left, 20 < len(left) < 400) == (399, True, True)
    assert {record.levelno for record in caplog.records} == {logging.WARNING}
    assert "oldest receipts were removed" in caplog.text


# -- a file that cannot be used ---------------------------------------------------------------------------------------


def foreign(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("CREATE TABLE ảnh (id)")


def with_schema(number: int) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        open_file(path, RECEIPTS, create=True).close()
        with closing(sqlite3.connect(path, isolation_level=None)) as db:
            db.execute(f"PRAGMA user_version = {number}")

    return make


def emptied(path: Path) -> None:
    open_file(path, RECEIPTS, create=True).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("DROP TABLE receipts")


UNUSABLE: dict[str, tuple[Callable[[Path], object], str]] = {
    "no database": (lambda path: path.write_bytes(b"x" * 9000), "bị hỏng"),
    "text": (lambda path: path.write_text("ghi chú của tôi", encoding="utf-8"), "bị hỏng"),
    "cut": (lambda path: path.write_bytes(b"SQLite format 3\0" + b"\xff" * 5000), "bị hỏng"),
    "somebody else's database": (foreign, "không phải là tệp phiếu"),
    "newer": (with_schema(RECEIPTS.schema + 1), "mới hơn"),
    "of no schema": (with_schema(0), "bị hỏng"),
    "without its table": (emptied, "Không đọc hoặc ghi được"),
    "a folder": (lambda path: path.mkdir(), "Không đọc hoặc ghi được"),
}


@pytest.mark.parametrize(("make", "line"), UNUSABLE.values(), ids=UNUSABLE)
def test_answer_is_given_all_the_same_and_it_is_told_once(
    asker: Callable[..., Assistant], file: Path, make: Callable[[Path], object], line: str
) -> None:
    file.parent.mkdir()
    make(file)
    before, told = content(file), list[str]()
    with Receipts(file, tell=told.append) as kept:
        assistant = asker(kept)
        answers = [assistant.ask(question, DAY) for question in (GREEN, RED, GREEN)]
    assert [answer.status for answer in answers] == ["answered"] * 3
    assert len(told) == 1
    assert line in told[0]
    assert "\n" not in told[0]
    assert content(file) == before
    with pytest.raises(ReceiptError, match=line):
        find_receipt(file, answers[0].receipt)


def content(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


def test_a_folder_that_cannot_be_made_costs_no_answer(asker: Callable[..., Assistant], tmp_path: Path) -> None:
    (tmp_path / "tệp").write_text("", encoding="utf-8")
    told = list[str]()
    with Receipts(tmp_path / "tệp" / "phiếu.sqlite", tell=told.append) as kept:
        assert asker(kept).ask(GREEN, DAY).statements
    assert len(told) == 1


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(user_file, "BUSY_SECONDS", 0.05)
    yield


@pytest.mark.usefixtures("impatient")
def test_a_file_that_stays_busy_costs_no_answer_and_works_again_later(asker: Callable[..., Assistant], file: Path) -> None:
    told = list[str]()
    open_file(file, RECEIPTS, create=True).close()
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with Receipts(file, tell=told.append) as kept:
        assistant = asker(kept)
        assert assistant.ask(GREEN, DAY).statements
        other.execute("ROLLBACK")
        later = assistant.ask(RED, DAY)
    other.close()
    assert len(told) == 1
    assert "locked" in told[0]
    assert find_receipt(file, later.receipt).times == 1


@pytest.mark.parametrize("body", ["{", "[]", "{}", '{"id": "a"}', "null", "\x00"])
def test_a_receipt_that_is_not_whole_is_one_line(receipt: Receipt, file: Path, body: str) -> None:
    with Receipts(file, tell=refused) as kept:
        kept.keep(receipt)
    with closing(sqlite3.connect(file, isolation_level=None)) as db:
        db.execute("UPDATE receipts SET receipt = ?", (body,))
    with pytest.raises(ReceiptError) as error:
        find_receipt(file, receipt.id)
    assert "\n" not in str(error.value)


# -- taken out --------------------------------------------------------------------------------------------------------


def test_a_forgotten_receipt_is_gone_from_the_file_and_its_log(receipt: Receipt, file: Path) -> None:
    with Receipts(file, tell=refused) as kept:
        for number in range(3):
            kept.keep(replace(named(receipt, number), standalone_question=f"chuyện riêng {number}"))
        assert forget(file, [f"{1:016x}", "f" * 16]) == 1
        assert "chuyện riêng 1".encode() not in b"".join(content(path) for path in file.parent.iterdir())
    with pytest.raises(UnknownReceipt):
        find_receipt(file, f"{1:016x}")
    assert [find_receipt(file, f"{n:016x}").times for n in (0, 2)] == [1, 1]


@pytest.mark.parametrize("path", [None, Path("/không/có/phiếu.sqlite")])
def test_nothing_is_forgotten_where_no_receipts_are_kept(path: Path | None) -> None:
    assert forget(path, ["f" * 16]) == 0


def test_receipts_of_a_damaged_file_are_not_said_to_be_forgotten(file: Path) -> None:
    file.parent.mkdir()
    file.write_bytes(b"x" * 9000)
    with pytest.raises(ReceiptError, match="bị hỏng"):
        forget(file, ["f" * 16])
