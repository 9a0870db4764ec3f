"""One turn: the question as it was typed, and the answer with its sources, warnings and suggestions."""

from collections.abc import Sequence
from datetime import date

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ingest.law.validity import STATE_LABELS

from ..answer import Answer, Citation, Statement
from ..citing import vietnamese_date
from ..render import RELATED, escape, without_related
from .actions import draw_actions
from .boundary import Problem, draw_problem
from .conversation import Turn, ask_next
from .marks import button_key, with_links
from .source_panel import open_source
from .welcome import EXAMPLES
from .wording import KIND_LABELS, WITHOUT_FORCE, plain, sentence, short_label

_EXAMPLES_OFFERED = 2  # beside a refusal
_AVATAR = ":material/balance:"
_SHOWN_QUESTION = 600  # characters of a question that are drawn; somebody may have pasted a whole document


def draw_question(question: str) -> None:
    with st.chat_message("user", avatar=":material/person:"):
        st.text(question if len(question) <= _SHOWN_QUESTION else f"{question[:_SHOWN_QUESTION]} …")


class Coming:
    """The verified sentences of an answer that is still being written; the answer itself takes their place."""

    def __init__(self, place: DeltaGenerator) -> None:
        self._place = place
        self.lines = list[str]()

    def show(self, statement: Statement) -> None:
        marks = "".join(f"[{n}]" for n in statement.citations)
        self.lines.append(f"{escape(statement.text)} {marks}")
        with self._place.container(), st.chat_message("assistant", avatar=_AVATAR):
            st.markdown("\n\n".join(self.lines))


def draw_reply(turn: Turn, number: int, as_of: date, is_last: bool) -> None:
    """`number` tells the turns apart; suggestions stand under the last only."""
    with st.chat_message("assistant", avatar=_AVATAR):
        if isinstance(turn.reply, Problem):
            draw_problem(turn.reply)
            return
        answer = turn.reply
        _draw_understood(turn.question, answer)
        _draw_body(answer, number)
        if answer.citations:
            _draw_citations(answer, number)
        if answer.warnings:
            lines = "\n".join(f"- {plain(sentence(warning))}" for warning in answer.warnings)
            st.warning(f"**Lưu ý**\n\n{lines}")
        draw_actions(answer, number)
        if is_last:
            _draw_suggestions(answer, number, as_of)


def _draw_understood(question: str, answer: Answer) -> None:
    if " ".join(answer.standalone_question.split()) != " ".join(question.split()):
        st.caption(f"Câu hỏi được hiểu là: “{plain(answer.standalone_question)}”")
    if answer.topic_changed:
        st.caption("Câu hỏi này sang nội dung khác nên được trả lời riêng, không ghép với các câu trước.")


def _draw_body(answer: Answer, number: int) -> None:
    if answer.status == "refused":
        with st.container(border=True):
            st.markdown(":material/search_off: **Chưa trả lời được**")
            st.markdown(answer.answer)
        return
    if answer.struck:
        st.info("Trả lời một phần: có câu không đối chiếu được với nguồn nên đã lược bỏ.", icon=":material/rule:")
    if {s.as_of for s in answer.statements} <= {answer.as_of}:  # the answer on a period names its days itself
        st.caption(f"Theo quy định tại ngày {vietnamese_date(answer.as_of)}")
    main, related = without_related(answer.answer)
    st.markdown(with_links(main, number))
    if related:
        with st.expander(RELATED.rstrip(":"), icon=":material/menu_book:"):
            st.markdown(with_links(related, number))


def _draw_citations(answer: Answer, number: int) -> None:
    """Those that the answer rests on in the open, the others folded away."""
    rests_on = {n for s in answer.statements if s.role != "related" for n in s.citations}
    with st.container(border=True, gap="xxsmall"):
        st.caption("Nguồn trích dẫn – bấm để xem cả điều ở bên cạnh")
        _draw_buttons([c for c in answer.citations if c.n in rests_on], number)
    if others := [c for c in answer.citations if c.n not in rests_on]:
        with st.expander(f"Nguồn của quy định liên quan ({len(others)})"):
            _draw_buttons(others, number)


def _draw_buttons(citations: Sequence[Citation], number: int) -> None:
    with st.container(gap="xxsmall"):
        for citation in citations:
            key = button_key(number, citation.n)
            st.button(_citation_label(citation), key=key, type="tertiary", wrap=True, on_click=open_source, args=(number, citation.n))


def _citation_label(citation: Citation) -> str:
    """The number and the short citation; beside it what it is, where it is not simply law in force."""
    if citation.text_kind in WITHOUT_FORCE:
        doubt = " (chưa kiểm chứng)" if citation.text_kind == "note" else f" ({KIND_LABELS[citation.text_kind]})"
    else:
        doubt = "" if citation.in_force == "in_force" else f" ({STATE_LABELS[citation.in_force]})"
    return f":primary[{plain(f'[{citation.n}] {short_label(citation)}{doubt}')}]"


def _draw_suggestions(answer: Answer, number: int, as_of: date) -> None:
    if as_of != answer.as_of and not answer.day_in_question:
        again = f"Hỏi lại câu này tại ngày {vietnamese_date(as_of)}"
        st.button(again, key=f"again-{number}", icon=":material/event_repeat:", on_click=ask_next, args=(answer.standalone_question,))
    offered = answer.follow_ups or (EXAMPLES[:_EXAMPLES_OFFERED] if answer.status == "refused" else ())
    if offered:
        st.caption("Có thể hỏi")
    with st.container(gap="xsmall"):
        for row, question in enumerate(offered):
            st.button(plain(question), key=f"next-{number}-{row}", on_click=ask_next, args=(question,), wrap=True)
