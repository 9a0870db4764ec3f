"""The table of a comparison, topic by topic: cells side by side on a wide screen, one below the other on a phone."""

from collections.abc import Sequence

import streamlit as st

from ...comparing import LOCAL, REPORT, Comparison, Remark, TableCell, TableRow
from ...comparing.basket import item_of, items_of_rows
from ...service import Assistant
from ..basket_button import put_all_button
from ..wording import plain, sentence
from .choice import add_place
from .source import open_source

ABREAST = 4  # cells beside each other: what still reads well at 1366 pixels
_PARTS = {REPORT: "Theo báo cáo hội nghị", LOCAL: "Theo quy định của địa phương"}
_MARKS = {"digest": " *(tóm lược)*"}


def draw_table(assistant: Assistant, table: Comparison) -> None:
    _draw_addable(table)
    for source, title in _PARTS.items():
        rows = [row for row in table.rows if row.source == source]
        if rows:
            st.subheader(title, anchor=False)
        for number, row in enumerate(rows):
            _draw_row(assistant, table, row, f"{'r' if source == REPORT else 'l'}{number}")
    _draw_boards(table)
    if not table.rows:
        st.info("Kho chưa giữ nội dung nào của các địa phương này; xin chọn thêm địa phương hoặc nêu chủ đề.")


def _draw_boards(table: Comparison) -> None:
    """Which boards stand behind the columns."""
    lines = [f"- **{plain(c.shown)}**: {plain('; '.join(c.boards))}" for c in table.columns if c.boards]
    if lines:
        with st.expander("Ban quản lý của từng địa phương theo báo cáo", icon=":material/apartment:"):
            st.markdown("\n".join(lines))


def _draw_addable(table: Comparison) -> None:
    """Old provinces of a column of which the report holds content."""
    for column in table.columns:
        for place in column.may_add:
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.caption(plain(f"Báo cáo ghi nội dung của Ban thuộc {place} cũ, nay là {column.place}."), width="content")
                st.button(
                    plain(f"Thêm cột {place}"),
                    key=f"add-{place}",
                    icon=":material/add:",
                    on_click=add_place,
                    args=(place,),
                    type="tertiary",
                )


def _draw_row(assistant: Assistant, table: Comparison, row: TableRow, key: str) -> None:
    with st.container(border=True, key=f"compare-row-{key}"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"**{plain(sentence(row.topic))}**", width="stretch")
            if items := items_of_rows(table, [row]):
                put_all_button(items, f"row-{key}", "Đưa cả hàng vào phiếu")
        told = tuple(cell for cell in row.cells if cell.has_content)
        shown = row.cells if len(row.cells) <= ABREAST else told
        for start in range(0, len(shown), ABREAST):
            columns = st.columns(min(len(shown), ABREAST), gap="medium")
            for number, (place, cell) in enumerate(zip(columns, shown[start : start + ABREAST], strict=False), start=start):
                with place:
                    _draw_cell(assistant, table, row, cell, f"{key}-{number}")
        if len(row.cells) > ABREAST:
            _draw_empty(table, [cell for cell in row.cells if not cell.has_content])


def _draw_cell(assistant: Assistant, table: Comparison, row: TableRow, cell: TableCell, key: str) -> None:
    with st.container(gap="xsmall"):
        st.markdown(f":blue[**{plain(table.shown(cell.place))}**]")
        if not cell.has_content:
            st.caption(plain(sentence(cell.text)))
            if cell.citation:
                _draw_source_button(assistant, table, cell.citation, key)
            return
        first, *others = cell.remarks
        _draw_words(table, first)
        with st.container(horizontal=True, gap="small"):
            _draw_source_button(assistant, table, first.citation, key)
            if item := item_of(table, row, cell):
                put_all_button([item], f"cell-{key}", "Đưa vào phiếu")
        if others:
            with st.expander(f"Thêm {len(others)} ý"):
                for number, remark in enumerate(others):
                    _draw_words(table, remark)
                    _draw_source_button(assistant, table, remark.citation, f"{key}-{number}")


def _draw_words(table: Comparison, remark: Remark) -> None:
    """The words of a statement, marked where they are our own and not the text's."""
    if remark.note:
        st.caption(plain(sentence(remark.note)))
    kind = next(c.text_kind for c in table.citations if c.n == remark.citation)
    st.markdown(f"{plain(remark.text)}{_MARKS.get(kind, '')}")


def _draw_source_button(assistant: Assistant, table: Comparison, n: int, key: str) -> None:
    if st.button(f":primary[{plain(f'[{n}]')} Xem nguồn]", key=f"source-{key}-{n}", type="tertiary"):
        open_source(assistant, next(c for c in table.citations if c.n == n), table.as_of, table.notes_on(n))


def _draw_empty(table: Comparison, cells: Sequence[TableCell]) -> None:
    """The parties without content in one line, each with what there is to say of it."""
    if cells:
        st.caption(plain("; ".join(f"{table.shown(cell.place)}: {cell.text}" for cell in cells)) + plain("."))
