"""A button that puts something into the basket of the memo, and says that it is there."""

from collections.abc import Sequence

import streamlit as st

from ..desk import DeskError, Item
from .conversation import conversation
from .desk_of import desk


def put_button(item: Item, key: str, label: str = "Đưa vào phiếu trình") -> None:
    """`key` tells the buttons of a page apart."""
    st.button(label, icon=":material/add_notes:", key=f"put-{key}", on_click=_put, args=(item,))


def put_all_button(items: Sequence[Item], key: str, label: str) -> None:
    """Puts several items at once, which belong to no conversation."""
    st.button(label, icon=":material/add_notes:", key=f"put-{key}", on_click=_put_all, args=(items,), type="tertiary")


def _put_all(items: Sequence[Item]) -> None:
    try:
        for item in items:
            desk().put(item)
        st.toast(f"Đã đưa {len(items)} mục vào phiếu trình ({len(desk().basket())} mục).", icon=":material/check:")
    except DeskError as error:
        st.toast(str(error), icon=":material/warning:")


def _put(item: Item) -> None:
    try:
        desk().put(item, conversation())
        st.toast(f"Đã đưa vào phiếu trình ({len(desk().basket())} mục). Mở trang Phiếu trình để soạn.", icon=":material/check:")
    except DeskError as error:
        st.toast(str(error), icon=":material/warning:")
