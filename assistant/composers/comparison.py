"""Boards × topics from the reports and the provinces' own texts: one citation a cell, and what is not told said so."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.catalogue import Catalogue, Topic
from ingest.index.reader import Opened
from ingest.index.records import StoredPassage
from ingest.index.tokens import Expander, syllables
from ingest.law.normalise import fold

from ..answer import Citation, Statement
from ..numbering import without_number
from ..question import Question
from ..retrieval import Hit, Retriever
from .boards import BoardReader, Party
from .cells import EMPTY, MIN_SHARED, Asked, Cell, CellFinder
from .draft import Citer, Draft, ground
from .local_texts import LocalFinder
from .report_text import HeldReport, held_reports, is_called, is_found, is_of_its_time
from .wording import Wording, wording_of

MAX_TOPICS = 4  # topics told in one answer; `compare` tells all
MAX_SAID = 600  # characters in which what is said of each can be told at once
MAX_NAMED = 3  # boards without content whose naming is shown among the grounds; of more only the conclusion says so
_COMPARES = re.compile(  # folded
    r"\b(?:so sanh|so voi|so giup|so \w+ (?:voi|va)|doi chieu|khac (?:nhau|gi|biet|voi|the nao)|giong (?:nhau|khong)|co giong"
    r"|(?:moi|tung) (?:ban|noi|tinh))\b"
)
_WHICH = re.compile(r"\b(?:ban|bql|don vi|dia phuong|tinh|thanh|thanh pho|thanh vien|noi)(?: quan ly)?(?: \w+)? nao\b|\bai trong khoi\b")
_EACH = re.compile(
    r"\b(?:tong hop|liet ke|lap bang|ke ra|diem lai|theo tung ban|(?:kinh nghiem|cach|cach lam)(?: cua)? cac (?:ban|bql)"
    r"|(?:cac|nhung) (?:ban|bql|don vi|dia phuong|tinh)(?: da| co)?"
    r" (?:lam|noi|chia se|thuc hien|trien khai|phoi hop|xay|neu|the nao|ra sao))\b"
)
_RANKS = re.compile(r"\b(?:nhat|dan dau|dung dau|top|xep hang|xep thu|noi bat|hon|bao nhieu)\b")


@dataclass(frozen=True, slots=True)
class Compared:
    """What is asked: the parties, the topics of the table, and whether the question is about a report at all."""

    parties: tuple[Party, ...]
    topics: tuple[Topic, ...]
    reports: tuple[HeldReport, ...]
    by_report: bool
    best: StoredPassage | None = None  # of a report: what answers as a whole, where all members are asked about


class ComparisonComposer:
    """Answers questions that name several boards, compare one with others, or ask which boards do something."""

    def __init__(self, catalogue: Catalogue, retriever: Retriever) -> None:
        self._catalogue = catalogue
        self._expand = Expander(catalogue)
        self._boards = BoardReader(catalogue)
        self._local = LocalFinder(catalogue, retriever, self._boards)

    def run(self, opened: Opened, question: Question, hits: Sequence[Hit]) -> Draft | None:
        wording = wording_of(question, self._expand)
        asked = self._asked(opened, question, wording, hits)
        if asked is None:
            return None
        if unranked := self._unranked(asked, question):
            return self._draft(opened, question, *unranked)
        cells = self._cells(opened, question, asked)
        if all(cell.state != "content" for cell in cells) and not (asked.by_report and any(c.state == "named_only" for c in cells)):
            return None  # nobody has anything to compare
        whole = [Cell(Party(""), "", "content", asked.best)] if asked.best else []
        return self._draft(opened, question, _conclusions(cells), [*whole, *cells])

    def topics_in(self, wording: Wording) -> tuple[Topic, ...]:
        """The topics of the table that a question names, those that it names at most length first."""
        length = {
            topic: max((len(phrase) for phrase in (topic.name, *topic.says) if wording.says(phrase)), default=0)
            for topic in self._catalogue.topics
        }
        named = sorted((topic for topic, said in length.items() if said), key=lambda topic: -length[topic])
        # what is said only inside a longer name is no topic of its own: "người lao động" of "nhà ở cho người lao động"
        return tuple(t for n, t in enumerate(named) if not any(_names_inside(t, longer, wording) for longer in named[:n]))

    def _asked(self, opened: Opened, question: Question, wording: Wording, hits: Sequence[Hit]) -> Compared | None:
        folded = fold(question.standalone)
        held = [r for r in held_reports(opened, self._catalogue) if is_of_its_time(r.card, question)]
        parties, speakers = self._boards.named(wording), self._boards.speakers(wording, held)
        called = any(is_called(r.card, wording) for r in held)
        by_report = called or bool(speakers) or any(is_found(r.card, hits) for r in held)
        topics = self.topics_in(wording)
        compares = bool(_COMPARES.search(folded))
        if len(parties) + len(speakers) >= 2:
            chosen = [*parties, *speakers]
        elif by_report and (parties if compares else not parties and topics and _asks_of_all(folded, held, hits)):
            chosen = [*parties, *(m for m in self._boards.members(held) if m not in parties)]
        else:
            return None
        if not (topics or by_report or compares):
            return None
        of_all = len(chosen) > len(parties) + len(speakers)
        best = hits[0].passage if of_all and any(is_found(r.card, hits) for r in held) else None
        return Compared(tuple(chosen), topics[:MAX_TOPICS], tuple(held), by_report, best)

    def _cells(self, opened: Opened, question: Question, asked: Compared) -> list[Cell]:
        finder = CellFinder(self._catalogue, self._boards, asked.reports, Asked(question.words, question.folded))
        names = {word for party in asked.parties for word in syllables(party.name, question.folded)}
        says_more = len(set(question.words) - names) >= MIN_SHARED
        topics = asked.topics or (() if says_more else tuple(finder.topics_of(asked.parties)[:MAX_TOPICS]))
        if topics:
            cells = [finder.cell(party, topic) for topic in topics for party in asked.parties]
        else:
            cells = [finder.nearest(party) for party in asked.parties]
        if asked.by_report:
            return cells
        local = self._local.find(opened, question, asked.parties)
        told = any(cell.state == "content" for cell in cells)
        return [*cells, *local] if told else local if len(local) > 1 else []

    def _unranked(self, asked: Compared, question: Question) -> tuple[list["Told"], list[Cell]] | None:
        """That no figure is given by board, where one or an order of the boards is asked for."""
        if not asked.by_report or not (_RANKS.search(fold(question.standalone)) or question.asks_number):
            return None
        for report in asked.reports:
            for topic in asked.topics:
                said = report.statement(report.card.unranked.get(topic.name, ""))
                if said:
                    text = (
                        f"Về {topic.name}, báo cáo không cho số liệu riêng của từng đơn vị nên không xếp hạng được; "
                        "báo cáo chỉ nêu tên các đơn vị nổi bật."
                    )
                    return [Told(text, (said.passage,))], [Cell(Party(""), topic.name, "content", said.passage)]
        return None

    def _draft(self, opened: Opened, question: Question, told: Sequence["Told"], cells: Sequence[Cell]) -> Draft:
        shown = [*(p for one in told for p in one.passages), *(c.passage for c in cells if c.passage)]
        passages = tuple({p.id: p for p in shown}.values())
        citer = Citer(self._catalogue, opened.store, question.as_of)
        citations = {p.id: citer.cite(n, p) for n, p in enumerate(passages, start=1)}
        statements = [
            Statement(  # who is named with what content: of what the report holds, not what it says
                one.text, tuple(citations[p.id].n for p in one.passages), (), "conclusion", optional=one.optional, framing=(one.text,)
            )
            for one in told
        ]
        return Draft((*statements, *_grounds(cells, citations)), tuple(citations.values()), passages)


@dataclass(frozen=True, slots=True)
class Told:
    """A conclusion with the passages that carry it."""

    text: str
    passages: tuple[StoredPassage, ...]
    optional: bool = False


def _asks_of_all(folded: str, reports: Sequence[HeldReport], hits: Sequence[Hit]) -> bool:
    """Whether each board is asked about: "những Ban nào", or "các Ban" where no statement for the whole bloc answers."""
    if _WHICH.search(folded):
        return True
    said = next((s for r in reports for s in r.said if hits and s.passage.id == hits[0].passage.id), None)
    common = said is not None and not any(m.province == said.province for r in reports for m in r.card.members)
    return bool(_EACH.search(folded)) and not common


def _conclusions(cells: Sequence[Cell]) -> list[Told]:
    """Topic by topic who has content, then who was only named, then on whom the report is silent."""
    told = list[Told]()
    for topic in dict.fromkeys(c.topic for c in cells if not c.local):
        of_topic = [c for c in cells if c.topic == topic and not c.local and c.passage]
        if with_content := [c for c in of_topic if c.state == "content"]:
            start = f"Về {topic}, báo cáo" if topic else "Báo cáo"
            told.append(Told(_said_of_each(start, with_content), _passages(with_content)))
        if silent := [c for c in of_topic if c.state == "silent"]:
            told.append(Told(f"Đối với {_listed(silent)}, {EMPTY['silent']} {topic or 'nội dung này'}.", _passages(silent), optional=True))
    if absent := [c for c in cells if c.state == "absent" and c.passage]:
        told.append(Told(f"{_listed(absent)} {EMPTY['absent']}.", _passages(absent), optional=True))
    if local := [c for c in cells if c.local]:
        told.append(Told(f"Quy định riêng đang giữ của địa phương có nội dung liên quan: {_listed(local)}.", _passages(local)))
    named = {c.party: c for c in cells if c.state == "named_only" and c.passage}
    if named:
        told.append(Told(f"{_listed(named.values())} {EMPTY['named_only']} trong báo cáo.", _passages(named.values())))
    return told


def _said_of_each(start: str, cells: Sequence[Cell]) -> str:
    """What is said of each party, where it is short; else of whom something is said."""
    words = [without_number(" ".join(c.passage.text.split())).rstrip(".;") for c in cells if c.passage]
    said = [f"{c.party.name} – {text}" for c, text in zip((c for c in cells if c.passage), words, strict=True)]
    whole = f"{start} ghi: {'; '.join(said)}." if len(said) > 1 else f"{start} ghi về {cells[0].party.name}: {''.join(words)}."
    one_each = len({c.party.name for c in cells}) == len(said)
    return whole if one_each and len(whole) <= MAX_SAID else f"{start} ghi nội dung của {_listed(cells)}."


def _listed(cells: Iterable[Cell]) -> str:
    names = list(dict.fromkeys(c.party.name for c in cells))
    return f"{', '.join(names[:-1])} và {names[-1]}" if len(names) > 1 else names[0]


def _passages(cells: Iterable[Cell]) -> tuple[StoredPassage, ...]:
    return tuple({c.passage.id: c.passage for c in cells if c.passage}.values())


def _grounds(cells: Sequence[Cell], citations: dict[str, Citation]) -> list[Statement]:
    """The passage of each cell that has content, or that names one of a few boards, each once."""
    few = len({c.party for c in cells if c.state == "named_only"}) <= MAX_NAMED
    told = {"content", "named_only"} if few else {"content"}
    shown = {c.passage.id: citations[c.passage.id] for c in cells if c.passage and c.state in told}
    return [ground(citation) for citation in shown.values()]


def _names_inside(topic: Topic, longer: Topic, wording: Wording) -> bool:
    """Whether all that the question says of the topic lies inside what it says of the longer one."""
    of_longer = [p for p in (longer.name, *longer.says) if wording.says(p)]
    of_topic = [p for p in (topic.name, *topic.says) if wording.says(p)]
    return all(any(fold(short) in fold(long) and fold(short) != fold(long) for long in of_longer) for short in of_topic)
