"""Conversations that were kept: found again, renamed, deleted."""

import streamlit as st

from ..desk import Conversation, DeskError
from ..service import Assistant
from .account import note
from .boundary import Problem, draw_problem
from .conversation import conversation, open_kept, start_again
from .desk_of import desk
from .source_panel import close_source
from .wording import moment_of, plain

_SHOWN = 30  # conversations, the latest first; more are found by their words
_RENAME, _DELETE = "Đổi tên", "Xóa"


def draw_kept(assistant: Assistant) -> None:
    """The list of conversations, with a new start above it."""
    st.button("Cuộc hỏi mới", on_click=_start_again, icon=":material/add_comment:", width="stretch", key="new-conversation")
    words = st.text_input("Tìm cuộc hỏi", placeholder="Tìm trong các cuộc hỏi đã lưu", label_visibility="collapsed", key="kept-words")
    try:
        found = desk().conversations(words)
    except DeskError as error:
        draw_problem(Problem(str(error)))
        return
    if not found:
        st.caption("Không có cuộc hỏi nào khớp." if words else "Các cuộc hỏi sẽ được lưu ở đây.")
    with st.container(gap="xxsmall", key="kept"):
        for kept in found[:_SHOWN]:
            _draw_row(assistant, kept)
    if len(found) > _SHOWN:
        st.caption(f"Còn {len(found) - _SHOWN} cuộc hỏi cũ hơn; nhập từ khóa để tìm.")


def _draw_row(assistant: Assistant, kept: Conversation) -> None:
    with st.container(horizontal=True, gap="xxsmall", vertical_alignment="center"):
        st.button(
            plain(kept.title), key=f"kept-{kept.id}", help=moment_of(kept.last), width="stretch", on_click=_open, args=(assistant, kept.id),
            type="secondary" if kept.id == conversation() else "tertiary",
        )  # fmt: skip
        done = st.menu_button(":material/more_vert:", (_RENAME, _DELETE), key=f"kept-more-{kept.id}", type="tertiary", width="content")
    if done == _RENAME:
        _rename(kept)
    elif done == _DELETE:
        _delete(kept)


@st.dialog("Đổi tên cuộc hỏi")
def _rename(kept: Conversation) -> None:
    title = st.text_input("Tên mới", kept.title, max_chars=200)
    if st.button("Lưu", type="primary", disabled=not title.strip()):
        desk().rename(kept.id, " ".join(title.split()))
        st.rerun()


@st.dialog("Xóa cuộc hỏi")
def _delete(kept: Conversation) -> None:
    st.text(kept.title)
    st.caption("Xóa cả các phiếu trả lời và các mục phiếu trình lấy từ cuộc hỏi này. Việc xóa không khôi phục được.")
    if st.button("Xóa", type="primary"):
        desk().delete(kept.id)
        note("delete-conversation", str(kept.id))
        if kept.id == conversation():
            _start_again()
        st.rerun()


def _start_again() -> None:
    close_source()
    start_again()


def _open(assistant: Assistant, id_: int) -> None:
    close_source()
    try:
        open_kept(assistant, id_)
    except DeskError as error:
        st.toast(str(error), icon=":material/warning:")
