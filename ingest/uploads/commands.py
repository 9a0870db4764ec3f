"""python -m ingest add: files into the folder of uploads, what became of each; what is held; what is taken out."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from ..catalogue import load_catalogue
from ..settings import Settings
from .failure import UploadError
from .folder import MAX_BYTES, Uploads
from .report import as_lines, give

OK, FAILED, WRONG_USE = 0, 1, 2


def add_command(commands: Any) -> None:
    """The options of `add`."""
    add = commands.add_parser("add", help="nạp thêm tệp văn bản vào kho của mình (kiểm tra, báo lại từng tệp)")
    add.add_argument("files", nargs="*", metavar="FILE")
    add.add_argument("--list", action="store_true", help="các tệp đã nạp")
    add.add_argument("--remove", action="append", default=[], metavar="KEY", help="gỡ một tệp đã nạp; lặp lại được")
    add.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
    add.set_defaults(index=None)


def run_add(args: argparse.Namespace, settings: Settings) -> int:
    if settings.uploads is None:
        print("TRO_LY_UPLOADS đang đặt là rỗng: không nhận tệp nạp thêm.", file=sys.stderr)
        return WRONG_USE
    if sum(map(bool, (args.files, args.remove, args.list))) != 1:
        print("Nêu các tệp cần nạp, hoặc --list, hoặc --remove KEY.", file=sys.stderr)
        return WRONG_USE
    uploads = Uploads(settings.uploads, settings.corpus, load_catalogue(settings.corpus))
    try:
        if args.files:
            return _give(args, uploads)
        return _remove(args, uploads) if args.remove else _list(args, uploads)
    except UploadError as error:
        print(str(error)[:1].upper() + str(error)[1:], file=sys.stderr)
        return FAILED


def _give(args: argparse.Namespace, uploads: Uploads) -> int:
    given = give(uploads, [(Path(name).name, _content(Path(name))) for name in args.files])
    if args.json:
        print(json.dumps({"files": [one.as_json() for one in given]}, ensure_ascii=False))
    else:
        print("\n".join(as_lines(given)))
        if any(one.outcome == "added" for one in given):
            print("Chạy “python -m ingest build” để đưa vào chỉ mục.")
    return FAILED if any(one.outcome == "refused" for one in given) else OK


def _content(path: Path) -> bytes:
    """The file, or as much of it as shows that it is too large."""
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def _remove(args: argparse.Namespace, uploads: Uploads) -> int:
    removed = [uploads.remove(key).key for key in args.remove]
    print(json.dumps({"removed": removed}, ensure_ascii=False) if args.json else "\n".join(f"Đã gỡ {key}." for key in removed))
    return OK


def _list(args: argparse.Namespace, uploads: Uploads) -> int:
    held = uploads.held()
    if args.json:
        rows = [{"key": h.key, "name": h.name, "size": h.size, "added_at": h.added_at.isoformat(timespec="seconds")} for h in held]
        print(json.dumps({"files": rows}, ensure_ascii=False))
    else:
        print("\n".join(f"{h.key}  {h.size:,} byte" for h in held) or "Chưa nạp tệp nào.")
    return OK
