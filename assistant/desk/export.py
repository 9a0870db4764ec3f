"""All that is kept of one owner, as JSON files in one ZIP: for the person whose data it is."""

import json
import zipfile
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any

from ..receipt import ReceiptError
from ..receipts import find_receipt
from . import preferences
from .backup import BackupError, private
from .desk import Desk
from .feedback import everything

_FILES = ("conversations", "basket", "feedback", "preferences", "receipts")


def export(desk: Desk, target: Path) -> dict[str, int]:
    """How many of each are in the file now. Raises DeskError, or BackupError where nothing is kept of the owner."""
    conversations = [_plain(asdict(one)) | {"turns": [_plain(asdict(turn)) for turn in desk.turns(one.id)]} for one in desk.conversations()]
    basket = [{"id": one.id} | one.item.as_json() for one in desk.basket()]
    feedback = [_plain(asdict(report)) for report in everything(desk.file, desk.owner)]
    kept = preferences.everything(desk.file, desk.owner)
    if not (conversations or basket or feedback or kept):
        known = ", ".join(repr(owner) for owner in owners(desk))
        raise BackupError(f"Không có dữ liệu nào của {desk.owner!r}; đang giữ dữ liệu của: {known or 'không ai'}.")
    names = {turn["answer"].get("receipt") for one in conversations for turn in one["turns"]} | {row["receipt"] for row in basket}
    contents: tuple[Any, ...] = (conversations, basket, feedback, kept, [*_receipts(desk, {str(name) for name in names if name})])
    try:
        with private(target) as raw, zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in zip(_FILES, contents, strict=True):
                archive.writestr(f"{name}.json", json.dumps(content, ensure_ascii=False, indent=1))
    except OSError as error:
        raise BackupError(f"Không ghi được {target} ({error.strerror or error}).") from error
    return {name: len(content) for name, content in zip(_FILES, contents, strict=True)}


def owners(desk: Desk) -> list[str]:
    """All who have something on the desk; for whoever runs the machine."""
    tables = ("conversations", "basket", "feedback", "preferences")
    with desk.file.reading() as db:
        return [owner for (owner,) in db.execute(" UNION ".join(f"SELECT owner FROM {table}" for table in tables))]


def _receipts(desk: Desk, names: set[str]) -> Iterator[dict[str, Any]]:
    if desk.file.receipts:
        for name in sorted(names):
            try:
                yield find_receipt(desk.file.receipts, name).as_json()
            except ReceiptError as error:  # the oldest go when the file is full; one that is damaged keeps nobody from the others
                yield {"id": name, "error": str(error)}


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """The values as JSON has them."""
    return {
        name: value.isoformat() if isinstance(value, date | datetime) else _plain(value) if isinstance(value, dict) else value
        for name, value in row.items()
    }
