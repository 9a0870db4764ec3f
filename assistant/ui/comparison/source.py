"""The source of a cell at the right of the page: its block with the cited words marked, what must be known of it, what to copy."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from ingest.law.validity import Validity

from ...answer import Citation
from ...service import Assistant
from ..source_parts import draw_badges, draw_copies, draw_excerpt, official_link
from ..wording import dates_line, plain, sentence, short_label

WIDTH = 640  # pixels: a comfortable line, with the table still in sight beside it at 1366


def open_source(assistant: Assistant, citation: Citation, as_of: date, notes: Sequence[str]) -> None:
    title = plain(f"[{citation.n}] {sentence(short_label(citation))}")
    st.dialog(title, width=WIDTH, position="right")(_draw)(assistant, citation, as_of, notes)


def _draw(assistant: Assistant, citation: Citation, as_of: date, notes: Sequence[str]) -> None:
    draw_badges(citation, as_of)
    if citation.text_kind == "report":
        st.markdown(plain(citation.title))
    else:
        st.caption(dates_line(Validity(citation.valid_from, citation.valid_to)))
    for note in notes:
        st.caption(f":material/info: {plain(note)}")
    draw_excerpt(assistant.index.opened().store, citation)
    with st.container(horizontal=True, gap="small"):
        draw_copies(citation)
    official_link(citation.source_url)
