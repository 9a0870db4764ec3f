"""What the page draws. Imports the service; nothing imports it but streamlit_app.py."""

from .boundary import problems_told
from .controls import as_of_control, new_start_control
from .conversation import ask, asked, turns
from .frame import say_language, scroll_to_turn
from .opening import open_service
from .reply import draw_question, draw_reply
from .welcome import draw_holdings, draw_welcome

__all__ = [
    "as_of_control",
    "ask",
    "asked",
    "draw_holdings",
    "draw_question",
    "draw_reply",
    "draw_welcome",
    "new_start_control",
    "open_service",
    "problems_told",
    "say_language",
    "scroll_to_turn",
    "turns",
]
