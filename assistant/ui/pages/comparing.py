"""So sánh địa phương: what to compare, the table with a source in each cell, its files, and the figures of the bloc."""

from datetime import date
from functools import partial

import streamlit as st

from ...comparing import Comparison
from ...comparing.basket import items_of_rows
from ...comparing.choices import choices_of
from ...comparing.files import FORMS, file_name, file_of
from ...service import Assistant
from ..basket_button import put_all_button
from ..comparison.choice import Choice, draw_choice, draw_day, recall_day
from ..comparison.figures import draw_figures
from ..comparison.table import draw_table
from ..shell import draw_in_shell
from ..wording import plain

LEAD = (
    "Các Ban quản lý khác làm thế nào: ý kiến tại hội nghị của Khối và quy định của từng tỉnh, mỗi ô một nguồn đã đối chiếu. "
    "Tỉnh đã sáp nhập mang cả tên mới và tên cũ."
)
_NAMES = {".xlsx": "Tải bảng này (XLSX)", ".docx": "Tải bảng này (DOCX)"}


def draw() -> None:
    draw_in_shell("So sánh địa phương", _draw, LEAD)


def _draw(assistant: Assistant) -> None:
    recall_day()
    as_of = draw_day()
    choice = draw_choice(choices_of(assistant.catalogue, assistant.index.opened(), as_of), as_of)
    if choice.places:
        _draw_comparison(assistant, choice, as_of)
    draw_figures(assistant, as_of, is_open=not choice.places)


def _draw_comparison(assistant: Assistant, choice: Choice, as_of: date) -> None:
    table = assistant.compare(choice.places, choice.topics, as_of)
    if table.rows:
        _draw_actions(table)
    draw_table(assistant, table)
    if table.notes:
        with st.expander("Lưu ý khi dùng", expanded=True, icon=":material/info:"):
            st.markdown("\n".join(f"- {plain(note.marks)}: {plain(note.text)}" for note in table.notes))


def _draw_actions(table: Comparison) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        for form in FORMS:
            st.download_button(
                _NAMES[form],
                partial(file_of, table, form),
                file_name(table, form),
                key=f"file{form}",
                icon=":material/download:",
                on_click="ignore",
            )
        if items := items_of_rows(table, table.rows):
            put_all_button(items, "table", "Đưa cả bảng vào phiếu")
