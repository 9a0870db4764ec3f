"""The button that puts a provision into the basket of the officer's memo."""

from datetime import date

import streamlit as st

from ...answer import Citation
from ...desk import item_of_clause
from ..desk_of import desk
from ..wording import plain, sentence


def draw_put(citation: Citation, as_of: date, key: str) -> None:
    st.button("Đưa vào phiếu trình", key=key, icon=":material/playlist_add:", on_click=_put, args=(citation, as_of))


def _put(citation: Citation, as_of: date) -> None:
    desk().put(item_of_clause(citation, as_of))
    st.toast(f"Đã đưa vào phiếu trình: {plain(sentence(citation.label))}.", icon=":material/check:")
