"""The text of what is open: the whole Điều with the chosen khoản or điểm marked, its state on the day, and what can be done with it."""

from dataclasses import replace

import streamlit as st

from ingest.index.records import StoredProvision
from ingest.law.locator import locator_of

from ...desk import item_of_clause
from ...lookup import Branch, HeldProvision, Neighbours
from ...service import Assistant
from ...warnings import warnings_for
from ..basket_button import put_button
from ..copying import copy_button
from ..excerpt import MAX_BLOCK, excerpt_in
from ..excerpt_html import as_html
from ..feedback import draw_report
from ..links import this_page
from ..source_parts import NOT_TO_CITE, draw_copies
from ..wording import STATE_COLOURS, WITHOUT_FORCE, force_line, kind_in_full, plain, sentence, state_on_day
from .address import Address, text_link

# Brings the beginning of what was chosen into sight where the page had been scrolled past it, once for each place. The script is a constant
# but for two numbers that tell places apart.
_SCROLL = """<script data-place="{version}-{start}">
(() => {{
  const head = document.querySelector('.st-key-reading-head');
  if (head && head.getBoundingClientRect().top < 60) head.scrollIntoView({{block: "start"}});
}})()
</script>"""


def draw_reading(assistant: Assistant, held: HeldProvision, around: Neighbours, address: Address) -> None:
    with st.container(key="reading-head", gap="xsmall"):
        draw_state(held, around.here.label)
    _draw_warnings(assistant, held)
    _draw_text(assistant, held, around.here)
    _draw_actions(held, address)
    with st.container(horizontal=True, horizontal_alignment="distribute", gap="small"):
        _draw_step(around.before, address, ":material/arrow_back:")
        _draw_step(around.after, address, ":material/arrow_forward:")
    st.html(_SCROLL.format(version=held.version.id, start=held.shown.start), unsafe_allow_javascript=True)


def draw_state(held: HeldProvision, name: str = "") -> None:
    """Which text this is, and whether the provision is in force on the day; `name` is that of a provision without a number."""
    citation = held.citation
    label = held.shown.label if not held.place.eid or not name or locator_of(held.place.eid) else name
    st.markdown(f"#### {plain(sentence(label))}")
    badges = [f":gray-badge[{plain(sentence(kind_in_full(citation)))}]"]
    if citation.text_kind not in WITHOUT_FORCE:
        badges.insert(0, f":{STATE_COLOURS[citation.in_force]}-badge[{state_on_day(citation.in_force, held.shown.as_of)}]")
    st.markdown(" ".join(badges))
    st.caption(force_line(citation))


def _draw_actions(held: HeldProvision, address: Address) -> None:
    """What goes into a memo: the provision itself, or its citation in both forms; a note is no ground to cite."""
    citation = held.citation
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if citation.text_kind != "note":
            put_button(item_of_clause(citation, address.on), f"text-{held.version.id}-{held.place.ord}")
            draw_copies(citation)
        copy_button("Sao chép liên kết", _link(held, address))
        draw_report(f"text-{held.version.id}-{held.place.ord}", "provision", f"{held.version.document} {held.key}", citation.label)
    if citation.text_kind == "note":
        st.caption(NOT_TO_CITE)
        return
    with st.expander("Xem trích dẫn", icon=":material/format_quote:"):
        st.caption("Dẫn lần đầu")
        st.code(sentence(citation.full_citation), language=None, wrap_lines=True)
        st.caption("Dẫn những lần sau")
        st.code(sentence(citation.label), language=None, wrap_lines=True)


def _link(held: HeldProvision, address: Address) -> str:
    """The address that opens this provision on this day, also where the day is today's and the address says none."""
    return this_page(replace(address, document=held.version.document, key=held.key, day=address.on, words="", within="").as_query())


def _draw_warnings(assistant: Assistant, held: HeldProvision) -> None:
    if held.expected:
        st.info(
            f"Bản của ngày này ({plain(held.expected.version)}) không có phần này; đang hiển thị theo bản {plain(held.version.version)}.",
            icon=":material/info:",
        )
    warnings = warnings_for([held.citation], {held.version.id: held.version}, assistant.catalogue, held.shown.as_of)
    if warnings:
        st.warning("\n".join(f"- {plain(sentence(warning))}" for warning in warnings))


def _draw_text(assistant: Assistant, held: HeldProvision, leaf: Branch) -> None:
    store = assistant.index.opened().store
    block = _block(held, leaf, store.provisions(held.version.id, leaf.start, max(leaf.end, held.place.end)))
    is_part = leaf.start < held.place.start or held.place.end < leaf.end
    marked = (held.shown.start, held.shown.start + len(held.shown.text)) if is_part and held.place.eid else (leaf.start, leaf.start)
    with st.container(key="reading"):
        st.html(as_html(excerpt_in(store, block, marked, leaf.end)))
    if leaf.end - leaf.start > MAX_BLOCK:
        st.caption("Phần này rất dài nên chỉ hiển thị một đoạn; đề nghị xem đầy đủ tại văn bản chính thức.")


def _block(held: HeldProvision, leaf: Branch, inside: list[StoredProvision]) -> StoredProvision:
    """The provision of the leaf; that of the whole where the leaf is only the beginning of it."""
    return next((p for p in inside if p.start == leaf.start and p.end == leaf.end), held.place)


def _draw_step(leaf: Branch | None, address: Address, icon: str) -> None:
    if leaf:
        text_link(plain(leaf.label), replace(address, key=leaf.key, view="noi-dung"), icon)
