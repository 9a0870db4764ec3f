"""The rows as an XLSX file, made only when somebody takes it."""

from collections.abc import Sequence

import streamlit as st

from ...citing import data_day
from ...duty_sheet import duty_sheet
from ...duty_table import DutyRow
from ...export import xlsx_of
from ...service import Assistant
from .choosing import Chosen

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def draw_taking(assistant: Assistant, rows: Sequence[DutyRow], chosen: Chosen) -> None:
    built = data_day(assistant.index.opened().built_at)
    st.download_button(
        "Tải bảng này (XLSX)", lambda: xlsx_of([duty_sheet(rows, chosen.day, chosen.said, built)]),
        file_name=f"tham-quyen-{chosen.day.isoformat()}.xlsx", mime=_XLSX, icon=":material/download:", on_click="ignore", disabled=not rows,
    )  # fmt: skip
