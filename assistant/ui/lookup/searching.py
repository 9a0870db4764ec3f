"""The row with the search box and the day, and what was found: documents by name, provisions by their words."""

from dataclasses import replace
from datetime import date

import streamlit as st

from ingest.law.validity import STATE_LABELS

from ...citing import citation_label
from ...lookup import Found, FoundText, find_texts
from ...retrieval import Hit
from ...service import Assistant
from ..days import FIRST_DAY, LAST_DAY
from ..source_parts import official_link
from ..wording import KIND_LABELS, STATE_COLOURS, WITHOUT_FORCE, plain, sentence
from .address import Address, go, here, text_link

_WORDS, _DAY = "lookup_words", "lookup_day"
_LABEL = "Tìm theo số hiệu, tên văn bản, điều khoản hoặc từ ngữ"
_OPEN = 5  # documents that are shown before the rest is folded: provisions found stand below
_SNIPPET = 220  # characters of a provision below its name
EXAMPLES = ("35/2022/NĐ-CP", "điểm b khoản 2 Điều 68 nghị định 35", "luat dat dai", "cấp giấy phép xây dựng trong khu công nghiệp")


def draw_search_row(address: Address) -> None:
    """The box and the day; both are written into the address when they change."""
    st.session_state[_WORDS], st.session_state[_DAY] = address.words, address.on
    box, day = st.columns([0.8, 0.2], vertical_alignment="bottom", gap="small")
    with box:
        st.text_input(_LABEL, key=_WORDS, on_change=_search, placeholder="Ví dụ: điểm b khoản 2 Điều 68 nghị định 35")
    with day:
        st.date_input(
            "Xét hiệu lực tại ngày", min_value=FIRST_DAY, max_value=LAST_DAY, key=_DAY, on_change=_set_day, format="DD/MM/YYYY", width=170
        )


def found_for(assistant: Assistant, address: Address) -> Found | None:
    """What the words of the address find; None where there are none. Raises QuestionError or IndexProblem."""
    if not address.words.strip():
        return None
    return _found(assistant, assistant.index.opened().name, address.words, address.on, address.within)


@st.cache_data(show_spinner="Đang tìm …", max_entries=32)
def _found(_assistant: Assistant, generation: str, words: str, day: date, within: str) -> Found:
    """`generation` names what is searched: found anew when the index is."""
    return find_texts(_assistant, words, day, within)


def draw_found(found: Found, address: Address) -> None:
    if found.missing:
        st.info(f"{plain(found.texts[0].name)} không có {plain(str(found.missing))} trong bản mà kho đang giữ.", icon=":material/info:")
    if not found.texts and not found.clauses:
        st.info(
            "Không tìm thấy văn bản hoặc điều khoản nào. Có thể thử số hiệu (35/2022/NĐ-CP), một phần tên văn bản, hoặc ít từ hơn.",
            icon=":material/search_off:",
        )
    if found.texts:
        st.markdown(f"**Văn bản ({len(found.texts)})**")
        with st.container(gap="xsmall"):
            for text in found.texts[:_OPEN]:
                _draw_text(text, address)
        if len(found.texts) > _OPEN:
            with st.expander(f"Xem thêm {len(found.texts) - _OPEN} văn bản"):
                for text in found.texts[_OPEN:]:
                    _draw_text(text, address)
    if found.clauses:
        st.markdown(f"**Điều khoản có nội dung gần nhất ({len(found.clauses)})**")
        for hit in found.clauses:
            _draw_clause(hit, address)


def draw_examples(address: Address) -> None:
    """What can be typed, each tried with one click."""
    st.caption("Có dấu hoặc không dấu đều được. Ví dụ:")
    with st.container(gap="xxsmall"):
        for words in EXAMPLES:
            text_link(plain(words), Address(words=words, day=address.day))


def _draw_text(text: FoundText, address: Address) -> None:
    title = f"{plain(text.name)}{f' – {plain(sentence(text.title))}' if text.title else ''}"
    with st.container(border=True, gap="xxsmall"):
        if not text.kinds:
            st.markdown(title)
            st.caption("Có trong danh mục; kho chưa có toàn văn hoặc bản tóm lược.")
            official_link(text.page, "Mở trang chính thức", "tertiary")
            return
        text_link(title, replace(address, document=text.document, key=text.key, file="", view="noi-dung"))
        kinds = f":gray-badge[{', '.join(KIND_LABELS[kind] for kind in text.kinds)}]"
        is_law = text.kinds[0] not in WITHOUT_FORCE
        st.markdown(f":{STATE_COLOURS[text.state]}-badge[{STATE_LABELS[text.state]}] {kinds}" if is_law else kinds)


def _draw_clause(hit: Hit, address: Address) -> None:
    passage = hit.passage
    place = replace(address, document=passage.version.document, key=passage.key, file="", view="noi-dung")
    label = sentence(citation_label(passage.version, passage.component, passage.eid, passage.heading))
    doubt = "" if hit.state == "in_force" or passage.version.text_kind in WITHOUT_FORCE else f" ({STATE_LABELS[hit.state]})"
    kind = "" if passage.version.text_kind == "official" else f" · {KIND_LABELS[passage.version.text_kind]}"
    words = " ".join(passage.text.split())
    with st.container(gap="xxsmall"):
        text_link(f"{plain(label)}{doubt}", place)
        st.caption(f"{plain(words[:_SNIPPET])}{' …' if len(words) > _SNIPPET else ''}{kind}")


def _search() -> None:
    now = here()
    go(Address(words=st.session_state[_WORDS], day=now.day, within=now.document or now.within))


def _set_day() -> None:
    chosen = st.session_state[_DAY]
    go(replace(here(), day=chosen if isinstance(chosen, date) else None, file=""))
