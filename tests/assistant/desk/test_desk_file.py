"""The file of the desk: older schemas brought up, many writers, deletion that is complete, damage and a full disk in one line."""

import sqlite3
import stat
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from desk_values import DAY, answer, item

from assistant.desk import Desk, DeskError, DeskFile, Feedback, Keeper, UnknownEntry, open_desk
from assistant.desk.schema import DESK
from assistant.receipts import RECEIPTS, ReceiptError, UnknownReceipt, find_receipt
from assistant.user_file import open_file

# The desk as its first schema wrote it: never changed, whatever becomes of the tables
SCHEMA_1 = """
CREATE TABLE conversations (id INTEGER PRIMARY KEY AUTOINCREMENT, owner TEXT NOT NULL, title TEXT NOT NULL, words TEXT NOT NULL,
    created TEXT NOT NULL, last TEXT NOT NULL);
CREATE INDEX conversations_last ON conversations(owner, last);
CREATE TABLE turns (id INTEGER PRIMARY KEY AUTOINCREMENT, conversation INTEGER NOT NULL REFERENCES conversations ON DELETE CASCADE,
    asked TEXT NOT NULL, question TEXT NOT NULL, as_of TEXT NOT NULL, answer TEXT NOT NULL, receipt TEXT NOT NULL, words TEXT NOT NULL);
CREATE INDEX turns_conversation ON turns(conversation);
CREATE INDEX turns_receipt ON turns(receipt);
CREATE TABLE basket (id INTEGER PRIMARY KEY AUTOINCREMENT, owner TEXT NOT NULL, place INTEGER NOT NULL,
    conversation INTEGER REFERENCES conversations ON DELETE CASCADE, created TEXT NOT NULL, receipt TEXT NOT NULL, item TEXT NOT NULL);
CREATE INDEX basket_place ON basket(owner, place);
CREATE INDEX basket_conversation ON basket(conversation);
CREATE TABLE feedback (id INTEGER PRIMARY KEY AUTOINCREMENT, owner TEXT NOT NULL, created TEXT NOT NULL, verdict TEXT NOT NULL,
    subject TEXT NOT NULL, about TEXT NOT NULL, title TEXT NOT NULL, reason TEXT NOT NULL, settled TEXT, note TEXT NOT NULL DEFAULT '');
CREATE INDEX feedback_about ON feedback(owner, about);
CREATE TABLE preferences (owner TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (owner, key)) WITHOUT ROWID;
CREATE TABLE unwanted (receipt TEXT PRIMARY KEY) WITHOUT ROWID;
INSERT INTO conversations VALUES (7, 'an', 'Vườn ươm', 'vuon uom', '2031-08-01T01:00:00.000+00:00', '2031-08-01T01:00:00.000+00:00');
INSERT INTO turns VALUES (3, 7, '2031-08-01T01:00:00.000+00:00', 'ai cấp?', '2031-08-01', '{"answer": "Ban cấp."}', '', 'ai cap? ban cap.');
INSERT INTO basket VALUES (5, 'an', 0, 7, '2031-08-01T01:00:00.000+00:00', '',
    '{"kind": "clause", "title": "Điều 1", "as_of": "2031-08-01", "statements": [], "citations": []}');
INSERT INTO feedback VALUES (2, 'an', '2031-08-01T01:00:00.000+00:00', 'wrong', 'entry', 'duties/1', '', 'sai', NULL, '');
INSERT INTO preferences VALUES ('an', 'ban', '"Hải Phòng"');
PRAGMA application_id = 1414679620;
PRAGMA user_version = 1;
"""
NEXT = ("ALTER TABLE basket ADD COLUMN colour TEXT NOT NULL DEFAULT 'xanh'", "UPDATE preferences SET key = 'board' WHERE key = 'ban'")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "của tôi" / "bàn #1.sqlite"


@pytest.fixture
def receipts_path(tmp_path: Path) -> Path:
    return tmp_path / "phiếu.sqlite"


@pytest.fixture
def desk(path: Path, receipts_path: Path) -> Iterator[Desk]:
    with DeskFile(path, receipts_path) as file:
        yield Desk(file, "an")


@pytest.fixture
def of_schema_1(path: Path) -> Path:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as db:
        db.executescript(SCHEMA_1)
    return path


def schema_of(path: Path) -> tuple[int, list[str]]:
    with closing(sqlite3.connect(path)) as db:
        sql = [" ".join(row[0].split()) for row in db.execute("SELECT sql FROM sqlite_master WHERE sql NOT NULL ORDER BY name")]
        return int(db.execute("PRAGMA user_version").fetchone()[0]), sql


# -- schemas ----------------------------------------------------------------------------------------------------------


def test_a_file_of_the_first_schema_is_read_and_gets_the_tables_of_today(of_schema_1: Path, tmp_path: Path) -> None:
    desk = open_desk(of_schema_1, "an")
    assert [(c.id, c.title, c.turns) for c in desk.conversations("vuon")] == [(7, "Vườn ươm", 1)]
    assert [(t.id, t.question, t.as_of, t.answer) for t in desk.turns(7)] == [(3, "ai cấp?", DAY, {"answer": "Ban cấp."})]
    assert [(one.id, one.item.title) for one in desk.basket()] == [(5, "Điều 1")]
    assert [r.id for r in Keeper(desk.file).worklist()] == [2]
    assert desk.preference("ban") == "Hải Phòng"
    open_desk(tmp_path / "neu.sqlite").conversations()
    assert schema_of(of_schema_1) == schema_of(tmp_path / "neu.sqlite")


def test_the_next_schema_brings_up_what_the_first_wrote(of_schema_1: Path) -> None:
    kind = replace(DESK, migrations=(*DESK.migrations, NEXT))
    with DeskFile(of_schema_1, kind=kind) as file:
        assert Desk(file, "an").preference("board") == "Hải Phòng"
        assert [one.id for one in Desk(file, "an").basket()] == [5]
        with file.reading() as db:
            assert db.execute("SELECT colour FROM basket").fetchall() == [("xanh",)]
    assert schema_of(of_schema_1)[0] == len(DESK.migrations) + 1
    with DeskFile(of_schema_1, kind=kind) as file:  # and not a second time
        assert Desk(file, "an").preference("board") == "Hải Phòng"


def test_a_migration_that_fails_leaves_the_file_as_it_was(of_schema_1: Path) -> None:
    before = schema_of(of_schema_1)
    broken = replace(DESK, migrations=(*DESK.migrations, (*NEXT, "INSERT INTO nowhere VALUES (1)")))
    with DeskFile(of_schema_1, kind=broken) as file, pytest.raises(DeskError, match="Không đọc hoặc ghi được"):
        Desk(file, "an").basket()
    assert schema_of(of_schema_1) == before
    assert open_desk(of_schema_1, "an").preference("ban") == "Hải Phòng"


def test_many_at_once_bring_a_file_up_once(of_schema_1: Path) -> None:
    kind = replace(DESK, migrations=(*DESK.migrations, NEXT))

    def read(_: int) -> object:
        with DeskFile(of_schema_1, kind=kind) as file:
            return Desk(file, "an").preference("board")

    with ThreadPoolExecutor(6) as pool:
        assert set(pool.map(read, range(12))) == {"Hải Phòng"}


# -- who may read, and many writers -----------------------------------------------------------------------------------


def test_nobody_else_may_read_the_file(desk: Desk, path: Path) -> None:
    desk.start("một")
    assert {stat.S_IMODE(one.stat().st_mode) for one in path.parent.iterdir()} == {0o600}


def test_threads_and_connections_write_side_by_side(desk: Desk, path: Path) -> None:
    number = desk.start("một")

    def write(n: int) -> None:
        desk.add_turn(number, str(n), answer("."), DAY)
        with DeskFile(path) as own:
            Desk(own, "an").put(item(str(n)))

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(write, range(30)))
    assert sorted(int(t.question) for t in desk.turns(number)) == list(range(30))
    assert sorted(int(one.item.title) for one in desk.basket()) == list(range(30))
    with desk.file.reading() as db:
        assert sorted(place for (place,) in db.execute("SELECT place FROM basket")) == list(range(30))


def test_a_file_that_is_taken_away_is_begun_anew(desk: Desk, path: Path) -> None:
    desk.start("một")
    for one in [*path.parent.iterdir()]:
        one.unlink()
    desk.start("hai")
    assert [c.title for c in desk.conversations()] == ["hai"]


# -- deletion ---------------------------------------------------------------------------------------------------------


def keep_receipts(path: Path, *names: str) -> None:
    with closing(open_file(path, RECEIPTS, create=True)) as db:
        db.executemany("INSERT INTO receipts VALUES (?, 1, '2031-08-01', '2031-08-01', 'riêng')", [(name,) for name in names])


def receipts_in(path: Path) -> str:
    """The first letters of the names."""
    with closing(sqlite3.connect(path)) as db:
        return "".join(name[0] for (name,) in db.execute("SELECT id FROM receipts ORDER BY id"))


def test_receipts_go_with_their_conversation_unless_something_else_names_them(desk: Desk, receipts_path: Path) -> None:
    """Of five receipts one is its own; the others are named by another conversation, a basket, an open report and another owner."""
    keep_receipts(receipts_path, *(c * 16 for c in "abcdef"))
    number, kept = desk.start("một"), desk.start("hai")
    for c in "abcde":
        desk.add_turn(number, "?", answer(".", c * 16), DAY)
    desk.put(item("riêng", "a" * 16), number)
    desk.add_turn(kept, "?", answer(".", "b" * 16), DAY)
    desk.put(item("rời", "c" * 16))
    report = desk.report(Feedback("wrong", "answer", "d" * 16))
    other = Desk(desk.file, "bình")
    others = other.start("của bình")
    other.add_turn(others, "?", answer(".", "e" * 16), DAY)
    desk.delete(number)
    assert receipts_in(receipts_path) == "bcdef"
    other.delete(others)
    Keeper(desk.file).settle(report, "xong")
    desk.empty()
    desk.delete(kept)
    assert receipts_in(receipts_path) == "f"
    with pytest.raises(UnknownReceipt):
        find_receipt(receipts_path, "a" * 16)


def test_receipts_that_could_not_be_taken_out_are_at_the_next_deletion(desk: Desk, receipts_path: Path, tmp_path: Path) -> None:
    keep_receipts(receipts_path, "a" * 16)
    first, second = desk.start("một"), desk.start("hai")
    desk.add_turn(first, "?", answer(".", "a" * 16), DAY)
    aside = receipts_path.rename(tmp_path / "aside")
    receipts_path.write_bytes(b"x" * 9000)
    with pytest.raises(DeskError, match="Đã xóa hội thoại, nhưng chưa xóa được phiếu"):
        desk.delete(first)
    assert [c.title for c in desk.conversations()] == ["hai"]
    aside.rename(receipts_path)
    desk.delete(second)
    assert receipts_in(receipts_path) == ""


def test_what_was_deleted_is_in_no_byte_of_the_files(desk: Desk, path: Path) -> None:
    number = desk.start("chuyện riêng")
    desk.add_turn(number, "chuyện riêng?", answer("chuyện riêng"), DAY)
    desk.put(item("chuyện riêng"), number)
    desk.start("giữ lại")
    desk.delete(number)
    held = b"".join(one.read_bytes() for one in path.parent.iterdir())
    assert ("riêng".encode() in held, b"rieng" in held, "giữ lại".encode() in held) == (False, False, True)


# -- damage and a full disk -------------------------------------------------------------------------------------------


def foreign(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE ảnh (id)")


def with_schema(number: int) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        open_file(path, DESK, create=True).close()
        with closing(sqlite3.connect(path)) as db:
            db.execute(f"PRAGMA user_version = {number}")

    return make


UNUSABLE: dict[str, tuple[Callable[[Path], object], str]] = {
    "no database": (lambda path: path.write_bytes(b"x" * 9000), "bị hỏng"),
    "cut": (lambda path: path.write_bytes(b"SQLite format 3\0" + b"\xff" * 5000), "bị hỏng"),
    "somebody else's database": (foreign, "không phải là tệp lưu hội thoại"),
    "the receipts": (lambda path: open_file(path, RECEIPTS, create=True).close(), "không phải là tệp lưu hội thoại"),
    "newer": (with_schema(DESK.schema + 1), "mới hơn"),
    "of no schema": (with_schema(0), "bị hỏng"),
    "a folder": (lambda path: path.mkdir(), "Không đọc hoặc ghi được"),
}


@pytest.mark.parametrize(("make", "line"), UNUSABLE.values(), ids=UNUSABLE)
def test_a_file_that_cannot_be_used_is_one_line_and_is_not_touched(
    desk: Desk, path: Path, make: Callable[[Path], object], line: str
) -> None:
    path.parent.mkdir()
    make(path)
    before = path.read_bytes() if path.is_file() else b""
    for verb in (lambda: desk.start("một"), desk.basket, lambda: desk.put(item("a")), desk.conversations):
        with pytest.raises(DeskError, match=line) as error:
            verb()
        assert "\n" not in str(error.value)
    assert (path.read_bytes() if path.is_file() else b"") == before


def test_pages_overwritten_in_the_middle_are_told_or_do_not_matter(desk: Desk, path: Path) -> None:
    number = desk.start("một")
    for n in range(200):
        desk.add_turn(number, f"câu {n}", answer("x" * 500), DAY)
    desk.file.close()
    whole = path.read_bytes()
    told = 0
    for page in range(1, len(whole) // 4096):
        path.write_bytes(whole[: page * 4096] + b"\x5a" * 4096 + whole[(page + 1) * 4096 :])
        try:
            assert len(open_desk(path, "an").turns(number)) == 200
        except (DeskError, UnknownEntry) as error:
            told += 1
            assert "\n" not in str(error)
    assert told > 20


@pytest.mark.parametrize("column", ["turns.answer", "basket.item", "preferences.value"])
@pytest.mark.parametrize("body", ["{", "[]", '{"kind": 7}'])
def test_a_value_that_is_not_whole_is_one_line(desk: Desk, path: Path, column: str, body: str) -> None:
    number = desk.start("một")
    desk.add_turn(number, "?", answer("."), DAY)
    desk.put(item("a"))
    desk.prefer("ban", 1)
    table, name = column.split(".")
    with desk.file.writing() as db:
        db.execute(f"UPDATE {table} SET {name} = ?", (body,))
    for verb in (lambda: desk.turns(number), desk.basket, lambda: desk.preference("ban")):
        try:
            verb()
        except DeskError as error:
            assert "bị hỏng" in str(error)
            assert "\n" not in str(error)


def test_a_full_disk_is_one_line_and_loses_nothing(path: Path) -> None:
    with DeskFile(path, max_bytes=200_000) as file:
        desk = Desk(file)
        number, kept = desk.start("một"), 0
        with pytest.raises(DeskError, match="full"):
            for kept in range(1000):
                desk.add_turn(number, f"câu {kept}", answer("x" * 2000), DAY)
        assert [t.question for t in desk.turns(number)] == [f"câu {n}" for n in range(kept)]
        desk.delete(number)  # makes room
        desk.add_turn(desk.start("hai"), "?", answer("x" * 2000), DAY)


def test_a_file_that_stays_busy_is_one_line_and_works_again(desk: Desk, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.user_file.BUSY_SECONDS", 0.05)
    desk.start("một")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DeskError, match="locked"):
            desk.start("hai")
        assert [c.title for c in desk.conversations()] == ["một"]  # reading goes on
        other.execute("ROLLBACK")
    desk.start("ba")


def test_receipts_of_no_file_are_nothing_to_delete(path: Path) -> None:
    desk = open_desk(path)
    number = desk.start("một")
    desk.add_turn(number, "?", answer(".", "a" * 16), DAY)
    desk.delete(number)
    assert desk.conversations() == []
    with pytest.raises(ReceiptError):
        find_receipt(None, "a" * 16)
