"""The desk of this session: one file a process, within it what the person who is signed in made."""

import streamlit as st

from ingest.settings import Settings, read_settings

from ..desk import Desk, DeskFile
from .account import access, must_sign_in

_NOBODYS = "desk of nobody"


def desk() -> Desk:
    """Never raises: the file is opened by the first verb. Where people sign in and this one did not, it is kept in this session only."""
    if must_sign_in():
        return Desk(st.session_state.setdefault(_NOBODYS, DeskFile(None)))
    return Desk(_file(read_settings()), access().owner)


@st.cache_resource(show_spinner=False)
def _file(settings: Settings) -> DeskFile:
    return DeskFile(settings.desk, settings.receipts)
