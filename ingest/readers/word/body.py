"""Lines of a Word body: paragraphs and tables in document order."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from ..markers import joined
from ..table import row_lines
from ..tidy import one_line
from .names import COMPATIBILITY, MATHS, is_on, w
from .numbering import Numbering

_BLOCKS: Final = frozenset((w("p"), w("tbl")))
_ROWS: Final = frozenset((w("tr"),))
_CELLS: Final = frozenset((w("tc"),))
_WRAPPERS: Final = frozenset(
    [w(name) for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")]
    + [COMPATIBILITY + name for name in ("AlternateContent", "Choice")]
)
_DROPPED: Final = frozenset(
    [w(name) for name in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "delText")]
    + [w(name) for name in ("instrText", "delInstrText")]
    + [COMPATIBILITY + "Fallback"]
)
_TEXTS: Final = frozenset((w("t"), MATHS + "t"))
_LITERALS: Final[Mapping[str, str]] = {
    w("tab"): " ",
    w("ptab"): " ",
    w("br"): "\n",
    w("cr"): "\n",
    w("noBreakHyphen"): "-",
}
_SYMBOLS: Final[Mapping[str, str]] = {"F0B7": "•", "F0A7": "•", "F0D8": "•", "F02D": "-"}
"""Bullets and the dash of the Symbol and Wingdings fonts by character code."""

NoteId = tuple[str, str | None]
"""Kind of the note's element ("footnote" or "endnote"; each counts from 1) and its id."""
_NOTE_OF: Final[Mapping[str, str]] = {w("footnoteReference"): "footnote", w("endnoteReference"): "endnote"}


class Body:
    """Reads block after block; `footnotes` are the lines of the notes referred to."""

    def __init__(self, numbering: Numbering, notes: Mapping[NoteId, Any]) -> None:
        self._numbering = numbering
        self._notes = notes
        self._note_numbers: dict[NoteId, int] = {}
        self._inside_note = False
        self.footnotes: list[str] = []

    def lines(self, container: Any) -> list[str]:
        """Lines of the blocks in a body, a cell, a text box or a footnote."""
        found: list[str] = []
        carried = ""
        for block in _inside(container, _BLOCKS):
            if block.tag == w("tbl"):
                found += self._table(block)
                continue
            pieces, boxes = [carried], list[Any]()
            self._gather(block, pieces, boxes)
            carried = "".join(pieces)
            if not _mark_is_deleted(block):
                found += self._paragraph(block, carried)
                carried = ""
            for box in boxes:
                found += self.lines(box)
        return found + _own_lines(carried)

    def _paragraph(self, paragraph: Any, text: str) -> list[str]:
        label = self._numbering.label(paragraph)
        lines = _own_lines(text)
        return [label + lines[0], *lines[1:]] if lines else []

    def _table(self, table: Any) -> list[str]:
        return [
            line
            for row in _inside(table, _ROWS)
            if row.find(f"{w('trPr')}/{w('del')}") is None
            for line in row_lines([self.lines(cell) for cell in _inside(row, _CELLS)])
        ]

    def _gather(self, element: Any, pieces: list[str], boxes: list[Any]) -> None:
        """Add the element's visible text to `pieces` and its text boxes to `boxes`."""
        for child in element.iterchildren("*"):
            if child.tag in _TEXTS:
                pieces.append(child.text or "")
            elif child.tag in _LITERALS:
                pieces.append(_LITERALS[child.tag])
            elif child.tag == w("sym"):
                pieces.append(_SYMBOLS.get(child.get(w("char"), "").upper(), " "))
            elif child.tag in _NOTE_OF:
                pieces.append(self._reference((_NOTE_OF[child.tag], child.get(w("id")))))
            elif child.tag == w("txbxContent"):
                boxes.append(child)
            elif child.tag not in _DROPPED and not _is_hidden_run(child):
                self._gather(child, pieces, boxes)

    def _reference(self, note_id: NoteId) -> str:
        """Mark of a footnote or an endnote, as `[4]`; the first reference reads the note's text."""
        note = self._notes.get(note_id)
        if note is None or self._inside_note:
            return ""
        if note_id not in self._note_numbers:
            number = self._note_numbers[note_id] = len(self._note_numbers) + 1
            self._inside_note = True
            self.footnotes.append(f"[{number}] " + " ".join(self.lines(note)))
            self._inside_note = False
        return f"[{self._note_numbers[note_id]}]"


def _own_lines(text: str) -> list[str]:
    return joined([line for part in text.split("\n") if (line := one_line(part))])


def _inside(container: Any, wanted: frozenset[str]) -> Iterator[Any]:
    """Children of the wanted kinds, also those inside content controls and insertions."""
    for child in container.iterchildren("*"):
        if child.tag in wanted:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _inside(child, wanted)


def _is_hidden_run(element: Any) -> bool:
    hidden = element.find(f"{w('rPr')}/{w('vanish')}") if element.tag == w("r") else None
    return is_on(hidden)


def _mark_is_deleted(paragraph: Any) -> bool:
    """Whether a tracked deletion joins the paragraph to the next one."""
    mark = f"{w('pPr')}/{w('rPr')}/"
    return any(paragraph.find(mark + w(name)) is not None for name in ("del", "moveFrom"))
