"""References out of what is open and into it, each a click away."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

import streamlit as st

from ...lookup import HeldProvision, Linking, references_of
from ...service import Assistant
from ..wording import plain, sentence
from .address import Address, text_link

_OPEN = 20  # references below which all are shown, and not folded by document
_EACH = 60  # references of one document that are shown


def draw_references(assistant: Assistant, held: HeldProvision, address: Address) -> None:
    found = references_of(assistant.index.opened(), assistant.catalogue, held.place, address.on)
    what = held.shown.label[:1].lower() + held.shown.label[1:] if held.place.eid else "văn bản này"
    st.markdown(f"**{plain(sentence(what))} dẫn đến ({len(found.out)})**")
    _draw_all(found.out, address, "Không dẫn đến điều khoản nào khác mà máy nhận ra.")
    if found.unclear:
        st.caption(f"Còn {found.unclear} chỗ dẫn chưa xác định được chắc chắn là văn bản nào nên không nêu.")
    st.markdown(f"**Được dẫn từ ({len(found.into)})**")
    _draw_all(found.into, address, "Chưa thấy văn bản nào trong kho dẫn đến.")
    if found.around:
        st.markdown(f"**Nơi dẫn đến cả điều, khoản chứa phần này ({len(found.around)})**")
        _draw_all(found.around, address, "")
    st.caption("Dẫn chiếu do máy nhận ra từ câu chữ của các văn bản trong kho, có thể còn sót.")


def _draw_all(linkings: Sequence[Linking], address: Address, none: str) -> None:
    if not linkings:
        st.caption(none)
    groups = [
        (document, list(group)) for document, group in groupby(sorted(linkings, key=lambda one: one.document), key=lambda one: one.document)
    ]
    for document, group in groups:
        place = st.container(gap="xxsmall") if len(linkings) <= _OPEN else st.expander(f"{plain(document)} ({len(group)})")
        with place:
            for linking in group[:_EACH]:
                _draw_one(linking, address)
            if len(group) > _EACH:
                st.caption(f"và {len(group) - _EACH} chỗ nữa; chọn từng điều trong mục lục để xem hết.")


def _draw_one(linking: Linking, address: Address) -> None:
    doubt = " (suy ra từ số hiệu chưa đủ)" if linking.is_inferred else ""
    if linking.is_held:
        place = replace(address, document=linking.ref.instrument, key=linking.ref.eid, file="", view="noi-dung", since=None)
        text_link(f"{plain(sentence(linking.label))}{doubt}", place)
    else:
        st.markdown(f"{plain(sentence(linking.label))}{doubt} – *kho chưa có*")
