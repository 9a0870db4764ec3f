"""Questions of the command line: one, or a batch of rows; their history and day. All is checked before anything is opened or written."""

import argparse
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from ..question import QuestionError


class UsageError(Exception):
    """Wrong arguments or a broken input file; one Vietnamese line."""


@dataclass(frozen=True, slots=True)
class Row:
    """One question to answer; `id` is given back as it came."""

    question: str
    id: Any = None
    as_of: date | None = None
    history: list[str] = field(default_factory=list)


def answer_batch(args: argparse.Namespace, rows: Sequence[Row], run: Callable[[Row], dict[str, Any]]) -> int:
    """Writes a row for each, with what `run` makes of it or the line that says why not; 0."""
    with Path(args.out).open("w", encoding="utf-8", errors="replace") as out:
        for row in rows:
            try:
                result = run(row)
            except QuestionError as error:
                result = {"error": str(error)}
            out.write(json.dumps({"id": row.id} | result, ensure_ascii=False) + "\n")
    return 0


def asked(args: argparse.Namespace) -> list[Row]:
    """The question of the command line, or all rows of a batch, checked before anything is opened or written."""
    if args.batch:
        if not args.out:
            raise UsageError("Dùng --batch thì phải chỉ rõ --out.")
        path = Path(args.batch)
        lines = _read_text(path).split("\n")
        return [_row(path, number, line) for number, line in enumerate(lines, start=1) if line.strip()]
    if args.question is None:
        raise UsageError("Thiếu câu hỏi.")
    return [Row(whole(args.question))]


def _row(path: Path, number: int, line: str) -> Row:
    place = f"{path.name}, dòng {number}"
    try:
        row = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise UsageError(f"{place}: không phải JSON ({error}).") from error
    if not isinstance(row, dict) or not isinstance(row.get("question"), str):
        raise UsageError(f"{place}: thiếu “question” (một chuỗi).")
    as_of = row.get("as_of")
    try:
        day = date.fromisoformat(str(as_of)) if as_of else None
    except ValueError as error:
        raise UsageError(f"{place}: {as_of!r} không phải là ngày dạng 2026-07-01.") from error
    return Row(whole(row["question"]), row.get("id"), day, _turns(row.get("history") or [], f"{place}: “history”"))


def history_in(path: str | None) -> list[str]:
    """Question and answer in turn, of a JSON file. Raises UsageError."""
    if not path:
        return []
    try:
        turns = json.loads(_read_text(Path(path)))
    except json.JSONDecodeError as error:
        raise UsageError(f"Không đọc được tệp lịch sử {path}: {error}.") from error
    return _turns(turns, f"Tệp lịch sử {path}")


def _turns(turns: object, name: str) -> list[str]:
    if not isinstance(turns, list) or not all(isinstance(turn, str) for turn in turns):
        raise UsageError(f"{name} phải là một danh sách chuỗi.")
    return [whole(turn) for turn in turns]


def whole(text: str) -> str:
    """The text without halves of characters, which a command line and JSON can hold and no file can."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _read_text(path: Path) -> str:
    """The text of a file in UTF-8, with or without a byte-order mark."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: chữ không theo bảng mã UTF-8.") from error
    except OSError as error:
        raise UsageError(f"Không đọc được tệp {path} ({error.strerror}).") from error


def day_of(text: str) -> date:
    """The day of an option. Raises argparse.ArgumentTypeError."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} không phải là ngày dạng 2026-07-01") from error
