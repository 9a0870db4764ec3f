"""Thẩm quyền: what the board does itself, when it is delegated, what it only prepares, and what is not its to decide."""

from pathlib import Path

import streamlit as st

from ...duty_table import duty_rows
from ...service import Assistant
from ..competence.choosing import draw_choice, heading_of
from ..competence.rows import draw_row
from ..competence.taking import draw_taking
from ..shell import draw_in_shell
from ..wording import plain

_LOOKS = Path(__file__).parents[1] / "lookup" / "lookup.css"
_AT_ONCE = 15  # rows that are drawn before the next are asked for
_SHOWN, _FOR = "competence_shown", "competence_for"


def draw() -> None:
    st.html(_LOOKS)
    draw_in_shell("Thẩm quyền", _draw)


def _draw(assistant: Assistant) -> None:
    with st.container(key="lookup"):
        chosen = draw_choice()
        rows = duty_rows(assistant, chosen.day, chosen.wanted)
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.markdown(f"**{plain(heading_of(chosen, len(rows)))}**")
            draw_taking(assistant, rows, chosen)
        if not rows:
            st.info("Không có nhiệm vụ nào trong bảng khớp với lựa chọn. Có thể bỏ bớt điều kiện.", icon=":material/search_off:")
        if st.session_state.get(_FOR) != chosen:
            st.session_state[_FOR], st.session_state[_SHOWN] = chosen, _AT_ONCE
        shown = st.session_state[_SHOWN]
        for row in rows[:shown]:
            draw_row(assistant, row, chosen.day)
        if len(rows) > shown:
            st.button(f"Xem thêm ({len(rows) - shown} nhiệm vụ nữa)", icon=":material/expand_more:", on_click=_show_more)
        st.caption("Bảng do nhóm biên soạn lập từ các điều khoản đã dẫn, không phải văn bản quy phạm pháp luật.")


def _show_more() -> None:
    st.session_state[_SHOWN] += _AT_ONCE
