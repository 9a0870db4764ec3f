"""The figures of a bloc: bars of those that can be trusted, the others listed as printed with their doubt."""

from datetime import date

import streamlit as st

from ...comparing.figures import FigureGroup, figures_of
from ...service import Assistant
from ..wording import plain, sentence, short_label
from .figures_html import as_html
from .source import open_source

LEAD = (
    "Số liệu chung của cả Khối, giữ đúng như báo cáo in; báo cáo không cho số liệu riêng của từng Ban nên không xếp hạng được. "
    "Số in hỏng hoặc không hợp lý chỉ dẫn nguyên văn, không vẽ và không tự sửa."
)


def draw_figures(assistant: Assistant, as_of: date, is_open: bool) -> None:
    """Nothing where no report with figures is held."""
    groups = figures_of(assistant.index.opened(), assistant.catalogue, as_of)
    if not groups:
        return
    with st.expander("Số liệu chung của Khối theo báo cáo", expanded=is_open, icon=":material/bar_chart:"):
        st.caption(LEAD)
        for number, group in enumerate(groups):
            st.html(as_html(group))
            _draw_sources(assistant, group, as_of, number)


def _draw_sources(assistant: Assistant, group: FigureGroup, as_of: date, number: int) -> None:
    with st.container(horizontal=True, gap="small"):
        for citation in {f.citation.n: f.citation for f in group.figures}.values():
            label = f":primary[Nguồn: {plain(sentence(short_label(citation)))}]"
            if st.button(label, key=f"figure-{number}-{citation.n}", type="tertiary", wrap=True):
                notes = [f.figure.note for f in group.figures if f.citation.n == citation.n and f.figure.note]
                open_source(assistant, citation, as_of, notes)
