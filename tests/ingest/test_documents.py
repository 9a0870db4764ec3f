"""Files → documents: what the header says, what the file name says, where pages begin, and what is refused."""

import unicodedata
from datetime import date
from pathlib import Path

import pytest
from invented import Place, decree
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from ingest.catalogue import Catalogue
from ingest.documents import DocumentError, find_files, load_document, sha256_of
from ingest.law.normalise import normalise
from ingest.readers import read

CATALOGUED = (
    "schema = 1\n[[instrument]]\n"
    'number = "91/2031/NĐ-CP"\nkind = "Nghị định"\nissuer = "Chính phủ"\ntitle = "vườn ươm"\n'
    "issued_on = 2031-03-05\neffective_on = 2031-07-01\n"
    'consolidations = [{number = "77/VBHN-BVU", date = 2033-02-01}]\naliases = ["NĐ vườn ươm"]\nfiles = ["vuon-uom"]\n'
    'pages = ["https://example.vn/91"]\n'
    "[[instrument]]\n"
    'number = "92/2031/NĐ-CP"\nkind = "Nghị định"\nissuer = "Chính phủ"\ntitle = "đất trồng"\n'
)
DIGEST = (
    '+++\nschema = 1\ninstrument = "{number}"\nmade_from = "{made_from}"\nreviewed = {reviewed}\n+++\n'
    "# Tóm lược\n\n### Điều 7. Tưới\n1. Ban tưới.\n"
)
REPORT = '+++\nschema = 1\nid = "BC-1"\nkind = "report"\ntitle = "Hội nghị vườn ươm"\n+++\n# Hội nghị\n\n### PB-1. Ông Mít\n1. Trồng mít.\n'


@pytest.fixture
def catalogued(place: Place) -> Place:
    place.table("instruments.toml", CATALOGUED)
    return place


def test_header_of_a_file_without_catalogue_entry(place: Place) -> None:
    found = load_document(place.write("tải về (1).txt", decree(93, "Trồng bưởi.")), place.catalogue)
    assert (found.number, found.version, found.text_kind, found.kind) == ("93/2031/NĐ-CP", "93/2031/NĐ-CP", "official", "Nghị định")
    assert (found.issued_on, found.effective_on) == (date(2031, 3, 5), date(2031, 7, 1))
    assert "vườn ươm" in found.title


def test_catalogue_completes_the_header(catalogued: Place) -> None:
    found = load_document(catalogued.write("x.txt", decree(91, "Trồng bưởi.")), catalogued.catalogue)
    assert (found.number, found.issuer, found.title, found.pages) == ("91/2031/NĐ-CP", "Chính phủ", "vườn ươm", ("https://example.vn/91",))


@pytest.mark.parametrize(
    ("name", "text", "number"),
    [
        ("vuon-uom.txt", "Điều 1. Phạm vi\nVườn ươm.\n", "91/2031/NĐ-CP"),  # the file of the catalogue, when the text is silent
        ("vuon-uom.txt", decree(92, "Trồng bưởi."), "92/2031/NĐ-CP"),  # the header goes before the name
        ("94-2031-nd-cp.txt", "Điều 1. Phạm vi\nVườn ươm.\n", "94/2031/NĐ-CP"),
        ("91-2031-nd-cp.txt", "Điều 1. Phạm vi\nVườn ươm.\n", "91/2031/NĐ-CP"),
        ("Công văn số 5.txt", "Về việc trồng cây.\n", "Công văn số 5"),
        (unicodedata.normalize("NFD", "Công văn số 5.txt"), "Về việc trồng cây.\n", "Công văn số 5"),
    ],
)
def test_number_from_header_then_from_file_name(catalogued: Place, name: str, text: str, number: str) -> None:
    assert load_document(catalogued.write(name, text), catalogued.catalogue).number == number


@pytest.mark.parametrize("number", ["91/2031/NĐ-CP", "91/2031/nđ-cp", "NĐ vườn ươm"])
def test_digest(catalogued: Place, number: str) -> None:
    text = DIGEST.format(number=number, made_from="77/VBHN-BVU", reviewed='["bà Na"]')
    found = load_document(catalogued.write("tóm lược.md", text), catalogued.catalogue)
    assert (found.number, found.version, found.text_kind) == ("91/2031/NĐ-CP", "digest", "digest")
    assert (found.version_date, found.reviewed, found.effective_on) == (date(2033, 2, 1), True, date(2031, 7, 1))
    assert [a.number for a in found.parsed.articles()] == ["7"]


def test_report(place: Place) -> None:
    found = load_document(place.write("bc.md", REPORT), place.catalogue)
    assert (found.number, found.version, found.text_kind, found.title) == ("BC-1", "BC-1", "report", "Hội nghị vườn ươm")


@pytest.mark.parametrize(
    "text",
    [
        "+++\nschema = 1\n",  # never closed
        "+++\nschema = = 1\n+++\n",  # no TOML
        DIGEST.format(number="1/1900/NĐ-CP", made_from="", reviewed="[]"),  # not in the catalogue
        DIGEST.replace('instrument = "{number}"', "instrument = 91").format(made_from="", reviewed="[]"),
        DIGEST.replace('instrument = "{number}"\n', "").format(made_from="", reviewed="[]"),
        REPORT.replace('id = "BC-1"', "id = 1"),
        REPORT.replace('title = "Hội nghị vườn ươm"', 'title = ["Hội", "nghị"]'),
        REPORT.replace('id = "BC-1"\n', ""),
    ],
)
def test_front_matter_that_does_not_hold_together_is_one_line(catalogued: Place, text: str) -> None:
    path = catalogued.write("hỏng.md", text)
    with pytest.raises(DocumentError, match=r"^hỏng\.md: ") as error:
        load_document(path, catalogued.catalogue)
    assert "\n" not in str(error.value)
    assert list(catalogued.build().unreadable) == ["hỏng.md"]


def test_made_from_of_a_wrong_type_is_no_crash(catalogued: Place) -> None:
    text = DIGEST.format(number="91/2031/NĐ-CP", made_from="", reviewed="[]").replace('made_from = ""', "made_from = [1]")
    assert load_document(catalogued.write("t.md", text), catalogued.catalogue).version_date == date(2031, 3, 5)


def test_corpus_gives_its_texts_alone_and_any_other_folder_all_files(place: Place) -> None:
    for name in ("digests/a.md", "reports/b.md", "fulltext/c.txt", "catalogue/terms.toml", "README.md", "LICENSE"):
        place.write(name, "x")
    assert [p.name for p in find_files(place.source)] == ["a.md", "b.md", "c.txt"]
    (place.source / "catalogue" / "terms.toml").unlink()
    assert {p.name for p in find_files(place.source)} == {"a.md", "b.md", "c.txt", "README.md", "LICENSE"}


def test_hash_of_a_file_is_that_of_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"abc")
    assert sha256_of(tmp_path / "x") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_pages_of_a_pdf_begin_where_their_text_begins(tmp_path: Path) -> None:
    """Blanks that normalising takes out must not move the pages behind them."""
    font = next((p for p in Path("/usr/share/fonts").rglob("DejaVuSans.ttf")), None)
    path = tmp_path / "trang.pdf"
    canvas = Canvas(str(path))
    if font:
        pdfmetrics.registerFont(TTFont("DejaVu", str(font)))
    for page in range(1, 8):
        canvas.setFont("DejaVu" if font else "Helvetica", 11)
        canvas.drawString(80, 700, f"TRANG{page}    MOT     HAI      BA.")
        canvas.drawString(80, 680, f"Cay   so {page} duoc trong.")
        canvas.showPage()
    canvas.save()
    found = load_document(path, Catalogue({}))
    assert len(found.page_starts) == 7
    assert [found.parsed.text[start : start + 6] for start in found.page_starts] == [f"TRANG{page}" for page in range(1, 8)]
    assert found.parsed.text == normalise(read(path).text)
