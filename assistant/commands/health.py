"""health: one line for each thing that was looked at."""

import argparse
import json

from ingest.settings import Settings

WELL, UNWELL = 0, 1
URL = "http://127.0.0.1:8501"


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> argparse.ArgumentParser:
    health = commands.add_parser("health", help="kiểm tra trang, chỉ mục, nơi lưu dữ liệu và dung lượng đĩa")
    health.add_argument("--url", default=URL, metavar="ĐỊA CHỈ", help=f"địa chỉ của trang (mặc định {URL})")
    health.add_argument("--json", action="store_true")
    return health


def run(args: argparse.Namespace, settings: Settings) -> int:
    """0 where all is well, else 1."""
    from ..health import examine

    checks = examine(settings, args.url)
    well = all(check.ok for check in checks)
    if args.json:
        print(json.dumps({"ok": well, "checks": [check.as_json() for check in checks]}, ensure_ascii=False))
    else:
        for check in checks:
            print(f"{'Đạt' if check.ok else 'LỖI'}  {check.line}")
    return WELL if well else UNWELL
