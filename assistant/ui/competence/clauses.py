"""One clause of a row: the Điều around it with the clause marked, or why it cannot be shown."""

from datetime import date

import streamlit as st

from ingest.show import ShowError

from ...desk import item_of_clause
from ...duty_table import DutyClause
from ...lookup import provision_at
from ...service import Assistant
from ...warnings import warnings_for
from ..basket_button import put_button
from ..boundary import Problem, draw_problem
from ..excerpt import excerpt_of
from ..excerpt_html import as_html
from ..wording import dates_line, plain, sentence


def draw_clause(assistant: Assistant, clause: DutyClause, day: date, key: str) -> None:
    """`key` tells the clauses of a page apart."""
    if not clause.is_held:
        st.caption("Kho chưa có văn bản này cho ngày đã chọn nên chưa đối chiếu được; cần tra văn bản chính thức.")
        return
    opened = assistant.index.opened()
    try:
        held = provision_at(opened, assistant.catalogue, clause.ref.instrument, clause.ref.eid, day)
    except ShowError as error:
        draw_problem(Problem(str(error)))
        return
    st.caption(dates_line(held.place.validity))
    warnings = warnings_for([held.citation], {held.version.id: held.version}, assistant.catalogue, day)
    if warnings:
        st.warning("\n".join(f"- {plain(sentence(warning))}" for warning in warnings))
    with st.container(border=True):
        st.html(as_html(excerpt_of(opened.store, held.citation)))
    put_button(item_of_clause(held.citation, day), f"duty-{key}")
