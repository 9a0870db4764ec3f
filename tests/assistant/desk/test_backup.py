"""Backups: everything comes back, a damaged or newer one changes nothing, and nothing that is there is lost."""

import json
import sqlite3
import stat
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from desk_values import DAY, answer, item

from assistant.desk import Desk, DeskError, DeskFile, open_desk
from assistant.desk.backup import SCHEMA, BackupError, Kept, back_up, restore
from assistant.desk.schema import DESK
from assistant.receipts import RECEIPTS
from assistant.user_file import open_file

NOW = datetime(2031, 8, 1, 7, 30, tzinfo=UTC)


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return Kept(tmp_path / "data" / "bàn.sqlite", tmp_path / "data" / "phiếu.sqlite", tmp_path / "data" / "uploads")


@pytest.fixture
def full(kept: Kept) -> Kept:
    assert kept.desk and kept.receipts and kept.uploads
    desk = open_desk(kept.desk, "an")
    desk.add_turn(desk.start("một"), "?", answer("Ban cấp.", "a" * 16), DAY)
    desk.put(item("Điều 1"))
    desk.file.close()
    with closing(open_file(kept.receipts, RECEIPTS, create=True)) as db:
        db.execute("INSERT INTO receipts VALUES (?, 1, '2031-08-01', '2031-08-01', '{}')", ("a" * 16,))
    (kept.uploads / "Sở").mkdir(parents=True)
    (kept.uploads / "Sở" / "quyết định #1.txt").write_text("Điều 1. Trồng cam.", encoding="utf-8")
    return kept


@pytest.fixture
def backup(full: Kept, tmp_path: Path) -> Path:
    back_up(full, tmp_path / "sao lưu.zip", NOW)
    return tmp_path / "sao lưu.zip"


def elsewhere(tmp_path: Path) -> Kept:
    folder = tmp_path / "máy khác"
    return Kept(folder / "desk.sqlite", folder / "receipts.sqlite", folder / "uploads")


def held(kept: Kept) -> tuple[list[str], list[str], int, list[str]]:
    assert kept.desk and kept.receipts and kept.uploads
    desk = open_desk(kept.desk, "an")
    with closing(sqlite3.connect(kept.receipts)) as db:
        receipts = int(db.execute("SELECT COUNT(*) FROM receipts").fetchone()[0])
    files = [path.relative_to(kept.uploads).as_posix() for path in kept.uploads.rglob("*") if path.is_file()]
    return [c.title for c in desk.conversations()], [one.item.title for one in desk.basket()], receipts, files


ALL = (["một"], ["Điều 1"], 1, ["Sở/quyết định #1.txt"])


def test_everything_comes_back_on_another_machine(backup: Path, tmp_path: Path) -> None:
    kept = elsewhere(tmp_path)
    names, aside = restore(backup, kept, NOW)
    assert ({*names}, aside, held(kept)) == ({"desk.sqlite", "receipts.sqlite", "uploads"}, [], ALL)
    assert kept.desk and kept.uploads
    assert stat.S_IMODE(kept.desk.stat().st_mode) == 0o600
    assert not [*kept.desk.parent.glob(".restore-*")]
    assert (kept.uploads / "Sở/quyết định #1.txt").read_text("utf-8") == "Điều 1. Trồng cam."


def test_nobody_else_may_read_a_backup_and_nothing_is_left_beside_it(backup: Path) -> None:
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert [path.name for path in backup.parent.iterdir() if path.name.startswith("sao")] == ["sao lưu.zip"]


def test_what_is_there_is_not_replaced_unasked_and_then_kept_aside(backup: Path, full: Kept) -> None:
    assert full.desk and full.uploads
    desk = open_desk(full.desk, "an")
    desk.start("mới hơn")
    (full.uploads / "mới.txt").write_text("mới", encoding="utf-8")
    assert "uploads/mới.txt" in back_up(full, backup.with_name("khác.zip"), NOW)
    before = held(full)
    with pytest.raises(BackupError, match="--yes"):
        restore(backup, full, NOW)
    assert held(full) == before
    _, aside = restore(backup, full, NOW, replace=True)
    assert held(full) == ALL
    assert [c.title for c in desk.conversations()] == ["một"]  # one that was open all the time sees it too
    assert len(aside) == 3
    older = Kept(*aside)
    assert sorted(held(older)[0]) == sorted(before[0])
    assert sorted(held(older)[3]) == sorted(before[3])


def test_a_damaged_file_in_the_way_is_moved_aside(backup: Path, full: Kept) -> None:
    assert full.desk
    full.desk.write_bytes(b"x" * 9000)
    _, aside = restore(backup, full, NOW, replace=True)
    assert held(full) == ALL
    assert b"x" * 9000 in [path.read_bytes() for path in aside if path.is_file()]


def test_a_backup_made_while_others_write_is_of_one_moment(full: Kept, tmp_path: Path) -> None:
    """Each conversation is started with its turn and its item: a backup never holds one of them alone in a half-written state."""
    assert full.desk

    def write(n: int) -> None:
        with DeskFile(full.desk) as file:
            desk = Desk(file, "an")
            for m in range(20):
                number = desk.start(f"{n}-{m}")
                desk.add_turn(number, "?", answer("x" * 3000), DAY)

    with ThreadPoolExecutor(3) as pool:
        writing = [pool.submit(write, n) for n in range(2)]
        backups = [tmp_path / f"{n}.zip" for n in range(5)]
        for target in backups:
            back_up(full, target, NOW)
        for one in writing:
            one.result()
    counts = []
    for n, target in enumerate(backups):
        kept = Kept(tmp_path / f"r{n}" / "d", tmp_path / f"r{n}" / "r", tmp_path / f"r{n}" / "u")
        restore(target, kept, NOW)
        found = open_desk(kept.desk, "an").conversations()
        counts.append(len(found))
        assert sum(c.turns == 0 for c in found) <= 2  # those that each writer had just started
    assert counts == sorted(counts)


def rewritten(change: Callable[[dict[str, bytes]], None]) -> Callable[[Path], None]:
    """Unpacks, changes and packs again."""

    def run(path: Path) -> None:
        with zipfile.ZipFile(path) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
        change(files)
        with zipfile.ZipFile(path, "w") as archive:
            for name, content in files.items():
                archive.writestr(name, content)

    return run


def head(**changed: object) -> Callable[[dict[str, bytes]], None]:
    def change(files: dict[str, bytes]) -> None:
        files["manifest.json"] = json.dumps(json.loads(files["manifest.json"]) | changed).encode()

    return change


def flipped(name: str) -> Callable[[dict[str, bytes]], None]:
    def change(files: dict[str, bytes]) -> None:
        half = len(files[name]) // 2
        files[name] = files[name][:half] + bytes([files[name][half] ^ 1]) + files[name][half + 1 :]

    return change


def listed(name: str, content: bytes) -> Callable[[dict[str, bytes]], None]:
    """Puts a file in with a right entry in the list."""
    import hashlib

    def change(files: dict[str, bytes]) -> None:
        manifest = json.loads(files["manifest.json"])
        manifest["files"][name] = {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
        files[name], files["manifest.json"] = content, json.dumps(manifest).encode()

    return change


def newer_desk(files: dict[str, bytes]) -> None:
    content = bytearray(files["desk.sqlite"])
    content[60:64] = (DESK.schema + 1).to_bytes(4, "big")  # user_version, in SQLite's header
    listed("desk.sqlite", bytes(content))(files)


UNUSABLE: dict[str, tuple[Callable[[Path], object], str]] = {
    "cut": (lambda path: path.write_bytes(path.read_bytes()[:-200]), "không phải là bản sao lưu"),
    "cut short": (lambda path: path.write_bytes(path.read_bytes()[:2000]), "không phải là bản sao lưu"),
    "empty": (lambda path: path.write_bytes(b""), "không phải là bản sao lưu"),
    "gone": (lambda path: path.unlink(), "Không khôi phục được"),
    "another zip": (rewritten(lambda files: files.pop("manifest.json")), "không phải là bản sao lưu của phần mềm này"),
    "no list": (rewritten(head(files=7)), "không phải là bản sao lưu của phần mềm này"),
    "newer": (rewritten(head(schema=SCHEMA + 1)), "mới hơn"),
    "newer desk": (rewritten(newer_desk), "mới hơn"),
    "desk changed": (rewritten(flipped("desk.sqlite")), "không khớp với bản kê"),
    "upload changed": (rewritten(flipped("uploads/Sở/quyết định #1.txt")), "không khớp với bản kê"),
    "file missing": (rewritten(lambda files: files.pop("receipts.sqlite")), "thiếu hoặc thừa"),
    "file too many": (rewritten(lambda files: files.update({"uploads/thêm.txt": b"x"})), "thiếu hoặc thừa"),
    "desk no database": (rewritten(listed("desk.sqlite", b"x" * 9000)), "không|not a database"),
    "way out": (rewritten(listed("uploads/../../ngoài.txt", b"x")), "tệp lạ"),
    "absolute": (rewritten(listed("/tmp/ngoài.txt", b"x")), "tệp lạ"),
    "another name": (rewritten(listed("catalogue.toml", b"x")), "tệp lạ"),
}


@pytest.mark.parametrize(("damage", "line"), UNUSABLE.values(), ids=UNUSABLE)
def test_a_backup_that_cannot_be_trusted_changes_nothing(
    backup: Path, full: Kept, tmp_path: Path, damage: Callable[[Path], object], line: str
) -> None:
    damage(backup)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file() and path != backup and path.suffix != ".sqlite-shm"}
    with pytest.raises(BackupError, match=line) as error:
        restore(backup, full, NOW, replace=True)
    assert "\n" not in str(error.value)
    after = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file() and path != backup and path.suffix != ".sqlite-shm"}
    assert after == before


def test_an_older_desk_is_brought_up_when_it_is_restored(backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    newer = replace(DESK, migrations=(*DESK.migrations, ("CREATE TABLE thêm (x)",)))
    monkeypatch.setattr("assistant.desk.backup._KINDS", {"desk.sqlite": newer, "receipts.sqlite": RECEIPTS})
    kept = elsewhere(tmp_path)
    restore(backup, kept, NOW)
    assert kept.desk
    with closing(sqlite3.connect(kept.desk)) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (len(newer.migrations),)
        assert db.execute("SELECT COUNT(*) FROM thêm").fetchone() == (0,)


def test_a_damaged_desk_is_not_backed_up_as_if_it_were_whole(full: Kept, tmp_path: Path) -> None:
    assert full.desk
    full.desk.write_bytes(b"x" * 9000)
    with pytest.raises(DeskError):
        back_up(full, tmp_path / "b.zip", NOW)
    assert not [*tmp_path.glob("b.zip*")]


def test_what_is_turned_off_is_neither_backed_up_nor_restored(backup: Path, full: Kept, tmp_path: Path) -> None:
    assert [*back_up(replace(full, receipts=None, uploads=None), tmp_path / "b.zip", NOW)] == ["desk.sqlite"]
    kept = replace(elsewhere(tmp_path), uploads=None)
    assert [*restore(backup, kept, NOW)[0]] == ["desk.sqlite", "receipts.sqlite"]
    with pytest.raises(BackupError, match="để trống"):
        restore(backup, Kept(None, None, None), NOW)


def test_an_upload_that_is_just_coming_in_is_in_no_backup(full: Kept, tmp_path: Path) -> None:
    assert full.uploads
    (full.uploads / ".incoming-7-ab").mkdir()
    (full.uploads / ".incoming-7-ab" / "nửa.txt").write_text("nửa", encoding="utf-8")
    assert "uploads/.incoming-7-ab/nửa.txt" not in back_up(full, tmp_path / "b.zip", NOW)
