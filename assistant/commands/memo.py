"""python -m assistant memo ANSWERS.json --kind … --out FILE.docx: a paper from answers, each sentence and citation verified again."""

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ingest.calendar import today
from ingest.settings import Settings

FAILED, WRONG_USE = 1, 2
KINDS = ("phieu-trinh", "to-trinh", "cong-van", "bao-cao")
AUTHORITIES = ("truong-ban", "pho-truong-ban", "quyen-truong-ban", "thua-lenh", "thua-uy-quyen", "nguoi-trinh")
NOTHING = "Không còn nội dung nào được kiểm chứng nên chưa tạo tệp."


def add_to(commands: Any, day: Callable[[str], Any]) -> argparse.ArgumentParser:
    """The parser of the command; `day` reads a date."""
    memo: argparse.ArgumentParser = commands.add_parser(
        "memo", help="soạn phiếu trình, tờ trình, công văn, báo cáo (DOCX) từ câu trả lời đã có"
    )
    memo.add_argument("answers", metavar="ANSWERS.json", help="câu trả lời in bởi ask --json, hoặc danh sách các câu trả lời, mục")
    memo.add_argument("--kind", required=True, choices=KINDS, help="loại văn bản")
    memo.add_argument("--out", required=True, metavar="FILE.docx")
    memo.add_argument("--as-of", type=day, metavar="YYYY-MM-DD", help="ngày của văn bản, cũng là ngày xét hiệu lực (mặc định: hôm nay)")
    memo.add_argument("--board", default="", metavar="TÊN", help="tên đầy đủ của Ban quản lý")
    memo.add_argument("--parent", default="", metavar="TÊN", help="cơ quan chủ quản (mặc định: UBND tỉnh nêu trong tên Ban)")
    memo.add_argument("--place", default="", metavar="ĐỊA DANH")
    memo.add_argument("--subject", default="", metavar="TRÍCH YẾU")
    memo.add_argument("--to", action="append", default=[], metavar="NƠI NHẬN", help="sau chữ “Kính gửi”; dùng nhiều lần được")
    memo.add_argument("--copy", action="append", default=[], metavar="NƠI NHẬN", help="nơi nhận để biết; dùng nhiều lần được")
    memo.add_argument("--unit", default="", metavar="VIẾT TẮT", help="đơn vị soạn thảo, sau “Lưu: VT”")
    memo.add_argument("--number", default="", metavar="SỐ")
    memo.add_argument("--symbol", default="", metavar="KÝ HIỆU", help="phần sau dấu gạch chéo, ví dụ TTr-BQL")
    memo.add_argument("--authority", default="", choices=AUTHORITIES, metavar="|".join(AUTHORITIES), help="cách ký")
    memo.add_argument("--title", default="", metavar="CHỨC VỤ", help="chức vụ người ký thừa lệnh, thừa ủy quyền")
    memo.add_argument("--signer", default="", metavar="HỌ TÊN")
    memo.add_argument("--json", action="store_true")
    return memo


def run(args: argparse.Namespace, settings: Settings, open_assistant: Callable[[], Any]) -> int:
    """Writes the file and tells what was left out: 0 where nothing was, 1 where something was or nothing is left, 2 for wrong use."""
    from ..desk import ItemError
    from ..memo import MemoError

    try:
        return _run(args, settings, open_assistant)
    except (ItemError, MemoError) as error:
        print(error, file=sys.stderr)
        return WRONG_USE


def _run(args: argparse.Namespace, settings: Settings, open_assistant: Callable[[], Any]) -> int:
    from ..memo import Details, MemoError, as_docx, draft_memo, load_forms
    from ..memo.baskets import read_basket

    out = Path(args.out)
    if out.suffix.lower() != ".docx" or not out.parent.is_dir():
        raise MemoError(f"--out phải là tệp .docx trong một thư mục đang có ({args.out!r}).")
    basket, forms = read_basket(Path(args.answers)), load_forms(settings.corpus)
    details = Details(
        kind=args.kind, day=args.as_of or today(), subject=args.subject, board=args.board, parent=args.parent, place=args.place,
        unit=args.unit, number=args.number, symbol=args.symbol, recipients=tuple(args.to), copies=tuple(args.copy),
        authority=args.authority, title=args.title, signer=args.signer,
    )  # fmt: skip
    memo = draft_memo(basket.items, details, open_assistant(), forms)
    left_out = [*basket.refused, *memo.left_out]
    if not memo.is_empty:
        out.write_bytes(as_docx(memo, forms))
    if args.json:
        told = memo.as_json() | {"out": None if memo.is_empty else str(out), "left_out": [left.as_json() for left in left_out]}
        print(json.dumps(told, ensure_ascii=False))
    else:
        print(NOTHING if memo.is_empty else f"Đã soạn {out}.")
        for notice in memo.notices:
            print(f"Lưu ý: {notice}")
    for left in left_out:
        print(f"Không đưa vào: {left.line}", file=sys.stderr)
    return FAILED if left_out or memo.is_empty else 0
