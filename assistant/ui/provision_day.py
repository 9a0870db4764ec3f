"""A cited provision on another day: in force or not, what changed it, and the text that would be shown then."""

from datetime import date

import streamlit as st

from ingest.calendar import today
from ingest.index import IndexProblem
from ingest.law.locator import label_of
from ingest.linked import linked_to
from ingest.show import ShowError, Shown, shown_in

from ..answer import Citation
from ..citing import short_name, vietnamese_date
from ..service import Assistant
from .boundary import Problem, draw_problem
from .days import FIRST_DAY, LAST_DAY
from .excerpt_html import lines_as_html
from .lookup.address import Address, text_link
from .wording import STATE_COLOURS, plain, sentence, state_on_day

_REFERRING = 12  # provisions that are listed


def draw_on_day(assistant: Assistant, citation: Citation, as_of: date) -> None:
    """Nothing is read for it before it is unfolded: the source is drawn again with every question."""
    named = f"{citation.document}-{citation.key}"
    opened = st.expander("Xem tại ngày khác, các lần thay đổi", icon=":material/history:", key=f"days-{named}", on_change="rerun")
    if opened.open:
        with opened:
            chosen = st.date_input("Xem tại ngày", as_of, FIRST_DAY, LAST_DAY, format="DD/MM/YYYY", key=f"day-{named}")
            _draw_day(assistant, citation, chosen or today())
    _draw_referring(assistant, citation)
    text_link("Mở trong Tra cứu văn bản", Address(citation.document, citation.key, as_of), ":material/menu_book:")


def _draw_day(assistant: Assistant, citation: Citation, day: date) -> None:
    try:
        shown = shown_in(assistant.index.opened().store, assistant.catalogue, citation.document, citation.key, day, history=True)
    except (ShowError, IndexProblem) as error:
        draw_problem(Problem(str(error)))
        return
    _draw(shown, citation)


def _draw(shown: Shown, citation: Citation) -> None:
    st.badge(state_on_day(shown.state, shown.as_of), color=STATE_COLOURS[shown.state])
    if shown.provision.version.version != citation.version:
        st.caption(f"Bản được dùng tại ngày này: {plain(shown.provision.version.version)}")
        st.html(lines_as_html(shown.text))
    for day, what in shown.timeline:
        st.markdown(f"**{vietnamese_date(day) if day else 'Chưa rõ ngày'}** – {plain(what)}")


def _draw_referring(assistant: Assistant, citation: Citation) -> None:
    """Which provisions held refer to it; folded away."""
    try:
        store = assistant.index.opened().store
        into = linked_to(store, shown_in(store, assistant.catalogue, citation.document, citation.key, today()).provision).into
    except (ShowError, IndexProblem):
        return  # said above already
    if not into:
        return
    with st.expander(f"Quy định khác dẫn đến ({len(into)})", icon=":material/link:"):
        for version, link in into[:_REFERRING]:
            st.markdown(f"{plain(sentence(label_of(link.source_key) or 'Toàn văn'))} {plain(short_name(version))}")
        if len(into) > _REFERRING:
            st.caption(f"Và {len(into) - _REFERRING} chỗ khác; xem ở Tra cứu văn bản.")
