"""The same regulation comes out the same from every format."""

import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from fictive_law import PARAGRAPHS, RUNNING_HEAD, write_docx, write_html, write_pdf, write_text

from ingest.readers import SUPPORTED_SUFFIXES, read

WRITERS: dict[str, Callable[[Path], Path]] = {
    ".txt": write_text,
    ".md": write_text,
    ".html": write_html,
    ".htm": write_html,
    ".docx": write_docx,
    ".pdf": write_pdf,
}


def lines(path: Path) -> list[str]:
    return [line for line in read(path).text.split("\n") if line]


def test_every_supported_suffix_has_a_writer() -> None:
    assert set(WRITERS) == SUPPORTED_SUFFIXES


@pytest.mark.parametrize("suffix", sorted(WRITERS))
def test_the_same_paragraphs_come_out(suffix: str, tmp_path: Path) -> None:
    assert lines(WRITERS[suffix](tmp_path / f"luat{suffix}")) == list(PARAGRAPHS)


@pytest.mark.parametrize("indent", [28.0, 0.0])
@pytest.mark.parametrize("justified", [True, False])
def test_a_pdf_comes_out_the_same_however_it_is_set(indent: float, justified: bool, tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "luat.pdf", indent=indent, justified=justified)
    assert lines(path) == list(PARAGRAPHS)


def test_a_pdf_says_where_its_pages_start(tmp_path: Path) -> None:
    source = read(write_pdf(tmp_path / "luat.pdf"))
    starts = source.page_starts
    assert len(starts) == 3
    assert starts[0] == 0 and list(starts) == sorted(set(starts))
    assert all(source.text[start - 1] in " \n" and not source.text[start].isspace() for start in starts[1:])


def test_page_headers_and_page_numbers_are_gone(tmp_path: Path) -> None:
    text = read(write_pdf(tmp_path / "luat.pdf")).text
    assert RUNNING_HEAD not in text
    assert not any(line.strip("- ").isdigit() for line in text.split("\n"))


@pytest.mark.parametrize(
    ("suffix", "media_type"),
    [(".TXT", "text/plain"), (".md", "text/markdown"), (".Html", "text/html"), (".PDF", "application/pdf")],
)
def test_the_suffix_names_the_format_in_either_case(suffix: str, media_type: str, tmp_path: Path) -> None:
    assert read(WRITERS[suffix.lower()](tmp_path / f"luat{suffix}")).media_type == media_type


def test_pdfs_are_read_from_several_threads(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "luat.pdf")
    with ThreadPoolExecutor(4) as pool:
        assert len({source.text for source in pool.map(read, [path] * 8)}) == 1


def test_importing_the_readers_loads_no_format_library() -> None:
    code = "import sys, ingest.readers; print(*{'pypdf', 'pypdfium2', 'docx', 'bs4', 'lxml'} & set(sys.modules))"
    root = Path(__file__).parents[3]
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root)
    assert printed.stdout.strip() == ""
