"""The [n] marks of an answer as links that open the source beside it, and the answer as text to paste."""

import re

from ..render import JOINER

# A mark of ours; brackets of documents are escaped. >>> _MARK.sub("#", r"a [1][2] \\[3]")
_MARK = re.compile(r"(?<!\\)\[(?P<n>\d{1,3})\]")
_ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
_EMPHASIS = re.compile(r"(?<!\\)\*+")
_BULLET = re.compile(r"^(?P<indent>\s*)- ", re.MULTILINE)


def button_key(turn: int, n: int) -> str:
    """The key of the button that opens a citation; marks link to it by this name."""
    return f"cite-{turn}-{n}"


def with_links(markdown: str, turn: int) -> str:
    r"""The Markdown with its marks as links.

    >>> with_links(r"Theo **đó** [1][12]; \[3\]", 0)
    'Theo **đó** [\\[1\\]](#cite-0-1)[\\[12\\]](#cite-0-12); \\[3\\]'
    """
    return _MARK.sub(lambda found: rf"[\[{found['n']}\]](#{button_key(turn, int(found['n']))})", markdown)


def as_text(markdown: str) -> str:
    r"""The Markdown of an answer as plain text.

    >>> as_text("**Do Ban quản lý.** *(tóm lược)* [1]\n\n- Khoản 2\\: có [2]")
    'Do Ban quản lý. (tóm lược) [1]\n\n– Khoản 2: có [2]'
    """
    return _ESCAPE.sub("", _BULLET.sub(r"\g<indent>– ", _EMPHASIS.sub("", markdown))).replace(JOINER, "")
