"""What the page draws. Imports the service; nothing imports it but streamlit_app.py."""

from .page import draw_page

__all__ = ["draw_page"]
