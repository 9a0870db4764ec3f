"""The panel that opens on a citation: the whole Điều with the cited part marked, its dates, its address, and what to copy."""

import streamlit as st

from ingest.index.store import Store
from ingest.law.validity import STATE_LABELS, Validity

from ..answer import Answer, Citation
from ..citing import vietnamese_date
from .boundary import Problem, draw_problem
from .excerpt import SourceChanged, excerpt_of
from .excerpt_html import as_html
from .wording import STATE_COLOURS, WITHOUT_FORCE, dates_line, kind_in_full, plain, sentence, short_label

WIDTH = 640  # pixels at first: a comfortable line, with the answer still in sight beside it at 1366


def open_source(store: Store, answer: Answer, citation: Citation) -> None:
    """Opens the panel at the right of the page."""
    st.dialog(plain(f"[{citation.n}] {sentence(short_label(citation))}"), width=WIDTH, position="right")(_draw)(store, answer, citation)


def _draw(store: Store, answer: Answer, citation: Citation) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        if citation.text_kind not in WITHOUT_FORCE:
            state = f"Ngày {vietnamese_date(answer.as_of)}: {STATE_LABELS[citation.in_force]}"
            st.badge(state, color=STATE_COLOURS[citation.in_force])
        st.badge(sentence(kind_in_full(citation)), color="gray")
    if citation.text_kind == "report":
        st.markdown(plain(citation.title))
    st.caption(WITHOUT_FORCE.get(citation.text_kind) or dates_line(Validity(citation.valid_from, citation.valid_to)))
    try:
        st.html(as_html(excerpt_of(store, citation)))
    except SourceChanged as error:
        draw_problem(Problem(str(error)))
    _draw_copies(citation)


def _draw_copies(citation: Citation) -> None:
    if citation.text_kind == "note":
        st.caption("Ghi chú không dùng làm căn cứ trích dẫn; đề nghị tra văn bản chính thức.")
    else:
        st.markdown("**Trích dẫn để dán vào văn bản**")
        st.caption("Dẫn lần đầu (bấm biểu tượng ở góc ô để sao chép)")
        st.code(sentence(citation.full_citation), language=None, wrap_lines=True)
        st.caption("Dẫn những lần sau")
        st.code(sentence(citation.label), language=None, wrap_lines=True)
    if citation.source_url and citation.source_url.startswith(("https://", "http://")):
        st.link_button("Mở trang chính thức của văn bản", citation.source_url, icon=":material/open_in_new:")
    elif citation.text_kind != "report":
        st.caption("Kho chưa ghi địa chỉ trang chính thức của văn bản này.")
