"""python -m ingest build | check | show – see docs/architecture.md for the contracts."""

import argparse
import json
import logging
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path

from .catalogue import CatalogueError, load_catalogue
from .embedding import EmbeddingError, load_embedder
from .index import BuildReport, IndexProblem, build, check
from .settings import Settings, read_settings
from .show import ShowError, show

FAILED, WRONG_USE, NO_INDEX = 1, 2, 3


def main(argv: Sequence[str] | None = None) -> int:
    args = _parser().parse_args(argv)
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    if args.show_config:
        print(read_settings().as_lines())
        return 0
    if not args.command:
        _parser().print_usage(sys.stderr)
        return WRONG_USE
    settings = read_settings(args.index)
    try:
        return {"build": _build, "check": _check, "show": _show}[args.command](args, settings)
    except IndexProblem as error:
        print(error, file=sys.stderr)
        return NO_INDEX
    except (CatalogueError, EmbeddingError, FileNotFoundError, ShowError) as error:
        print(error, file=sys.stderr)
        return WRONG_USE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m ingest", description="Dựng, kiểm tra và tra cứu kho văn bản.")
    parser.add_argument("--show-config", action="store_true", help="in các thiết lập đang dùng")
    commands = parser.add_subparsers(dest="command", metavar="{build,check,show}")
    one = commands.add_parser("build", help="dựng chỉ mục từ các thư mục nguồn (mặc định: corpus/)")
    one.add_argument("--source", action="append", metavar="PATH", help="thư mục hoặc tệp; lặp lại được; cần kèm --index")
    one.add_argument("--quiet", action="store_true", help="không hiện thanh tiến độ")
    two = commands.add_parser("check", help="chứng minh chỉ mục khớp với nguồn")
    two.add_argument("--source", action="append", metavar="PATH")
    three = commands.add_parser("show", help='in một điều khoản: show 35/2022/NĐ-CP "điểm b khoản 2 Điều 68"')
    three.add_argument("number", metavar="NUMBER")
    three.add_argument("locator", nargs="?", metavar="LOCATOR")
    three.add_argument("--as-of", type=_day, metavar="YYYY-MM-DD", help="ngày xét hiệu lực (mặc định: hôm nay)")
    three.add_argument("--history", action="store_true", help="mọi bản đang giữ và mọi tác động đã biết")
    for command in (one, two, three):
        command.add_argument("--index", metavar="PATH", help="thư mục chỉ mục")
        command.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
    return parser


def _build(args: argparse.Namespace, settings: Settings) -> int:
    if args.source and not args.index:
        print("Dùng --source thì phải chỉ rõ --index, để không ghi đè chỉ mục mặc định.", file=sys.stderr)
        return WRONG_USE
    sources = [Path(s).resolve() for s in args.source or [settings.corpus]]
    report = build(sources, settings.index, settings.corpus, load_embedder(settings.embedding), quiet=args.quiet or args.json)
    for name, line in report.unreadable.items():
        print(f"Không đọc được {line if name in line else f'{name}: {line}'}", file=sys.stderr)
    for name, detail in report.broken.items():
        print(f"{name}: dãy Điều bị đứt, thiếu {detail}.", file=sys.stderr)
    print(json.dumps(asdict(report), ensure_ascii=False) if args.json else _summary(report))
    return 0


def _summary(report: BuildReport) -> str:
    counts = report.counts
    held = f"{counts.get('versions', 0)} văn bản, {counts.get('article', 0)} điều, {counts.get('clause', 0)} khoản, {counts.get('point', 0)} điểm, {counts.get('passages', 0)} đoạn"
    if not report.changed:
        return f"Không có gì thay đổi ({held}). {report.seconds} giây."
    done = f"thêm {len(report.added)}, cập nhật {len(report.updated)}, bỏ {len(report.removed)}, giữ nguyên {report.unchanged} tệp; nhúng {report.embedded} đoạn"
    return f"Đã dựng chỉ mục: {done}. Kho hiện có {held}. {report.seconds} giây."


def _check(args: argparse.Namespace, settings: Settings) -> int:
    sources = [Path(s).resolve() for s in args.source] if args.source else [settings.corpus] if not args.index else None
    findings = check(settings.index, sources, settings.corpus, load_embedder(settings.embedding))
    if args.json:
        print(json.dumps({"ok": not findings, "findings": [asdict(f) for f in findings]}, ensure_ascii=False))
    else:
        print("\n".join(f.message for f in findings) or "Chỉ mục khớp với nguồn.")
    return FAILED if findings else 0


def _show(args: argparse.Namespace, settings: Settings) -> int:
    result = show(settings.index, load_catalogue(settings.corpus), args.number, args.locator, args.as_of, args.history)
    print(json.dumps(result.as_json(), ensure_ascii=False) if args.json else result.as_text())
    return 0


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} không phải là ngày dạng 2026-07-01") from error


def _run() -> int:
    try:
        code = main()
        sys.stdout.flush()
    except BrokenPipeError:  # the reader of our output (head, a pager) has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code


if __name__ == "__main__":
    sys.exit(_run())
