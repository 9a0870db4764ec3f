"""What an officer says of an answer or a provision: a thumb with a reason, or that something is wrong. It goes to the corpus's worklist."""

import streamlit as st

from ..desk import DeskError, Feedback
from ..desk.feedback import Subject
from .desk_of import desk

_THANKS = "Đã ghi nhận, xin cảm ơn. Người phụ trách kho văn bản sẽ xem."
_LONGEST = 2000  # characters of a reason
_DOWN = 0  # what st.feedback("thumbs") gives for a thumb down


def draw_thumbs(key: str) -> None:
    st.feedback("thumbs", key=f"thumb-{key}")


def draw_reason(key: str, subject: Subject, about: str, title: str) -> None:
    """Keeps the thumb that was given, with the reason of one that is down. `title` says in words what is judged."""
    thumb = st.session_state.get(f"thumb-{key}")
    if thumb is None:
        return
    reason = ""
    if thumb == _DOWN:
        reason = st.text_input("Vì sao chưa hữu ích?", max_chars=_LONGEST, key=f"why-{key}", placeholder="Ghi rõ lý do rồi nhấn Enter")
    said = Feedback("down" if thumb == _DOWN else "up", subject, about, title, reason.strip())
    if st.session_state.get(f"said-{key}") != said and _report(said):
        st.session_state[f"said-{key}"] = said


def draw_report(key: str, subject: Subject, about: str, title: str) -> None:
    """A button that takes down what is wrong."""
    with st.popover("Báo sai", icon=":material/flag:", type="tertiary", key=f"report-{key}"), st.form(f"report-form-{key}", border=False):
        reason = st.text_area("Sai ở đâu, đúng ra phải thế nào?", max_chars=_LONGEST, key=f"reason-{key}", height=120)
        if st.form_submit_button("Gửi", type="primary"):
            if not reason.strip():
                st.caption("Xin ghi rõ chỗ sai trước khi gửi.")
            elif _report(Feedback("wrong", subject, about, title, reason.strip())):
                st.success(_THANKS)


def _report(feedback: Feedback) -> bool:
    try:
        desk().report(feedback)
    except DeskError as error:
        st.toast(str(error), icon=":material/warning:")
        return False
    return True
