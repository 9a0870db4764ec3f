"""Kho văn bản: what is held, files of the user, upkeep of the index, and what staff reported as wrong."""

from pathlib import Path

import streamlit as st

from ...desk import Keeper
from ...service import Assistant
from ..account import access
from ..desk_of import desk
from ..errand import draw_buttons, draw_errand, draw_result
from ..holdings_list import draw_list
from ..shell import draw_in_shell
from ..uploading import draw_uploading
from ..worklist import draw_worklist

_LOOKS = Path(__file__).parents[1] / "holdings.css"
_UPKEEP = (
    "**Cập nhật kho** đọc lại những tệp nguồn đã thay đổi. **Kiểm tra kho** đối chiếu từng phần của kho với tệp nguồn. "
    "**Tải văn bản chính thức** lấy những văn bản có địa chỉ trong danh mục mà kho chưa có nguyên văn; cần có mạng."
)


def draw() -> None:
    st.html(_LOOKS)
    draw_in_shell("Kho văn bản", _draw)


def _draw(assistant: Assistant) -> None:
    draw_errand()
    if not access().keeps_corpus:
        draw_list(assistant)
        return
    held, files, upkeep, reports = st.tabs(["Danh sách", "Nạp tệp", "Bảo trì", "Phản ánh"])
    with held:
        draw_list(assistant)
    with files:
        draw_uploading(assistant)
    with upkeep:
        st.markdown(_UPKEEP)
        draw_buttons()
        draw_result()
    with reports:
        draw_worklist(Keeper(desk().file))
