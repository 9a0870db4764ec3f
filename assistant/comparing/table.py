"""The table of a comparison as plain values; its JSON is a contract that may grow, not change."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from ..answer import Citation
from ..citing import data_day, vietnamese_date
from ..composers.cells import CellState
from ..render import escape
from ..warnings import REMINDER

REPORT, LOCAL = "báo cáo hội nghị", "quy định của địa phương"
OF_ALL = "nói chung về cả Khối"


@dataclass(frozen=True, slots=True)
class Remark:
    """A verified statement with its citation. `note` is what a reader must know beside it: of whom or for which area it speaks."""

    text: str
    citation: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class TableCell:
    """What one party says on one topic; `citation` is None where it says nothing and nothing names it.

    `note` is that of the text; `also` is what else is held on the topic.
    """

    place: str
    text: str
    has_content: bool
    citation: int | None
    state: CellState = "silent"
    note: str = ""
    also: tuple[Remark, ...] = ()

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """All that the cell says, each with its citation; empty where it has no content."""
        return (Remark(self.text, self.citation, self.note), *self.also) if self.has_content and self.citation else ()


@dataclass(frozen=True, slots=True)
class TableRow:
    topic: str
    source: str
    cells: tuple[TableCell, ...]

    @property
    def title(self) -> str:
        """The topic, with the kind of source where that is not the report."""
        return self.topic if self.source == REPORT else f"{self.topic} ({self.source})"


@dataclass(frozen=True, slots=True)
class Column:
    """How a place is shown: under its names before and after a merger, with what is known of its boards.

    `may_add` are other places of the same province of today of which the reports hold content.
    """

    place: str
    shown: str
    boards: tuple[str, ...]
    may_add: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceNote:
    """What an officer must be told of the texts cited under these numbers."""

    citations: tuple[int, ...]
    text: str

    @property
    def marks(self) -> str:
        """The numbers as a reader sees them, runs shortened: "[1]–[4][7]"."""
        marks, numbers = list[str](), sorted(self.citations)
        for n in numbers:
            if n - 1 not in numbers:
                marks.append(f"[{n}]")
            elif n + 1 not in numbers:
                marks.append(f"{'–' if n - 2 in numbers else ''}[{n}]")
        return "".join(marks)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The table with its citations."""

    as_of: date
    places: tuple[str, ...]
    boards: tuple[str, ...]  # of the places, by the name that a report gives; "" where none names one
    rows: tuple[TableRow, ...]
    citations: tuple[Citation, ...]
    columns: tuple[Column, ...] = ()
    notes: tuple[SourceNote, ...] = ()
    built_at: str = ""

    @property
    def footer(self) -> str:
        """The day of the law and of the data, and the reminder to check before signing."""
        return f"Bảng lập theo pháp luật tại ngày {vietnamese_date(self.as_of)}. Dữ liệu đến ngày {data_day(self.built_at)}. {REMINDER}"

    def shown(self, place: str) -> str:
        """The heading of a place."""
        return next((c.shown for c in self.columns if c.place == place), place)

    def notes_on(self, n: int) -> tuple[str, ...]:
        return tuple(note.text for note in self.notes if n in note.citations)

    def as_json(self) -> dict[str, Any]:
        """What `assistant compare --json` prints."""
        return {
            "as_of": self.as_of.isoformat(),
            "places": list(self.places),
            "boards": list(self.boards),
            "topics": list(dict.fromkeys(row.topic for row in self.rows)),
            "rows": [{"topic": row.topic, "source": row.source, "cells": [asdict(c) for c in row.cells]} for row in self.rows],
            "citations": [c.as_json() for c in self.citations],
            "columns": [asdict(column) for column in self.columns],
            "notes": [asdict(note) for note in self.notes],
            "built_at": self.built_at,
        }

    def as_markdown(self) -> str:
        """The table and, below it, what its marks cite and what must be known of it."""
        head = ["Chủ đề", *(escape(self.shown(place)) for place in self.places)]
        lines = [_line(head), _line(["---"] * len(head))]
        lines += [_line([escape(row.title), *(_markdown(c) for c in row.cells)]) for row in self.rows]
        sources = [f"[{c.n}] {escape(c.full_citation)}" for c in self.citations]
        notes = [f"Lưu ý {note.marks}: {escape(note.text)}" for note in self.notes]
        return "\n".join([*lines, "", *sources, *([""] if notes else []), *notes, "", escape(self.footer)])


def _markdown(cell: TableCell) -> str:
    told = [f"{f'({escape(r.note)}) ' if r.note else ''}{escape(r.text)} [{r.citation}]" for r in cell.remarks]
    return " • ".join(told) or f"{escape(cell.text)}{f' [{cell.citation}]' if cell.citation else ''}"


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
