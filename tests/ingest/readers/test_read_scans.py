"""Pages that are pictures: read where Tesseract is, named where it is not, and what is not sure says so."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from invented import Place, decree

from assistant import Assistant
from benchmarks.papers.scans import write_scan
from ingest.documents import load_document
from ingest.index import open_index
from ingest.readers import ReaderError, read
from ingest.readers.pdf import scanned
from ingest.readers.reading import read_here
from ingest.readers.scan import OcrAbsent, check_ocr
from ingest.readers.scan.picture import skew

LAW = tuple(decree(7, "Trồng bưởi trong vườn ươm.", "Tưới cam mỗi ngày hai lần.").strip().split("\n"))


@pytest.fixture(scope="session")
def scan(once: Path) -> Path:
    """A scan of an invented decree, a little askew."""
    try:
        check_ocr()
    except OcrAbsent as error:
        pytest.skip(f"no recognition of letters: {error}")
    path = once / "7-2031-nd-cp.pdf"
    return path if path.is_file() else write_scan(path, LAW, "skewed")


def test_a_scan_is_read_with_how_sure_it_is(scan: Path) -> None:
    source = read(scan)
    assert [line for line in source.text.split("\n") if line[:2] in ("1.", "2.") or line.startswith("Điều")] == [
        line for line in LAW if line[:2] in ("1.", "2.") or line.startswith("Điều")
    ]
    assert source.page_starts == (0,)
    assert len(source.readings) >= len(LAW) - 2
    assert all(0 <= r.start < r.end <= len(source.text) and 0 <= r.confidence <= 100 for r in source.readings)


def test_the_readings_stand_where_their_words_stand(scan: Path, place: Place) -> None:
    document = load_document(scan, place.catalogue)
    lines = [document.parsed.text[r.start : r.end] for r in document.readings]
    assert any(line.startswith("Điều 1. Nhiệm vụ") for line in lines)
    assert all(line == line.strip() for line in lines)


def test_where_nothing_recognises_the_line_says_what_to_install(scan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    check_ocr.cache_clear()
    with pytest.raises(ReaderError) as caught:
        read_here(scan)
    check_ocr.cache_clear()
    assert caught.value.reason == "scan" and "apt install tesseract-ocr tesseract-ocr-vie" in str(caught.value)


def test_more_scans_than_allowed_are_too_large(scan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.readers.pdf.document.MAX_SCANS", 0)
    with pytest.raises(ReaderError) as caught:
        read_here(scan)
    assert caught.value.reason == "too_large"


def test_a_page_with_a_picture_and_text_is_no_scan(tmp_path: Path) -> None:
    import pypdfium2 as pdfium
    from PIL import Image
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    from ingest.readers.pdf.glyphs import sheet

    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(595, 842))
    canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, 595, 842)
    canvas.drawString(72, 700, "Dieu 1. " * 20)
    canvas.save()
    document = pdfium.PdfDocument(tmp_path / "a.pdf")
    page = sheet(document[0])
    document.close()
    assert page.pictured > 0.9 and not scanned.is_scan(page)


@pytest.mark.parametrize("angle", [-2.4, -0.7, 0.0, 1.3, 3.1])
def test_skew_is_measured(angle: float) -> None:
    from PIL import Image, ImageDraw

    page = Image.new("L", (1240, 1754), 255)
    draw = ImageDraw.Draw(page)
    for y in range(200, 1500, 40):
        for x in range(150, 1050, 60):
            draw.rectangle((x, y, x + 44, y + 14), fill=0)
    assert skew(page.rotate(angle, fillcolor=255)) == pytest.approx(-angle, abs=0.15)


@pytest.mark.parametrize(("threshold", "said"), [(101.0, "bản quét, cần đối chiếu"), (0.0, "bản quét")])
def test_what_was_recognised_says_so_wherever_it_is_cited(
    threshold: float, said: str, place: Place, scan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.citing.DOUBTFUL_BELOW", threshold)
    (place.source / scan.name).write_bytes(scan.read_bytes())
    place.build()
    answer = Assistant(open_index(place.index, place.embedder), place.catalogue).ask("Điều 1 Nghị định 7/2031/NĐ-CP")
    assert answer.citations and all(c.doubt == said for c in answer.citations)
    assert all(f"({said})" in c.label and f"({said})" in c.full_citation for c in answer.citations)
    assert any("bản quét" in warning for warning in answer.warnings)
    assert all(row["doubt"] == said for row in answer.as_json()["citations"])


def test_a_picture_among_pages_with_text_is_named_where_nothing_recognises(scan: Path, place: Place) -> None:
    from pypdf import PdfReader, PdfWriter

    from benchmarks.papers.law import invented_law
    from benchmarks.papers.pdf import write_pdf

    writer = PdfWriter()
    for path in (write_pdf(place.root / "chu.pdf", invented_law(2, 3)), scan):
        writer.append(PdfReader(path))
    writer.write(place.source / "nửa quét.pdf")
    command = [sys.executable, "-m", "ingest", "build", "--source", str(place.source), "--index", str(place.index), "--json"]
    environment = os.environ | {"PATH": "", "TRO_LY_CORPUS": str(place.corpus)}
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert json.loads(ended.stdout)["partly"] == {"nửa quét.pdf": str(len(writer.pages))}
    assert f"trang {len(writer.pages)} là ảnh" in ended.stderr


def test_the_few_lines_of_a_nearly_empty_page_are_read_and_an_empty_page_is_no_loss(tmp_path: Path, scan: Path) -> None:
    from PIL import Image, ImageDraw, ImageFont

    from benchmarks.papers.fonts import font_file
    from ingest.readers.scan import has_ink, recognised, straightened

    page = Image.new("L", (2481, 3508), 255)
    assert not has_ink(straightened(page))
    ImageDraw.Draw(page).text((300, 300), "đ) Trồng chanh.", font=ImageFont.truetype(str(font_file()), 50), fill=0)
    (line,) = recognised(straightened(page))
    assert [word.text for word in line.words] == ["đ)", "Trồng", "chanh."]
