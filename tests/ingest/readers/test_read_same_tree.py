"""Any invented law gives the same provisions from whatever file it comes in."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.papers.law import invented_law
from benchmarks.papers.office import write_docx, write_html, write_text
from benchmarks.papers.pdf import Layout, drawn_layout, write_pdf
from ingest.law.normalise import normalise
from ingest.law.parser import parse
from ingest.readers import read

Provision = tuple[str, str, str]
OFFICE: dict[str, Callable[..., Path]] = {".txt": write_text, ".md": write_text, ".html": write_html, ".docx": write_docx}
SEEDS = st.integers(0, 10**9)


def provisions(text: str) -> list[Provision]:
    """Component, eId and own words of each provision; the head of the document is left out, since its title may wrap."""
    parsed = parse(normalise(text))
    return [(node.component, node.eid, " ".join(parsed.text[node.start : node.end].split())) for node in parsed.root.walk() if node.eid]


def check_office(seed: int) -> None:
    law = invented_law(seed, tables=True)
    wanted = provisions("\n".join(law))
    with TemporaryDirectory() as folder:
        for suffix, write in OFFICE.items():
            assert provisions(read(write(Path(folder) / f"luat{suffix}", law)).text) == wanted, suffix


def check_pdf(seed: int) -> None:
    layout = drawn_layout(Random(seed))
    law = invented_law(seed, tables=layout.columns == 1)
    with TemporaryDirectory() as folder:
        found = read(write_pdf(Path(folder) / "luat.pdf", law, layout)).text
    assert provisions(found) == provisions("\n".join(law)), layout


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SEEDS)
def test_office_files_give_the_same_tree(seed: int) -> None:
    check_office(seed)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SEEDS)
def test_printed_pages_give_the_same_tree(seed: int) -> None:
    check_pdf(seed)


@pytest.mark.full
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SEEDS)
def test_many_files_give_the_same_tree(seed: int) -> None:
    check_office(seed)
    check_pdf(seed)


@pytest.mark.parametrize("columns", [1, 2])
@pytest.mark.parametrize("stamp", [False, True])
def test_a_gazette_in_columns_with_a_stamp(columns: int, stamp: bool, tmp_path: Path) -> None:
    law = invented_law(5)
    path = write_pdf(tmp_path / "luat.pdf", law, Layout(columns=columns, size=11, stamp=stamp))
    assert provisions(read(path).text) == provisions("\n".join(law))


@pytest.mark.parametrize("suffix", ["doc", "rtf", "odt"])
def test_old_office_files_give_the_same_tree(suffix: str, tmp_path: Path) -> None:
    if shutil.which("soffice") is None:
        pytest.skip("no LibreOffice: apt install libreoffice-writer")
    law = invented_law(8, tables=True)
    write_docx(tmp_path / "luat.docx", law)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", suffix, "--outdir", str(tmp_path), str(tmp_path / "luat.docx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert provisions(read(tmp_path / f"luat.{suffix}").text) == provisions("\n".join(law))


def test_a_word_file_under_the_old_name_and_a_page_under_it_are_read(tmp_path: Path) -> None:
    law = invented_law(8)
    for write in (write_docx, write_html):
        path = write(tmp_path / "luat.doc", law)
        assert provisions(read(path).text) == provisions("\n".join(law))
