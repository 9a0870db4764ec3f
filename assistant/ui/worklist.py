"""What staff reported as wrong, for whoever keeps the corpus: looked into one by one, settled with a line on what came of it."""

import streamlit as st

from ..desk import DeskError, Keeper, Report
from .account import keeps_corpus, note
from .wording import moment_of, plain, sentence

_LISTED = 30  # reports that are shown at once
_SUBJECTS = {"answer": "câu trả lời", "provision": "điều khoản", "entry": "mục của bảng"}
_VERDICTS = {"wrong": "báo sai", "down": "chưa hữu ích"}


def draw_worklist(keeper: Keeper) -> None:
    try:
        waiting = keeper.worklist()
    except DeskError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    if not waiting:
        st.info("Không có phản ánh nào đang chờ.", icon=":material/check_circle:")
        return
    st.markdown(f"{len(waiting)} phản ánh đang chờ, cũ trước. Ghi cách xử lý rồi bấm “Đã xử lý”.")
    for report in waiting[:_LISTED]:
        _draw_report(keeper, report)


def _draw_report(keeper: Keeper, report: Report) -> None:
    said = report.feedback
    with st.container(border=True):
        title = said.title or said.about
        st.markdown(f"**{plain(sentence(title))}**")
        st.caption(f"{sentence(_VERDICTS[said.verdict])} {_SUBJECTS[said.subject]} {plain(said.about)} · {moment_of(report.created)}")
        if said.reason:
            st.text(said.reason)
        with st.form(f"settle-{report.id}", border=False):
            how = st.text_input("Cách xử lý", key=f"settled-{report.id}", max_chars=500)
            if st.form_submit_button("Đã xử lý"):
                _settle(keeper, report.id, how)


def _settle(keeper: Keeper, id_: int, how: str) -> None:
    if not keeps_corpus():
        return
    if not how.strip():
        st.error("Hãy ghi cách xử lý trước khi khép phản ánh.", icon=":material/error:")
        return
    try:
        keeper.settle(id_, how.strip())
    except DeskError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    note("settle", str(id_))
    st.rerun()
