"""Links from one page to another, by the address that streamlit_app.py gives it, and to the page itself."""

from collections.abc import Mapping
from urllib.parse import urlencode, urlsplit, urlunsplit

import streamlit as st

HOLDINGS_AT = "kho"


def page_link(address: str, label: str, icon: str | None = None, params: Mapping[str, str] | None = None) -> None:
    """Draws the link; `label` is Markdown, made safe already."""
    st.page_link(st.Page(_elsewhere, url_path=address), label=label, icon=icon, query_params=dict(params or {}))


def this_page(query: Mapping[str, str]) -> str:
    """The address of this page with these parameters and no others, as somebody else can open it."""
    here = urlsplit(st.context.url or "")
    return urlunsplit((here.scheme, here.netloc, here.path, urlencode(query), ""))


def _elsewhere() -> None:
    """Never called: Streamlit knows a page by its address."""
