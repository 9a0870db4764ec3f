"""A file of answers → items: what `assistant ask --json`, `--batch` or a basket gave. Answers that were refused are told apart."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..desk import Item
from ..memo_error import MemoError
from .checking import REFUSED, LeftOut

MAX_BYTES = 50_000_000  # of a file of answers


@dataclass(frozen=True, slots=True)
class Basket:
    items: tuple[Item, ...]
    refused: tuple[LeftOut, ...]


def read_basket(path: Path) -> Basket:
    """The items of a JSON file: one answer or item, a list of them, or one on each line. Raises MemoError, ItemError or OSError."""
    if path.stat().st_size > MAX_BYTES:
        raise MemoError(f"Tệp {path.name} lớn hơn mức {MAX_BYTES // 1_000_000} MB.")
    items, refused = list[Item](), list[LeftOut]()
    for row in _rows(path):
        item = Item.from_json(row)
        if row.get("status") == "refused":
            reason = row.get("refusal_reason")
            refused.append(LeftOut(item.title, "", (REFUSED, reason.rstrip(".")) if isinstance(reason, str) and reason else (REFUSED,)))
        else:
            items.append(item)
    if not items and not refused:
        raise MemoError(f"Tệp {path.name} không có mục nào.")
    return Basket(tuple(items), tuple(refused))


def _rows(path: Path) -> Iterator[Mapping[str, Any]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise MemoError(f"Tệp {path.name}: chữ không theo bảng mã UTF-8.") from error
    for number, row in enumerate(_parsed(path.name, text), start=1):
        if not isinstance(row, dict):
            raise MemoError(f"Tệp {path.name}, mục {number}: không phải đối tượng JSON.")
        if "error" in row and "statements" not in row:
            raise MemoError(f"Tệp {path.name}, mục {number}: câu hỏi đã báo lỗi, không có câu trả lời.")
        yield row


def _parsed(name: str, text: str) -> list[Any]:
    try:
        whole = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        lines = [line for line in text.split("\n") if line.strip()]
        if len(lines) < 2:
            raise MemoError(f"Tệp {name} không phải JSON ({error}).") from error
        return [_line(name, number, line) for number, line in enumerate(lines, start=1)]
    return whole if isinstance(whole, list) else [whole]


def _line(name: str, number: int, line: str) -> Any:
    try:
        return json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise MemoError(f"Tệp {name}, dòng {number}: không phải JSON ({error}).") from error
