"""A button that copies a text at once. The script behind it is a constant (frame.py); the text travels as an attribute, escaped."""

from html import escape

import streamlit as st


def copy_button(label: str, text: str) -> None:
    """Draws the button; a click puts the text on the clipboard and says so."""
    st.html(f'<button type="button" class="copy" data-copy="{escape(text, quote=True)}">{escape(label)}</button>', width="content")
