"""Tra cứu văn bản: looks a document up by any of its names and shows a provision of it as it stands on a day."""

from dataclasses import replace
from pathlib import Path

import streamlit as st

from ...service import Assistant
from ..lookup.address import go, here
from ..lookup.document import draw_document
from ..lookup.searching import draw_examples, draw_found, draw_search_row, found_for
from ..shell import draw_in_shell
from ..wording import plain

_LOOKS = Path(__file__).parents[1] / "lookup" / "lookup.css"


def draw() -> None:
    st.html(_LOOKS)
    draw_in_shell("Tra cứu văn bản", _draw)


def _draw(assistant: Assistant) -> None:
    with st.container(key="lookup"):
        _draw_lookup(assistant)


def _draw_lookup(assistant: Assistant) -> None:
    address = here()
    draw_search_row(address)
    found = found_for(assistant, address)
    if found and found.certain and not address.document:  # named without doubt: opened at once, what else was found stands above it
        address = replace(address, document=found.certain.instrument, key=found.certain.eid)
        go(address)
    if not address.document:
        if found:
            draw_found(found, address)
        else:
            draw_examples(address)
        return
    if found:
        with st.expander(f"Kết quả tìm “{plain(address.words)}”", icon=":material/search:"):
            draw_found(found, address)
    draw_document(assistant, address)
