"""The source beside the chat: the whole Điều with the cited part marked, its dates, what refers to it, its address, what to copy."""

from datetime import date

import streamlit as st

from ingest.index.store import Store
from ingest.law.validity import STATE_LABELS, Validity

from ..answer import Answer, Citation
from ..citing import vietnamese_date
from ..desk import item_of_clause
from ..page_picture import NoPicture, has_pages, picture_of
from ..service import Assistant
from .basket_button import put_button
from .boundary import Problem, draw_problem
from .conversation import conversation, turns
from .copying import copy_button
from .excerpt import SourceChanged, excerpt_of
from .excerpt_html import as_html
from .feedback import draw_report
from .provision_day import draw_on_day
from .wording import STATE_COLOURS, WITHOUT_FORCE, dates_line, kind_in_full, plain, sentence, short_label

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
    _draw_badges(answer, citation)
    if citation.text_kind == "report":
        st.markdown(plain(citation.title))
    st.caption(WITHOUT_FORCE.get(citation.text_kind) or dates_line(Validity(citation.valid_from, citation.valid_to)))
    _draw_text(assistant.index.opened().store, citation)
    if has_pages(citation):
        _draw_page(assistant.index.opened().store, citation)
    _draw_copies(citation)
    if citation.text_kind != "note":  # what is not verified is never put into a paper
        put_button(item_of_clause(citation, answer.as_of), f"source-{answer.receipt}-{citation.n}", conversation())
    if citation.text_kind not in WITHOUT_FORCE:
        draw_on_day(assistant, citation, answer.as_of)
    draw_report(f"source-{answer.receipt}-{citation.n}", "provision", f"{citation.document} {citation.key}", citation.label)


def _draw_badges(answer: Answer, citation: Citation) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        if citation.text_kind not in WITHOUT_FORCE:
            st.badge(_state(citation, answer.as_of), color=STATE_COLOURS[citation.in_force])
        st.badge(sentence(kind_in_full(citation)), color="gray")


def _state(citation: Citation, day: date) -> str:
    return f"Ngày {vietnamese_date(day)}: {STATE_LABELS[citation.in_force]}"


def _draw_text(store: Store, citation: Citation) -> None:
    try:
        st.html(as_html(excerpt_of(store, citation)))
    except SourceChanged as error:
        draw_problem(Problem(str(error)))


def _draw_page(store: Store, citation: Citation) -> None:
    """The page of the PDF on request: a scanned one takes seconds."""
    if st.toggle(f"Xem ảnh trang {citation.page} của tệp", key=f"page-{citation.document}-{citation.key}"):
        try:
            with st.spinner("Đang vẽ trang …"):
                picture = picture_of(store, citation)
            st.image(picture, caption=f"Trang {citation.page}; phần được dẫn nằm trong khung", width="stretch")
        except NoPicture as error:
            draw_problem(Problem(str(error)))


def _draw_copies(citation: Citation) -> None:
    if citation.text_kind == "note":
        st.caption("Ghi chú không dùng làm căn cứ trích dẫn; đề nghị tra văn bản chính thức.")
    else:
        with st.container(horizontal=True, gap="small"):
            copy_button("Sao chép trích dẫn đầy đủ", sentence(citation.full_citation))
            copy_button("Sao chép trích dẫn ngắn", sentence(citation.label))
    if citation.source_url and citation.source_url.startswith(("https://", "http://")):
        st.link_button("Mở trang chính thức của văn bản", citation.source_url, icon=":material/open_in_new:")
    elif citation.text_kind != "report":
        st.caption("Kho chưa ghi địa chỉ trang chính thức của văn bản này.")
