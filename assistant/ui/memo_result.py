"""The paper that comes of the basket: what is in it, what was left out and why, and the file."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from ..citing import vietnamese_date
from ..desk import Item
from ..memo import Details, Forms, Memo, as_docx, draft_memo
from ..memo.remembered import to_keep
from ..service import Assistant
from .wording import plain

_LAST = "memo-last"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Written:
    """A memo and its file, for what they were made of."""

    made_of: str
    memo: Memo
    docx: bytes


def draw_result(assistant: Assistant, items: Sequence[Item], details: Details, forms: Forms) -> None:
    """Raises IndexProblem or MemoError."""
    written = _written(assistant, items, details, forms)
    memo, kind = written.memo, forms.kinds[details.kind]
    st.subheader("Xem trước và tải về", anchor=False)
    if memo.is_empty:
        st.error("Không còn nội dung nào được kiểm chứng tại ngày của văn bản nên chưa soạn được tệp.", icon=":material/error:")
    else:
        count, day = sum(len(section.entries) for section in memo.sections), vietnamese_date(details.day)
        st.markdown(f"{kind.name}: {count} mục, {len(memo.clauses)} điều khoản trích dẫn, đã kiểm chứng lại tại ngày {day}.")
        name = f"{details.kind}-{details.day.isoformat()}.docx"
        st.download_button(
            f"Tải {kind.name.lower()} (DOCX)", written.docx, name, DOCX, type="primary", icon=":material/download:", on_click="ignore"
        )
    _draw_left_out(memo)
    _draw_outline(memo)


def _written(assistant: Assistant, items: Sequence[Item], details: Details, forms: Forms) -> Written:
    """Made anew only where the basket, the details or the index changed."""
    parts = [[item.as_json() for item in items], to_keep(details), details.number, details.day.isoformat(), assistant.index.opened().name]
    made_of = hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode("utf-8", "replace")).hexdigest()
    last = st.session_state.get(_LAST)
    if isinstance(last, Written) and last.made_of == made_of:
        return last
    with st.spinner("Đang kiểm chứng lại từng câu và trích dẫn …"):
        memo = draft_memo(items, details, assistant, forms)
        written = Written(made_of, memo, b"" if memo.is_empty else as_docx(memo, forms))
    st.session_state[_LAST] = written
    return written


def _draw_left_out(memo: Memo) -> None:
    if memo.left_out:
        st.warning(f"{len(memo.left_out)} nội dung không đưa vào văn bản vì không kiểm chứng được:", icon=":material/warning:")
        for left in memo.left_out:
            st.markdown(f"- {plain(left.line)}")
    if memo.notices:
        with st.expander(f"Lưu ý trước khi ký ({len(memo.notices)})", expanded=True):
            for notice in memo.notices:
                st.markdown(f"- {plain(notice)}")


def _draw_outline(memo: Memo) -> None:
    """The order of the paper: grounds, then its entries by section."""
    if memo.is_empty:
        return
    with st.expander("Bố cục văn bản"):
        for line in memo.grounds:
            st.markdown(f"*{plain(line)}*")
        for section in memo.sections:
            if section.heading:
                st.markdown(f"**{plain(section.heading)}**")
            for number, entry in enumerate(section.entries, start=1):
                st.markdown(f"{number}\\. {plain(entry.heading)}")
                for paragraph in entry.paragraphs:
                    st.caption(plain(paragraph.text))
                if entry.table:
                    st.caption(f"Bảng {len(entry.table.rows) - 1} dòng. {plain(entry.table.source)}")
