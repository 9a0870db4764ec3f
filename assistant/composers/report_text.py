"""The statements of the reports held, each with the board and the speaker that its block names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.catalogue import Catalogue, ReportCard
from ingest.index.reader import Opened
from ingest.index.records import StoredPassage

from ..question import Question
from ..retrieval import Hit
from .wording import Wording

# "### PB-6. Phó Trưởng ban, … (ông Bùi Ngọc Hải)" with "> tỉnh: Hải Phòng · vai trò: thành viên · chủ đề: …" below it
_BLOCK = re.compile(
    r"^###\s+(?P<id>[A-Z]{2}-\d+)\.\s+(?P<heading>.+)\n>\s*tỉnh:\s*(?P<province>[^·\n]+?)\s*(?:·|$)"
    r"(?:[^\n]*·\s*chủ đề:\s*(?P<topics>[^·\n]+))?",
    re.MULTILINE,
)
BLOC = "toàn Khối"  # what stands in the place of a province where a block is of no single board
_PERSON = re.compile(r"\((?:ông|bà)\s+(?P<name>[^()]+)\)")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Said:
    """A statement; `province` is that of its board as the report prints it, or what stands in its place ("toàn Khối").

    `topics` are those that its block names.
    """

    passage: StoredPassage
    province: str
    speaker: str
    topics: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        return self.passage.text


@dataclass(frozen=True, slots=True)
class HeldReport:
    """A report that the index holds, with its card."""

    card: ReportCard
    said: tuple[Said, ...]

    def statement(self, eid: str) -> Said | None:
        return next((s for s in self.said if s.passage.eid == eid), None)

    def is_listing(self, said: Said) -> bool:
        """Whether the statement only names boards."""
        return said.passage.eid.startswith(self.card.listings) if self.card.listings else False

    def is_of_all(self, said: Said) -> bool:
        """Whether the statement speaks of the whole bloc: told by the report itself, or by a speaker on behalf of all."""
        return said.passage.eid in self.card.of_all or (said.province == BLOC and not said.speaker)

    @property
    def speakers(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(s.speaker for s in self.said if s.speaker))


def held_reports(opened: Opened, catalogue: Catalogue) -> list[HeldReport]:
    """The reports of the corpus that are held, newest entry last."""
    return [HeldReport(card, said) for card in catalogue.reports if (said := _said(opened, card.id))]


def _said(opened: Opened, document: str) -> tuple[Said, ...]:
    versions = [v for v in opened.versions_of(document) if v.text_kind == "report"]
    if not versions:
        return ()
    blocks = {m["id"].lower(): m for m in _BLOCK.finditer(opened.store.text(versions[0].id))}
    found = list[Said]()
    for passage in opened.store.passages_of(versions[0].id):
        block = blocks.get(passage.eid.removeprefix("stm_").rpartition("_")[0])
        if block and passage.eid.startswith("stm_"):
            person = _PERSON.search(block["heading"])
            topics = tuple(topic.strip() for topic in (block["topics"] or "").split(","))
            found.append(Said(passage, block["province"], person["name"] if person else "", topics))
    return tuple(found)


def is_called(card: ReportCard, wording: Wording) -> bool:
    """Whether the question names the report in one of the ways in which it is called."""
    return wording.says_any(card.called)


def is_found(card: ReportCard, hits: Sequence[Hit]) -> bool:
    """Whether what was found best is of the report."""
    return bool(hits) and hits[0].passage.version.document == card.id


def is_of_its_time(card: ReportCard, question: Question) -> bool:
    """Whether the question names no year, or one of those that the report is about."""
    asked = set(_YEAR.findall(question.standalone))
    return not asked or bool(asked & set(_YEAR.findall(f"{card.period} {card.title}")))
