"""Tables as DOCX, opened again."""

import io
from datetime import date

import pytest
from docx import Document
from docx.oxml.ns import qn

from assistant.export import Table, docx_of
from assistant.export.table import TableError


def test_values_stand_in_their_cells_and_notes_below() -> None:
    table = Table("Nhiệm vụ", ("Việc", "Từ ngày", "Số"), (("cấp\nphép", date(2026, 7, 1), 3), ("=1+1\x07", None, 1.5)), ("Ghi chú.",))
    document = Document(io.BytesIO(docx_of("Bảng kê", [table], ("Cuối cùng.",))))
    (grid,) = document.tables
    assert [[cell.text for cell in row.cells] for row in grid.rows] == [
        ["Việc", "Từ ngày", "Số"],
        ["cấp\nphép", "01/07/2026", "3"],
        ["=1+1", "", "1.5"],
    ]
    assert [p.text for p in document.paragraphs] == ["BẢNG KÊ", "Nhiệm vụ", "Ghi chú.", "Cuối cùng."]


def test_the_head_is_repeated_on_every_page_and_widths_follow_weights() -> None:
    table = Table("t", ("a", "b"), (("x", "y"),), weights=(1.0, 3.0))
    (grid,) = Document(io.BytesIO(docx_of("t", [table]))).tables
    assert grid.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    narrow, wide = (column.width for column in grid.columns)
    assert wide == pytest.approx(3 * narrow, rel=0.01)


def test_weights_fit_the_columns() -> None:
    with pytest.raises(TableError):
        Table("t", ("a", "b"), (), weights=(1.0,))
