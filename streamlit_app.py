"""The page: draws what the service returns and decides nothing. `python -m assistant serve` runs it."""

import logging
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

LOOKS = Path(__file__).parent / "assistant" / "ui"
UNEXPECTED = "Có lỗi ngoài dự kiến nên chưa thực hiện được. Xin thử lại; nếu vẫn lỗi, đề nghị báo người phụ trách kèm thời điểm xảy ra."


def main() -> None:
    st.set_page_config(page_title="Trợ lý văn bản Ban Quản lý", page_icon=str(LOOKS / "icon.svg"), layout="centered")
    st.html(LOOKS / "page.css")
    st.title("Trợ lý văn bản", anchor=False)
    with st.bottom:
        controls = st.container(horizontal=True, vertical_alignment="center", gap="small")
        typed = st.chat_input("Nhập câu hỏi, có dấu hoặc không dấu")
    try:
        draw(controls, typed)
    except Exception:  # the boundary between the program and a person: what nobody foresaw is logged, and never shown as a traceback
        logging.getLogger("assistant.page").exception("Unexpected error behind the page")
        st.error(UNEXPECTED, icon=":material/error:")


def draw(controls: DeltaGenerator, typed: str | None) -> None:
    # Only now, with the question box on screen: importing the service takes a second, opening the index some more.
    from assistant.ui import draw_page

    draw_page(controls, typed)


main()
