"""From when to when: the timeline of what is open, the texts held of it, and the official address."""

from dataclasses import replace

import streamlit as st

from ingest.catalogue import Effect

from ...citing import vietnamese_date
from ...lookup import HeldProvision, is_held, name_of
from ...service import Assistant
from ..wording import KIND_LABELS, plain, sentence
from .address import Address, text_link


def draw_history(assistant: Assistant, held: HeldProvision, address: Address) -> None:
    st.markdown("**Dòng thời gian**")
    lines = [(vietnamese_date(day) if day else "chưa rõ ngày", what) for day, what in held.shown.timeline]
    st.markdown("\n".join(f"- **{plain(day)}** – {plain(sentence(what))}" for day, what in lines) or "Kho chưa ghi nhận mốc nào.")
    _draw_sources(assistant, held.shown.history, address)
    _draw_texts(held, address)


def _draw_sources(assistant: Assistant, effects: tuple[Effect, ...], address: Address) -> None:
    opened = assistant.index.opened()
    sources = [
        ref
        for ref in dict.fromkeys(e.source for e in effects)
        if is_held(opened.store, opened.versions_of(ref.instrument), ref, address.on)
    ]
    if sources:
        st.markdown("**Xem điều khoản đã tác động**")
        with st.container(gap="xxsmall"):
            for ref in sources:
                label = name_of(ref, opened.versions_of(ref.instrument), assistant.catalogue)
                text_link(plain(sentence(label)), Address(ref.instrument, ref.eid, address.day))


def _draw_texts(held: HeldProvision, address: Address) -> None:
    st.markdown("**Các bản kho đang giữ**")
    with st.container(gap="xxsmall"):
        for version in held.texts:
            day = f", ngày {vietnamese_date(version.version_date)}" if version.version_date else ""
            name = version.version if version.text_kind == "official" else version.title
            label = plain(sentence(f"{name} ({KIND_LABELS[version.text_kind]}{day}) – tệp {version.file}"))
            if version.id == held.version.id:
                st.markdown(f"{label} – **đang xem**")
            else:
                text_link(label, replace(address, file=version.file, key="", view="noi-dung"))
