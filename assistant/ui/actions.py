"""What can be done with an answer: copied, put into a memo, shared, judged."""

import streamlit as st

from ingest.settings import read_settings

from ..answer import Answer
from ..desk import item_of_answer
from .basket_button import put_button
from .conversation import DAY, QUESTION, conversation
from .copying import copy_button
from .feedback import draw_reason, draw_report, draw_thumbs
from .links import this_page
from .marks import as_text
from .wording import sentence


def draw_actions(answer: Answer, number: int) -> None:
    key, title = f"{number}-{answer.receipt}", answer.standalone_question
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key=f"actions-{number}"):
        if answer.status != "refused":
            put_button(item_of_answer(answer), f"answer-{number}", conversation())
            copy_button("Sao chép câu trả lời", _as_text(answer))
        copy_button("Sao chép liên kết", _address(answer))
        draw_thumbs(key)
        draw_report(key, "answer", answer.receipt, title)
        if read_settings().receipts:
            st.caption(f"Mã phiếu: {answer.receipt}")
    draw_reason(key, "answer", answer.receipt, title)


def _as_text(answer: Answer) -> str:
    """The question, the answer and what its marks cite, as they are pasted."""
    cited = "\n".join(f"[{c.n}] {sentence(c.full_citation)}" for c in answer.citations)
    return f"Hỏi: {answer.standalone_question}\n\n{as_text(answer.answer)}\n\nNguồn:\n{cited}"


def _address(answer: Answer) -> str:
    """The address of this page that asks the same question at the same day.

    On a machine for one it is of use on that machine only; behind a server's name, to all who may open it.
    """
    return this_page({QUESTION: answer.standalone_question, DAY: answer.as_of.isoformat()})
