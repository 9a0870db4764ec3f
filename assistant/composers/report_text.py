"""The statements of the reports held, each with the board and the speaker that its block names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields

from ingest.catalogue import Catalogue, ReportCard
from ingest.index.reader import Opened
from ingest.index.records import StoredPassage
from ingest.reports import PUBLISHED

from ..published import BLOC, PublishedText, Quoted, published_in, speaker_in
from ..question import Question
from ..retrieval import Hit
from .wording import Wording

# "### PB-6. Phó Trưởng ban, … (ông Bùi Ngọc Hải)" with "> tỉnh: Hải Phòng · vai trò: thành viên · chủ đề: …" below it
_BLOCK = re.compile(
    r"^###\s+(?P<id>[A-Z]{2}-\d+)\.\s+(?P<heading>.+)\n>\s*tỉnh:\s*(?P<province>[^·\n]+?)\s*(?:·|$)"
    r"(?:[^\n]*·\s*chủ đề:\s*(?P<topics>[^·\n]+))?",
    re.MULTILINE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_REMEMBERED = "reports"


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


@dataclass(frozen=True, slots=True)
class Restated(Said):
    """A sentence of a published report, looked for by what our own account says of it too."""

    label: str = ""

    @property
    def words(self) -> str:
        return self.label or self.passage.text


def held_reports(opened: Opened, catalogue: Catalogue) -> Sequence[HeldReport]:
    """The reports that a generation holds: those of the corpus in their order, then those that only a published text tells.

    Where the published text of an account is held too, its sentences stand in place of the account's statements that restate them. Read
    once, then remembered with the generation.
    """
    held = opened.remembered.get(_REMEMBERED)
    if not isinstance(held, tuple):
        held = opened.remembered[_REMEMBERED] = tuple(_read(opened, catalogue))
    return held


def _read(opened: Opened, catalogue: Catalogue) -> list[HeldReport]:
    texts = published_in(opened, catalogue).texts
    own = [(card, said) for card in catalogue.reports if (said := _said(opened, card.id))]
    found = [_with_text(card, said, texts[card.id]) if card.id in texts else HeldReport(card, said) for card, said in own]
    known = {report.card.id for report in found}
    return found + [HeldReport(text.card, _quoted(text.quoted)) for document, text in texts.items() if document not in known]


def _with_text(card: ReportCard, said: Sequence[Said], text: PublishedText) -> HeldReport:
    """An account whose statements are quoted from the published text; sentences that it does not restate follow."""
    quoted = [_restated(s, shown) if (shown := text.restated.get(s.passage.id)) else s for s in said]
    told = {s.passage.id for s in quoted}
    return HeldReport(text.card, (*quoted, *_quoted([q for q in text.quoted if q.passage.id not in told])))


def _restated(said: Said, shown: StoredPassage) -> Restated:
    """A statement of an account, quoted from the published text."""
    kept = {f.name: getattr(said, f.name) for f in fields(Said)}
    return Restated(**kept | {"passage": shown, "label": said.words})


def _quoted(quoted: Sequence[Quoted]) -> tuple[Said, ...]:
    return tuple(Said(q.passage, q.province, q.speaker) for q in quoted)


def _said(opened: Opened, document: str) -> tuple[Said, ...]:
    versions = [v for v in opened.versions_of(document) if v.text_kind == "report" and v.version != PUBLISHED]
    if not versions:
        return ()
    blocks = {m["id"].lower(): m for m in _BLOCK.finditer(opened.store.text(versions[0].id))}
    found = list[Said]()
    for passage in opened.store.passages_of(versions[0].id):
        block = blocks.get(passage.eid.removeprefix("stm_").rpartition("_")[0])
        if block and passage.eid.startswith("stm_"):
            topics = tuple(topic.strip() for topic in (block["topics"] or "").split(","))
            found.append(Said(passage, block["province"], speaker_in(block["heading"]), topics))
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
