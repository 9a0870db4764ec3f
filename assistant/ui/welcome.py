"""The first visit: what this is, what it holds, four questions that it can answer."""

from datetime import date

import streamlit as st

from ..service import Assistant
from .conversation import ask_next
from .holdings_list import held_now, summary
from .links import HOLDINGS_AT, page_link
from .shell import draw_reminder
from .wording import plain

EXAMPLES = (
    "Ban quản lý có được cấp giấy phép xây dựng trong khu công nghiệp không?",
    "Ai bổ nhiệm Trưởng ban Ban quản lý và có bao nhiêu Phó Trưởng ban?",
    "Tiêu chí xác định khu công nghiệp sinh thái là gì?",
    "Tiêu chuẩn danh hiệu Tập thể lao động xuất sắc là gì?",
)


def draw_welcome() -> None:
    st.markdown(
        "Hỏi về thẩm quyền, thủ tục và quy định đối với khu công nghiệp, khu chế xuất, khu kinh tế. "
        "Trợ lý chỉ trả lời từ các văn bản có trong kho, dẫn đến từng khoản, điểm, và nói rõ khi kho chưa có căn cứ."
    )
    st.markdown("**Câu hỏi mẫu**")
    with st.container(gap="xsmall"):
        for row, question in enumerate(EXAMPLES):
            st.button(plain(question), key=f"example-{row}", on_click=ask_next, args=(question,), wrap=True)


def draw_destination(assistant: Assistant) -> None:
    """Where questions go, said before the first one is asked; nothing where they stay on this machine."""
    if assistant.model and assistant.model.place:
        st.info(
            "Câu hỏi và các điều khoản được dẫn sẽ được gửi ra ngoài máy này, tới mô hình ngôn ngữ "
            f"“{plain(assistant.model.title)}” tại {plain(assistant.model.place)}.",
            icon=":material/cloud_upload:",
        )


def draw_holdings(assistant: Assistant, as_of: date) -> None:
    """How much is held and how far it reaches, with the way to the list of it."""
    st.markdown(f"Kho đang có {summary(held_now(assistant, as_of))}.")
    page_link(HOLDINGS_AT, "Xem kho văn bản, nạp thêm văn bản", ":material/inventory_2:")
    draw_reminder(assistant)
