"""What is older than people want it kept, taken out of the desk and the receipts of all owners."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ..receipts import RECEIPTS, forget
from ..user_file import line, open_file
from .conversations import remove
from .desk import forget_unwanted
from .file import DeskFile
from .schema import DeskError


@dataclass(frozen=True, slots=True)
class Purged:
    """How many went, or would go."""

    conversations: int
    turns: int
    items: int
    feedback: int
    receipts: int


def months_before(now: datetime, months: int) -> datetime:
    """The same day that many months ago, or the last of its month.

    >>> months_before(datetime(2031, 3, 31), 1).date().isoformat(), months_before(datetime(2031, 1, 5), 13).date().isoformat()
    ('2031-02-28', '2029-12-05')
    """
    year, month = divmod(now.year * 12 + now.month - 1 - months, 12)
    for day in range(now.day, 27, -1):
        try:
            return now.replace(year=year, month=month + 1, day=day)
        except ValueError:  # the month is shorter
            continue
    return now.replace(year=year, month=month + 1, day=min(now.day, 28))


def purge(file: DeskFile, before: datetime, dry_run: bool = False) -> Purged:
    """Takes out conversations whose last turn, loose items that were put in, and receipts that were last asked before the moment.

    Of feedback what was settled, and thumbs up; what waits to be looked into stays. Raises DeskError.
    """
    moment = before.astimezone(UTC).isoformat(timespec="milliseconds")
    counts = dict[str, int]()
    try:
        with file.writing() as db:
            old = [number for (number,) in db.execute("SELECT id FROM conversations WHERE last < ?", (moment,))]
            turns, items = _count(db, "turns"), _count(db, "basket")
            for number in old:
                remove(db, number)
            db.execute("DELETE FROM basket WHERE conversation IS NULL AND created < ?", (moment,))
            said = "created < ? AND (settled IS NOT NULL OR verdict = 'up')"
            counts["feedback"] = db.execute(f"DELETE FROM feedback WHERE {said}", (moment,)).rowcount
            counts |= {"conversations": len(old), "turns": turns - _count(db, "turns"), "items": items - _count(db, "basket")}
            used = _named(db)
            gone = {row for (row,) in db.execute("SELECT receipt FROM unwanted")} - used
            if dry_run:
                raise _DryRun
    except _DryRun:
        return Purged(receipts=len(_receipts(file.receipts, moment, used, gone)), **counts)
    stale = _receipts(file.receipts, moment, used, gone)
    forget(file.receipts, stale - gone)
    forget_unwanted(file)
    return Purged(receipts=len(stale), **counts)


class _DryRun(Exception):
    """Ends the transaction without a trace."""


def _count(db: sqlite3.Connection, table: str) -> int:
    return int(db.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0])


def _named(db: sqlite3.Connection) -> set[str]:
    """Receipts that something on the desk still names."""
    query = "SELECT receipt FROM turns UNION SELECT receipt FROM basket UNION SELECT about FROM feedback WHERE settled IS NULL"
    return {receipt for (receipt,) in db.execute(query)}


def _receipts(path: Path | None, moment: str, used: set[str], gone: set[str]) -> set[str]:
    """Those of the file that are named nowhere and are old, or belonged to what went."""
    if path is None or not path.exists():
        return set()
    try:
        with closing(open_file(path, RECEIPTS, create=False)) as db:
            rows = db.execute("SELECT id, last_asked FROM receipts").fetchall()
    except (OSError, sqlite3.Error, RECEIPTS.error) as error:
        raise DeskError(line(path, RECEIPTS, error)) from error
    return {name for name, last in rows if name not in used and (last < moment or name in gone)}
