"""How building, disk, memory and the time of a question grow with the passages, with and without the filter by the day.

Exit 1 where a question takes too long, or the filter by the day costs more than its share: both on processors, which other work on the
machine does not change much.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .machine import RunError, machine_line, run_module
from .scale_texts import gather_texts
from .shared import ABSENT, add_shared_option
from .tables import markdown

DEFAULT = 10_000  # passages, as CI runs it
CHROMA_VECTORS = 100_000  # that Chroma filters itself, for comparison
P95 = 80.0  # milliseconds a question with the filter, the embedding of the question included
FILTER_FACTOR = 1.5  # p50 of a question with the filter by that without


@dataclass(frozen=True, slots=True)
class Built:
    """How an index came about: seconds and MiB of the process that built it, from its start to its end; None where it was there."""

    name: str
    of: str
    path: Path
    seconds: float | None = None
    processor_seconds: float | None = None
    peak_mib: float | None = None


@dataclass(frozen=True, slots=True)
class Measured:
    """An index with what `benchmarks.scale_measure` says of it."""

    built: Built
    found: Mapping[str, Any]

    @property
    def faults(self) -> list[str]:
        found = list[str]()
        for form in ("accented", "unaccented"):
            times = self.found[form]
            p95 = times["filtered_processor"]["p95"]
            factor = times["filtered_processor"]["p50"] / times["unfiltered_processor"]["p50"]
            if p95 > P95:
                found.append(f"{self.built.name}: p95 {form} is {p95:.1f} ms on processors, the limit is {P95:g} ms")
            if factor > FILTER_FACTOR:
                found.append(f"{self.built.name}: the filter makes a question {form} {factor:.2f} times as long, at most {FILTER_FACTOR:g}")
        return found


def main(argv: Sequence[str] | None = None) -> int:
    parser = _parser()
    args = parser.parse_args(argv)
    if not (args.passages or args.synthetic or args.index):
        args.passages = [DEFAULT]
    faults = list[str]()
    with tempfile.TemporaryDirectory(prefix="scale-") as temporary:
        work = args.keep.expanduser().resolve() if args.keep else Path(temporary)
        try:
            for built in _indexes(args, work):
                measured = Measured(built, _measure(built.path, args))
                print(f"## {built.name}: {built.of}\n\n{markdown(('what', 'measured'), _rows(measured))}\n\n{machine_line()}\n", flush=True)
                faults += measured.faults
        except (RunError, FileExistsError, FileNotFoundError) as error:
            print(error, file=sys.stderr)
            return ABSENT if isinstance(error, FileNotFoundError) else 1
    print("\n".join(faults), file=sys.stderr, end="\n" if faults else "")
    return int(bool(faults))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__)
    add_shared_option(parser)
    add = parser.add_argument
    add("--passages", type=_count, action="append", help=f"build from texts for about so many; may be repeated (default {DEFAULT:,})")
    add("--synthetic", type=_count, action="append", help="so many invented passages with random vectors; may be repeated")
    add("--index", type=_named, action="append", metavar="NAME=PATH", help="measure this index as it is; may be repeated")
    add("--keep", type=Path, metavar="FOLDER", help="build the indexes here and leave them (default: a temporary folder)")
    add("--questions", type=_count, help="so many of the questions, from all over the file (default: all)")
    add("--asked", type=Path, metavar="FILE", help="ask these questions (default: those of sectoral law)")
    add("--chroma-vectors", type=int, default=CHROMA_VECTORS, help="at most so many vectors for Chroma's own filter; 0 leaves it out")
    return parser


def _count(text: str) -> int:
    count = int(text.replace("_", ""))
    if count < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number above 0")
    return count


def _named(text: str) -> tuple[str, Path]:
    name, equals, path = text.partition("=")
    if not (name and equals and path):
        raise argparse.ArgumentTypeError(f"{text!r} is not NAME=PATH")
    return name, Path(path).expanduser().resolve()


def _indexes(args: argparse.Namespace, work: Path) -> Iterator[Built]:
    """The indexes one after the other, each built when the one before has been measured."""
    for passages in args.passages or ():
        yield _built(passages, work, args.shared)
    for name, path in args.index or ():
        if not path.is_dir():
            raise FileNotFoundError(f"there is no index at {str(path)!r}")
        yield Built(name, "an index that was there", path)
    for passages in args.synthetic or ():
        index = _new(work / f"synthetic-{passages}")
        run = run_module("benchmarks.synthetic", [str(passages), str(index), "--quiet"])
        of = "invented, random vectors, nothing parsed"
        yield Built(f"synthetic {passages:,}", of, index, run.seconds, run.processor_seconds, run.peak_mib)


def _built(passages: int, work: Path, shared: str | None) -> Built:
    """By the product's own build, in a process of its own."""
    folder = _new(work / f"passages-{passages}")
    texts = gather_texts(passages, folder / "texts", shared)
    run = run_module("ingest.__main__", ["build", "--source", str(texts.source), "--index", str(folder / "index"), "--json"])
    return Built(f"{passages:,} passages", texts.described, folder / "index", run.seconds, run.processor_seconds, run.peak_mib)


def _new(folder: Path) -> Path:
    if folder.exists():
        raise FileExistsError(f"{str(folder)!r} is there already: take it away, or measure its index with --index NAME=PATH")
    return folder


def _measure(index: Path, args: argparse.Namespace) -> Mapping[str, Any]:
    wanted = ["--questions", str(args.questions)] if args.questions else []
    wanted += ["--asked", str(args.asked)] if args.asked else []
    run = run_module("benchmarks.scale_measure", [str(index), "--chroma", str(args.chroma_vectors), *wanted])
    found: dict[str, Any] = json.loads(run.output.splitlines()[0])
    return found


def _rows(measured: Measured) -> list[tuple[str, str]]:
    built, found = measured.built, measured.found
    passages, disk = found["passages"], found["disk"]
    parts = ", ".join(f"{name.removesuffix('.sqlite')} {mib:,.0f}" for name, mib in disk.items() if name != "whole")
    rows = [("passages; in force on the first question's day", f"{passages:,}; {found['in_force'] / passages:.0%}")]
    if built.seconds is not None:
        rows += [
            ("build: by the clock; on processors", f"{built.seconds:,.0f} s; {built.processor_seconds:,.0f} s"),
            ("build: passages a second", f"{passages / built.seconds:,.0f}"),
            ("build: peak memory", f"{built.peak_mib:,.0f} MiB"),
        ]
    rows += [
        (f"disk ({parts})", f"{disk['whole']:,.0f} MiB"),
        ("open; first question", f"{found['open_seconds']:.2f} s; {found['first_seconds']:.2f} s"),
        ("memory of the asking process, peak; without pages of files", f"{found['memory']:,.0f} MiB; {found['own_memory']:,.0f} MiB"),
    ]
    for form in ("accented", "unaccented"):
        asked = found[form]
        for kind, what in (("filtered", "as of a day"), ("unfiltered", "any day")):
            on_processors = f"; on processors {_pair(asked[f'{kind}_processor'])}"
            rows.append((f"question {form}, {what}: p50, p95 of {asked[kind]['calls']}", f"{_pair(asked[kind])} ms{on_processors} ms"))
        on_processors = _factors(asked["filtered_processor"], asked["unfiltered_processor"])
        rows.append((f"question {form}, as of a day / any day", f"{_factors(asked['filtered'], asked['unfiltered'])}; {on_processors}"))
    rows.append(("the filter alone: p50", f"{found['filter_alone']:.2f} ms"))
    return rows + (_dense_rows(found["dense"]) if found["dense"] else [])


def _dense_rows(dense: Mapping[str, Any]) -> list[tuple[str, str]]:
    of = f"{dense['vectors']:,} vectors"
    return [
        (f"Chroma alone, {of}, no filter: p50, p95", f"{_pair(dense['chroma'])} ms"),
        (f"Chroma alone, {of}, `where` on the dates: p50, p95", f"{_pair(dense['chroma_where'])} ms"),
        ("Chroma alone, `where` / no filter", _factors(dense["chroma_where"], dense["chroma"])),
        ("our dense side, no filter: p50, p95", f"{_pair(dense['ours'])} ms"),
        ("our dense side, as of a day: p50, p95", f"{_pair(dense['ours_filtered'])} ms"),
        ("our dense side, as of a day / no filter", _factors(dense["ours_filtered"], dense["ours"])),
    ]


def _pair(times: Mapping[str, float]) -> str:
    return f"{times['p50']:.1f}, {times['p95']:.1f}"


def _factors(one: Mapping[str, float], other: Mapping[str, float]) -> str:
    return f"× {one['p50'] / other['p50']:.2f}, × {one['p95'] / other['p95']:.2f}"


if __name__ == "__main__":
    sys.exit(main())
