"""The source beside the chat: the whole Điều with the cited part marked, its dates, what refers to it, its address, what to copy."""

import streamlit as st

from ingest.index.store import Store

from ..answer import Answer, Citation
from ..desk import item_of_clause
from ..page_picture import NoPicture, has_pages, picture_of
from ..service import Assistant
from .basket_button import put_button
from .boundary import Problem, draw_problem
from .conversation import conversation, turns
from .feedback import draw_report
from .provision_day import draw_on_day
from .source_parts import NOT_TO_CITE, draw_badges, draw_copies, draw_excerpt, official_link
from .wording import WITHOUT_FORCE, force_line, plain, sentence, short_label

_OPEN = "source"  # turn and number of the citation that is open


def open_source(turn: int, n: int) -> None:
    """For buttons: opens the source of a citation on the run that the click starts."""
    st.session_state[_OPEN] = (turn, n)


def close_source() -> None:
    st.session_state.pop(_OPEN, None)


def open_citation() -> tuple[Answer, Citation] | None:
    """The citation whose source is open, with the answer that it stands in."""
    opened = st.session_state.get(_OPEN)
    if opened is None or opened[0] >= len(turns()):
        return None
    answer = turns()[opened[0]].reply
    if not isinstance(answer, Answer):
        return None
    return next(((answer, c) for c in answer.citations if c.n == opened[1]), None)


def draw_source(assistant: Assistant, answer: Answer, citation: Citation) -> None:
    with st.container(horizontal=True, vertical_alignment="top", gap="small", key="source-head"):
        st.subheader(plain(f"[{citation.n}] {sentence(short_label(citation))}"), anchor=False, width="stretch")
        st.button("Đóng", icon=":material/close:", type="tertiary", key="close-source", on_click=close_source, help="Phím Esc")
    draw_badges(citation, answer.as_of)
    if citation.text_kind == "report":
        st.markdown(plain(citation.title))
    st.caption(force_line(citation))
    draw_excerpt(assistant.index.opened().store, citation)
    if has_pages(citation):
        _draw_page(assistant.index.opened().store, citation)
    _draw_taking(citation)
    if citation.text_kind != "note":  # what is not verified is never put into a paper
        put_button(item_of_clause(citation, answer.as_of), f"source-{answer.receipt}-{citation.n}", conversation())
    if citation.text_kind not in WITHOUT_FORCE:
        draw_on_day(assistant, citation, answer.as_of)
    draw_report(f"source-{answer.receipt}-{citation.n}", "provision", f"{citation.document} {citation.key}", citation.label)


def _draw_page(store: Store, citation: Citation) -> None:
    """The page of the PDF on request: a scanned one takes seconds."""
    if st.toggle(f"Xem ảnh trang {citation.page} của tệp", key=f"page-{citation.document}-{citation.key}"):
        try:
            with st.spinner("Đang vẽ trang …"):
                picture = picture_of(store, citation)
            st.image(picture, caption=f"Trang {citation.page}; phần được dẫn nằm trong khung", width="stretch")
        except NoPicture as error:
            draw_problem(Problem(str(error)))


def _draw_taking(citation: Citation) -> None:
    """What can be copied of it, and where its official page is."""
    if citation.text_kind == "note":
        st.caption(NOT_TO_CITE)
    else:
        with st.container(horizontal=True, gap="small"):
            draw_copies(citation)
    if not official_link(citation.source_url) and citation.text_kind != "report":
        st.caption("Kho chưa ghi địa chỉ trang chính thức của văn bản này.")
