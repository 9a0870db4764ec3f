"""The page between its title and its question box: the first visit, or the turns so far and the question of this run."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from .boundary import EXPECTED, Problem, draw_problem
from .controls import as_of_control, new_start_control
from .conversation import ask, asked, turns
from .frame import say_language, scroll_to_turn
from .opening import open_service
from .reply import Coming, draw_question, draw_reply
from .welcome import draw_destination, draw_holdings, draw_welcome


def draw_page(controls: DeltaGenerator, typed: str | None) -> None:
    """`controls` is the place above the question box, `typed` what was entered there for this run."""
    try:
        _draw(controls, typed)
    except EXPECTED as error:
        draw_problem(Problem(str(error)))
    say_language()


def _draw(controls: DeltaGenerator, typed: str | None) -> None:
    as_of = as_of_control(controls)
    question = asked(typed)
    if question is None and not turns():
        draw_welcome()
        assistant = open_service()
        draw_destination(assistant)
        draw_holdings(assistant, as_of)
        return
    assistant = open_service()
    store = assistant.index.opened().store
    last = len(turns()) - (question is None)
    for number, turn in enumerate(turns()):
        draw_question(turn.question)
        draw_reply(turn, number, store, as_of, is_last=number == last)
    if question is not None:
        draw_question(question)
        coming = st.empty()
        with st.spinner("Đang tra cứu và đối chiếu …"):
            turn = ask(assistant, question, as_of, Coming(coming).show)
        coming.empty()
        draw_reply(turn, last, store, as_of, is_last=True)
    new_start_control()
    scroll_to_turn(last)
