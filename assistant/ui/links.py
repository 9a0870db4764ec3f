"""Links from one page to another. streamlit_app.py, which alone knows the pages, leaves them in the session."""

from collections.abc import Mapping

import streamlit as st

PAGES = "pages"  # address → page, in the state of the session


def link_to(address: str, label: str, icon: str, params: Mapping[str, str] | None = None) -> None:
    """Draws a link to the page of that address; nothing where a page runs alone."""
    page = st.session_state.get(PAGES, {}).get(address)
    if page is not None:
        st.page_link(page, label=label, icon=f":material/{icon}:", query_params=dict(params or {}))
