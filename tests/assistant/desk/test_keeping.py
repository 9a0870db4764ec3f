"""What whoever runs the machine does: backup, restore, purge, export, reports – as commands, and what they leave."""

import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from desk_values import DAY, answer, item

from assistant.__main__ import main
from assistant.desk import Desk, DeskFile, Feedback, Keeper, open_desk
from assistant.desk.purge import Purged, months_before, purge
from assistant.receipts import RECEIPTS
from assistant.user_file import open_file

OLD, NEW = datetime(2030, 1, 15, tzinfo=UTC), datetime(2031, 8, 1, tzinfo=UTC)


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("DESK", "RECEIPTS", "UPLOADS"):
        monkeypatch.setenv(f"TRO_LY_{name}", str(tmp_path / "data" / name.lower()))
    return tmp_path / "data"


def keep_receipt(path: Path, name: str, moment: datetime) -> None:
    db = open_file(path, RECEIPTS, create=True)
    db.execute("INSERT INTO receipts VALUES (?, 1, ?, ?, '{}')", (name, moment.isoformat(), moment.isoformat()))
    db.close()


def receipts_in(path: Path) -> str:
    db = open_file(path, RECEIPTS, create=False)
    names = "".join(name[0] for (name,) in db.execute("SELECT id FROM receipts ORDER BY id"))
    db.close()
    return names


@pytest.fixture
def file(data: Path) -> DeskFile:
    """Of two owners, with old and new things: receipts a and b of old conversations, b also of a new one; c and d of none."""
    moment = [OLD]
    file = DeskFile(data / "desk", data / "receipts", now=lambda: moment[0])
    an, bình = Desk(file, "an"), Desk(file, "bình")
    first = an.start("cũ")
    for receipt in "ab":
        an.add_turn(first, "?", answer(".", receipt * 16), DAY)
    an.put(item("cũ, của hội thoại"), first)
    an.put(item("cũ, rời"))
    goes_on = bình.start("cũ nhưng còn hỏi tiếp")
    bình.add_turn(goes_on, "?", answer("."), DAY)
    an.report(Feedback("wrong", "entry", "duties/1"))
    Keeper(file).settle(an.report(Feedback("wrong", "entry", "duties/2")), "xong")
    moment[0] = NEW
    bình.add_turn(goes_on, "nữa?", answer(".", "b" * 16), DAY)
    an.put(item("mới"))
    for receipt, asked in (("a", OLD), ("b", OLD), ("c", OLD), ("d", NEW)):
        keep_receipt(data / "receipts", receipt * 16, asked)
    return file


@pytest.mark.parametrize(
    ("now", "months", "before"),
    [("2031-08-01", 12, "2030-08-01"), ("2032-02-29", 12, "2031-02-28"), ("2031-03-31", 1, "2031-02-28"), ("2031-01-15", 25, "2028-12-15")],
)
def test_months_are_counted_by_the_calendar(now: str, months: int, before: str) -> None:
    assert months_before(datetime.fromisoformat(now), months).date().isoformat() == before


def test_what_is_old_goes_for_all_owners_and_what_is_in_use_stays(file: DeskFile, data: Path) -> None:
    assert purge(file, months_before(NEW, 12)) == Purged(conversations=1, turns=2, items=2, feedback=1, receipts=2)
    assert [c.title for c in Desk(file, "an").conversations()] == []
    assert [c.title for c in Desk(file, "bình").conversations()] == ["cũ nhưng còn hỏi tiếp"]
    assert [one.item.title for one in Desk(file, "an").basket()] == ["mới"]
    assert [r.feedback.about for r in Keeper(file).worklist()] == ["duties/1"]
    assert receipts_in(data / "receipts") == "bd"
    assert purge(file, months_before(NEW, 12)) == Purged(0, 0, 0, 0, 0)


def test_a_dry_run_says_the_same_and_changes_nothing(file: DeskFile, data: Path) -> None:
    before = months_before(NEW, 12)
    said = purge(file, before, dry_run=True)
    assert receipts_in(data / "receipts") == "abcd"
    assert len(Desk(file, "an").basket()) == 3
    assert purge(file, before) == said


def test_export_holds_all_of_one_owner_and_nothing_of_another(
    file: DeskFile, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Desk(file, "an").prefer("ban", "Hải Phòng")
    Desk(file, "bình").prefer("ban", "chuyện riêng của bình")
    assert main(["export", "--owner", "an", "--out", str(tmp_path / "an.zip")]) == 0
    assert "1 hội thoại, 3 mục phiếu trình" in capsys.readouterr().out
    with zipfile.ZipFile(tmp_path / "an.zip") as archive:
        files = {name: json.loads(archive.read(name)) for name in archive.namelist()}
    assert [turn["answer"]["receipt"][0] for turn in files["conversations.json"][0]["turns"]] == ["a", "b"]
    assert [row["title"] for row in files["basket.json"]] == ["cũ, của hội thoại", "cũ, rời", "mới"]
    assert ([row["feedback"]["about"] for row in files["feedback.json"]], files["preferences.json"]) == (
        ["duties/1", "duties/2"],
        {"ban": "Hải Phòng"},
    )
    assert "bình" not in json.dumps(files, ensure_ascii=False)
    assert (tmp_path / "an.zip").stat().st_mode & 0o077 == 0


def test_export_of_nobody_names_those_there_are(file: DeskFile, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.close()
    assert main(["export", "--owner", "lan", "--out", str(tmp_path / "x.zip")]) == 2
    assert "'an', 'bình'" in capsys.readouterr().err
    assert not (tmp_path / "x.zip").exists()


def test_commands_one_after_the_other(file: DeskFile, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (data / "uploads").mkdir()
    (data / "uploads" / "một.txt").write_text("Điều 1.", encoding="utf-8")
    target = str(tmp_path / "b.zip")
    assert main(["backup", target]) == 0
    assert main(["backup", target]) == 2
    assert main(["backup", target, "--yes"]) == 0
    assert main(["purge", "--older-than", "1", "--dry-run"]) == 0
    assert "Sẽ xóa" in capsys.readouterr().out
    for number in (1, 2):
        Desk(file, "an").delete(number) if number == 1 else Desk(file, "bình").delete(number)
    assert main(["restore", target]) == 2
    assert "--yes" in capsys.readouterr().err
    assert main(["restore", target, "--yes"]) == 0
    out = capsys.readouterr().out
    assert out.count("Bản trước đó ở") == 3
    assert [c.title for c in Desk(file, "an").conversations()] == ["cũ"]


def test_reports_are_shown_and_settled(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    number = open_desk(data / "desk", "an").report(Feedback("wrong", "answer", "a" * 16, "ai cấp?\x1b[31m\n2. giả", "sai"))
    assert main(["reports"]) == 0
    out = capsys.readouterr().out
    assert (out.count("\n"), "\x1b" in out, "aaaa" in out) == (1, False, True)
    assert main(["reports", "--settle", str(number), "--note", "đã sửa"]) == 0
    assert capsys.readouterr().out == ""
    assert main(["reports", "--settle", "99"]) == 2


@pytest.mark.parametrize("command", [["purge"], ["export", "--out", "x.zip"], ["reports"]])
def test_a_desk_that_is_off_or_damaged_is_one_line(
    command: list[str], data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    data.mkdir()
    (data / "desk").write_bytes(b"x" * 9000)
    assert main(command) == 2
    monkeypatch.setenv("TRO_LY_DESK", "")
    assert main(command) == 2
    lines = capsys.readouterr().err.splitlines()
    assert ("bị hỏng" in lines[0], "đang tắt" in lines[1], len(lines)) == (True, True, 2)


@pytest.mark.parametrize("months", ["0", "-1", "x", "99999"])
def test_a_wrong_number_of_months_is_refused(months: str) -> None:
    with pytest.raises(SystemExit):
        main(["purge", "--older-than", months])
