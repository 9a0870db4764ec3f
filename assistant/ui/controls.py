"""The day whose law is asked about, and a new start."""

from datetime import date

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ingest.calendar import today

from .conversation import start_again

_FIRST, _LAST = date(1990, 1, 1), date(2099, 12, 31)
_LABEL = "Xét hiệu lực tại ngày"


def as_of_control(place: DeltaGenerator) -> date:
    """The day chosen; today in Vietnam until another is."""
    place.markdown(_LABEL, width="content")
    chosen = place.date_input(_LABEL, today(), _FIRST, _LAST, key="as_of", format="DD/MM/YYYY", label_visibility="collapsed", width=150)
    return chosen if isinstance(chosen, date) else today()


def new_start_control() -> None:
    st.button("Cuộc hỏi mới", on_click=start_again, type="tertiary", icon=":material/add_comment:")
