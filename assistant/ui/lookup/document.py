"""The open document: its head, the tree at the left, and at the right one of four views of what is chosen in it."""

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from ingest.catalogue import ProvisionRef
from ingest.law.validity import STATE_LABELS
from ingest.show import ShowError

from ...citing import full_name, official_page, vietnamese_date
from ...lookup import HeldProvision, articles_around, first_article, name_of, outline_of, parts_of, provision_at
from ...service import Assistant
from ..boundary import Problem, draw_problem
from ..source_parts import official_link
from ..wording import STATE_COLOURS, WITHOUT_FORCE, plain, sentence
from .address import Address, View, go, here, text_link
from .changing import draw_changes
from .history import draw_history
from .linking import draw_references
from .reading import draw_reading, draw_state
from .tree import draw_tree

_VIEWS: dict[View, str] = {"noi-dung": "Nội dung", "thay-doi": "Thay đổi", "hieu-luc": "Hiệu lực", "dan-chieu": "Dẫn chiếu"}
_OTHER: dict[View, Callable[[Assistant, HeldProvision, Address], None]] = {
    "thay-doi": draw_changes, "hieu-luc": draw_history, "dan-chieu": draw_references,
}  # fmt: skip
_VIEW = "lookup_view"


def draw_document(assistant: Assistant, address: Address) -> None:
    """Draws what the address names, or says in one line that it is not held."""
    try:
        _draw(assistant, address)
    except ShowError as error:
        draw_problem(Problem(str(error)))


def _draw(assistant: Assistant, address: Address) -> None:
    whole = _at(assistant, address, "")
    chosen = _at(assistant, address, address.key) if address.key else whole
    _draw_head(assistant, whole)
    _draw_successors(assistant, whole, address)
    opened = assistant.index.opened()
    provisions = opened.store.provisions(chosen.version.id)
    tree = outline_of(provisions)
    first = first_article(tree)
    around = articles_around(tree, chosen.place.start if address.key or first is None else first.start)
    if around is None:
        draw_problem(Problem("Văn bản này không có nội dung để hiển thị."))
        return
    left, right = st.columns([0.32, 0.68], gap="medium")
    with left, st.container(key="outline"):
        parts = parts_of(provisions, around.here, opened.store.text(chosen.version.id))
        draw_tree(f"{opened.name} {chosen.version.id}", tree, around.here, parts, address)
    with right:
        _draw_views(address)
        if address.view == "noi-dung":
            draw_reading(assistant, chosen if address.key else _at(assistant, address, around.here.key), around, address)
        else:
            draw_state(chosen, around.here.label)
            _OTHER[address.view](assistant, chosen, address)


def _at(assistant: Assistant, address: Address, key: str) -> HeldProvision:
    return provision_at(assistant.index.opened(), assistant.catalogue, address.document, key, address.on, address.file)


def _draw_head(assistant: Assistant, held: HeldProvision) -> None:
    version, day = held.version, held.shown.as_of
    st.markdown(f"**{plain(sentence(full_name(version)))}**")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if version.text_kind not in WITHOUT_FORCE:
            state = held.shown.state
            st.badge(f"Văn bản, ngày {vietnamese_date(day)}: {STATE_LABELS[state]}", color=STATE_COLOURS[state])
        page = official_page(version, assistant.catalogue)
        if not official_link(page, "Trang chính thức", "tertiary") and version.text_kind != "report":
            st.caption("Kho chưa ghi địa chỉ trang chính thức.")


def _draw_successors(assistant: Assistant, held: HeldProvision, address: Address) -> None:
    """What replaced the document, where the catalogue knows it."""
    instrument = assistant.catalogue.instrument(held.version.document)
    for number in instrument.replaced_by if instrument else ():
        texts = assistant.index.opened().versions_of(number)
        name = name_of(ProvisionRef(number), texts, assistant.catalogue)
        if texts:
            text_link(f"Đã được thay thế bởi {plain(name)}", Address(number, day=address.day))
        else:
            st.caption(f"Đã được thay thế bởi {plain(name)} (kho chưa có).")


def _draw_views(address: Address) -> None:
    st.session_state[_VIEW] = address.view
    st.segmented_control(
        "Xem",
        list(_VIEWS),
        format_func=lambda view: _VIEWS[view],
        key=_VIEW,
        on_change=_set_view,
        required=True,
        label_visibility="collapsed",
    )


def _set_view() -> None:
    go(replace(here(), view=st.session_state[_VIEW] or "noi-dung"))
