"""python -m assistant search | ask | compare | memo | receipt | serve | health | … – see docs/architecture.md for the contracts."""

import argparse
import json
import logging
import sqlite3
import sys
from collections.abc import Sequence
from contextlib import nullcontext
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
from .commands.questions import Row, UsageError, answer_batch, asked, day_of, history_in, whole
from .question import QuestionError
from .receipt import ReceiptError
from .serving import ServeError

FAILED, WRONG_USE, NO_INDEX = 1, 2, 3
UNEXPECTED = "Có lỗi ngoài dự kiến nên chưa thực hiện được; đề nghị báo người phụ trách kèm dòng nhật ký vừa ghi."


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
        command.add_argument("--as-of", type=day_of, metavar="YYYY-MM-DD", help="ngày xét hiệu lực (mặc định: hôm nay)")
        command.add_argument("--batch", metavar="IN.jsonl", help="mỗi dòng một câu hỏi {id, question}")
        command.add_argument("--out", metavar="OUT.jsonl")
        command.add_argument("--json", action="store_true")
    compare = commands.add_parser("compare", help="so sánh các Ban quản lý theo chủ đề, mỗi ô một trích dẫn")
    compare.add_argument("--places", required=True, metavar="TÊN,TÊN", help="các địa phương, cách nhau bằng dấu phẩy")
    compare.add_argument("--topics", default="", metavar="CHỦ ĐỀ,…", help="các chủ đề (mặc định: mọi chủ đề có nội dung)")
    compare.add_argument("--as-of", type=day_of, metavar="YYYY-MM-DD", help="ngày xét hiệu lực (mặc định: hôm nay)")
    compare.add_argument("--json", action="store_true")
    compare.add_argument("--out", metavar="FILE.xlsx|FILE.docx", help="ghi bảng và nguồn ra tệp bảng tính hoặc văn bản")
    memo = memo_command.add_to(commands, day_of)
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
    rows = asked(args)
    assistant = _assistant(args, settings)

    def run(row: Row) -> dict[str, Any]:
        hits = assistant.search(row.question, limit, row.as_of or args.as_of, args.place)
        return {"results": [search_row(rank, hit) for rank, hit in enumerate(hits, start=1)]}

    if args.batch:
        return answer_batch(args, rows, run)
    results = run(rows[0])["results"]
    if args.json:
        print(json.dumps(results, ensure_ascii=False))
    else:
        shown = [f"{r['rank']}. {r['label']} [{r['in_force']}]\n   {r['text'][:300]}" for r in results]
        print("\n\n".join(shown) or "Không tìm thấy đoạn nào.")
    return 0


def _ask(args: argparse.Namespace, settings: Settings) -> int:
    from .receipts import AT_ONCE, open_receipts

    rows, history = asked(args), history_in(args.history)
    with open_receipts(settings.receipts, AT_ONCE if args.batch else 1) or nullcontext() as receipts:
        assistant = _assistant(args, settings, receipts, with_language=not args.no_model)

        def run(row: Row) -> dict[str, Any]:
            answer: dict[str, Any] = assistant.ask(row.question, row.as_of or args.as_of, row.history or history).as_json()
            return answer

        if args.batch:
            return answer_batch(args, rows, run)
        answer = run(rows[0])
        print(json.dumps(answer, ensure_ascii=False) if args.json else _for_terminal(answer, receipts is not None))
    return 0


def _compare(args: argparse.Namespace, settings: Settings) -> int:
    from .comparing.files import FormError, file_of, form_of

    places, topics = (whole(given).split(",") for given in (args.places, args.topics))
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


if __name__ == "__main__":
    sys.exit(console.run(main))
