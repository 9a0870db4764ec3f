"""The turns of this session, kept in the desk as they come, and the question that comes next."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

import streamlit as st

from ..answer import Answer, Statement
from ..answer_json import AnswerUnreadable, answer_from_json
from ..desk import DeskError
from ..home import Home
from ..service import Assistant
from .boundary import EXPECTED, Problem
from .controls import set_as_of
from .days import day_from
from .desk_of import desk
from .in_background import in_background

_TURNS, _ASKED, _CONVERSATION = "turns", "asked", "conversation"
_TITLE = 100  # characters of the first question that name a conversation
STOPPED = "Đã dừng trước khi trả lời xong. Có thể hỏi lại câu này."
QUESTION, DAY = "hoi", "ngay"  # names in an address that asks a question


@dataclass(frozen=True, slots=True)
class Turn:
    question: str
    reply: Answer | Problem


def turns() -> list[Turn]:
    """The turns so far, oldest first."""
    return cast(list[Turn], st.session_state.setdefault(_TURNS, []))


def conversation() -> int | None:
    """The id of the conversation that is kept; None before its first answer."""
    return cast("int | None", st.session_state.get(_CONVERSATION))


def ask_next(question: str) -> None:
    """For buttons: asks the question on the run that the click starts."""
    st.session_state[_ASKED] = question


def asked(typed: str | None) -> str | None:
    """The question to answer now: typed, chosen by a button, or that of the address, whose day is then chosen too."""
    chosen = cast("str | None", st.session_state.pop(_ASKED, None)) or _of_the_address()
    return typed if typed is not None else chosen


def ask(
    assistant: Assistant,
    question: str,
    as_of: date,
    home: Home | None,
    on_statement: Callable[[Statement], object],
    beat: Callable[[], object],
) -> Turn:
    """The answer to the question in the light of the turns before it; it becomes the last of them.

    `beat` is called again and again while a language model writes. Where that ends the run, the question stays, with a line that says so.
    """
    past = turns()
    history, place = _history(past), len(past)
    # Entered before it is answered: a click starts the next run at once, beside the one that it ends.
    past.append(Turn(question, Problem(STOPPED)))
    try:
        parts = assistant.ask_streaming(home.named_in(question) if home else question, as_of, history)
        for part in in_background(parts, beat) if assistant.model else parts:
            if isinstance(part, Answer):
                past[place] = Turn(question, part)
            else:
                on_statement(part)
    except EXPECTED as error:
        past[place] = Turn(question, Problem(str(error)))
    _keep(past[place])
    return past[place]


def start_again() -> None:
    """A new conversation; the one before is kept."""
    st.session_state[_TURNS] = []
    st.session_state[_CONVERSATION] = None


def open_kept(assistant: Assistant, id_: int) -> None:
    """The turns of a kept conversation become those of this session. Raises DeskError."""
    held = assistant.versions()
    opened = list[Turn]()
    for kept in desk().turns(id_):
        try:
            opened.append(Turn(kept.question, answer_from_json(kept.answer, held)))
        except AnswerUnreadable as error:
            opened.append(Turn(kept.question, Problem(str(error))))
    st.session_state[_TURNS], st.session_state[_CONVERSATION] = opened, id_


def _keep(turn: Turn) -> None:
    """What cannot be kept is said once a run; the answer is there all the same."""
    if not isinstance(turn.reply, Answer):
        return
    try:
        if conversation() is None:
            st.session_state[_CONVERSATION] = desk().start(" ".join(turn.question.split())[:_TITLE])
        desk().add_turn(cast(int, conversation()), turn.question, turn.reply.as_json(), turn.reply.as_of)
    except DeskError as error:
        st.toast(str(error), icon=":material/warning:")


def _of_the_address() -> str | None:
    """Asked once: the address is then cleared, so that going on does not ask it again."""
    question = st.query_params.get(QUESTION)
    if not question:
        return None
    if day := day_from(st.query_params.get(DAY)):
        set_as_of(day)
    st.query_params.clear()
    return question


def _history(past: Sequence[Turn]) -> list[str]:
    """Question and answer in turn, oldest first, of the turns that were answered."""
    return [text for turn in past if isinstance(turn.reply, Answer) for text in (turn.question, turn.reply.answer)]
