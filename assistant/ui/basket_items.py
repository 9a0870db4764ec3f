"""The list of what is in the basket: its order, and what the officer writes beside each item."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from ..citing import vietnamese_date
from ..desk import Desk, InBasket, Item
from ..spoken import is_unaccented
from .wording import plain

KINDS = {"answer": "Câu trả lời", "clause": "Điều khoản", "cell": "Ô so sánh"}
LONGEST = 2_000  # characters of a note
HOW_TO_FILL = (
    "Phiếu chưa có mục nào. Để đưa nội dung vào phiếu:\n\n"
    "- ở trang **Hỏi đáp**, bấm **Đưa vào phiếu trình** dưới câu trả lời;\n"
    "- ở trang **Tra cứu văn bản** hoặc **Thẩm quyền**, bấm **Đưa vào phiếu trình** ở điều khoản;\n"
    "- ở trang **So sánh địa phương**, đưa từng ô hoặc cả bảng vào phiếu.\n\n"
    "Mọi câu và trích dẫn được kiểm chứng lại khi soạn văn bản; câu hỏi chưa trả lời được thì không đưa vào được."
)


def draw_how_to_fill() -> None:
    st.info(HOW_TO_FILL, icon=":material/info:")


def draw_items(own: Desk, held: Sequence[InBasket]) -> None:
    """Raises DeskError where a change cannot be kept."""
    st.subheader(f"Các mục trong phiếu ({len(held)})", anchor=False)
    for place, one in enumerate(held):
        with st.container(border=True, gap="xxsmall", key=f"item-{one.id}"):
            st.markdown(f"**{place + 1}. {plain(one.item.heading or one.item.title)}**")
            st.caption(plain(_about(one.item)))
            if is_unaccented(one.item.heading or one.item.title):
                st.caption(":material/edit: Tiêu đề chưa có dấu: nên sửa ở mục bên dưới trước khi in.")
            _draw_moves(own, one, place, len(held))
            _draw_words(own, one)
    with st.popover("Bỏ hết khỏi phiếu", icon=":material/delete:", type="tertiary"):
        st.markdown(f"Lấy cả {len(held)} mục ra khỏi phiếu? Việc này không hoàn lại được.")
        if st.button("Bỏ hết", key="empty-basket", type="primary"):
            own.empty()
            st.rerun()


def _about(item: Item) -> str:
    group = f" · Nhóm: {item.group}" if item.group else ""
    return f"{KINDS[item.kind]} · theo pháp luật tại ngày {vietnamese_date(item.as_of)} · {len(item.citations)} trích dẫn{group}"


def _draw_moves(own: Desk, one: InBasket, place: int, count: int) -> None:
    with st.container(horizontal=True, gap="xsmall"):
        moves = (("up", "Lên", "arrow_upward", place == 0, place - 1), ("down", "Xuống", "arrow_downward", place == count - 1, place + 1))
        for name, label, icon, disabled, to in moves:
            if st.button(label, key=f"{name}-{one.id}", icon=f":material/{icon}:", type="tertiary", disabled=disabled):
                own.move(one.id, to)
                st.rerun()
        if st.button("Lấy ra", key=f"out-{one.id}", icon=":material/close:", type="tertiary"):
            own.take_out(one.id)
            st.rerun()


def _draw_words(own: Desk, one: InBasket) -> None:
    """What the officer adds; what the item itself says is not to be changed here."""
    item = one.item
    with st.expander("Tiêu đề, nhóm, ý kiến của người soạn", expanded=False), st.form(f"words-{one.id}", border=False):
        heading = st.text_input("Tiêu đề trong văn bản", item.heading, 300, f"heading-{one.id}", placeholder=item.title)
        group = st.text_input("Nhóm (các mục cùng nhóm đứng chung một phần)", item.group, 200, f"group-{one.id}")
        note = st.text_area("Ý kiến của người soạn (in nguyên, ghi rõ là ý kiến)", item.note, 90, LONGEST, f"note-{one.id}")
        st.form_submit_button("Ghi", icon=":material/save:", key=f"save-{one.id}")
    changed = replace(item, heading=heading, group=group, note=note)
    if changed != item:
        own.change(one.id, changed)
        st.rerun()
