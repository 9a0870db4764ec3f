"""The pages: each draws what the service returns and decides nothing. `python -m assistant serve` runs them."""

import logging
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path

import streamlit as st

from ingest import logs
from ingest.settings import read_settings

LOOKS = Path(__file__).parent / "assistant" / "ui"
UNEXPECTED = "Có lỗi ngoài dự kiến nên chưa thực hiện được. Xin thử lại; nếu vẫn lỗi, đề nghị báo người phụ trách kèm thời điểm xảy ra."
# Module under assistant/ui/pages/, title, icon, address. Each module has `draw() -> None`.
PAGES = (
    ("asking", "Hỏi đáp", "forum", "hoi-dap"),
    ("texts", "Tra cứu văn bản", "menu_book", "van-ban"),
    ("competence", "Thẩm quyền", "gavel", "tham-quyen"),
    ("comparing", "So sánh địa phương", "table_chart", "so-sanh"),
    ("basket", "Phiếu trình", "edit_document", "phieu-trinh"),
    ("holdings", "Kho văn bản", "inventory_2", "kho"),
)


def main() -> None:
    logs.set_up(read_settings(), logging.INFO)  # at each visit: Streamlit may have made loggers since
    st.set_page_config(page_title="Trợ lý văn bản Ban Quản lý", page_icon=str(LOOKS / "icon.svg"), layout="wide")
    st.html(LOOKS / "page.css")
    if st.user.get("is_logged_in") is False:  # signing in is configured, and this visitor has not
        import_module("assistant.ui.account").draw_sign_in()
        return
    pages = [
        st.Page(_drawing(module), title=title, icon=f":material/{icon}:", url_path=address, default=module == "asking")
        for module, title, icon, address in PAGES
    ]
    try:
        st.navigation(pages, position="top").run()
    except Exception:  # the boundary between the program and a person: what nobody foresaw is logged, and never shown as a traceback
        logging.getLogger("assistant.page").exception("Unexpected error behind the page")
        st.error(UNEXPECTED, icon=":material/error:")


def _drawing(module: str) -> Callable[[], None]:
    """Draws the page of that module. Nothing of it is imported before: the service takes a second to import."""
    draw = partial(_draw, module)
    draw.__name__ = module  # type: ignore[attr-defined]  # Streamlit asks a page for its name
    return draw


def _draw(module: str) -> None:
    import_module(f"assistant.ui.pages.{module}").draw()


main()
