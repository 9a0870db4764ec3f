"""What is drawn of a cited provision wherever its source is shown: its state and kind, its text, what to copy, its official page."""

from datetime import date
from typing import Literal

import streamlit as st

from ingest.index.store import Store

from ..answer import Citation
from .boundary import Problem, draw_problem
from .copying import copy_button
from .excerpt import SourceChanged, excerpt_of
from .excerpt_html import as_html
from .wording import STATE_COLOURS, WITHOUT_FORCE, kind_in_full, sentence, state_on_day

NOT_TO_CITE = "Ghi chú không dùng làm căn cứ trích dẫn; đề nghị tra văn bản chính thức."


def draw_badges(citation: Citation, day: date) -> None:
    """Its state on the day, where it has force at all, and which text it is."""
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        if citation.text_kind not in WITHOUT_FORCE:
            st.badge(state_on_day(citation.in_force, day), color=STATE_COLOURS[citation.in_force])
        st.badge(sentence(kind_in_full(citation)), color="gray")


def draw_excerpt(store: Store, citation: Citation) -> None:
    """The block around the citation with the cited words marked, or why it cannot be shown."""
    try:
        st.html(as_html(excerpt_of(store, citation)))
    except SourceChanged as error:
        draw_problem(Problem(str(error)))


def draw_copies(citation: Citation) -> None:
    """Its citation in both forms, to copy."""
    copy_button("Sao chép trích dẫn đầy đủ", sentence(citation.full_citation))
    copy_button("Sao chép trích dẫn ngắn", sentence(citation.label))


def official_link(
    url: str | None, label: str = "Mở trang chính thức của văn bản", kind: Literal["secondary", "tertiary"] = "secondary"
) -> bool:
    """Draws the link to the official page; False where no address of the web is recorded, and nothing is drawn."""
    if not url or not url.startswith(("https://", "http://")):
        return False
    st.link_button(label, url, icon=":material/open_in_new:", type=kind)
    return True
