"""backup, restore, purge, export, reports: what whoever runs the machine does with what its users made."""

import argparse
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.settings import Settings

from ..receipt import ReceiptError

if TYPE_CHECKING:
    from ..desk import DeskFile

WRONG_USE = 2
_DEFAULT_MONTHS = 12


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    backup = commands.add_parser("backup", help="sao lưu hội thoại, phiếu trình, phiếu trả lời và văn bản tải lên vào một tệp")
    backup.add_argument("file", metavar="FILE.zip", type=Path)
    backup.add_argument("--yes", action="store_true", help="ghi đè tệp đã có")
    restore = commands.add_parser("restore", help="khôi phục từ bản sao lưu")
    restore.add_argument("file", metavar="FILE.zip", type=Path)
    restore.add_argument("--yes", action="store_true", help="thay thế dữ liệu đang có; bản cũ được chuyển sang bên cạnh")
    purge = commands.add_parser("purge", help="xóa hội thoại, mục phiếu trình và phiếu trả lời đã cũ")
    purge.add_argument(
        "--older-than", type=_months, default=_DEFAULT_MONTHS, metavar="MONTHS", help=f"số tháng (mặc định {_DEFAULT_MONTHS})"
    )
    purge.add_argument("--dry-run", action="store_true", help="chỉ cho biết sẽ xóa những gì")
    export = commands.add_parser("export", help="xuất toàn bộ dữ liệu của một người dùng, dạng JSON")
    export.add_argument("--owner", default="", metavar="NAME", help="người dùng (mặc định: máy của một người)")
    export.add_argument("--out", required=True, metavar="FILE.zip", type=Path)
    reports = commands.add_parser("reports", help="các phản ánh đang chờ xem xét")
    reports.add_argument("--settle", type=int, metavar="ID", help="đánh dấu đã xem xét")
    reports.add_argument("--note", default="", metavar="GHI CHÚ", help="kết quả xem xét")
    for command, run in ((backup, _backup), (restore, _restore), (purge, _purge), (export, _export), (reports, _reports)):
        command.set_defaults(keep=run, index=None)


def run(args: argparse.Namespace, settings: Settings) -> int:
    """The exit status; what can go wrong is one line on stderr."""
    from ..desk import DeskError

    command: Callable[[argparse.Namespace, Settings], int] = args.keep
    try:
        return command(args, settings)
    except (DeskError, ReceiptError) as error:
        print(error, file=sys.stderr)
        return WRONG_USE


def _backup(args: argparse.Namespace, settings: Settings) -> int:
    from ..desk.backup import BackupError, Kept, back_up

    if args.file.exists() and not args.yes:
        raise BackupError(f"Đã có tệp {args.file}; thêm --yes để ghi đè, hoặc đặt tên khác.")
    found = back_up(Kept(settings.desk, settings.receipts, settings.uploads), args.file, datetime.now(UTC))
    print(
        f"Đã sao lưu {len(found)} tệp, {sum(found.values()) / 2**20:.1f} MiB, vào {args.file}. Tệp chứa dữ liệu cá nhân: cất giữ cẩn thận."
    )
    return 0


def _restore(args: argparse.Namespace, settings: Settings) -> int:
    from ..desk.backup import Kept, restore

    names, aside = restore(args.file, Kept(settings.desk, settings.receipts, settings.uploads), datetime.now(UTC), args.yes)
    print(f"Đã khôi phục: {', '.join(names) or 'không có gì'}.")
    for path in aside:
        print(f"Bản trước đó ở {path}; xóa khi không còn cần.")
    if "uploads" in names:
        print("Chỉ mục sẽ được dựng lại với các văn bản đã khôi phục ở lần mở tới.")
    return 0


def _purge(args: argparse.Namespace, settings: Settings) -> int:
    from ..desk.purge import months_before, purge

    before = months_before(datetime.now(UTC), args.older_than)
    with _desk_file(settings) as file:
        gone = purge(file, before, args.dry_run)
    verb = "Sẽ xóa" if args.dry_run else "Đã xóa"
    what = f"{gone.conversations} hội thoại ({gone.turns} lượt hỏi), {gone.items} mục phiếu trình, {gone.feedback} phản ánh"
    print(f"{verb} những gì cũ hơn {args.older_than} tháng (trước {before:%d/%m/%Y}): {what}, {gone.receipts} phiếu trả lời.")
    return 0


def _export(args: argparse.Namespace, settings: Settings) -> int:
    from ..desk import Desk
    from ..desk.export import export

    with _desk_file(settings) as file:
        found = export(Desk(file, args.owner), args.out)
    names = {
        "conversations": "hội thoại",
        "basket": "mục phiếu trình",
        "feedback": "phản ánh",
        "preferences": "thiết lập",
        "receipts": "phiếu",
    }
    print(f"Đã xuất {', '.join(f'{found[key]} {name}' for key, name in names.items())} vào {args.out}.")
    return 0


def _reports(args: argparse.Namespace, settings: Settings) -> int:
    from ..desk import Keeper

    with _desk_file(settings) as file:
        keeper = Keeper(file)
        if args.settle is not None:
            keeper.settle(args.settle, args.note)
        for report in keeper.worklist():
            said = report.feedback
            about = " – ".join(part for part in (said.about, said.title, said.reason) if part)
            print(_shown(f"{report.id}. {report.created:%d/%m/%Y} [{said.verdict}, {said.subject}] {about}"))
    return 0


def _desk_file(settings: Settings) -> "DeskFile":
    from ..desk import DeskError, DeskFile

    if settings.desk is None:
        raise DeskError("Việc lưu hội thoại và phiếu trình đang tắt (TRO_LY_DESK để trống).")
    return DeskFile(settings.desk, settings.receipts)


def _shown(text: str) -> str:
    """On one line and without control characters: it was written by anybody."""
    return "".join(c if c.isprintable() else " " for c in text)


def _months(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) <= 1200:
        raise argparse.ArgumentTypeError(f"{text!r} không phải là số tháng từ 1 đến 1200")
    return int(text)
