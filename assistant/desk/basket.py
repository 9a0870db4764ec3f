"""The basket of one owner: items in the officer's order."""

import sqlite3
from dataclasses import dataclass

from ..user_file import damaged
from . import conversations
from .file import DeskFile, to_json
from .item import Item, ItemError
from .schema import DESK, DeskError, UnknownEntry


@dataclass(frozen=True, slots=True)
class InBasket:
    id: int
    item: Item


def put(file: DeskFile, owner: str, item: Item, conversation: int | None) -> int:
    kept = to_json(item.as_json())
    with file.writing() as db:
        if conversation is not None:
            conversations.require(db, owner, conversation)
        (place,) = db.execute("SELECT COALESCE(MAX(place), -1) + 1 FROM basket WHERE owner = ?", (owner,)).fetchone()
        row = (owner, place, conversation, file.moment(), item.receipt, kept)
        added = db.execute("INSERT INTO basket (owner, place, conversation, created, receipt, item) VALUES (?, ?, ?, ?, ?, ?)", row)
        assert added.lastrowid is not None  # of an INSERT
        return added.lastrowid


def items(file: DeskFile, owner: str) -> list[InBasket]:
    with file.reading() as db:
        rows = db.execute("SELECT id, item FROM basket WHERE owner = ? ORDER BY place", (owner,)).fetchall()
    try:
        return [InBasket(id_, Item.from_json(file.value(text))) for id_, text in rows]
    except ItemError as error:
        raise DeskError(damaged(file.path, DESK, error)) from error


def change(file: DeskFile, owner: str, id_: int, item: Item) -> None:
    kept = to_json(item.as_json())
    with file.writing() as db:
        _require(db, owner, id_)
        db.execute("UPDATE basket SET item = ?, receipt = ? WHERE id = ?", (kept, item.receipt, id_))


def move(file: DeskFile, owner: str, id_: int, to: int) -> None:
    with file.writing() as db:
        _require(db, owner, id_)
        order = [other for (other,) in db.execute("SELECT id FROM basket WHERE owner = ? ORDER BY place", (owner,)) if other != id_]
        order.insert(max(0, to), id_)
        db.executemany("UPDATE basket SET place = ? WHERE id = ?", list(enumerate(order)))


def take_out(file: DeskFile, owner: str, id_: int) -> None:
    with file.writing() as db:
        _require(db, owner, id_)
        db.execute("DELETE FROM basket WHERE id = ?", (id_,))


def empty(file: DeskFile, owner: str) -> None:
    with file.writing() as db:
        db.execute("DELETE FROM basket WHERE owner = ?", (owner,))


def _require(db: sqlite3.Connection, owner: str, id_: int) -> None:
    if not db.execute("SELECT 1 FROM basket WHERE id = ? AND owner = ?", (id_, owner)).fetchone():
        raise UnknownEntry("Mục này không còn trong phiếu; có thể đã được lấy ra.")
