"""The turns of this session, and the question that comes next."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

import streamlit as st

from ..answer import Answer, Statement
from ..service import Assistant
from .boundary import EXPECTED, Problem

_TURNS, _ASKED = "turns", "asked"


@dataclass(frozen=True, slots=True)
class Turn:
    question: str
    reply: Answer | Problem


def turns() -> list[Turn]:
    """The turns so far, oldest first."""
    return cast(list[Turn], st.session_state.setdefault(_TURNS, []))


def ask_next(question: str) -> None:
    """For buttons: asks the question on the run that the click starts."""
    st.session_state[_ASKED] = question


def asked(typed: str | None) -> str | None:
    """The question to answer now: typed, or chosen by a button."""
    chosen = cast("str | None", st.session_state.pop(_ASKED, None))
    return typed if typed is not None else chosen


def ask(assistant: Assistant, question: str, as_of: date, on_statement: Callable[[Statement], object]) -> Turn:
    """The answer to the question in the light of the turns before it; it becomes the last of them."""
    reply: Answer | Problem
    try:
        reply = assistant.ask(question, as_of, _history(turns()), on_statement)
    except EXPECTED as error:
        reply = Problem(str(error))
    turn = Turn(question, reply)
    turns().append(turn)
    return turn


def start_again() -> None:
    """Forgets the turns of this session."""
    st.session_state[_TURNS] = []


def _history(past: Sequence[Turn]) -> list[str]:
    """Question and answer in turn, oldest first, of the turns that were answered."""
    return [text for turn in past if isinstance(turn.reply, Answer) for text in (turn.question, turn.reply.answer)]
