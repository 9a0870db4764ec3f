"""The page of a PDF behind a citation: drawn from the very file that was read, or one line that says why not."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas

from assistant import Assistant
from assistant.page_picture import NoPicture, has_pages, picture_of
from ingest.catalogue import CORPUS, Catalogue
from ingest.embedding import Embedder
from ingest.index import build, open_index

FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
LINES = (
    "NGHỊ ĐỊNH số 9/2031/NĐ-CP ngày 05 tháng 3 năm 2031",
    "Điều 1. Phạm vi điều chỉnh",
    "1. Nghị định này quy định việc cho thuê nhà xưởng trên mặt nước.",
    "Điều 2. Thời hạn thuê nhà xưởng trên mặt nước",
    "1. Thời hạn cho thuê nhà xưởng trên mặt nước là 17 năm.",
)


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not FONT.is_file():
        pytest.skip("needs fonts-dejavu-core (apt.txt)")
    pdfmetrics.registerFont(TTFont("dejavu", str(FONT)))
    folder = tmp_path_factory.mktemp("pdf")
    page = canvas.Canvas(str(folder / "9-2031-nd-cp.pdf"))
    page.setFont("dejavu", 11)
    for row, line in enumerate(LINES):
        page.drawString(70, 780 - 22 * row, line)
    page.showPage()
    page.save()
    return folder


@pytest.fixture(scope="module")
def held(source: Path, tmp_path_factory: pytest.TempPathFactory, embedder: Embedder, catalogue: Catalogue) -> Assistant:
    index = tmp_path_factory.mktemp("index") / "ix"
    build([source], index, CORPUS, embedder, quiet=True)
    return Assistant(open_index(index, embedder), catalogue)


def test_the_page_is_drawn_and_only_of_the_file_that_was_read(held: Assistant, source: Path) -> None:
    answer = held.ask("Thời hạn cho thuê nhà xưởng trên mặt nước là bao nhiêu năm?", date(2031, 6, 1))
    citation = next(c for c in answer.citations if c.document == "9/2031/NĐ-CP")
    store = held.index.opened().store
    assert has_pages(citation) and citation.page == 1
    assert picture_of(store, citation).startswith(b"\x89PNG")
    for changed, said in (({"page": None}, "không đọc từ tệp có trang"), ({"version_id": 99}, "không đọc từ tệp có trang")):
        with pytest.raises(NoPicture, match=said):
            picture_of(store, replace(citation, **changed))  # type: ignore[arg-type]
    file = source / "9-2031-nd-cp.pdf"
    whole = file.read_bytes()
    file.write_bytes(whole + b"\n% other")
    with pytest.raises(NoPicture, match="đã thay đổi"):
        picture_of(store, citation)
    file.unlink()
    with pytest.raises(NoPicture, match="Không mở được tệp nguồn"):
        picture_of(store, citation)
    file.write_bytes(whole)
