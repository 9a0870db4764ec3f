"""Phiếu trình: what the officer put into the basket → a paper to sign."""

import streamlit as st

from ingest.settings import read_settings

from ...memo import load_forms
from ...service import Assistant
from ..basket_items import draw_how_to_fill, draw_items
from ..desk_of import desk
from ..memo_form import details_form
from ..memo_result import draw_result
from ..shell import draw_in_shell
from ..wording import plain

_LEAD = (
    "Soạn phiếu trình, tờ trình, công văn, báo cáo theo thể thức của {source} từ những nội dung đã chọn. "
    "Mỗi câu và mỗi trích dẫn được kiểm chứng lại tại ngày của văn bản; nội dung nào không đạt thì không đưa vào."
)


def draw() -> None:
    draw_in_shell("Phiếu trình", _draw)


def _draw(assistant: Assistant) -> None:
    forms = load_forms(read_settings().corpus)
    st.markdown(_LEAD.format(source=plain(forms.source)))
    own = desk()
    held = own.basket()
    if not held:
        draw_how_to_fill()
        return
    basket, paper = st.columns([3, 2], gap="medium")
    with basket:
        draw_items(own, held)
    with paper:
        details = details_form(own, forms, assistant.catalogue.places)
        draw_result(assistant, [one.item for one in held], details, forms)
