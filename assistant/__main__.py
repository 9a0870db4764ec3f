"""python -m assistant search | ask | compare | memo | receipt | serve | health | … – see docs/architecture.md for the contracts."""

import argparse
import json
import logging
import sqlite3
import sys
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from ingest import console, logs
from ingest.catalogue import CatalogueError, released
from ingest.embedding import load_embedder
from ingest.index import IndexDamaged, IndexProblem
from ingest.models import ModelError
from ingest.settings import Settings, read_settings

from .commands import health as health_command
from .commands import keeping
from .commands import memo as memo_command
from .question import QuestionError
from .receipt import ReceiptError
from .serving import ServeError

FAILED, WRONG_USE, NO_INDEX = 1, 2, 3
UNEXPECTED = "Có lỗi ngoài dự kiến nên chưa thực hiện được; đề nghị báo người phụ trách kèm dòng nhật ký vừa ghi."


class UsageError(Exception):
    """Wrong arguments or a broken input file; one Vietnamese line."""


def main(argv: Sequence[str] | None = None) -> int:
    parser = _parser()
    args = parser.parse_args(argv)
    if args.version:
        return _version()
    if args.show_config:
        print(read_settings().as_lines())
        return 0
    if not args.command:
        parser.print_usage(sys.stderr)
        return WRONG_USE
    settings = read_settings(args.index)
    logs.set_up(settings)
    try:
        if hasattr(args, "keep"):
            return keeping.run(args, settings)
        commands = {
            "search": _search,
            "ask": _ask,
            "compare": _compare,
            "memo": _memo,
            "receipt": _receipt,
            "serve": _serve,
            "health": health_command.run,
        }
        return commands[args.command](args, settings)
    except IndexProblem as error:
        print(error, file=sys.stderr)
        return NO_INDEX
    except sqlite3.DatabaseError as error:
        print(IndexDamaged(settings.index, error), file=sys.stderr)
        return NO_INDEX
    except (QuestionError, UsageError, CatalogueError, ModelError, ReceiptError, ServeError) as error:
        print(error, file=sys.stderr)
        return WRONG_USE
    except BrokenPipeError:
        raise
    except OSError as error:
        print(console.file_error(error), file=sys.stderr)
        return WRONG_USE
    except Exception:  # the boundary between the program and a person; the words of the error may be those of a question
        logging.getLogger("assistant.command").exception("Unexpected error of the command %s", args.command)
        print(UNEXPECTED, file=sys.stderr)
        return FAILED


def _version() -> int:
    from . import __version__

    try:
        day = released(read_settings().corpus)
    except CatalogueError as error:
        print(error, file=sys.stderr)
        return WRONG_USE
    print(f"tro-ly {__version__}, {f'kho phát hành ngày {day:%d/%m/%Y}' if day else 'kho không ghi ngày phát hành'}")
    return 0


def _parser() -> argparse.ArgumentParser:
    about = "Hỏi đáp trên kho văn bản về khu công nghiệp, khu chế xuất, khu kinh tế."
    parser = argparse.ArgumentParser(prog="python -m assistant", description=about)
    parser.add_argument("--version", action="store_true", help="in phiên bản phần mềm và ngày phát hành kho")
    parser.add_argument("--show-config", action="store_true", help="in các thiết lập đang dùng")
    commands = parser.add_subparsers(
        dest="command", metavar="{search,ask,compare,memo,receipt,serve,health,backup,restore,purge,export,reports}"
    )
    search = commands.add_parser("search", help="tìm các đoạn văn bản gần nhất với câu hỏi")
    search.add_argument("-k", type=int, default=None, metavar="N", help="số kết quả (mặc định 10; với --batch là 100)")
    search.add_argument("--place", metavar="NAME", help="chỉ lấy văn bản chung và văn bản của địa phương này")
    ask = commands.add_parser("ask", help="trả lời câu hỏi, có trích dẫn đã kiểm")
    ask.add_argument("--no-model", action="store_true", help="không dùng mô hình ngôn ngữ dù có thiết lập")
    ask.add_argument("--history", metavar="FILE", help="tệp JSON: danh sách câu hỏi, câu trả lời xen kẽ, cũ trước")
    for command in (search, ask):
        command.add_argument("question", nargs="?", metavar="CÂU HỎI")
        command.add_argument("--as-of", type=_day, metavar="YYYY-MM-DD", help="ngày xét hiệu lực (mặc định: hôm nay)")
        command.add_argument("--batch", metavar="IN.jsonl", help="mỗi dòng một câu hỏi {id, question}")
        command.add_argument("--out", metavar="OUT.jsonl")
        command.add_argument("--json", action="store_true")
    compare = commands.add_parser("compare", help="so sánh các Ban quản lý theo chủ đề, mỗi ô một trích dẫn")
    compare.add_argument("--places", required=True, metavar="TÊN,TÊN", help="các địa phương, cách nhau bằng dấu phẩy")
    compare.add_argument("--topics", default="", metavar="CHỦ ĐỀ,…", help="các chủ đề (mặc định: mọi chủ đề có nội dung)")
    compare.add_argument("--as-of", type=_day, metavar="YYYY-MM-DD", help="ngày xét hiệu lực (mặc định: hôm nay)")
    compare.add_argument("--json", action="store_true")
    compare.add_argument("--out", metavar="FILE.xlsx|FILE.docx", help="ghi bảng và nguồn ra tệp bảng tính hoặc văn bản")
    memo = memo_command.add_to(commands, _day)
    receipt = commands.add_parser("receipt", help="in phiếu của một câu trả lời, và cho biết hôm nay còn trả lời như vậy không")
    receipt.add_argument("id", metavar="ID", help="mã phiếu, hoặc ít nhất 6 ký tự đầu")
    receipt.add_argument("--json", action="store_true")
    serve = commands.add_parser("serve", help="mở trang web trên máy này")
    serve.add_argument("--port", type=int, default=8501)
    serve.add_argument("--address", default="127.0.0.1", metavar="IP", help="địa chỉ mở trang (mặc định: chỉ máy này)")
    serve.add_argument("--headless", action="store_true", help="không tự mở trình duyệt")
    health = health_command.add_to(commands)
    keeping.add_commands(commands)
    for command in (search, ask, compare, memo, receipt, serve, health):
        command.add_argument("--index", metavar="PATH", help="thư mục chỉ mục")
    return parser


def _search(args: argparse.Namespace, settings: Settings) -> int:
    from .listing import search_row

    limit = args.k if args.k is not None else 100 if args.batch else 10
    if limit < 1:
        raise UsageError("Số kết quả -k phải từ 1 trở lên.")
    rows = _asked(args)
    assistant = _assistant(args, settings)

    def run(row: Row) -> dict[str, Any]:
        hits = assistant.search(row.question, limit, row.as_of or args.as_of, args.place)
        return {"results": [search_row(rank, hit) for rank, hit in enumerate(hits, start=1)]}

    if args.batch:
        return _batch(args, rows, run)
    results = run(rows[0])["results"]
    if args.json:
        print(json.dumps(results, ensure_ascii=False))
    else:
        shown = [f"{r['rank']}. {r['label']} [{r['in_force']}]\n   {r['text'][:300]}" for r in results]
        print("\n\n".join(shown) or "Không tìm thấy đoạn nào.")
    return 0


def _ask(args: argparse.Namespace, settings: Settings) -> int:
    from .receipts import AT_ONCE, open_receipts

    rows, history = _asked(args), _history(args.history)
    with open_receipts(settings.receipts, AT_ONCE if args.batch else 1) or nullcontext() as receipts:
        assistant = _assistant(args, settings, receipts, with_language=not args.no_model)

        def run(row: Row) -> dict[str, Any]:
            answer: dict[str, Any] = assistant.ask(row.question, row.as_of or args.as_of, row.history or history).as_json()
            return answer

        if args.batch:
            return _batch(args, rows, run)
        answer = run(rows[0])
        print(json.dumps(answer, ensure_ascii=False) if args.json else _for_terminal(answer, receipts is not None))
    return 0


def _compare(args: argparse.Namespace, settings: Settings) -> int:
    from .comparing.files import FormError, file_of, form_of

    places, topics = (_text(given).split(",") for given in (args.places, args.topics))
    try:
        form = form_of(Path(args.out)) if args.out else ""
    except FormError as error:
        raise UsageError(str(error)) from error
    table = _assistant(args, settings).compare(places, topics, args.as_of)
    if form:
        Path(args.out).write_bytes(file_of(table, form))
        print(f"Đã ghi bảng so sánh vào {args.out}.", file=sys.stderr)
    if form and not args.json:
        return 0
    print(json.dumps(table.as_json(), ensure_ascii=False) if args.json else table.as_markdown().replace("\\", ""))
    return 0


def _memo(args: argparse.Namespace, settings: Settings) -> int:
    return memo_command.run(args, settings, lambda: _assistant(args, settings))


def _receipt(args: argparse.Namespace, settings: Settings) -> int:
    """The receipt is printed even where there is no index to answer from again."""
    from .receipt_text import receipt_text, replay_text
    from .receipts import find_receipt
    from .replay import replay

    kept = find_receipt(settings.receipts, args.id)
    if not args.json:
        print(receipt_text(kept), flush=True)
    try:
        again = replay(kept.receipt, _assistant(args, settings))
    except (IndexProblem, sqlite3.DatabaseError):
        if args.json:
            print(json.dumps(kept.as_json() | {"replay": None}, ensure_ascii=False), flush=True)
        raise
    print(json.dumps(kept.as_json() | {"replay": again.as_json()}, ensure_ascii=False) if args.json else f"\n{replay_text(again)}")
    return 0 if again.same else FAILED


def _for_terminal(answer: dict[str, Any], kept: bool) -> str:
    marks = [f"[{c['n']}] {c['full_citation']}" for c in answer["citations"]]
    warnings = [f"Lưu ý: {w}" for w in answer["warnings"]]
    body = answer["answer"].replace("\\", "").replace("**", "").replace("*", "")
    name = f"Mã phiếu: {answer['receipt']}" if kept else ""
    return "\n\n".join(part for part in (body, "\n".join(marks), "\n".join(warnings), name) if part)


def _serve(args: argparse.Namespace, settings: Settings) -> int:
    from .language import choose_model
    from .models import find_models
    from .serving import Stopped, check_address, ensure_index, serve, stoppable

    check_address(args.address, args.port)
    find_models(settings.embedding, settings.reranker)
    choose_model(settings)
    try:
        with stoppable():
            if not args.index:
                ensure_index(settings, load_embedder(settings.embedding))  # the page loads its own
            return serve(settings, args.port, args.headless, args.address)
    except Stopped:  # while the index was being built: the one before stays
        return 0


def _assistant(args: argparse.Namespace, settings: Settings, receipts: Any = None, with_language: bool = False) -> Any:
    from .models import models_of
    from .service import open_with
    from .serving import ensure_index

    models = models_of(settings, with_language)
    if not args.index:
        ensure_index(settings, models.embedder)
    return open_with(models, settings.index, settings.corpus, receipts, settings.chroma_url)


@dataclass(frozen=True, slots=True)
class Row:
    """One question to answer; `id` is given back as it came."""

    question: str
    id: Any = None
    as_of: date | None = None
    history: list[str] = field(default_factory=list)


def _batch(args: argparse.Namespace, rows: Sequence[Row], run: Callable[[Row], dict[str, Any]]) -> int:
    with Path(args.out).open("w", encoding="utf-8", errors="replace") as out:
        for row in rows:
            try:
                result = run(row)
            except QuestionError as error:
                result = {"error": str(error)}
            out.write(json.dumps({"id": row.id} | result, ensure_ascii=False) + "\n")
    return 0


def _asked(args: argparse.Namespace) -> list[Row]:
    """The question of the command line, or all rows of a batch, checked before anything is opened or written."""
    if args.batch:
        if not args.out:
            raise UsageError("Dùng --batch thì phải chỉ rõ --out.")
        path = Path(args.batch)
        lines = _read_text(path).split("\n")
        return [_row(path, number, line) for number, line in enumerate(lines, start=1) if line.strip()]
    if args.question is None:
        raise UsageError("Thiếu câu hỏi.")
    return [Row(_text(args.question))]


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
    return Row(_text(row["question"]), row.get("id"), day, _turns(row.get("history") or [], f"{place}: “history”"))


def _history(path: str | None) -> list[str]:
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
    return [_text(turn) for turn in turns]


def _text(text: str) -> str:
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


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} không phải là ngày dạng 2026-07-01") from error


if __name__ == "__main__":
    sys.exit(console.run(main))
