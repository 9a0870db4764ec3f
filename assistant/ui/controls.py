"""The day whose law is asked about."""

from datetime import date

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ingest.calendar import today

from .days import FIRST_DAY, LAST_DAY

_LABEL = "Xét hiệu lực tại ngày"
_KEY = "as_of"


def as_of_control(place: DeltaGenerator) -> date:
    """The day chosen; today in Vietnam until another is."""
    place.markdown(_LABEL, width="content")
    chosen = place.date_input(_LABEL, today(), FIRST_DAY, LAST_DAY, key=_KEY, format="DD/MM/YYYY", label_visibility="collapsed", width=150)
    return chosen if isinstance(chosen, date) else today()


def set_as_of(day: date) -> None:
    """For links, before the control is drawn; a day that can be chosen."""
    st.session_state[_KEY] = day
