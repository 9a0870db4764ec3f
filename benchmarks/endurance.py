"""Memory of the server over 200 questions and 20 opened and closed sessions, and two minutes of random clicking without a traceback.

python -m benchmarks.endurance --index PATH [--questions N] [--sessions N] [--seconds N]
"""

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from .looks import ADDRESSES, settle
from .machine import ROOT, machine_line
from .page import INPUT, PageError, Served, browser, served
from .shared import ABSENT, DataAbsent
from .tables import markdown

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Locator, Page

WARM = 50  # questions after which caches are as full as they get
GROWTH = 20.0  # MiB that memory may grow over what follows
QUESTIONS = ROOT / "benchmarks" / "questions" / "answers-a.jsonl"
_UNEXPECTED = "Có lỗi ngoài dự kiến"
_IS_ERRAND = "element => Boolean(element.closest('[class*=st-key-errand-]'))"  # builds into the index measured, or goes to the network
_CLICKED = "button:visible, a[href^='#cite-']:visible, summary:visible, [role='checkbox']:visible, [data-testid='stPills'] button:visible"


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.endurance", description=__doc__)
    parser.add_argument("--index", required=True, type=Path, metavar="PATH")
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument("--sessions", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=120, help="of random clicking; 0 for none")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args(argv)
    try:
        with tempfile.TemporaryDirectory() as data, served(args.index.resolve(), Path(data)) as server, browser() as opened:
            rows, grown = _memory(server, opened, args.questions, args.sessions)
            faults = _clicks(server, opened, args.seconds, random.Random(args.seed)) if args.seconds else []
    except (DataAbsent, PageError) as error:
        print(error, file=sys.stderr)
        return ABSENT if isinstance(error, DataAbsent) else 1
    print(markdown(("after", "memory of the server"), rows))
    print(f"\ngrowth from question {WARM} to the end: {grown:+.1f} MiB (≤ {GROWTH:g})")
    if args.seconds:
        print(f"random clicking for {args.seconds:g} s, seed {args.seed}: {len(faults)} faults", *faults[:20], sep="\n")
    print(f"\n{machine_line()}")
    return int(grown > GROWTH or bool(faults))


def _memory(server: Served, opened: "Browser", questions: int, sessions: int) -> tuple[list[list[str]], float]:
    """A row every 25 questions and every 5 sessions; how much memory grew from question WARM to the end, in MiB."""
    asked = [json.loads(line)["question"] for line in QUESTIONS.read_text(encoding="utf-8").splitlines() if line.strip()]
    rows, warm = list[list[str]](), 0.0
    page = _visit(opened, server)
    for number in range(1, questions + 1):
        _ask(page, asked[(number - 1) % len(asked)])
        if number % 20 == 0:  # a new start, as people make it; a conversation of 200 turns would measure the browser
            page.locator(".st-key-new-conversation button").click()
            settle(page)
        if number == WARM:
            warm = resident(server)
        if number % 25 == 0:
            rows.append([f"{number} questions", f"{resident(server):.1f} MiB"])
    page.context.close()
    for number in range(1, sessions + 1):
        visitor = _visit(opened, server)
        _ask(visitor, asked[number % len(asked)])
        visitor.context.close()
        if number % 5 == 0:
            rows.append([f"{number} more sessions, closed", f"{resident(server):.1f} MiB"])
    time.sleep(3)  # a session goes when its visitor has been away for a moment
    last = resident(server)
    return [*rows, ["three seconds of rest", f"{last:.1f} MiB"]], last - warm


def resident(server: Served) -> float:
    """Memory that the server holds now, in MiB. Linux only."""
    status = Path(f"/proc/{server.process.pid}/status").read_text(encoding="ascii", errors="replace")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS:")) / 1024


def _visit(opened: "Browser", server: Served) -> "Page":
    page = opened.new_context(locale="vi-VN", viewport={"width": 1366, "height": 768}).new_page()
    page.goto(server.address)
    settle(page)
    return page


def _ask(page: "Page", question: str) -> None:
    page.locator(INPUT).fill(question)
    page.locator(INPUT).press("Enter")
    page.wait_for_timeout(100)
    settle(page)


def _clicks(server: Served, opened: "Browser", seconds: float, chance: random.Random) -> list[str]:
    """What went wrong while whatever can be clicked is clicked, in any order, on any page."""
    faults = list[str]()
    page = _visit(opened, server)
    page.on(
        "console",
        lambda message: None if _is_probe(message) or message.type != "error" else faults.append(f"console: {message.text[:200]}"),
    )
    page.on("pageerror", lambda error: faults.append(f"page: {error}"))
    _ask(page, "Ban quản lý có được cấp giấy phép xây dựng trong khu công nghiệp không?")
    until, clicks = time.monotonic() + seconds, 0
    while time.monotonic() < until:
        if chance.random() < 0.05:
            page.goto(f"{server.address}/{chance.choice(ADDRESSES)}")
        targets = page.locator(_CLICKED)
        if count := targets.count():
            clicks += _click(targets.nth(chance.randrange(count)))
        page.wait_for_timeout(chance.choice((20, 100, 400)))
        if page.get_by_text(_UNEXPECTED).count() or page.locator("[data-testid='stException']").count():
            faults.append(f"an unforeseen error at {page.url} after {clicks} clicks")
            page.goto(server.address)
    page.context.close()
    return faults


def _is_probe(message: "ConsoleMessage") -> bool:
    """Whether Streamlit's own client looked for its server under the address of a page, as it does first where one is opened directly."""
    return "/_stcore/" in str(message.location.get("url", ""))


def _click(target: "Locator") -> bool:
    """Whether it could be clicked; it may be gone, or behind a dialog, by the time."""
    from playwright.sync_api import Error

    try:
        if target.evaluate(_IS_ERRAND):
            return False
        target.click(timeout=1_000)
    except Error:
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
