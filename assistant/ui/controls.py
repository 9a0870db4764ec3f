"""The day whose law is asked about."""

from datetime import date

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ingest.calendar import today

_FIRST, _LAST = date(1990, 1, 1), date(2099, 12, 31)
_LABEL = "Xét hiệu lực tại ngày"
_KEY = "as_of"


def as_of_control(place: DeltaGenerator) -> date:
    """The day chosen; today in Vietnam until another is."""
    place.markdown(_LABEL, width="content")
    chosen = place.date_input(_LABEL, today(), _FIRST, _LAST, key=_KEY, format="DD/MM/YYYY", label_visibility="collapsed", width=150)
    return chosen if isinstance(chosen, date) else today()


def set_as_of(day: date) -> None:
    """For links, before the control is drawn; a day out of its range is left out."""
    if _FIRST <= day <= _LAST:
        st.session_state[_KEY] = day
