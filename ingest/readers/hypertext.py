"""HTML files: block elements become lines, table rows become one line each.

Nothing outside the file is ever loaded: the parser builds a tree of the file's own
bytes, and links, images, frames, styles and entities are not followed.
"""

import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from .encoding import decode
from .markers import begins_provision, joined
from .ordinals import lower_letter, lower_roman
from .source import ReaderError, SourceText
from .table import row_lines
from .tidy import one_line

if TYPE_CHECKING:
    from bs4 import BeautifulSoup
    from bs4.element import PageElement, Tag

MEDIA_TYPE: Final = "text/html"
MAX_HTML_BYTES: Final = 10 * 1024 * 1024
"""A long decree's page has 3 MB."""
MAX_TAGS: Final = 300_000
"""The tree takes time and memory by its tags, half a kilobyte each; a long decree's page has 50 000."""
MAX_DEPTH: Final = 150
"""Elements nested deeper are read as one run of text; it keeps recursion bounded."""
MAX_ORDINAL_DIGITS: Final = 6

_DROPPED: Final = frozenset((
    "head", "title", "script", "style", "nav", "noscript", "template", "iframe", "frame", "object", "embed", "applet",
    "svg", "math", "canvas", "audio", "video", "map", "button", "select", "option", "textarea", "input", "datalist",
))  # fmt: skip
_BLOCKS: Final = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hgroup", "hr", "html", "legend", "li", "main", "menu", "ol", "p", "pre", "search", "section", "summary", "table",
    "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
))  # fmt: skip
_ROW_GROUPS: Final = frozenset(("thead", "tbody", "tfoot", "form"))


def read_hypertext(path: Path, data: bytes) -> SourceText:
    """Text of a .html or .htm file in its declared charset, UTF-8 where it has none.

    Raises ReaderError "too_large", "binary", "encoding" or "damaged".
    """
    if len(data) > MAX_HTML_BYTES:
        problem = f"trang HTML có {len(data):,} byte, quá mức {MAX_HTML_BYTES:,}"
        raise ReaderError(path, "too_large", problem)
    lines = _Lines()
    lines.walk(_tree(path, data), depth=0)
    lines.flush()
    return SourceText("\n".join(lines.done), MEDIA_TYPE, ())


def _tree(path: Path, data: bytes) -> "BeautifulSoup":
    from bs4 import (
        BeautifulSoup,
        MarkupResemblesLocatorWarning,
        ParserRejectedMarkup,
        XMLParsedAsHTMLWarning,
    )
    from bs4.dammit import EncodingDetector

    declared = EncodingDetector.find_declared_encoding(data, is_html=True)
    text = decode(path, data, declared)
    if (tags := text.count("<")) > MAX_TAGS:
        raise ReaderError(path, "too_large", f"trang HTML có {tags:,} thẻ, quá mức {MAX_TAGS:,}")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        try:
            return BeautifulSoup(text, "lxml")
        except ParserRejectedMarkup as error:
            problem = "không phải trang HTML đọc được"
            raise ReaderError(path, "damaged", problem) from error


class _Lines:
    """Lines of a tree, gathered in document order; `done` holds the finished ones."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self._broken: list[str] = []  # lines of the open block that <br> has ended
        self._open: list[str] = []  # pieces of the open line

    def walk(self, element: "Tag", depth: int) -> None:
        """Take in what is inside the element."""
        from bs4.element import CData, NavigableString, Tag

        if depth > MAX_DEPTH:
            self._open.append(element.get_text(" "))
            return
        for child in element.children:
            if isinstance(child, Tag):
                self._element(child, depth + 1)
            elif isinstance(child, NavigableString) and type(child) in (NavigableString, CData):
                self._text(child, preformatted=element.name == "pre")

    def flush(self) -> None:
        """End the open block."""
        self._break()
        self.done += joined(self._broken)
        self._broken = []

    def _break(self) -> None:
        line = one_line("".join(self._open))
        self._open = []
        if line:
            self._broken.append(line)

    def _text(self, text: str, preformatted: bool) -> None:
        first, *rest = text.splitlines() or [""] if preformatted else [text]
        self._open.append(first)
        for line in rest:
            self._break()
            self._open.append(line)

    def _element(self, element: "Tag", depth: int) -> None:
        if element.name in _DROPPED or _is_hidden(element):
            return
        if element.name == "br":
            self._break()
        elif element.name == "table":
            self.flush()
            self._table(element, depth)
        elif element.name in ("ol", "ul"):
            self.flush()
            self._list(element, depth)
        elif element.name in _BLOCKS:
            self.flush()
            self.walk(element, depth)
            self.flush()
        else:
            self.walk(element, depth)

    def _list(self, element: "Tag", depth: int) -> None:
        ordinal = _number(element, "start", 1)
        for child in _children(element):
            start = len(self.done)
            self._element(child, depth + 1)
            if child.name != "li":
                continue
            ordinal = _number(child, "value", ordinal)
            label = _label(element, ordinal)
            if start < len(self.done) and not begins_provision(self.done[start]):
                self.done[start] = label + self.done[start]
            ordinal += 1

    def _table(self, table: "Tag", depth: int) -> None:
        for row in _rows(table):
            if row.name != "tr":
                self._element(row, depth + 1)
                continue
            cells = []
            for cell in _children(row):
                inside = _Lines()
                inside.walk(cell, depth + 3)
                inside.flush()
                cells.append(inside.done)
            self.done += row_lines(cells)


def _children(element: "Tag") -> "Iterator[Tag]":
    from bs4.element import Tag

    for child in element.children:
        if isinstance(child, Tag) and child.name not in _DROPPED and not _is_hidden(child):
            yield child


def _rows(table: "Tag") -> "Iterator[Tag]":
    for child in _children(table):
        if child.name in _ROW_GROUPS:
            yield from _children(child)
        else:
            yield child


def _is_hidden(element: "Tag") -> bool:
    style = _attribute(element, "style").replace(" ", "").lower()
    return element.has_attr("hidden") or "display:none" in style


def _attribute(element: "Tag | PageElement", name: str) -> str:
    value = getattr(element, "attrs", {}).get(name, "")
    return value if isinstance(value, str) else " ".join(value)


def _number(element: "Tag", name: str, default: int) -> int:
    value = _attribute(element, name).strip()
    short = value.isascii() and value.isdigit() and len(value) <= MAX_ORDINAL_DIGITS
    return int(value) if short else default


def _label(element: "Tag", ordinal: int) -> str:
    """Label of a list item as a law writes it: `1. `, `a) `, `- `."""
    style = _attribute(element, "style").replace(" ", "").lower()
    if "list-style:none" in style or "list-style-type:none" in style:
        return ""
    if element.name == "ul":
        return "- "
    match _attribute(element, "type"):
        case "a":
            return f"{lower_letter(ordinal)}) "
        case "A":
            return f"{lower_letter(ordinal).upper()}. "
        case "i":
            return f"{lower_roman(ordinal)}) "
        case "I":
            return f"{lower_roman(ordinal).upper()}. "
        case _:
            return f"{ordinal}. "
