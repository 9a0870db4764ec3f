"""No file, however broken, raises anything but ReaderError."""

import io
import zipfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from fictive_law import PARAGRAPHS, write_docx, write_html, write_pdf
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.readers import SUPPORTED_SUFFIXES, ReaderError, read

Change = tuple[float, bytes, int]
"""Where (as a share of the file), what to write, and how many bytes to take away there."""

CHANGES = st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=8), st.integers(0, 30)), min_size=1, max_size=6)
PIECES = (
    "<p>", "</p>", "<table>", "<tr>", "<td>", "<ol type=a start=99999999>", "<li value=-1>", "<br>", "<pre>", "<!--", "]]>", "<",
    "<!DOCTYPE", "&#0;", "&#xD800;", "<svg>", "<p style='display:none", "<meta charset=", "<?xml", "<![CDATA[", "Điều 1.", "\n",
)  # fmt: skip
MARKUP = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


def read_or_refuse(data: bytes, suffix: str) -> None:
    """Read the bytes as a file of that suffix; what comes back is in normal form."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"tep{suffix}"
        path.write_bytes(data)
        try:
            source = read(path)
        except ReaderError as error:
            assert str(error).count("\n") == 0 and error.path == path
            return
    assert "\r" not in source.text and "\0" not in source.text
    assert all(line == line.rstrip() for line in source.text.split("\n"))
    assert all(0 <= start <= len(source.text) for start in source.page_starts)
    assert list(source.page_starts) == sorted(source.page_starts)


def changed(data: bytes, changes: Sequence[Change]) -> bytes:
    for share, new, gone in changes:
        at = int(share * len(data))
        data = data[:at] + new + data[at + gone :]
    return data


@cache
def good(suffix: str) -> bytes:
    write = {".docx": write_docx, ".html": write_html, ".pdf": write_pdf}[suffix]
    with TemporaryDirectory() as folder:
        return write(Path(folder) / f"luat{suffix}", PARAGRAPHS[:12]).read_bytes()


@pytest.mark.parametrize("suffix", sorted(SUPPORTED_SUFFIXES))
@settings(max_examples=100, deadline=None)
@given(data=st.binary(max_size=500))
def test_any_bytes(suffix: str, data: bytes) -> None:
    read_or_refuse(data, suffix)


@pytest.mark.parametrize(
    ("suffix", "start"), [(".pdf", b"%PDF-1.7\n"), (".docx", b"PK\x03\x04"), (".html", b"<html>"), (".txt", b"\xff\xfe")]
)
@settings(max_examples=50, deadline=None)
@given(data=st.binary(max_size=500))
def test_any_bytes_after_a_good_start(suffix: str, start: bytes, data: bytes) -> None:
    read_or_refuse(start + data, suffix)


@settings(max_examples=100, deadline=None)
@given(MARKUP)
def test_any_markup(page: str) -> None:
    read_or_refuse(page.encode("utf-8", "surrogatepass"), ".html")


@pytest.mark.parametrize("suffix", [".docx", ".html", ".pdf"])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(changes=CHANGES)
def test_a_good_file_with_changed_bytes(suffix: str, changes: list[Change]) -> None:
    read_or_refuse(changed(good(suffix), changes), suffix)


@settings(max_examples=60, deadline=None)
@given(
    part=st.sampled_from(["word/document.xml", "word/numbering.xml", "word/styles.xml", "[Content_Types].xml", "_rels/.rels"]),
    changes=CHANGES,
)
def test_a_word_file_with_a_changed_part(part: str, changes: list[Change]) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good(".docx"))) as package, zipfile.ZipFile(packed, "w") as fuzzed:
        for name in package.namelist():
            data = package.read(name)
            fuzzed.writestr(name, changed(data, changes) if name == part else data)
    read_or_refuse(packed.getvalue(), ".docx")
