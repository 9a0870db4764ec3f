"""Tables as XLSX, opened again."""

import io
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from assistant.export import Table, xlsx_of
from assistant.export.table import TableError


def opened(*tables: Table):
    return load_workbook(io.BytesIO(xlsx_of(tables)))


def test_values_come_back_and_notes_stand_below() -> None:
    table = Table(
        "Thẩm quyền", ("Nhiệm vụ", "Từ ngày", "Số"), (("cấp phép", date(2026, 7, 1), 3), ("khác", None, 1.5)), ("Dữ liệu đến ngày …",)
    )
    sheet = opened(table)["Thẩm quyền"]
    assert [[cell.value for cell in row] for row in sheet["A1:C3"]] == [
        ["Nhiệm vụ", "Từ ngày", "Số"],
        ["cấp phép", sheet["B2"].value, 3],
        ["khác", None, 1.5],
    ]
    assert sheet["B2"].value.date() == date(2026, 7, 1)
    assert sheet["A5"].value == "Dữ liệu đến ngày …"
    assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref == "A1:C3"


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "@x", "-2", '=HYPERLINK("http://x")'])
def test_no_text_becomes_a_formula(text: str) -> None:
    cell = opened(Table("t", ("a",), ((text,),)))["t"]["A2"]
    assert cell.value == text
    assert cell.data_type == "s"


@pytest.mark.parametrize("titles", [("A/B:[c]", "A B c"), ("x" * 40, "x" * 40), ("", "")])
def test_sheets_get_names_that_a_workbook_may_bear(titles: tuple[str, str]) -> None:
    book = opened(*(Table(title, ("a",), ()) for title in titles))
    assert len({name.lower() for name in book.sheetnames}) == 2
    assert all(0 < len(name) <= 31 for name in book.sheetnames)


def test_a_row_that_does_not_fit_is_a_fault() -> None:
    with pytest.raises(TableError, match="row 1"):
        Table("t", ("a", "b"), (("x",),))


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200))
def test_any_text_can_be_written(text: str) -> None:
    value = opened(Table("t", ("a",), ((text,),)))["t"]["A2"].value
    assert value is None or isinstance(value, str)
