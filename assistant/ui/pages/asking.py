"""Hỏi đáp: the chat. Its box is on screen before the service is imported: that takes a second, opening the index some more."""

import streamlit as st


def draw() -> None:
    st.title("Trợ lý văn bản", anchor=False)
    with st.bottom:
        controls = st.container(horizontal=True, vertical_alignment="center", gap="small", key="controls")
        typed = st.chat_input("Nhập câu hỏi, có dấu hoặc không dấu")
    from ..chat import draw_chat

    draw_chat(controls, typed)
