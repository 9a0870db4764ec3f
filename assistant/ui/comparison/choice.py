"""What to compare, chosen by presets, buttons or names; the choice stands in the address, so that it can be sent to somebody."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from ingest.catalogue import Preset

from ...comparing.choices import Choices, Offered
from ..controls import as_of_control, set_as_of
from ..days import day_from
from ..wording import plain, sentence

_PLACES, _TOPICS, _OTHER_PLACES, _OTHER_TOPICS = "compare-places", "compare-topics", "compare-other-places", "compare-other-topics"
_KEYS = (_PLACES, _TOPICS, _OTHER_PLACES, _OTHER_TOPICS)
_PLACE_PARAM, _TOPIC_PARAM, _DAY_PARAM = "noi", "chu-de", "ngay"
_READY = "compare-ready"  # whether the choice came complete, by a preset or an address: then what it is made with is folded away
_SEEN = "compare-seen"  # the address that the choice was last read from or written to


@dataclass(frozen=True, slots=True)
class Choice:
    """The names chosen, as they were given."""

    places: tuple[str, ...]
    topics: tuple[str, ...]


def recall_day() -> None:
    """Takes the day from the address, before its control is drawn."""
    if _SEEN not in st.session_state and (day := day_from(st.query_params.get(_DAY_PARAM))):
        set_as_of(day)


def draw_day() -> date:
    return as_of_control(st.container(horizontal=True, vertical_alignment="center", gap="small"))


def draw_choice(choices: Choices, as_of: date) -> Choice:
    """Presets, places and topics; nothing chosen is an empty choice."""
    _recall(choices)
    _draw_presets(choices.presets)
    shown = {offered.place: _label(offered) for offered in choices.places}
    with st.expander("Chọn địa phương và chủ đề", expanded=not st.session_state.get(_READY, False), icon=":material/tune:"):
        st.pills("Địa phương, Ban quản lý", list(shown), selection_mode="multi", format_func=lambda p: shown[p], key=_PLACES)
        st.pills(
            "Chủ đề (không chọn: mọi chủ đề có nội dung)", choices.topics, selection_mode="multi", format_func=_topic_label, key=_TOPICS
        )
        left, right = st.columns(2)
        left.text_input("Địa phương khác, cách nhau bằng dấu phẩy", key=_OTHER_PLACES, max_chars=300)
        right.text_input("Chủ đề khác, cách nhau bằng dấu phẩy", key=_OTHER_TOPICS, max_chars=300)
    choice = Choice(_names(_PLACES, _OTHER_PLACES), _names(_TOPICS, _OTHER_TOPICS))
    _remember(choice, as_of)
    return choice


def add_place(place: str) -> None:
    """For buttons: one more column on the run that the click starts."""
    st.session_state[_PLACES] = [*_chosen(_PLACES), place]


def _draw_presets(presets: Sequence[Preset]) -> None:
    if presets:
        st.caption("Bảng gợi ý – bấm để lập ngay")
        with st.container(horizontal=True, gap="small", key="compare-presets"):
            for number, preset in enumerate(presets):
                st.button(plain(preset.name), key=f"preset-{number}", on_click=_choose, args=(preset.places, preset.topics))


def _choose(places: Iterable[str], topics: Iterable[str]) -> None:
    st.session_state[_PLACES], st.session_state[_TOPICS] = list(places), list(topics)
    st.session_state[_OTHER_PLACES] = st.session_state[_OTHER_TOPICS] = ""
    st.session_state[_READY] = True


def _recall(choices: Choices) -> None:
    """What the address asks for, when the page is opened by it; else what was chosen before another page was opened."""
    if _SEEN in st.session_state:
        for key in _KEYS:  # Streamlit drops the state of a widget that a run has not drawn: touched, it stays
            if key in st.session_state:
                st.session_state[key] = st.session_state[key]
        if not st.query_params.get_all(_PLACE_PARAM) or _address() == st.session_state[_SEEN]:
            return
    places, topics = st.query_params.get_all(_PLACE_PARAM), st.query_params.get_all(_TOPIC_PARAM)
    offered = [o.place for o in choices.places]
    st.session_state[_PLACES], others = _split(places, offered)
    st.session_state[_TOPICS], other_topics = _split(topics, choices.topics)
    st.session_state[_OTHER_PLACES], st.session_state[_OTHER_TOPICS] = ", ".join(others), ", ".join(other_topics)
    st.session_state[_SEEN] = _address()
    st.session_state[_READY] = bool(places) and not others  # a name that no button has may be unknown


def _remember(choice: Choice, as_of: date) -> None:
    wanted = (
        {_PLACE_PARAM: list(choice.places), _TOPIC_PARAM: list(choice.topics), _DAY_PARAM: [as_of.isoformat()]} if choice.places else {}
    )
    if any(st.query_params.get_all(name) != wanted.get(name, []) for name in (_PLACE_PARAM, _TOPIC_PARAM, _DAY_PARAM)):
        st.query_params.from_dict({name: values for name, values in wanted.items() if values})
    st.session_state[_SEEN] = _address()


def _address() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(st.query_params.get_all(name)) for name in (_PLACE_PARAM, _TOPIC_PARAM))


def _split(names: Sequence[str], offered: Sequence[str]) -> tuple[list[str], list[str]]:
    """Those that a button stands for, and the others."""
    unique = list(dict.fromkeys(names))
    return [name for name in unique if name in offered], [name for name in unique if name not in offered]


def _names(chosen: str, typed: str) -> tuple[str, ...]:
    others = (name.strip() for name in str(st.session_state.get(typed, "")).split(","))
    return tuple(dict.fromkeys([*_chosen(chosen), *(name for name in others if name)]))


def _chosen(key: str) -> list[str]:
    return list(st.session_state.get(key) or [])


def _label(offered: Offered) -> str:
    return plain(offered.shown if offered.has_content else f"{offered.shown} – chưa có nội dung")


def _topic_label(topic: str) -> str:
    return plain(sentence(topic))
