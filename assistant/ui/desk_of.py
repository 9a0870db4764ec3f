"""The desk of this session: one file a process, within it what the person who is signed in made."""

import streamlit as st

from ingest.settings import Settings, read_settings

from ..desk import Desk, DeskFile

_NOBODYS = "desk of nobody"


def desk() -> Desk:
    """Never raises: the file is opened by the first verb. Where people sign in and this one did not, it is kept in this session only."""
    if _must_sign_in():
        return Desk(st.session_state.setdefault(_NOBODYS, DeskFile(None)))
    return Desk(_file(read_settings()), owner())


def owner() -> str:
    """Who is signed in, by the issuer's word and unlike a mail address never another's; empty on a machine for one."""
    if not st.user.get("is_logged_in"):
        return ""
    return f"{st.user.get('iss', '')} {st.user.get('sub') or st.user.get('email', '')}"


def _must_sign_in() -> bool:
    return st.user.get("is_logged_in") is False  # absent where nobody signs in


@st.cache_resource(show_spinner=False)
def _file(settings: Settings) -> DeskFile:
    return DeskFile(settings.desk, settings.receipts)
