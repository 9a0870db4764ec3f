"""A comparison written to files and read again, cell by cell."""

import io
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docx.shared import Cm
from invented import Place
from openpyxl import load_workbook
from provinces import assistant_over_provinces

from assistant import Assistant
from assistant.comparing import LOCAL, REPORT, Comparison
from assistant.comparing.files import FormError, as_docx, as_xlsx, cell_text, form_of


@pytest.fixture(scope="module")
def gardens(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over_provinces(Place(tmp_path_factory.mktemp("gardens")))


DAY = date(2031, 12, 1)


@pytest.fixture(scope="module")
def table(gardens: Assistant) -> Comparison:
    return gardens.compare(["Sông Xanh", "Đồng Vàng", "Núi Đỏ"], [], DAY)


def test_the_workbook_holds_the_table_and_its_sources(table: Comparison) -> None:
    book = load_workbook(io.BytesIO(as_xlsx(table)))
    assert book.sheetnames == ["So sánh", "Nguồn"]
    rows = [[c.value for c in row] for row in book["So sánh"].iter_rows(max_col=5)]
    assert rows[0] == ["Chủ đề", "Nguồn", "Sông Xanh (gồm Đồng Vàng cũ)", "Đồng Vàng (nay thuộc Sông Xanh)", "Núi Đỏ"]
    assert rows[1][2].startswith("Ban Vườn ươm tỉnh Sông Xanh")
    for row, read in zip(table.rows, rows[2:], strict=False):
        assert read[0].lower() == row.topic and read[1] == row.source
        assert read[2:] == [cell_text(cell, table) for cell in row.cells]
    assert rows[-1][0] == table.footer
    assert "Dữ liệu đến ngày" in table.footer and "Đề nghị đối chiếu văn bản chính thức trước khi ký." in table.footer
    assert {row.source for row in table.rows} == {REPORT, LOCAL}


def test_each_mark_of_the_workbook_has_its_source_in_full(table: Comparison) -> None:
    book = load_workbook(io.BytesIO(as_xlsx(table)))
    sources = [[c.value or "" for c in row] for row in book["Nguồn"].iter_rows(min_row=2, max_row=1 + len(table.citations))]
    assert [row[0] for row in sources] == [c.n for c in table.citations]
    for row, citation in zip(sources, table.citations, strict=True):
        assert row[1].lower() == citation.full_citation.lower()
        assert row[6] == "\n".join(table.notes_on(citation.n))
    by_document = {c.document: row for row, c in zip(sources, table.citations, strict=True)}
    assert by_document["6/2030/QĐ-UBND"][2:5] == ["nguyên văn", "đang có hiệu lực", "01/9/2030"]
    assert by_document["BC-VƯỜN"][2:4] == ["báo cáo – chưa rà soát", "báo cáo, không phải văn bản quy phạm"]


def test_rows_are_as_high_as_their_text_and_no_wider_than_a_page(table: Comparison) -> None:
    sheet = load_workbook(io.BytesIO(as_xlsx(table)))["So sánh"]
    heights = {number: sheet.row_dimensions[number].height for number in range(1, len(table.rows) + 3)}
    assert all(heights.values())
    longest = max(range(len(table.rows)), key=lambda n: max(len(cell_text(c, table)) for c in table.rows[n].cells))
    assert heights[longest + 3] == max(height for number, height in heights.items() if number > 2)


def test_the_document_is_a4_landscape_with_a_table_for_each_kind_of_source(table: Comparison) -> None:
    document = Document(io.BytesIO(as_docx(table)))
    section = document.sections[0]
    assert (round(section.page_width / Cm(1), 1), round(section.page_height / Cm(1), 1)) == (29.7, 21.0)
    assert document.styles["Normal"].font.name == "Times New Roman"
    reported, local = document.tables
    for grid, source, skipped in ((reported, REPORT, 2), (local, LOCAL, 1)):
        rows = [row for row in table.rows if row.source == source]
        read = [[cell.text for cell in row.cells] for row in grid.rows]
        assert read[0][1:] == [table.shown(place) for place in table.places]
        assert [row[1:] for row in read[skipped:]] == [[cell_text(c, table) for c in row.cells] for row in rows]
        assert {run.font.name for row in grid.rows for c in row.cells for p in c.paragraphs for run in p.runs} == {"Times New Roman"}
    text = "\n".join(p.text for p in document.paragraphs)
    for citation in table.citations:
        assert f"[{citation.n}] {citation.full_citation[:1].upper()}{citation.full_citation[1:]}" in text
    for note in table.notes:
        assert f"Lưu ý {note.marks}: {note.text}" in text
    assert document.paragraphs[-1].text == table.footer


def test_our_own_wording_is_marked(assistant: Assistant) -> None:
    table = assistant.compare(["Hưng Yên"], ["cấp giấy phép xây dựng"], date(2026, 11, 29))
    assert "(tóm lược) [1]" in cell_text(table.rows[-1].cells[0], table)


@pytest.mark.parametrize("name", ["a.pdf", "a", "a.xls"])
def test_another_form_is_refused(name: str) -> None:
    with pytest.raises(FormError, match=r"\.xlsx hoặc \.docx"):
        form_of(Path(name))
