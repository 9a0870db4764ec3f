"""A button that puts something into the basket of the memo, and says that it is there."""

import streamlit as st

from ..desk import DeskError, Item
from .conversation import conversation
from .desk_of import desk


def put_button(item: Item, key: str, label: str = "Đưa vào phiếu trình") -> None:
    """`key` tells the buttons of a page apart."""
    st.button(label, icon=":material/add_notes:", key=f"put-{key}", on_click=_put, args=(item,))


def _put(item: Item) -> None:
    try:
        desk().put(item, conversation())
        st.toast(f"Đã đưa vào phiếu trình ({len(desk().basket())} mục). Mở trang Phiếu trình để soạn.", icon=":material/check:")
    except DeskError as error:
        st.toast(str(error), icon=":material/warning:")
