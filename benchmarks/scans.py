"""Scans of invented law that this command prints, spoils and reads: seconds a page, wrong letters, provisions found, doubts raised."""

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from ingest.law.normalise import normalise
from ingest.law.parser import parse
from ingest.readers import DOUBTFUL_BELOW, SourceText, read

from .machine import machine_line
from .papers.law import invented_law
from .papers.pdf import Layout
from .papers.scans import QUALITIES, Quality, write_scan
from .tables import markdown

LAYOUTS = {"one column": Layout(), "two columns": Layout(columns=2, size=11.0)}


@dataclass(frozen=True, slots=True)
class Measured:
    """Of some scans: pages, seconds, wrong letters of all, provisions found of all, paragraphs by whether wrong and whether doubted."""

    pages: int
    seconds: float
    wrong: int
    letters: int
    found: int
    provisions: int
    doubted_wrong: int
    wrong_paragraphs: int
    doubted_right: int
    right_paragraphs: int


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scans", description=__doc__)
    parser.add_argument("--laws", type=int, default=2, help="invented laws a row, some two pages each")
    options = parser.parse_args(arguments)
    rows = []
    for name, layout in LAYOUTS.items():
        for quality in QUALITIES:
            with tempfile.TemporaryDirectory() as folder:
                rows.append([f"{quality}, {name}", *_cells(_measured(Path(folder), layout, quality, options.laws))])
    print(f"{machine_line()}; 300 dpi, one page at a time; doubted: a word below {DOUBTFUL_BELOW:.0f} of 100\n")
    print(markdown(["scan", "pages", "s/page", "wrong letters", "provisions", "wrong paragraphs doubted", "right ones doubted"], rows))
    return 0


def _measured(folder: Path, layout: Layout, quality: Quality, laws: int) -> Measured:
    counts = [0] * 9
    seconds = 0.0
    for seed in range(laws):
        law = invented_law(100 + seed, 3)
        path = write_scan(folder / f"{seed}.pdf", law, quality, layout, seed)
        started = time.perf_counter()
        source = read(path)
        seconds += time.perf_counter() - started
        wanted, got = _provisions("\n".join(law)), _provisions(source.text)
        letters, doubts = _wrong_letters(law, source.text.split("\n")), _doubts(set(law), source)
        one = [len(source.page_starts), letters, sum(map(len, law)), len(wanted & got), len(wanted), *doubts]
        counts = [before + own for before, own in zip(counts, one, strict=True)]
    return Measured(counts[0], seconds, *counts[1:])


def _cells(m: Measured) -> list[str]:
    return [
        str(m.pages),
        f"{m.seconds / m.pages:.1f}",
        f"{100 * m.wrong / m.letters:.2f} %",
        f"{m.found} of {m.provisions}",
        f"{m.doubted_wrong} of {m.wrong_paragraphs}",
        f"{m.doubted_right} of {m.right_paragraphs}",
    ]


def _provisions(text: str) -> set[tuple[str, str]]:
    return {(node.component, node.eid) for node in parse(normalise(text)).root.walk() if node.eid}


def _wrong_letters(wanted: Sequence[str], got: Sequence[str]) -> int:
    """Letters to change, add or take away; paragraphs that are alike are not compared letter by letter."""
    found = 0
    for kind, a, b, c, d in SequenceMatcher(None, wanted, got, autojunk=False).get_opcodes():
        if kind != "equal":
            found += distance("\n".join(wanted[a:b]), "\n".join(got[c:d]))
    return found


def distance(one: str, other: str) -> int:
    """Levenshtein's distance.

    >>> distance("liền kề", "liên kề;")
    2
    """
    before = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        now = [row]
        for column, opposite in enumerate(other, start=1):
            now.append(min(before[column] + 1, now[-1] + 1, before[column - 1] + (letter != opposite)))
        before = now
    return before[-1]


def _doubts(law: set[str], source: SourceText) -> tuple[int, int, int, int]:
    """Paragraphs: wrong and doubted, wrong, right and doubted, right."""
    counts, start = [0, 0, 0, 0], 0
    for line in source.text.split("\n"):
        doubted = any(r.confidence < DOUBTFUL_BELOW for r in source.readings if r.start < start + len(line) and start < r.end)
        right = 2 * (line in law)
        counts[right] += doubted
        counts[right + 1] += 1
        start += len(line) + 1
    return counts[0], counts[1], counts[2], counts[3]


if __name__ == "__main__":
    sys.exit(main())
