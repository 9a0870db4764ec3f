"""Speed of the readers: pages of PDFs with text through the sandbox and by pdfium alone, the first file, many small ones."""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from ingest.readers import MAX_WORKERS, read
from ingest.readers.reading import read_here

from .machine import machine_line
from .papers.law import invented_law
from .papers.pdf import Layout, write_pdf
from .tables import markdown

ARTICLES = (110, 140, 170, 200)
"""Of the PDFs: twenty pages and more each."""
SMALL_FILES = 1_000
FLOOR = 150.0  # pages a second on two cores


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; 1 where PDFs go slower than the floor."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading", description=__doc__)
    parser.add_argument("--pdf", type=Path, nargs="*", help="measure these files instead of invented ones")
    parser.add_argument("--runs", type=int, default=3, help="of which the best counts")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        pdfs = options.pdf or [write_pdf(root / f"{n}.pdf", invented_law(n, n), Layout(size=12)) for n in ARTICLES]
        small = [_small(root, n) for n in range(SMALL_FILES)]
        rows, speed = _measured(pdfs, small, options.runs)
    print(f"{machine_line()}, {MAX_WORKERS} workers\n")
    print(markdown(["what", "of", "figure"], rows))
    return 0 if speed >= FLOOR or MAX_WORKERS < 2 else 1


def _measured(pdfs: Sequence[Path], small: Sequence[Path], runs: int) -> tuple[list[list[str]], float]:
    first = _seconds(lambda: read(small[0]))
    again = _seconds(lambda: read(small[0]))
    many = min(_seconds(lambda: _read_all(small)) for _ in range(runs))
    bare_seconds, pages, characters = min(_bare(pdfs) for _ in range(runs))
    processor = min(_processor_seconds(pdfs) for _ in range(runs))
    _read_all(pdfs)  # so that every worker has loaded its libraries
    sandboxed = min(_seconds(lambda: _read_all(pdfs)) for _ in range(runs))
    of = f"{len(pdfs)} PDFs, {pages} pages, {characters // pages} characters a page"
    rows = [
        ["pdfium alone, one core", of, f"{pages / bare_seconds:.0f} pages/s"],
        ["read through the sandbox", of, f"{pages / sandboxed:.0f} pages/s"],
        ["the same without it, by processor time of one core", of, f"{pages / processor:.0f} pages/s"],
        ["first file, with the start of a worker", "a small text", f"{1000 * first:.0f} ms"],
        ["next file", "a small text", f"{1000 * again:.2f} ms"],
        ["small files", f"{len(small)} texts", f"{many:.2f} s"],
    ]
    return rows, pages / sandboxed


def _read_all(paths: Sequence[Path]) -> None:
    with ThreadPoolExecutor(MAX_WORKERS) as threads:
        list(threads.map(read, paths))


def _bare(paths: Sequence[Path]) -> tuple[float, int, int]:
    """Seconds, pages and characters of the text as pdfium gives it, without places, columns or paragraphs."""
    import pypdfium2 as pdfium

    started, pages, characters = time.perf_counter(), 0, 0
    for path in paths:
        document = pdfium.PdfDocument(path)
        pages += len(document)
        for page in document:
            characters += len(page.get_textpage().get_text_range())
        document.close()
    return time.perf_counter() - started, pages, characters


def _processor_seconds(paths: Sequence[Path]) -> float:
    """What the reading takes on a processor that has nothing else to do."""
    started = time.process_time()
    for path in paths:
        read_here(path)
    return time.process_time() - started


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _small(root: Path, number: int) -> Path:
    path = root / f"{number}.txt"
    path.write_text("\n".join(invented_law(number, 3)), encoding="utf-8")
    return path


if __name__ == "__main__":
    sys.exit(main())
