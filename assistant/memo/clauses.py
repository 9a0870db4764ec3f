"""The rows of the appendix: each clause cited, its words, and its state on the day of the paper."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from ingest.catalogue import CHANGES, Catalogue, Effect
from ingest.index.records import Version
from ingest.index.tokens import Expander
from ingest.law.validity import STATE_LABELS, unapplied_effects

from ..answer import Citation
from ..citing import vietnamese_date
from ..numbering import without_number
from ..warnings import touches

DIGEST_MARK, REPORT_MARK = "(tóm lược)", "(theo báo cáo)"
NO_FORCE = "Báo cáo, không phải văn bản quy phạm pháp luật"


@dataclass(frozen=True, slots=True)
class Clause:
    """`words` are its paragraphs: in quotation marks from an official text alone, else marked as what they are."""

    name: str
    words: tuple[str, ...]
    state: str


def clause_rows(citations: Iterable[Citation], versions: Mapping[int, Version], catalogue: Catalogue, day: date) -> list[Clause]:
    """One row a clause; a document is named in full in its first row."""
    rows, named, expand = list[Clause](), set[str](), Expander(catalogue)
    for citation in citations:
        version = versions[citation.version_id]
        name = citation.label if citation.document in named else citation.full_citation
        if version.text_kind == "report":
            name = citation.place if citation.document in named else f"{citation.place}, {version.title}"
        named.add(citation.document)
        state = NO_FORCE if version.text_kind == "report" else _state(citation, version, catalogue, day, expand)
        rows.append(Clause(name[:1].upper() + name[1:], tuple(_words(citation)), state))
    return rows


def _words(citation: Citation) -> list[str]:
    """The lead that the clause cannot be read without, then the clause, line by line as it stands."""
    lead = [" ".join(citation.lead.split())] if citation.lead else []
    if citation.quote is not None:
        lines = [*lead, *(line.strip() for line in citation.quote.splitlines() if line.strip())]
        return [f"{'“' if n == 0 else ''}{line}{'”' if n == len(lines) - 1 else ''}" for n, line in enumerate(lines)]
    mark = REPORT_MARK if citation.text_kind == "report" else DIGEST_MARK
    own = without_number(" ".join((citation.excerpt or "").split()))
    lines = [without_number(part) for part in lead] + [own]
    return [f"{mark} {lines[0]}", *lines[1:]]


def _state(citation: Citation, version: Version, catalogue: Catalogue, day: date, expand: Expander) -> str:
    """Whether it applies on the day and since when, then what has changed it and whether the words shown have it."""
    label = STATE_LABELS[citation.in_force]
    parts = [label[:1].upper() + label[1:]]
    if citation.in_force == "in_force" and citation.valid_from:
        parts = [f"Có hiệu lực từ ngày {vietnamese_date(citation.valid_from)}"]
    if citation.in_force == "not_yet" and citation.valid_from:
        parts = [f"Chưa có hiệu lực; có hiệu lực từ ngày {vietnamese_date(citation.valid_from)}"]
    if citation.in_force == "expired" and citation.valid_to:
        parts = [f"Đã hết hiệu lực từ ngày {vietnamese_date(citation.valid_to)}"]
    elif citation.valid_to:
        parts.append(f"hết hiệu lực từ ngày {vietnamese_date(citation.valid_to)}")
    touching = [
        e
        for e in catalogue.effects_on(citation.document, citation.key)
        if e.kind in CHANGES and e.applies(day) and touches(e, citation, expand)
    ]
    unseen = unapplied_effects(catalogue, citation.document, citation.key, version.version_date, day)
    shown = "" if not any(e in unseen for e in touching) else "; lời trích chưa thể hiện thay đổi này"
    made = dict.fromkeys(_change(effect, catalogue) for effect in touching)
    return "; ".join([*parts, *made]) + shown + "."


def _change(effect: Effect, catalogue: Catalogue) -> str:
    number = effect.source.instrument
    instrument = catalogue.instrument(number)
    day = f" từ ngày {vietnamese_date(effect.from_date)}" if effect.from_date else ""
    return f"được {instrument.kind if instrument else 'văn bản'} số {number} {CHANGES[effect.kind]}{day}"
