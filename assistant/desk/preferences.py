"""Small preferences of one owner: a name and a value of JSON."""

from typing import Any

from .file import DeskFile, to_json
from .schema import DeskError

MAX_VALUE = 64 * 1024  # characters of a value as JSON


def preference(file: DeskFile, owner: str, key: str) -> Any:
    with file.reading() as db:
        row = db.execute("SELECT value FROM preferences WHERE owner = ? AND key = ?", (owner, key)).fetchone()
    return file.value(row[0]) if row else None


def prefer(file: DeskFile, owner: str, key: str, value: object) -> None:
    kept = to_json(value)
    if len(kept) > MAX_VALUE:
        raise DeskError(f"Thiết lập {key!r} dài {len(kept)} ký tự, quá giới hạn {MAX_VALUE}.")
    with file.writing() as db:
        if value is None:
            db.execute("DELETE FROM preferences WHERE owner = ? AND key = ?", (owner, key))
        else:
            db.execute("INSERT INTO preferences VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value", (owner, key, kept))


def everything(file: DeskFile, owner: str) -> dict[str, Any]:
    """All that the owner prefers, by key."""
    with file.reading() as db:
        rows = db.execute("SELECT key, value FROM preferences WHERE owner = ? ORDER BY key", (owner,)).fetchall()
    return {key: file.value(value) for key, value in rows}
