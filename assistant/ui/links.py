"""Links from one page to another, by the address that streamlit_app.py gives it."""

from collections.abc import Mapping

import streamlit as st

HOLDINGS_AT = "kho"


def page_link(address: str, label: str, icon: str | None = None, params: Mapping[str, str] | None = None) -> None:
    """Draws the link; `label` is Markdown, made safe already."""
    st.page_link(st.Page(_elsewhere, url_path=address), label=label, icon=icon, query_params=dict(params or {}))


def _elsewhere() -> None:
    """Never called: Streamlit knows a page by its address."""
