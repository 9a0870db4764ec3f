"""`assistant compare`: boards × topics as a table, one citation a cell, each verified like a statement of an answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ingest.catalogue import Catalogue, Topic
from ingest.index.reader import Opened
from ingest.index.tokens import syllables

from .answer import Citation
from .composers.boards import BoardReader, Party, is_of
from .composers.cells import EMPTY, Asked, Cell, CellFinder
from .composers.draft import Citer, ground
from .composers.local_texts import LocalFinder
from .composers.report_text import held_reports
from .placing import places_of
from .question import QuestionError, QuestionReader
from .render import escape
from .retrieval import Retriever
from .verify import verify

NOT_HELD = "kho chưa giữ quy định riêng"
REPORT, LOCAL = "báo cáo hội nghị", "quy định của địa phương"


@dataclass(frozen=True, slots=True)
class TableCell:
    """What one party says on one topic; `citation` is None where it says nothing and nothing names it."""

    place: str
    text: str
    has_content: bool
    citation: int | None


@dataclass(frozen=True, slots=True)
class TableRow:
    topic: str
    source: str
    cells: tuple[TableCell, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The table with its citations."""

    as_of: date
    places: tuple[str, ...]
    boards: tuple[str, ...]  # of the places, by the name that a report gives; "" where none names one
    rows: tuple[TableRow, ...]
    citations: tuple[Citation, ...]

    def as_json(self) -> dict[str, Any]:
        """What `assistant compare --json` prints."""
        return {
            "as_of": self.as_of.isoformat(),
            "places": list(self.places),
            "boards": list(self.boards),
            "topics": list(dict.fromkeys(row.topic for row in self.rows)),
            "rows": [
                {
                    "topic": row.topic,
                    "source": row.source,
                    "cells": [{"place": c.place, "text": c.text, "has_content": c.has_content, "citation": c.citation} for c in row.cells],
                }
                for row in self.rows
            ],
            "citations": [c.as_json() for c in self.citations],
        }

    def as_markdown(self) -> str:
        """The table and, below it, what its marks cite."""
        head = ["Chủ đề", *map(escape, self.places)]
        lines = [_line(head), _line(["---"] * len(head))]
        for row in self.rows:
            name = row.topic if row.source == REPORT else f"{row.topic} ({row.source})"
            lines.append(_line([escape(name), *(f"{escape(c.text)}{f' [{c.citation}]' if c.citation else ''}" for c in row.cells)]))
        return "\n".join([*lines, "", *(f"[{c.n}] {escape(c.full_citation)}" for c in self.citations)])


class Comparer:
    """Makes tables over one catalogue."""

    def __init__(self, catalogue: Catalogue, reader: QuestionReader, retriever: Retriever) -> None:
        self._catalogue, self._reader = catalogue, reader
        self._boards = BoardReader(catalogue)
        self._local = LocalFinder(catalogue, retriever, self._boards)

    def compare(self, opened: Opened, places: Sequence[str], topics: Sequence[str], as_of: date) -> Comparison:
        """The table; all topics on which one of the boards has content where none is named. Raises QuestionError for an unknown name."""
        parties = [self._party(name) for name in dict.fromkeys(" ".join(p.split()) for p in places) if name]
        if not parties:
            raise QuestionError('Xin nêu ít nhất một địa phương để so sánh, ví dụ: --places "Hải Phòng,Hưng Yên".')
        finder = CellFinder(self._catalogue, self._boards, held_reports(opened, self._catalogue), Asked())
        chosen = [self._topic(name) for name in topics if name.strip()] or finder.topics_of(parties)
        found = [(topic, REPORT, [finder.cell(party, topic) for party in parties]) for topic in chosen]
        if topics:
            found += self._local_rows(opened, parties, chosen, as_of)
        return self._table(opened, parties, found, as_of)

    def _local_rows(
        self, opened: Opened, parties: Sequence[Party], topics: Sequence[Topic], as_of: date
    ) -> list[tuple[Topic, str, list[Cell]]]:
        rows = []
        for topic in topics:
            held = {c.party: c for c in self._local.find(opened, self._reader.read(topic.name, as_of), parties, topic.name)}
            if held:
                rows.append((topic, LOCAL, [held.get(p) or Cell(p, topic.name, "silent", None, local=True) for p in parties]))
        return rows

    def _table(self, opened: Opened, parties: Sequence[Party], rows: Sequence[tuple[Topic, str, list[Cell]]], as_of: date) -> Comparison:
        citer = Citer(self._catalogue, opened.store, as_of)
        passages = {c.passage.id: c.passage for _, _, cells in rows for c in cells if c.passage and c.state != "silent"}
        citations = {id_: citer.cite(n, passage) for n, (id_, passage) in enumerate(passages.items(), start=1)}
        verdicts = verify([ground(c) for c in citations.values()], list(citations.values()), opened.store.text, places_of(opened.store))
        holds = {id_: citations[id_] for id_, verdict in zip(citations, verdicts, strict=True) if verdict.passed}
        return Comparison(
            as_of=as_of,
            places=tuple(party.name for party in parties),
            boards=tuple(self._board(party) for party in parties),
            rows=tuple(TableRow(topic.name, source, tuple(_cell(c, holds) for c in cells)) for topic, source, cells in rows),
            citations=tuple(holds.values()),
        )

    def _party(self, name: str) -> Party:
        if party := self._boards.read(name):
            return party
        raise QuestionError(f"Không có tỉnh, thành phố nào tên “{name}” trong danh mục; xin kiểm tra lại tên.")

    def _board(self, party: Party) -> str:
        members = (m for card in self._catalogue.reports for m in card.members)
        return next((m.board for m in members if is_of(party, m.province)), "")

    def _topic(self, name: str) -> Topic:
        """The topic of this name or called so; another is looked for by its name alone."""
        wanted = syllables(name, folded=True)
        for topic in self._catalogue.topics:
            if any(syllables(said, folded=True) == wanted for said in (topic.name, *topic.says)):
                return topic
        return Topic(name.strip(), (), (name.strip(),))


def _cell(cell: Cell, citations: Mapping[str, Citation]) -> TableCell:
    cited = citations.get(cell.passage.id) if cell.passage else None
    if cell.state == "content" and cited:
        return TableCell(cell.party.name, ground(cited).text, True, cited.n)
    state = cell.state if cell.state != "content" else "silent"
    return TableCell(cell.party.name, NOT_HELD if cell.local else EMPTY[state], False, cited.n if cited and state != "silent" else None)


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
