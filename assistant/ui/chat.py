"""The chat between its title and its question box: the first visit, or the turns so far, with a source beside them."""

from datetime import date

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ..service import Assistant
from .account import draw_account
from .boundary import EXPECTED, Problem, draw_problem
from .controls import as_of_control
from .conversation import ask, asked, turns
from .frame import listen, say_language, scroll_to_turn
from .kept import draw_kept
from .my_board import draw_my_board, home
from .opening import open_service
from .reply import Coming, draw_question, draw_reply
from .source_panel import draw_source, open_citation
from .welcome import draw_destination, draw_holdings, draw_welcome

_BESIDE = (3, 2)  # widths of the chat and of the source beside it


def draw_chat(controls: DeltaGenerator, typed: str | None) -> None:
    """`controls` is the place above the question box, `typed` what was entered there for this run."""
    say_language()
    listen()  # before anything that can be clicked
    try:
        _draw(controls, typed)
    except EXPECTED as error:
        draw_problem(Problem(str(error)))


def _draw(controls: DeltaGenerator, typed: str | None) -> None:
    question = asked(typed)
    as_of = as_of_control(controls)
    if question is None and not turns():
        draw_welcome()
        assistant = open_service()
        draw_destination(assistant)
        draw_holdings(assistant, as_of)
    else:
        assistant = open_service()
        _draw_turns(assistant, question, as_of)
    with st.sidebar:
        draw_account()
        draw_my_board(assistant.catalogue)
        draw_kept(assistant)


def _draw_turns(assistant: Assistant, question: str | None, as_of: date) -> None:
    opened = open_citation() if question is None else None
    main, beside = st.columns(_BESIDE, gap="medium") if opened else (st.container(key="chat"), None)
    with main:
        last = len(turns()) - (question is None)
        for number, turn in enumerate(turns()):
            draw_question(turn.question)
            draw_reply(turn, number, as_of, is_last=number == last)
        if question is not None:
            _answer(assistant, question, as_of, last)
        scroll_to_turn(last)
    if opened and beside:
        with beside, st.container(border=True, key="source-panel"):
            draw_source(assistant, *opened)


def _answer(assistant: Assistant, question: str, as_of: date, number: int) -> None:
    draw_question(question)
    coming, at_work = st.empty(), st.empty()
    with at_work.container(horizontal=True, vertical_alignment="center"):
        if assistant.model:  # without one an answer is there before anybody could click
            st.button("Dừng", icon=":material/stop_circle:", key="stop")
        heart = st.empty()
        with st.spinner("Đang tra cứu và đối chiếu …"):
            turn = ask(assistant, question, as_of, home(), Coming(coming).show, heart.empty)
    coming.empty()
    at_work.empty()
    draw_reply(turn, number, as_of, is_last=True)
