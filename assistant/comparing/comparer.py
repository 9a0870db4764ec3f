"""Boards × topics → the table: cells found, cited, verified."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ingest.catalogue import Catalogue, LocalTopic, Topic
from ingest.index.reader import Opened
from ingest.index.tokens import syllables

from ..answer import Citation
from ..composers.boards import BoardReader, Party, is_of
from ..composers.cells import EMPTY, Asked, Cell, CellFinder
from ..composers.draft import Citer, ground
from ..composers.report_text import held_reports
from ..placing import places_of
from ..question import QuestionError
from ..verify import verify
from .columns import column_of, stands_for
from .local_rows import Found, LocalRows
from .notes import source_notes
from .table import LOCAL, OF_ALL, REPORT, Comparison, Remark, TableCell, TableRow

NOT_HELD = "kho chưa giữ quy định riêng"
MAX_PLACES, MAX_TOPICS = 12, 24  # columns and named topics of one table: what a page and a sheet still show


@dataclass(frozen=True, slots=True)
class _Row:
    topic: str
    source: str
    cells: tuple[Cell, ...]
    notes: tuple[Mapping[str, str], ...]  # of each cell: passage → what must be known beside it


class Comparer:
    """Makes tables over one catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._boards = BoardReader(catalogue)

    def compare(self, opened: Opened, places: Sequence[str], topics: Sequence[str], as_of: date) -> Comparison:
        """The table; all topics on which one of the boards has content where none is named. Raises QuestionError for an unknown name."""
        parties = self._parties(places)
        finder = CellFinder(self._catalogue, self._boards, held_reports(opened, self._catalogue), Asked())
        named = list(dict.fromkeys(" ".join(name.split()) for name in topics if name.strip()))
        if len(named) > MAX_TOPICS:
            raise QuestionError(f"Một bảng so sánh nhiều nhất {MAX_TOPICS} chủ đề; đang chọn {len(named)}, xin bớt đi.")
        rows = self._named(opened, finder, parties, named, as_of) if named else self._all(opened, finder, parties, as_of)
        return self._table(opened, parties, rows, as_of)

    def _named(self, opened: Opened, finder: CellFinder, parties: Sequence[Party], names: Sequence[str], as_of: date) -> list[_Row]:
        """The rows of the topics named: of the reports first, then of the provinces' own texts."""
        reported = dict.fromkeys(topic for name in names if (topic := self._topic(name)))
        local = dict.fromkeys(topic for name in names for topic in self._local_topics(name))
        return [*(self._report_row(finder, parties, topic) for topic in reported), *self._local_rows(opened, parties, local, as_of)]

    def _all(self, opened: Opened, finder: CellFinder, parties: Sequence[Party], as_of: date) -> list[_Row]:
        rows = [self._report_row(finder, parties, topic) for topic in finder.topics_of(parties)]
        return [*rows, *self._local_rows(opened, parties, self._catalogue.local_topics.topics, as_of)]

    def _report_row(self, finder: CellFinder, parties: Sequence[Party], topic: Topic) -> _Row:
        cells = tuple(finder.cell(party, topic) for party in parties)
        return _Row(topic.name, REPORT, cells, tuple(map(self._notes, cells)))

    def _notes(self, cell: Cell) -> dict[str, str]:
        """Of whom each statement speaks, where that is not simply the board of the party."""
        held = [p for p in (cell.passage, *cell.also) if p and cell.state == "content"]
        of_old = stands_for(self._catalogue, cell.party)
        whose = [f"theo Ban của {', '.join(of_old)} cũ"] if of_old else []
        of_all = {(card.id, eid) for card in self._catalogue.reports for eid in card.of_all}
        speaks_for_all = not cell.party.is_bloc
        return {p.id: "; ".join([*whose, *([OF_ALL] if speaks_for_all and (p.version.document, p.eid) in of_all else [])]) for p in held}

    def _local_rows(self, opened: Opened, parties: Sequence[Party], topics: Iterable[LocalTopic], as_of: date) -> list[_Row]:
        """The rows in which one of the parties has content; a bloc makes no rules."""
        texts, rows = LocalRows(self._catalogue, opened, as_of), list[_Row]()
        for topic in topics:
            found = [() if party.is_bloc else texts.find(party, topic) for party in parties]
            if any(found):
                notes = tuple({one.passage.id: one.area for one in held} for held in found)
                cells = tuple(_local_cell(party, topic, held) for party, held in zip(parties, found, strict=True))
                rows.append(_Row(topic.name, LOCAL, cells, notes))
        return rows

    def _table(self, opened: Opened, parties: Sequence[Party], rows: Sequence[_Row], as_of: date) -> Comparison:
        citer = Citer(self._catalogue, opened.store, as_of)
        told = [c for row in rows for c in row.cells if c.passage and c.state != "silent"]
        first = [c.passage for c in told if c.passage]
        passages = {p.id: p for p in [*first, *(p for c in told for p in c.also)]}  # those of the cells themselves have the first numbers
        citations = {id_: citer.cite(n, passage) for n, (id_, passage) in enumerate(passages.items(), start=1)}
        verdicts = verify([ground(c) for c in citations.values()], list(citations.values()), opened.store.text, places_of(opened.store))
        holds = {id_: citations[id_] for id_, verdict in zip(citations, verdicts, strict=True) if verdict.passed}
        versions = {p.version.id: p.version for p in passages.values()}
        return Comparison(
            as_of=as_of,
            places=tuple(party.name for party in parties),
            boards=tuple(self._board(party) for party in parties),
            rows=tuple(_row(row, holds) for row in rows),
            citations=tuple(holds.values()),
            columns=tuple(column_of(self._catalogue, party, parties, as_of) for party in parties),
            notes=source_notes(tuple(holds.values()), versions, self._catalogue, as_of),
            built_at=opened.built_at,
        )

    def _parties(self, names: Sequence[str]) -> list[Party]:
        """Raises QuestionError for a name that nobody has, with the nearest ones."""
        parties = list(dict.fromkeys(party for name in names if name.strip() for party in self._read(" ".join(name.split()))))
        if not parties:
            raise QuestionError('Xin nêu ít nhất một địa phương để so sánh, ví dụ: --places "Hải Phòng,Hưng Yên".')
        if len(parties) > MAX_PLACES:
            raise QuestionError(f"Một bảng so sánh nhiều nhất {MAX_PLACES} địa phương; đang chọn {len(parties)}, xin bớt đi.")
        return parties

    def _read(self, name: str) -> list[Party]:
        if parties := self._boards.read(name):
            return parties
        nearest = self._boards.nearest(name)
        hint = f"có phải là {' hay '.join(f'“{one}”' for one in nearest)}?" if nearest else "xin kiểm tra lại tên."
        raise QuestionError(f"Không có tỉnh, thành phố nào tên “{name[:60]}” trong danh mục; {hint}")

    def _board(self, party: Party) -> str:
        members = (m for card in self._catalogue.reports for m in card.members)
        return next((m.board for m in members if is_of(party, m.province)), "")

    def _topic(self, name: str) -> Topic | None:
        """The topic of this name or called so; another is looked for by its name alone; none for what only provinces regulate."""
        wanted = syllables(name, folded=True)
        for topic in self._catalogue.topics:
            if any(syllables(said, folded=True) == wanted for said in (topic.name, *topic.says)):
                return topic
        is_local = any(syllables(topic.name, folded=True) == wanted for topic in self._catalogue.local_topics.topics)
        return None if is_local else Topic(name, (), (name,))

    def _local_topics(self, name: str) -> list[LocalTopic]:
        """The matters of this name or called so; else those under the topic, else the name itself."""
        wanted, held = syllables(name, folded=True), self._catalogue.local_topics.topics
        own = [t for t in held if any(syllables(said, folded=True) == wanted for said in (t.name, *t.says))]
        topic = self._topic(name)
        under = [t for t in held if topic and t.under == topic.name]
        return own or under or [LocalTopic(name, name, (), (name,))]


def _local_cell(party: Party, topic: LocalTopic, held: Sequence[Found]) -> Cell:
    passages = [one.passage for one in held]
    if not passages:
        return Cell(party, topic.name, "silent", None, local=True)
    return Cell(party, topic.name, "content", passages[0], local=True, also=tuple(passages[1:]))


def _row(row: _Row, citations: Mapping[str, Citation]) -> TableRow:
    return TableRow(row.topic, row.source, tuple(_cell(c, notes, citations) for c, notes in zip(row.cells, row.notes, strict=True)))


def _cell(cell: Cell, notes: Mapping[str, str], citations: Mapping[str, Citation]) -> TableCell:
    cited = citations.get(cell.passage.id) if cell.passage else None
    if cell.state == "content" and cell.passage and cited:
        also = tuple(Remark(ground(c).text, c.n, notes.get(p.id, "")) for p in cell.also if (c := citations.get(p.id)))
        return TableCell(cell.party.name, ground(cited).text, True, cited.n, "content", notes.get(cell.passage.id, ""), also)
    state = cell.state if cell.state != "content" else "silent"
    text = NOT_HELD if cell.local else EMPTY[state]
    return TableCell(cell.party.name, text, False, cited.n if cited and state != "silent" else None, state)
