"""Boards × topics: what the reports, and the texts of a province, say of each; one passage a cell."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ingest.catalogue import Catalogue, Member, Topic
from ingest.index.records import StoredPassage
from ingest.index.tokens import syllables
from ingest.law.normalise import fold, search_form

from .boards import BoardReader, Party, is_of
from .report_text import HeldReport, Said

CellState = Literal["content", "silent", "named_only", "absent"]
# What a cell without content says.
EMPTY: dict[CellState, str] = {
    "silent": "báo cáo không nêu",
    "named_only": "được nêu tên, không có nội dung",
    "absent": "không thuộc các Ban mà báo cáo nêu tên",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """What is held of one party on one topic. `passage` carries the content, or names a board that has none; None where nothing does.

    `topic` is "" where the question is about no topic of the table; `local` tells a text of the province from a report. `also` is what
    else is held on the topic, best first.
    """

    party: Party
    topic: str
    state: CellState
    passage: StoredPassage | None
    local: bool = False
    also: tuple[StoredPassage, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """The content words of a question; none where there is no question."""

    words: tuple[str, ...] = ()
    folded: bool = False


class CellFinder:
    """Finds the cells of one set of reports."""

    def __init__(self, catalogue: Catalogue, boards: BoardReader, reports: Sequence[HeldReport], asked: Asked) -> None:
        self._catalogue, self._boards, self._reports = catalogue, boards, reports
        self._asked, self._folded = frozenset(asked.words), asked.folded

    def cell(self, party: Party, topic: Topic) -> Cell:
        """The statement that says most about the topic: the party's own before one about it, the better matched, the earlier."""
        found = [(self._rank(r, said, party, topic, n), said) for r in self._reports for n, said in enumerate(self._candidates(r, party))]
        about = sorted(((rank, said) for rank, said in found if rank is not None), key=lambda pair: pair[0])
        if not about:
            return self.empty(party, topic.name)
        passages = [said.passage for _, said in about]
        return Cell(party, topic.name, "content", passages[0], also=tuple(passages[1 : 1 + MAX_ALSO]))

    def empty(self, party: Party, topic: str) -> Cell:
        """Why nothing is told of the party: named only, silent on the topic, or no party to the report."""
        for report in self._reports:
            if (member := self._member(report, party)) and member.is_named_only:
                naming = report.statement(member.named_in)
                return Cell(party, topic, "named_only", naming.passage if naming else None)
            if own := self._own(report, party):
                return Cell(party, topic, "silent", own[0].passage)
        roll = [said for report in self._reports for eid in report.card.roll if (said := report.statement(eid))]
        return Cell(party, topic, "absent", roll[0].passage if roll else None)

    def nearest(self, party: Party) -> Cell:
        """The statement of the party that holds most of the question's words, for a question of no topic of the table."""
        names = set(syllables(party.name, self._folded))
        held = [
            (len((self._asked - names) & set(syllables(said.words, self._folded))), -n, said)
            for report in self._reports
            for n, said in enumerate(self._own(report, party))
        ]
        best = max(held, key=lambda one: one[:2], default=None)
        return Cell(party, "", "content", best[2].passage) if best and best[0] >= MIN_SHARED else self.empty(party, "")

    def topics_of(self, parties: Sequence[Party]) -> list[Topic]:
        """The topics of the table on which one of the parties has content, those on which most have first."""
        told = {topic: sum(self.cell(party, topic).state == "content" for party in parties) for topic in self._catalogue.topics}
        return sorted((topic for topic, count in told.items() if count), key=lambda topic: -told[topic])

    def _member(self, report: HeldReport, party: Party) -> Member | None:
        return next((m for m in report.card.members if is_of(party, m.province)), None)

    def _candidates(self, report: HeldReport, party: Party) -> list[Said]:
        return [*self._own(report, party), *self._mentions(report, party)]

    def _provinces(self, report: HeldReport, party: Party) -> list[str]:
        """The provinces whose boards speak for the party: the one of its name; of a province of today that the report does not know by
        its name, those that it was made of. A province of then speaks for itself alone."""
        if self._member(report, party):
            return [party.name]
        if fold(self._boards.today(party)) != fold(party.name):
            return []
        return [m.province for m in report.card.members if is_of(party, m.province_today)]

    def _own(self, report: HeldReport, party: Party) -> list[Said]:
        """What the party says itself."""
        if party.is_bloc:
            return [s for s in report.said if report.is_of_all(s) and not report.is_listing(s)]
        if party.is_speaker:
            return [s for s in report.said if s.speaker == party.speaker]
        provinces = self._provinces(report, party)
        return [s for s in report.said if s.province in provinces and not report.is_listing(s)]

    def _mentions(self, report: HeldReport, party: Party) -> list[Said]:
        """What is told about the party elsewhere, but for mere lists."""
        if party.is_bloc:
            return []
        provinces = self._provinces(report, party)
        names = [search_form(name) for name in ([party.speaker] if party.is_speaker else provinces or [party.name])]
        return [
            s
            for s in report.said
            if any(name in search_form(s.words) for name in names)
            and not report.is_listing(s)
            and s.province not in (party.name, *provinces)
        ]

    def _rank(self, report: HeldReport, said: Said, party: Party, topic: Topic, order: int) -> tuple[bool, bool, int, int, int] | None:
        """None where the statement is not of the topic; what speaks of the whole bloc is only where its block names the topic."""
        text = " ".join(search_form(said.words).split())
        told = [n for n, phrase in enumerate(topic.words) if search_form(phrase) in text]
        if not told or any(search_form(phrase) in text for phrase in topic.unlike):
            return None
        of_all = not party.is_bloc and said.passage.eid in report.card.of_all
        if of_all and not _names_topic(said, topic):
            return None
        shared = len(self._asked & set(syllables(said.words, self._folded)))
        own = self._provinces(report, party)
        is_own = said.speaker == party.speaker if party.is_speaker else party.is_bloc or said.province in own
        return not is_own, of_all, min(told), -shared, order


def _names_topic(said: Said, topic: Topic) -> bool:
    """Whether the block of the statement is said to be about the topic."""
    called = {fold(name) for name in (topic.name, *topic.says)}
    return any(fold(name) in called for name in said.topics)


MAX_ALSO = 3  # further statements of a cell: what a reader takes in beside the first
MIN_SHARED = 3  # syllables of content that a statement must share with a question of no topic of the table
