"""The source of a cell at the right of the page: its block with the cited words marked, what must be known of it, what to copy."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from ingest.law.validity import STATE_LABELS, Validity

from ...answer import Citation
from ...citing import vietnamese_date
from ...service import Assistant
from ..boundary import Problem, draw_problem
from ..copying import copy_button
from ..excerpt import SourceChanged, excerpt_of
from ..excerpt_html import as_html
from ..wording import STATE_COLOURS, WITHOUT_FORCE, dates_line, kind_in_full, plain, sentence, short_label

WIDTH = 640  # pixels: a comfortable line, with the table still in sight beside it at 1366


def open_source(assistant: Assistant, citation: Citation, as_of: date, notes: Sequence[str]) -> None:
    title = plain(f"[{citation.n}] {sentence(short_label(citation))}")
    st.dialog(title, width=WIDTH, position="right")(_draw)(assistant, citation, as_of, notes)


def _draw(assistant: Assistant, citation: Citation, as_of: date, notes: Sequence[str]) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        if citation.text_kind not in WITHOUT_FORCE:
            state = f"Ngày {vietnamese_date(as_of)}: {STATE_LABELS[citation.in_force]}"
            st.badge(state, color=STATE_COLOURS[citation.in_force])
        st.badge(sentence(kind_in_full(citation)), color="gray")
    if citation.text_kind == "report":
        st.markdown(plain(citation.title))
    else:
        st.caption(dates_line(Validity(citation.valid_from, citation.valid_to)))
    for note in notes:
        st.caption(f":material/info: {plain(note)}")
    try:
        st.html(as_html(excerpt_of(assistant.index.opened().store, citation)))
    except SourceChanged as error:
        draw_problem(Problem(str(error)))
    with st.container(horizontal=True, gap="small"):
        copy_button("Sao chép trích dẫn đầy đủ", sentence(citation.full_citation))
        copy_button("Sao chép trích dẫn ngắn", sentence(citation.label))
    if citation.source_url and citation.source_url.startswith(("https://", "http://")):
        st.link_button("Mở trang chính thức của văn bản", citation.source_url, icon=":material/open_in_new:")
