"""A button that puts something into the basket of the memo, and says that it is there."""

import json
from collections.abc import Sequence

import streamlit as st

from ..desk import DeskError, Item
from .desk_of import desk


def put_button(item: Item, key: str, conversation: int | None = None) -> None:
    """`key` tells the buttons of a page apart; an item of a `conversation` goes when that is deleted."""
    st.button("Đưa vào phiếu trình", icon=":material/add_notes:", key=f"put-{key}", on_click=_put, args=([item], conversation))


def put_all_button(items: Sequence[Item], key: str, label: str) -> None:
    """Puts several items at once, which belong to no conversation."""
    st.button(label, icon=":material/add_notes:", key=f"put-{key}", on_click=_put, args=(items, None), type="tertiary")


def _put(items: Sequence[Item], conversation: int | None) -> None:
    """Those that are not in the basket yet: a click too many shall not print a thing twice."""
    try:
        own = desk()
        held = {_words(one.item) for one in own.basket()}
        fresh = [item for item in items if _words(item) not in held]
        for item in fresh:
            own.put(item, conversation)
        count = f"phiếu trình đang có {len(own.basket())} mục"
    except DeskError as error:
        st.toast(str(error), icon=":material/warning:")
        return
    said = "Đã đưa vào phiếu trình" if len(fresh) == 1 else f"Đã đưa {len(fresh)} mục vào phiếu trình"
    st.toast(f"{said}; {count}. Mở trang Phiếu trình để soạn." if fresh else f"Đã có sẵn trong phiếu, không đưa thêm; {count}.")


def _words(item: Item) -> str:
    """What an item says, whatever its officer has written beside it since."""
    return json.dumps([item.kind, item.title, item.as_of.isoformat(), item.statements, item.citations], ensure_ascii=False, sort_keys=True)
