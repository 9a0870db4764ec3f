"""Speed on the 162 texts: questions, builds of all, of nothing and of one text, the page. Exit 1 where a limit is exceeded."""

import argparse
import json
import shutil
import statistics
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.calendar import today

from . import latency, startup
from .alqac import read_questions
from .board_questions import QUESTIONS, find_questions
from .machine import machine_line, peak_mib, run_module
from .page import PageError
from .shared import ABSENT, DataAbsent, add_shared_option, shared_path
from .tables import markdown

PARTS = ("retrieval", "build", "start")
RETRIEVAL_P95 = 40.0  # milliseconds, accented and unaccented
FULL_BUILD, FULL_BUILD_MEMORY = 480.0, 2048.0  # seconds, MiB; on two cores
SECOND_BUILD = 5.0  # seconds, from the start of the process to its end
ADDING = 5.0  # seconds for one text more
FIRST_ANSWER = 1.0  # s
START = 3.0  # seconds until the chat input takes text, median
RUNS = 5
ENOUGH = 200  # questions below which percentiles say little


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table.

    `processor` is what a busy machine does not change much, `limit` what the issue asks for; None where there is none.
    """

    what: str
    over: str
    measured: float
    unit: str
    limit: float | None = None
    processor: float | None = None

    @property
    def exceeded(self) -> bool:
        return self.limit is not None and self.measured > self.limit

    def cells(self) -> list[str]:
        limit = f"{'EXCEEDED: ' if self.exceeded else ''}≤ {self.limit:g} {self.unit}" if self.limit is not None else ""
        processor = f"{self.processor:.1f} {self.unit}" if self.processor is not None else ""
        return [self.what, self.over, f"{self.measured:.1f} {self.unit}", processor, limit]


def main(argv: Sequence[str] | None = None) -> int:
    args = _parser().parse_args(argv)
    parts = args.only or list(PARTS)
    try:
        with tempfile.TemporaryDirectory() as folder:
            rows = _measure(parts, args, Path(folder))
    except (DataAbsent, PageError) as error:
        print(error, file=sys.stderr)
        return ABSENT if isinstance(error, DataAbsent) else 1
    print(markdown(("what", "over", "measured", "on processors", "limit"), [row.cells() for row in rows]))
    print(f"\n{machine_line()}")
    return int(any(row.exceeded for row in rows))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__)
    add_shared_option(parser)
    parser.add_argument("--only", action="append", choices=PARTS, help="measure this part alone; may be repeated (default: all)")
    parser.add_argument(
        "--index", metavar="PATH", help="index for the questions and the page; built there if it is missing (default: a temporary one)"
    )
    parser.add_argument("--source", metavar="FOLDER", help="texts to build from (default: corpus/raw of the shared folder)")
    parser.add_argument(
        "--questions", metavar="FOLDER", default=str(QUESTIONS), help="more questions, *.jsonl (default: benchmarks/questions)"
    )
    parser.add_argument("--runs", type=int, default=RUNS, help=f"starts of the page (default {RUNS})")
    return parser


def _measure(parts: Sequence[str], args: argparse.Namespace, work: Path) -> list[Row]:
    index = Path(args.index).expanduser().resolve() if args.index else work / "index"
    rows = []
    if "build" in parts:
        rows += _builds(_source(args), work / "index")
    if not index.exists():
        run_module("ingest.__main__", _build_arguments(_source(args), index))
    if "retrieval" in parts:
        rows += _questions(index, _asked(args))
    if "start" in parts:
        rows += _starts(index, args.runs)
    return rows


def _source(args: argparse.Namespace) -> Path:
    return Path(args.source).expanduser().resolve() if args.source else shared_path(args.shared, "corpus", "raw")


def _build_arguments(source: Path, index: Path, *more: Path) -> list[str]:
    sources = [part for folder in (source, *more) for part in ("--source", str(folder))]
    return ["build", *sources, "--index", str(index), "--json"]


def _builds(source: Path, index: Path) -> list[Row]:
    """The build of all texts and the one after it, each in a process of its own and counted from its start."""
    full = run_module("ingest.__main__", _build_arguments(source, index))
    again = run_module("ingest.__main__", _build_arguments(source, index))
    report = json.loads(full.output)
    if json.loads(again.output)["changed"]:
        raise DataAbsent("the second build changed the index: are the texts being written to?")
    added = run_module("ingest.__main__", _build_arguments(source, index, _one_more(source, index.parent / "more")))
    held = f"{report['counts']['versions']} texts, {report['counts']['passages']:,} passages"
    return [
        Row("full build", held, full.seconds, "s", FULL_BUILD, full.processor_seconds),
        Row("full build, peak memory", held, full.peak_mib, "MiB", FULL_BUILD_MEMORY),
        Row("second build, nothing changed", held, again.seconds, "s", SECOND_BUILD, again.processor_seconds),
        Row("one text added", f"{json.loads(added.output)['embedded']} passages", added.seconds, "s", ADDING, added.processor_seconds),
    ]


def _one_more(source: Path, folder: Path) -> Path:
    """A folder with a text longer than three in four again, under another name: to an index a text like any other."""
    texts = sorted((path for path in source.iterdir() if path.suffix == ".txt"), key=lambda path: path.stat().st_size)
    folder.mkdir()
    shutil.copy(texts[len(texts) * 3 // 4], folder / "mot-van-ban-nua.txt")
    return folder


def _asked(args: argparse.Namespace) -> list[str]:
    """Questions of the ALQAC development half and our own. Raises DataAbsent where there are too few."""
    asked = [q.text for q in find_questions(Path(args.questions))]
    try:
        asked += [q.text for q in read_questions(shared_path(args.shared, "evalsets", "alqac", "questions-dev.jsonl"))]
    except DataAbsent:
        if len(asked) < ENOUGH:
            raise
    return asked


def _questions(index: Path, asked: Sequence[str]) -> list[Row]:
    took = latency.measure(index, asked, today())
    rows = []
    for what, found, limit in (
        ("retrieval", took.retrieval, RETRIEVAL_P95),
        ("retrieval, unaccented", took.retrieval_unaccented, RETRIEVAL_P95),
        ("whole answer", took.ask, None),
        ("whole answer, unaccented", took.ask_unaccented, None),
    ):
        clock, processor = found.clock, found.processor
        over = f"{clock.calls} questions, {took.passages:,} passages"
        rows.append(Row(f"{what}, p50", over, clock.p50, "ms", None, processor.p50))
        rows.append(Row(f"{what}, p95", over, clock.p95, "ms", limit, processor.p95))
    rows.append(Row("memory of the asking process, peak", f"{took.passages:,} passages", peak_mib(), "MiB"))
    return rows


def _starts(index: Path, runs: int) -> list[Row]:
    found = startup.measure(index, runs)
    over = f"median of {runs}"
    return [
        Row("page: chat input takes text", over, statistics.median(s.usable for s in found), "s", START),
        Row("page: complete, index open", over, statistics.median(s.complete for s in found), "s"),
        Row("page: first answer visible after Enter", over, statistics.median(s.answered for s in found), "s", FIRST_ANSWER),
    ]


if __name__ == "__main__":
    sys.exit(main())
