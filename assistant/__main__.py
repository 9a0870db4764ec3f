"""python -m assistant search | ask | serve – see docs/architecture.md for the contracts."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from ingest.catalogue import CatalogueError
from ingest.embedding import EmbeddingError
from ingest.index import IndexProblem
from ingest.settings import Settings, read_settings

from .question import QuestionError

FAILED, WRONG_USE, NO_INDEX = 1, 2, 3


class UsageError(Exception):
    """Wrong arguments or a broken input file; one Vietnamese line."""


def main(argv: Sequence[str] | None = None) -> int:
    parser = _parser()
    args = parser.parse_args(argv)
    if args.version:
        from . import __version__

        print(f"tro-ly {__version__}")
        return 0
    if args.show_config:
        print(read_settings().as_lines())
        return 0
    if not args.command:
        parser.print_usage(sys.stderr)
        return WRONG_USE
    settings = read_settings(args.index)
    try:
        return {"search": _search, "ask": _ask, "serve": _serve}[args.command](args, settings)
    except IndexProblem as error:
        print(error, file=sys.stderr)
        return NO_INDEX
    except (QuestionError, UsageError, CatalogueError, EmbeddingError, FileNotFoundError) as error:
        print(error, file=sys.stderr)
        return WRONG_USE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m assistant", description="Hỏi đáp trên kho văn bản về khu công nghiệp, khu chế xuất, khu kinh tế.")
    parser.add_argument("--version", action="store_true", help="in phiên bản")
    parser.add_argument("--show-config", action="store_true", help="in các thiết lập đang dùng")
    commands = parser.add_subparsers(dest="command", metavar="{search,ask,serve}")
    search = commands.add_parser("search", help="tìm các đoạn văn bản gần nhất với câu hỏi")
    search.add_argument("-k", type=int, default=None, metavar="N", help="số kết quả (mặc định 10; với --batch là 100)")
    search.add_argument("--place", metavar="NAME", help="chỉ lấy văn bản chung và văn bản của địa phương này")
    ask = commands.add_parser("ask", help="trả lời câu hỏi, có trích dẫn đã kiểm")
    ask.add_argument("--history", metavar="FILE", help="tệp JSON: danh sách câu hỏi, câu trả lời xen kẽ, cũ trước")
    for command in (search, ask):
        command.add_argument("question", nargs="?", metavar="CÂU HỎI")
        command.add_argument("--as-of", type=_day, metavar="YYYY-MM-DD", help="ngày xét hiệu lực (mặc định: hôm nay)")
        command.add_argument("--batch", metavar="IN.jsonl", help="mỗi dòng một câu hỏi {id, question}")
        command.add_argument("--out", metavar="OUT.jsonl")
        command.add_argument("--json", action="store_true")
    serve = commands.add_parser("serve", help="mở trang web trên máy này")
    serve.add_argument("--port", type=int, default=8501)
    serve.add_argument("--headless", action="store_true", help="không tự mở trình duyệt")
    for command in (search, ask, serve):
        command.add_argument("--index", metavar="PATH", help="thư mục chỉ mục")
    return parser


def _search(args: argparse.Namespace, settings: Settings) -> int:
    from .listing import search_row

    assistant = _assistant(args, settings)
    limit = args.k if args.k is not None else 100 if args.batch else 10
    if limit < 1:
        raise UsageError("Số kết quả -k phải từ 1 trở lên.")

    def run(row: dict[str, Any]) -> dict[str, Any]:
        hits = assistant.search(str(row["question"]), limit, _row_day(row) or args.as_of, args.place)
        return {"results": [search_row(rank, hit) for rank, hit in enumerate(hits, start=1)]}

    if args.batch:
        return _batch(args, run)
    results = run({"question": _question(args)})["results"]
    if args.json:
        print(json.dumps(results, ensure_ascii=False))
    else:
        print("\n\n".join(f"{r['rank']}. {r['label']} [{r['in_force']}]\n   {r['text'][:300]}" for r in results) or "Không tìm thấy đoạn nào.")
    return 0


def _ask(args: argparse.Namespace, settings: Settings) -> int:
    history = _history(args.history)
    assistant = _assistant(args, settings)

    def run(row: dict[str, Any]) -> dict[str, Any]:
        turns = row.get("history") or history
        if not isinstance(turns, list):
            raise UsageError("“history” phải là một danh sách.")
        return assistant.ask(str(row["question"]), _row_day(row) or args.as_of, [str(t) for t in turns]).as_json()

    if args.batch:
        return _batch(args, run)
    answer = run({"question": _question(args)})
    print(json.dumps(answer, ensure_ascii=False) if args.json else _for_terminal(answer))
    return 0


def _for_terminal(answer: dict[str, Any]) -> str:
    marks = [f"[{c['n']}] {c['full_citation']}" for c in answer["citations"]]
    warnings = [f"Lưu ý: {w}" for w in answer["warnings"]]
    body = answer["answer"].replace("\\", "").replace("**", "").replace("*", "")
    return "\n\n".join(part for part in (body, "\n".join(marks), "\n".join(warnings)) if part)


def _serve(args: argparse.Namespace, settings: Settings) -> int:
    from .serving import serve

    if not args.index:
        _ensure_default_index(settings)
    return serve(settings, args.port, args.headless)


def _assistant(args: argparse.Namespace, settings: Settings) -> Any:
    from .service import open_assistant

    if not args.index:
        _ensure_default_index(settings)
    return open_assistant(settings.index, settings.corpus, settings.embedding)


def _ensure_default_index(settings: Settings) -> None:
    """Builds the default index where it is missing or stale, with progress on stderr."""
    from .serving import ensure_index

    ensure_index(settings)


def _batch(args: argparse.Namespace, run: Callable[[dict[str, Any]], dict[str, Any]]) -> int:
    if not args.out:
        raise UsageError("Dùng --batch thì phải chỉ rõ --out.")
    with Path(args.out).open("w", encoding="utf-8") as out:
        for row in _rows(Path(args.batch)):
            try:
                result = run(row)
            except QuestionError as error:
                result = {"error": str(error)}
            out.write(json.dumps({"id": row.get("id")} | result, ensure_ascii=False) + "\n")
    return 0


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    if not path.is_file():
        raise UsageError(f"Không có tệp {path}.")
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise UsageError(f"{path.name}, dòng {number}: không phải JSON ({error}).") from error
        if not isinstance(row, dict) or "question" not in row:
            raise UsageError(f"{path.name}, dòng {number}: thiếu “question”.")
        yield row


def _question(args: argparse.Namespace) -> str:
    if args.question is None:
        raise UsageError("Thiếu câu hỏi.")
    return str(args.question)


def _history(path: str | None) -> list[str]:
    if not path:
        return []
    try:
        turns = json.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, json.JSONDecodeError) as error:
        raise UsageError(f"Không đọc được tệp lịch sử {path}: {error}.") from error
    if not isinstance(turns, list):
        raise UsageError(f"Tệp lịch sử {path} phải là một danh sách chuỗi.")
    return [str(t) for t in turns]


def _row_day(row: dict[str, Any]) -> date | None:
    return _checked_day(str(row["as_of"])) if row.get("as_of") else None


def _checked_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"{text!r} không phải là ngày dạng 2026-07-01.") from error


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
