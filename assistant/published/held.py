"""The published reports that a generation holds, each beside our own account of the same conference where there is one."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ingest.catalogue import Catalogue, ReportCard
from ingest.index.reader import Opened
from ingest.index.records import StoredPassage, Version
from ingest.index.tokens import Expander
from ingest.reports import PUBLISHED, PublishedReport, eids_of, reader_of

from ..numbering import without_number
from .align import Printed, Restating, aligned
from .cards import STATEMENT, card_of, renamed

BLOC = "toàn Khối"  # what stands in the place of a province where a statement is of no single board
_REMEMBERED = "published"
_PERSON = re.compile(r"\((?:ông|bà)\s+(?P<name>[^()]+)\)")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A sentence of a published report, with the province of its speaker's board and the topics that it names."""

    passage: StoredPassage
    province: str
    speaker: str
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PublishedText:
    """One published report with its card. `restated` maps the id of a passage of our account to the sentence that it restates."""

    card: ReportCard
    quoted: tuple[Quoted, ...]
    restated: Mapping[str, StoredPassage] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HeldTexts:
    """All published reports of a generation, by the document that they are texts of."""

    texts: Mapping[str, PublishedText]

    def shown(self, passage: StoredPassage) -> StoredPassage:
        """What is shown in place of a passage: the sentence that it restates, where a published text has it."""
        text = self.texts.get(passage.version.document)
        return text.restated.get(passage.id, passage) if text else passage


def published_in(opened: Opened, catalogue: Catalogue) -> HeldTexts:
    """The published reports of a generation; read once, then remembered with it."""
    held = opened.remembered.get(_REMEMBERED)
    if not isinstance(held, HeldTexts):
        held = opened.remembered[_REMEMBERED] = _read(opened, catalogue)
    return held


def _read(opened: Opened, catalogue: Catalogue) -> HeldTexts:
    """Of several published texts of one conference the first counts."""
    versions = [v for v in opened.store.versions() if v.text_kind == "report"]
    cards = {card.id: card for card in catalogue.reports}
    texts = dict[str, PublishedText]()
    for version in versions:
        if version.version != PUBLISHED or version.document in texts:
            continue
        report = reader_of(catalogue).read(opened.store.text(version.id))
        account = next((v for v in versions if v.document == version.document and v.version != PUBLISHED), None)
        card = cards.get(version.document)
        texts[version.document] = (
            _beside(opened, catalogue, version, report, account, card) if account and card else _alone(opened, catalogue, version, report)
        )
    return HeldTexts(texts)


def _alone(opened: Opened, catalogue: Catalogue, version: Version, report: PublishedReport) -> PublishedText:
    return PublishedText(card_of(report, version.document, version.title, catalogue), _quoted(opened, version, report))


def _quoted(opened: Opened, version: Version, report: PublishedReport) -> tuple[Quoted, ...]:
    passages = {p.eid: p for p in opened.store.passages_of(version.id)}
    found = list[Quoted]()
    for eid, said in eids_of(report):
        if passage := passages.get(eid):
            speaker = report.speakers[said.speakers[0]] if said.speakers else None
            found.append(Quoted(passage, speaker.province or BLOC if speaker else BLOC, speaker.name if speaker else "", said.topics))
    return tuple(found)


def _beside(
    opened: Opened, catalogue: Catalogue, version: Version, report: PublishedReport, account: Version, card: ReportCard
) -> PublishedText:
    """The text of a conference that we have an account of: the account's words lead to its sentences."""
    quoted = _quoted(opened, version, report)
    statements = [p for p in opened.store.passages_of(account.id) if p.eid.startswith(STATEMENT) and p.eid not in card.remarks]
    restating = [Restating(p.heading if (name := speaker_in(p.heading)) else "", name, without_number(p.text)) for p in statements]
    found = aligned(restating, [*_printed(report, quoted), *_beside_text(report)], Expander(catalogue))
    restated = {statements[n].id: quoted[place].passage for n, place in found.items()}
    names = {statements[n].eid: quoted[place].passage.eid for n, place in found.items()}
    return PublishedText(renamed(card, names), quoted, restated)


def _printed(report: PublishedReport, quoted: Sequence[Quoted]) -> list[Printed]:
    speakers = {eid: tuple(report.speakers[n].name for n in said.speakers) for eid, said in eids_of(report)}
    return [Printed(speakers[q.passage.eid], q.passage.text) for q in quoted]


def _beside_text(report: PublishedReport) -> list[Printed]:
    """The headings and captions, which an account may restate and nobody quotes."""
    beside = [p for p in report.pieces if p.kind in {"title", "heading", "caption"}]
    return [Printed((), report.text[p.start : p.end], is_beside=True) for p in beside]


def speaker_in(heading: str) -> str:
    """The person whom the heading of a block names in brackets; "" where it names none."""
    person = _PERSON.search(heading)
    return person["name"] if person else ""
