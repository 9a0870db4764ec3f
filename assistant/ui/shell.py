"""What every page has: its title, the assistant behind it, known problems in one line, and the day that its data reach."""

from collections.abc import Callable

import streamlit as st

from ..citing import data_day
from ..service import Assistant
from ..warnings import REMINDER
from .account import draw_account
from .boundary import EXPECTED, Problem, draw_problem
from .frame import listen, say_language
from .opening import open_service


def draw_in_shell(title: str, draw: Callable[[Assistant], None], lead: str = "") -> None:
    """Draws a page between its title and the reminder that every page ends with; what is known to go wrong is told in its own line."""
    say_language()
    listen()  # before anything that can be clicked
    st.title(title, anchor=False)
    if lead:
        st.markdown(lead)
    try:
        with st.sidebar:
            draw_account()
        assistant = open_service()
        draw(assistant)
        draw_reminder(assistant)
    except EXPECTED as error:
        draw_problem(Problem(str(error)))


def draw_reminder(assistant: Assistant) -> None:
    st.caption(f"Dữ liệu đến ngày {data_day(assistant.index.opened().built_at)}. {REMINDER}")
