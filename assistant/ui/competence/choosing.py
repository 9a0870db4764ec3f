"""Which rows of the duty table to show. Each choice stands in the address of the page, so that a selection can be shared as a link."""

from dataclasses import dataclass
from datetime import date
from typing import get_args

import streamlit as st

from ingest.calendar import today
from ingest.catalogue import DutyField, Mode, Zone

from ...citing import vietnamese_date
from ...duty_table import DutyFilter
from ..days import FIRST_DAY, LAST_DAY

# Keys of the widgets and names in the address; none is a name of another page's address: Streamlit takes those of a page that is left away.
_WORDS, _DAY, _FIELD, _MODE, _ZONE, _CONFLICTS = "tu-ngu", "tai-ngay", "linh-vuc", "tinh-chat", "khu", "xung-dot"
_ALL_FIELDS = "Mọi lĩnh vực"


@dataclass(frozen=True, slots=True)
class Chosen:
    """`said` names the choice in words, for the line above the rows and below the table that is taken away."""

    day: date
    wanted: DutyFilter

    @property
    def said(self) -> str:
        wanted = self.wanted
        parts = [
            f"lĩnh vực {wanted.field}" if wanted.field else "mọi lĩnh vực",
            f"tính chất {wanted.mode}" if wanted.mode else "",
            f"khu: {wanted.zone}" if wanted.zone else "",
            f"có từ “{wanted.words.strip()}”" if wanted.words.strip() else "",
            "chỉ nhiệm vụ có xung đột" if wanted.only_conflicts else "",
        ]
        return ", ".join(part for part in parts if part)


def draw_choice() -> Chosen:
    """The controls, and what is chosen in them."""
    box, day = st.columns([0.8, 0.2], vertical_alignment="bottom", gap="small")
    with box:
        words = st.text_input(
            "Tìm theo từ ngữ, có dấu hoặc không dấu", key=_WORDS, placeholder="Ví dụ: giấy phép xây dựng", bind="query-params"
        )
    with day:
        chosen = st.date_input(
            "Tại ngày", today(), min_value=FIRST_DAY, max_value=LAST_DAY, key=_DAY, format="DD/MM/YYYY", bind="query-params"
        )
    left, right = st.columns([0.3, 0.7], vertical_alignment="bottom", gap="small")
    with left:
        field = st.selectbox(
            "Lĩnh vực", [_ALL_FIELDS, *get_args(DutyField)], key=_FIELD, placeholder="Chọn lĩnh vực", filter_mode=None, bind="query-params"
        )
    with right:
        mode = st.pills("Tính chất", get_args(Mode), key=_MODE, wrap=True, bind="query-params")
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        zone = st.pills("Khu", get_args(Zone), key=_ZONE, wrap=True, bind="query-params")
        only_conflicts = st.toggle("Chỉ nhiệm vụ có xung đột", key=_CONFLICTS, bind="query-params")
    wanted = DutyFilter(None if field == _ALL_FIELDS else field, mode, zone, words or "", only_conflicts)
    return Chosen(chosen if isinstance(chosen, date) else today(), wanted)


def heading_of(chosen: Chosen, count: int) -> str:
    return f"{count} nhiệm vụ tại ngày {vietnamese_date(chosen.day)} – {chosen.said}"
