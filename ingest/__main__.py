"""python -m ingest build | check | fetch | add | show | references – see docs/architecture.md for the contracts."""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from . import console, logs
from .catalogue import CatalogueError, load_catalogue
from .embedding import Embedder, load_embedder
from .fetch import Fetcher, FetchError
from .index import BuildReport, IndexProblem, build, built_from, check, is_stale
from .knowledge import commands as knowledge
from .linked import references
from .models import ModelError
from .progress import tell_as_json
from .settings import Settings, read_settings
from .show import ShowError, show
from .uploads import commands as uploads

FAILED, WRONG_USE, NO_INDEX = 1, 2, 3


def main(argv: Sequence[str] | None = None) -> int:
    args = _parser().parse_args(argv)
    if args.show_config:
        print(read_settings().as_lines())
        return 0
    if not args.command:
        _parser().print_usage(sys.stderr)
        return WRONG_USE
    settings = read_settings(args.index)
    logs.set_up(settings)
    try:
        return _COMMANDS[args.command](args, settings)
    except IndexProblem as error:
        print(error, file=sys.stderr)
        return NO_INDEX
    except (CatalogueError, FetchError, ModelError, ShowError) as error:
        print(error, file=sys.stderr)
        return WRONG_USE
    except BrokenPipeError:
        raise
    except OSError as error:
        print(console.file_error(error), file=sys.stderr)
        return WRONG_USE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m ingest", description="Dựng, kiểm tra và tra cứu kho văn bản.")
    parser.add_argument("--show-config", action="store_true", help="in các thiết lập đang dùng")
    commands = parser.add_subparsers(dest="command", metavar="{build,check,fetch,add,show,references,digest-hashes,clauses-seen}")
    one = commands.add_parser("build", help="dựng chỉ mục từ các thư mục nguồn (mặc định: corpus/ và tệp người dùng đã nạp)")
    one.add_argument("--source", action="append", metavar="PATH", help="thư mục hoặc tệp; lặp lại được; cần kèm --index")
    one.add_argument("--quiet", action="store_true", help="không hiện thanh tiến độ")
    one.add_argument("--progress", action="store_true", help="báo tiến độ bằng các dòng JSON trên stderr")
    two = commands.add_parser("check", help="chứng minh chỉ mục khớp với nguồn")
    two.add_argument("--source", action="append", metavar="PATH")
    knowledge.add_check_options(two)
    three = commands.add_parser("show", help='in một điều khoản: show 35/2022/NĐ-CP "điểm b khoản 2 Điều 68"')
    three.add_argument("number", metavar="NUMBER")
    three.add_argument("locator", nargs="?", metavar="LOCATOR")
    three.add_argument("--as-of", type=_day, metavar="YYYY-MM-DD", help="ngày xét hiệu lực (mặc định: hôm nay)")
    three.add_argument("--history", action="store_true", help="mọi bản đang giữ và mọi tác động đã biết")
    four = commands.add_parser("fetch", help="tải văn bản chính thức theo địa chỉ trong danh mục")
    four.add_argument("numbers", nargs="*", metavar="NUMBER", help="số hiệu (mặc định: mọi văn bản có tệp mà kho chưa có)")
    four.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
    four.add_argument("--progress", action="store_true", help="báo tiến độ bằng các dòng JSON trên stderr")
    four.set_defaults(index=None)
    five = commands.add_parser("references", help="văn bản dẫn đến đâu và được dẫn từ đâu")
    five.add_argument("number", metavar="NUMBER")
    five.add_argument("locator", nargs="?", metavar="LOCATOR")
    knowledge.add_commands(commands)
    uploads.add_command(commands)
    for command in (one, two, three, five):
        command.add_argument("--index", metavar="PATH", help="thư mục chỉ mục")
        command.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
    return parser


def _build(args: argparse.Namespace, settings: Settings) -> int:
    if args.source and not args.index:
        print("Dùng --source thì phải chỉ rõ --index, để không ghi đè chỉ mục mặc định.", file=sys.stderr)
        return WRONG_USE
    sources = [Path(s).resolve() for s in args.source or settings.sources()]
    quiet, tell = args.quiet or args.json or args.progress, tell_as_json if args.progress else None
    report = build(sources, settings.index, settings.corpus, load_embedder(settings.embedding), quiet, tell, settings.chroma_url)
    for name, line in report.unreadable.items():
        print(line if name in line else f"{name}: {line}", file=sys.stderr)
    for name, detail in report.broken.items():
        print(f"{name}: dãy Điều bị đứt, thiếu {detail}.", file=sys.stderr)
    for name, pages in report.partly.items():
        print(
            f"{name}: trang {pages} là ảnh, chưa đọc được chữ; hãy xem trang gốc, hoặc cài bộ nhận dạng chữ.",
            file=sys.stderr,
        )
    print(json.dumps(asdict(report), ensure_ascii=False) if args.json else _summary(report))
    return 0


def _summary(report: BuildReport) -> str:
    counts = report.counts
    names = {"versions": "văn bản", "article": "điều", "clause": "khoản", "point": "điểm", "passages": "đoạn"}
    held = ", ".join(f"{counts.get(key, 0)} {name}" for key, name in names.items())
    if not report.changed:
        return f"Không có gì thay đổi ({held}). {report.seconds} giây."
    files = f"thêm {len(report.added)}, cập nhật {len(report.updated)}, bỏ {len(report.removed)}, giữ nguyên {report.unchanged} tệp"
    done = f"{files}; nhúng {report.embedded} đoạn" + (f", lấy lại {report.kept} đoạn đã nhúng từ trước" if report.kept else "")
    return f"Đã dựng chỉ mục: {done}. Kho hiện có {held}. {report.seconds} giây."


def _check(args: argparse.Namespace, settings: Settings) -> int:
    if args.counts:
        return knowledge.print_counts(settings.corpus, args.json)
    embedder = load_embedder(settings.embedding)
    if not args.corpus:
        findings = _index_findings(args, settings, embedder)
        knowledge.report(findings, "Chỉ mục khớp với nguồn.", args.json)
        return FAILED if findings else 0
    of_corpus, hints = knowledge.corpus_findings(settings.corpus, args.against)
    findings = [*of_corpus]
    clean = "Kho tri thức không có gì sai."
    if args.index or args.source or _is_current(settings, embedder):
        findings += _index_findings(args, settings, embedder)
        clean += " Chỉ mục khớp với nguồn."
    else:
        print("Chỉ mục mặc định chưa có hoặc đã cũ (sẽ được dựng lại khi dùng): chỉ kiểm tra kho tri thức.", file=sys.stderr)
    knowledge.report(findings, clean, args.json, hints)
    return FAILED if findings else 0


def _is_current(settings: Settings, embedder: Embedder) -> bool:
    """Whether the default index is there and up to date, so that it is worth checking beside the knowledge."""
    try:
        return not is_stale(settings.index, settings.sources(), settings.corpus, embedder, settings.chroma_url)
    except (IndexProblem, CatalogueError):
        return False


def _index_findings(args: argparse.Namespace, settings: Settings, embedder: Embedder) -> list[Any]:
    sources = [Path(s).resolve() for s in args.source or []] or (settings.sources() if not args.index else built_from(settings.index))
    return list(check(settings.index, sources, settings.corpus, embedder, settings.chroma_url))


def _show(args: argparse.Namespace, settings: Settings) -> int:
    result = show(settings.index, load_catalogue(settings.corpus), args.number, args.locator, args.as_of, args.history)
    print(json.dumps(result.as_json(), ensure_ascii=False) if args.json else result.as_text())
    return 0


def _references(args: argparse.Namespace, settings: Settings) -> int:
    result = references(settings.index, load_catalogue(settings.corpus), args.number, args.locator)
    print(json.dumps(result.as_json(), ensure_ascii=False) if args.json else result.as_text())
    return 0


def _fetch(args: argparse.Namespace, settings: Settings) -> int:
    report = Fetcher(settings.corpus, load_catalogue(settings.corpus)).run(
        args.numbers, quiet=args.json or args.progress, tell=tell_as_json if args.progress else None
    )
    for line in report.failure_lines():
        print(line, file=sys.stderr)
    for line in [json.dumps(report.as_json(), ensure_ascii=False)] if args.json else report.success_lines():
        print(line)
    return 0 if report.ok else FAILED


def _digest_hashes(args: argparse.Namespace, settings: Settings) -> int:
    return knowledge.digest_hashes(args, settings.corpus)


def _clauses_seen(args: argparse.Namespace, settings: Settings) -> int:
    return knowledge.clauses_seen(args, settings.corpus)


_COMMANDS = {
    "build": _build, "check": _check, "fetch": _fetch, "show": _show, "references": _references, "digest-hashes": _digest_hashes,
    "clauses-seen": _clauses_seen, "add": uploads.run_add,
}  # fmt: skip


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} không phải là ngày dạng 2026-07-01") from error


if __name__ == "__main__":
    sys.exit(console.run(main))
