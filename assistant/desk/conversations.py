"""Conversations of one owner: kept turn by turn, found by words with or without accents, deleted with what belongs to them."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ingest.law.normalise import fold, normalise

from .file import DeskFile, to_json, whole
from .schema import UnknownEntry

MAX_TITLE = 200  # characters
MAX_WORDS = 12  # of a search
_FOUND = "(instr(c.words, ?) OR EXISTS (SELECT 1 FROM turns t WHERE t.conversation = c.id AND instr(t.words, ?)))"
# those that no turn, no basket and no open report names any more
_UNUSED = (
    "SELECT receipt FROM unwanted WHERE receipt NOT IN (SELECT receipt FROM turns) AND receipt NOT IN (SELECT receipt FROM basket)"
    " AND receipt NOT IN (SELECT about FROM feedback WHERE settled IS NULL)"
)


@dataclass(frozen=True, slots=True)
class Conversation:
    """`created` and `last` are in UTC; `turns` is how many there are."""

    id: int
    title: str
    created: datetime
    last: datetime
    turns: int


@dataclass(frozen=True, slots=True)
class KeptTurn:
    """`answer` is as `assistant ask --json` prints it."""

    id: int
    question: str
    as_of: date
    answer: Mapping[str, Any]
    asked: datetime


def start(file: DeskFile, owner: str, title: str) -> int:
    with file.writing() as db:
        now, shown = file.moment(), _title(title)
        row = (owner, shown, _words(shown), now, now)
        return _id(db.execute("INSERT INTO conversations (owner, title, words, created, last) VALUES (?, ?, ?, ?, ?)", row))


def add_turn(file: DeskFile, owner: str, conversation: int, question: str, answer: Mapping[str, Any], as_of: date) -> int:
    words = _words(f"{question}\n{answer.get('answer') or ''}")
    kept, receipt = to_json(dict(answer)), str(answer.get("receipt") or "")
    with file.writing() as db:
        require(db, owner, conversation)
        now = file.moment()
        row = (conversation, now, whole(question), as_of.isoformat(), kept, receipt, words)
        added = db.execute(
            "INSERT INTO turns (conversation, asked, question, as_of, answer, receipt, words) VALUES (?, ?, ?, ?, ?, ?, ?)", row
        )
        db.execute("UPDATE conversations SET last = max(last, ?) WHERE id = ?", (now, conversation))
        return _id(added)


def found(file: DeskFile, owner: str, words: str) -> list[Conversation]:
    terms = [whole(term) for term in fold(normalise(words)).split()[:MAX_WORDS]]
    wanted = " AND ".join(["c.owner = ?", *[_FOUND] * len(terms)])
    count = "(SELECT COUNT(*) FROM turns WHERE conversation = c.id)"
    query = f"SELECT c.id, c.title, c.created, c.last, {count} FROM conversations c WHERE {wanted} ORDER BY c.last DESC, c.id DESC"
    with file.reading() as db:
        rows = db.execute(query, (owner, *(term for one in terms for term in (one, one)))).fetchall()
    return [Conversation(i, title, datetime.fromisoformat(c), datetime.fromisoformat(last), n) for i, title, c, last, n in rows]


def turns(file: DeskFile, owner: str, conversation: int) -> list[KeptTurn]:
    with file.reading() as db:
        require(db, owner, conversation)
        query = "SELECT id, question, as_of, answer, asked FROM turns WHERE conversation = ? ORDER BY id"
        rows = db.execute(query, (conversation,)).fetchall()
    return [KeptTurn(i, q, date.fromisoformat(day), file.value(a), datetime.fromisoformat(asked)) for i, q, day, a, asked in rows]


def rename(file: DeskFile, owner: str, conversation: int, title: str) -> None:
    shown = _title(title)
    with file.writing() as db:
        require(db, owner, conversation)
        db.execute("UPDATE conversations SET title = ?, words = ? WHERE id = ?", (shown, _words(shown), conversation))


def delete(file: DeskFile, owner: str, conversation: int) -> None:
    """Its turns and basket items go with it; its receipts are noted as unwanted."""
    with file.writing() as db:
        require(db, owner, conversation)
        remove(db, conversation)


def remove(db: sqlite3.Connection, conversation: int) -> None:
    for table in ("turns", "basket"):
        db.execute(f"INSERT OR IGNORE INTO unwanted SELECT receipt FROM {table} WHERE conversation = ? AND receipt != ''", (conversation,))
    db.execute("DELETE FROM conversations WHERE id = ?", (conversation,))


def unwanted(file: DeskFile) -> list[str]:
    """Receipts that may be forgotten: of deleted conversations, and named nowhere else, whoever the owner is."""
    with file.reading() as db:
        return [receipt for (receipt,) in db.execute(_UNUSED)]


def forgotten(file: DeskFile, receipts: list[str]) -> None:
    """Strikes receipts that are gone off the list."""
    with file.writing() as db:
        db.executemany("DELETE FROM unwanted WHERE receipt = ?", [(receipt,) for receipt in receipts])


def require(db: sqlite3.Connection, owner: str, conversation: int) -> None:
    """Raises UnknownEntry where the conversation is not this owner's: whether it is another's is not told."""
    if not db.execute("SELECT 1 FROM conversations WHERE id = ? AND owner = ?", (conversation, owner)).fetchone():
        raise UnknownEntry(f"Không có hội thoại số {conversation}; có thể hội thoại đã được xóa.")


def _title(title: str) -> str:
    return " ".join(whole(normalise(title)).split())[:MAX_TITLE] or "Hội thoại chưa đặt tên"


def _words(text: str) -> str:
    """The text as it is searched: without accents, in lower case."""
    return " ".join(fold(normalise(whole(text))).split())


def _id(cursor: sqlite3.Cursor) -> int:
    assert cursor.lastrowid is not None  # of an INSERT
    return cursor.lastrowid
