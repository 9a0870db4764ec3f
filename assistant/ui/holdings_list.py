"""What is held, with filters and words, some rows at a time."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import get_args

import streamlit as st

from ingest.documents import TextKind
from ingest.law.validity import STATE_LABELS
from ingest.settings import read_settings

from ..holdings import Choice, Holding, chosen, holdings_of
from ..service import Assistant
from .controls import as_of_control
from .holdings_html import as_table
from .wording import KIND_LABELS, sentence

ROWS = 30  # works on one screen
_FIRST = "holdings-first"


def held_now(assistant: Assistant, as_of: date) -> list[Holding]:
    """The works held in the current generation, counted once for each day."""
    return _held(assistant, assistant.index.opened().name, as_of, read_settings().uploads)


def summary(holdings: Sequence[Holding]) -> str:
    """How much is held: "175 văn bản và tài liệu: 160 nguyên văn, …"."""
    kinds = Counter(holding.kinds[0] for holding in holdings)
    parts = [f"{kinds[kind]} {KIND_LABELS[kind]}" for kind in get_args(TextKind) if kinds[kind]]
    return f"{len(holdings)} văn bản, tài liệu: {', '.join(parts)}" if parts else "chưa có văn bản nào"


def draw_list(assistant: Assistant) -> None:
    as_of = as_of_control(st.container(horizontal=True, vertical_alignment="center", gap="small"))
    holdings = held_now(assistant, as_of)
    choice = _choice(holdings)
    found = chosen(holdings, choice)
    st.caption(f"Kho có {summary(holdings)}." if found == holdings else f"{len(found)} trong {len(holdings)} văn bản, tài liệu.")
    first = _first(choice, as_of, len(found))
    if found:
        st.html(as_table(found[first : first + ROWS]))
        _draw_paging(first, len(found))
    else:
        st.info("Không có văn bản nào như vậy trong kho. Có thể bỏ bớt điều kiện lọc, hoặc nạp văn bản ở mục “Nạp tệp”.")
    st.caption("Bản tóm lược là diễn đạt của kho văn bản theo từng điều khoản, không phải nguyên văn.")


@st.cache_data(show_spinner=False, max_entries=8)
def _held(_assistant: Assistant, generation: str, as_of: date, uploads: Path | None) -> list[Holding]:
    """`generation` names what is counted: it is counted anew when the index is."""
    return holdings_of(_assistant.index.opened().store, _assistant.catalogue, as_of, uploads and uploads.resolve())


def _choice(holdings: Sequence[Holding]) -> Choice:
    words = st.text_input("Tìm theo số hiệu, loại hoặc tên văn bản", key="holdings-words", placeholder="ví dụ: 35/2022, khu cong nghiep")
    kinds = [kind for kind in get_args(TextKind) if any(kind in holding.kinds for holding in holdings)]
    states = [state for state in STATE_LABELS if any(holding.state == state for holding in holdings)]
    with st.container(horizontal=True, gap="large"):
        kind = st.pills("Bản đang giữ", kinds, format_func=lambda k: sentence(KIND_LABELS[k]), key="holdings-kind", width="content")
        state = st.pills("Hiệu lực", states, format_func=lambda s: sentence(STATE_LABELS[s]), key="holdings-state", width="content")
    with st.container(horizontal=True, gap="large"):
        changed = st.checkbox("Có thay đổi sau bản đang giữ", key="holdings-changed", width="content")
        added = st.checkbox("Do người dùng nạp", key="holdings-added", width="content") if any(h.added_on for h in holdings) else False
    return Choice(words, kind, state, changed, added)


def _first(choice: Choice, as_of: date, found: int) -> int:
    """The first row to show; another choice begins at the top."""
    asked, first = st.session_state.get(_FIRST, (None, 0))
    if asked != (choice, as_of) or first >= found:
        first = 0
    st.session_state[_FIRST] = ((choice, as_of), first)
    return int(first)


def _draw_paging(first: int, found: int) -> None:
    if found <= ROWS:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button("Trang trước", on_click=_turn, args=(-ROWS,), disabled=first == 0, icon=":material/chevron_left:")
        st.markdown(f"{first + 1}–{min(first + ROWS, found)} trên {found}", width="content")
        st.button("Trang sau", on_click=_turn, args=(ROWS,), disabled=first + ROWS >= found, icon=":material/chevron_right:")


def _turn(rows: int) -> None:
    asked, first = st.session_state[_FIRST]
    st.session_state[_FIRST] = (asked, max(0, first + rows))
