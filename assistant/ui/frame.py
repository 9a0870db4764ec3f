"""Two things that only a script can do. The scripts are constants: no text of a document or of a person is in them."""

import streamlit as st

# Screen readers read Vietnamese as Vietnamese, and browsers do not offer to translate the page from English.
_LANGUAGE = "<script>document.documentElement.lang = 'vi'</script>"
_SCROLL = """<script data-turn="{number}">
document.querySelectorAll('[data-testid="stChatMessage"]')[{message}]?.scrollIntoView({{block: "start"}})
</script>"""


def say_language() -> None:
    st.html(_LANGUAGE, unsafe_allow_javascript=True)


def scroll_to_turn(number: int) -> None:
    """Brings the question of a turn to the top, once: the browser runs a script again only where its text has changed.

    Streamlit itself scrolls to the end of a new answer or not at all; an answer is read from its beginning.
    """
    st.html(_SCROLL.format(number=number, message=2 * number), unsafe_allow_javascript=True)
