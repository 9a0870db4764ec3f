"""What is done with the desk while `kills` kills it: kept, deleted, purged, backed up and restored."""

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from assistant.desk import Desk, DeskError, DeskFile, Item
from assistant.desk.backup import Kept, back_up, restore
from assistant.desk.purge import purge
from assistant.desk.schema import DESK
from assistant.receipts import RECEIPTS
from assistant.user_file import open_file
from ingest.catalogue import load_catalogue
from ingest.uploads.folder import Uploads

from .invented import decree
from .kill_acts import Act, See

DAY, NOW = date(2031, 8, 1), datetime(2031, 8, 1, 9, tzinfo=UTC)
TURNS = 5


def _kept(folder: Path) -> Kept:
    return Kept(folder / "data" / "desk.sqlite", folder / "data" / "receipts.sqlite", folder / "data" / "uploads")


def _desk(folder: Path) -> Desk:
    return Desk(DeskFile(_kept(folder).desk, _kept(folder).receipts), "an")


def _item(n: int) -> Item:
    return Item("clause", f"Điều {n}", DAY, (), ())


def _converse(folder: Path) -> None:
    """Starts a conversation and adds turns and items; says how many turns are acknowledged."""
    desk = _desk(folder)
    number = next((c.id for c in desk.conversations()), None) or desk.start("một")
    for n in range(len(desk.turns(number)), TURNS):
        desk.add_turn(number, f"câu {n}", {"answer": "x" * 5000, "receipt": f"{n:016x}"}, DAY)
        See.say(str(n + 1))
        desk.put(_item(n), number)


def _see_turns(folder: Path, acknowledged: str) -> str:
    """Old: a whole file that holds all that was acknowledged; new: all of it."""
    desk = _desk(folder)
    try:
        found = desk.conversations()
        turns = [turn.question for turn in desk.turns(found[0].id)] if found else []
        items = [one.item.title for one in desk.basket()]
    except DeskError as error:
        return str(error)
    if turns != [f"câu {n}" for n in range(len(turns))] or len(turns) < int(acknowledged or 0) or len(items) > len(turns):
        return f"{len(turns)} turns and {len(items)} items, {acknowledged} acknowledged"
    return "new" if len(turns) == TURNS else "old"


def _conversed_before(folder: Path) -> None:
    _converse(folder)
    with closing(open_file(folder / "data" / "receipts.sqlite", RECEIPTS, create=True)) as db:
        db.executemany("INSERT INTO receipts VALUES (?, 1, '2020', '2020', '{}')", [(f"{n:016x}",) for n in range(TURNS)])
    (folder / "data" / "uploads").mkdir(exist_ok=True)
    (folder / "data" / "uploads" / "a.txt").write_text("Điều 1.", encoding="utf-8")


def _delete(folder: Path) -> None:
    """Deletes the conversation; where it is gone already, another one, which takes along what was left over."""
    desk = _desk(folder)
    desk.delete(next((c.id for c in desk.conversations()), None) or desk.start("khác"))


def _see_deleted(folder: Path, _: str) -> str:
    """Old while the conversation is whole; new once it is gone with its items: its receipts then wait to be taken out, or are gone."""
    desk = _desk(folder)
    turns = sum(c.turns for c in desk.conversations())
    with desk.file.reading() as db:
        waiting = db.execute("SELECT COUNT(*) FROM unwanted").fetchone()[0]
    with closing(sqlite3.connect(folder / "data" / "receipts.sqlite")) as db:
        left = db.execute("SELECT COUNT(*) FROM receipts").fetchone()[0]
    if turns == len(desk.basket()) == TURNS:
        return "old" if left == TURNS else "a part"
    return "new" if turns == len(desk.basket()) == 0 and (left == 0 or waiting == TURNS) else "a part"


def _of_no_schema(folder: Path) -> None:
    (folder / "data").mkdir()


def _open_new(folder: Path) -> None:
    _desk(folder).start("một")


def _see_opened(folder: Path, _: str) -> str:
    """New once the conversation is there; old where the next to come makes the tables."""
    found = _desk(folder).conversations()
    with closing(sqlite3.connect(folder / "data" / "desk.sqlite")) as db:
        schema = db.execute("PRAGMA user_version").fetchone()[0]
    return ("new" if found else "old") if schema == DESK.schema else f"schema {schema}"


def _back_up(folder: Path) -> None:
    back_up(_kept(folder), folder / "b.zip", NOW)


def _see_backup(folder: Path, _: str) -> str:
    """New where the backup can be restored elsewhere; old where there is none."""
    if not (folder / "b.zip").exists():
        return "old"
    for path in [*(folder / "elsewhere").rglob("*")]:
        path.unlink() if path.is_file() else None
    restore(folder / "b.zip", _kept(folder / "elsewhere"), NOW, replace=True)
    return _see_turns(folder / "elsewhere", "")


def _backed_up_before(folder: Path) -> None:
    _conversed_before(folder)
    _back_up(folder)
    desk = _desk(folder)
    desk.delete(desk.conversations()[0].id)


def _restore(folder: Path) -> None:
    restore(folder / "b.zip", _kept(folder), datetime.now(UTC), replace=True)


def _purge(folder: Path) -> None:
    purge(_desk(folder).file, datetime(2099, 1, 1, tzinfo=UTC))


def _uploads(folder: Path) -> Uploads:
    (folder / "corpus").mkdir(exist_ok=True)
    return Uploads(folder / "data" / "uploads", folder / "corpus", load_catalogue(folder / "corpus"))


def _upload(number: int, folder: Path) -> None:
    _uploads(folder).add(f"{number}.txt", decree(number, "Trồng bưởi.").encode())


def _uploaded_before(folder: Path) -> None:
    for number in (91, 92):
        _upload(number, folder)


def _take_out(folder: Path) -> None:
    for held in _uploads(folder).held():
        if held.name == "92.txt":
            _uploads(folder).remove(held.key)


def _see_uploads(folder: Path, _: str) -> str:
    """The files that are held, each whole; a file that is held can be given again."""
    held = sorted(one.path.read_text("utf-8") for one in _uploads(folder).held())
    return {(decree(91, "Trồng bưởi."),): "one", (decree(91, "Trồng bưởi."), decree(92, "Trồng bưởi.")): "two"}.get(tuple(held), "a part")


def _see_added(folder: Path, _: str) -> str:
    return {"one": "old", "two": "new"}.get(_see_uploads(folder, ""), "a part")


def _see_taken_out(folder: Path, _: str) -> str:
    """New where the other is held alone, and can be given again."""
    seen = {"two": "old", "one": "new"}.get(_see_uploads(folder, ""), "a part")
    if seen == "new":
        _upload(92, folder)
        seen = "new" if _see_uploads(folder, "") == "two" else "cannot be given again"
        _take_out(folder)
    return seen


def _see_restored(folder: Path, _: str) -> str:
    """Each file is the old or the new one; run again, everything is restored."""
    desk = _desk(folder)
    turns = sum(c.turns for c in desk.conversations())
    uploads = [*(folder / "data").glob("uploads*/a.txt")]
    return "a part" if turns not in (0, TURNS) or not uploads else "new" if turns else "old"


_FILE = ("file.begun", "file.before-commit", "file.after-commit")
ACTS = (
    Act(
        "first use of a desk",
        ("file.created", "file.migrating", "file.migrating:5", *_FILE, "file.begun:2", "file.before-commit:2", "file.after-commit:2"),
        _of_no_schema, _open_new, _see_opened,
    ),
    Act(
        "turns and items kept",
        tuple(f"{point}:{n}" for n in (3, 4, 7) for point in _FILE), _of_no_schema, _converse, _see_turns,
    ),
    Act(
        "conversation deleted",
        (*_FILE, "desk.before-forgetting", "file.before-commit:2", "file.after-commit:2", "desk.receipts-forgotten",
         "file.before-commit:3"),
        _conversed_before, _delete, _see_deleted,
    ),
    Act("purge", (*_FILE, "file.before-commit:2", "desk.receipts-forgotten"), _conversed_before, _purge, _see_deleted),
    Act(
        "backup",
        ("backup.desk.sqlite", "backup.receipts.sqlite", "backup.written", "backup.before-rename", "backup.after-rename"),
        _conversed_before, _back_up, _see_backup,
    ),
    Act(
        "upload", ("upload.writing", "upload.before-rename", "upload.after-rename"),
        partial(_upload, 91), partial(_upload, 92), _see_added,
    ),
    Act("upload taken out", ("upload.removed",), _uploaded_before, _take_out, _see_taken_out),
    Act("restore", ("restore.desk.sqlite-aside", "restore.desk.sqlite", "restore.receipts.sqlite-aside", "restore.receipts.sqlite",
                    "restore.uploads-aside"), _backed_up_before, _restore, _see_restored),
)  # fmt: skip
