"""The first visit: what this is, what it holds, four questions that it can answer."""

from collections import Counter
from datetime import date

import streamlit as st

from ingest.documents import TextKind
from ingest.index.records import Version
from ingest.law.provision import Kind
from ingest.law.validity import STATE_LABELS

from ..service import Assistant
from ..warnings import REMINDER
from .conversation import ask_next
from .wording import KIND_LABELS, WITHOUT_FORCE, day_of, plain, sentence

EXAMPLES = (
    "Ban quản lý có được cấp giấy phép xây dựng trong khu công nghiệp không?",
    "Ai bổ nhiệm Trưởng ban Ban quản lý và có bao nhiêu Phó Trưởng ban?",
    "Tiêu chí xác định khu công nghiệp sinh thái là gì?",
    "Tiêu chuẩn danh hiệu Tập thể lao động xuất sắc là gì?",
)
_COUNTED: tuple[tuple[Kind, str], ...] = (("article", "điều"), ("clause", "khoản"), ("statement", "ý"))
_TIE = "\u00a0"  # keeps a number with its word where a cell is narrow
_LISTED = 12  # documents from which the table is folded


def draw_welcome() -> None:
    st.markdown(
        "Hỏi về thẩm quyền, thủ tục và quy định đối với khu công nghiệp, khu chế xuất, khu kinh tế. "
        "Trợ lý chỉ trả lời từ các văn bản có trong kho, dẫn đến từng khoản, điểm, và nói rõ khi kho chưa có căn cứ."
    )
    st.markdown("**Câu hỏi mẫu**")
    with st.container(gap="xsmall"):
        for row, question in enumerate(EXAMPLES):
            st.button(plain(question), key=f"example-{row}", on_click=ask_next, args=(question,), wrap=True)


def draw_destination(assistant: Assistant) -> None:
    """Where questions go, said before the first one is asked; nothing where they stay on this machine."""
    if assistant.model and assistant.model.place:
        st.info(
            "Câu hỏi và các điều khoản được dẫn sẽ được gửi ra ngoài máy này, tới mô hình ngôn ngữ "
            f"“{plain(assistant.model.title)}” tại {plain(assistant.model.place)}.",
            icon=":material/cloud_upload:",
        )


def draw_holdings(assistant: Assistant, as_of: date) -> None:
    """The table of what is held, and how far it reaches."""
    opened = assistant.index.opened()
    rows = _rows(assistant, opened.name, as_of)
    st.markdown("**Kho văn bản đang có**")
    place = st.expander(f"Xem danh sách {len(rows)} mục") if len(rows) > _LISTED else st.container()
    place.table(rows, border="horizontal", hide_index=True)
    st.caption("Bản tóm lược là diễn đạt của kho văn bản theo từng điều khoản, không phải nguyên văn.")
    st.caption(f"Dữ liệu đến ngày {day_of(opened.built_at)}. {REMINDER}")


@st.cache_data(show_spinner=False, max_entries=8)
def _rows(_assistant: Assistant, generation: str, as_of: date) -> list[dict[str, str]]:
    """One row a document, one for all notes. `generation` names what is counted: the rows are made anew when the index is."""
    store = _assistant.index.opened().store
    rows, notes = list[dict[str, str]](), list["Counter[Kind]"]()
    for version in store.versions():
        counts = Counter(p.kind for p in store.provisions(version.id))
        if version.text_kind == "note":
            notes.append(counts)
        else:
            rows.append(_row(_name(version), version.text_kind, counts, _state(version, as_of)))
    if notes:
        rows.append(_row(f"Ghi chú từ nguồn thứ cấp về {len(notes)} văn bản, chủ đề", "note", sum(notes, Counter()), "–"))
    return rows


def _row(name: str, kind: TextKind, counts: "Counter[Kind]", state: str) -> dict[str, str]:
    return {
        "Văn bản": name,
        "Loại": KIND_LABELS[kind].replace(" ", _TIE),
        "Số điều, khoản": ", ".join(f"{counts[part]}{_TIE}{word}" for part, word in _COUNTED if counts[part]),
        "Hiệu lực": state.replace(" hiệu lực", f" hiệu{_TIE}lực"),
    }


def _name(version: Version) -> str:
    if version.text_kind == "report":
        return plain(version.title)
    return f"**{plain(version.document)}** · {plain(sentence(f'{version.kind} {version.title}'.strip()))}"


def _state(version: Version, as_of: date) -> str:
    return "–" if version.text_kind in WITHOUT_FORCE else STATE_LABELS[version.validity.state(as_of)]
