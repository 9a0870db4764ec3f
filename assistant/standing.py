"""Questions on validity: since when, amended by what, replaced by what. What no text or table says is left unsaid."""

import re
from dataclasses import dataclass

from ingest.catalogue import CHANGES, Catalogue, Effect, ProvisionRef
from ingest.index.reader import Opened
from ingest.index.records import StoredPassage, Version
from ingest.law.normalise import fold
from ingest.law.provision import MAIN
from ingest.versions import preferred_version

from .question import Question
from .retrieval import provision_passage

_ASKS = re.compile(  # folded
    r"\b(?:(?:con|het|co|bi mat|cham dut) (?:hieu luc|ap dung|duoc ap dung|gia tri)|thay the|bi bai bo|bai bo|sua doi"
    r"|hieu luc (?:tu|khi|den))\b"
)
_ON_FORCE, _YEAR = re.compile(r"hieu luc\b"), re.compile(r"\b(?:19|20)\d{2}\b")
MAX_CHANGES = 6


@dataclass(frozen=True, slots=True)
class Standing:
    """An instrument, or a provision of it: the clause on its commencement, and the changes by the day asked about whose source is held.

    `unread` are changes known only from the tables. `ends` says whether one of the changes ended the whole.
    """

    ref: ProvisionRef
    version: Version
    commencement: StoredPassage | None
    changes: tuple[tuple[Effect, StoredPassage], ...]
    unread: tuple[Effect, ...]
    ends: bool

    @property
    def passages(self) -> tuple[StoredPassage, ...]:
        """The provisions to cite, each once."""
        found = [p for _, p in self.changes] + ([self.commencement] if self.commencement else [])
        return tuple({p.id: p for p in found}.values())


def standing_of(opened: Opened, catalogue: Catalogue, question: Question) -> Standing | None:
    """None where the question is not on the validity of one instrument that is held, or nothing can be cited on it."""
    if len(question.documents) != 1 or not _ASKS.search(fold(question.standalone)):
        return None
    document, eid = question.documents[0], question.locator.eid if question.locator else ""
    version = preferred_version([v for v in opened.versions_of(document) if v.text_kind != "note"], question.as_of)
    if version is None:
        return None
    known = [e for e in catalogue.effects_on(document, eid) if e.kind in CHANGES and e.applies(question.as_of)]
    if not eid:  # of an instrument as a whole its parts count too
        known += [e for e in catalogue.effects if e.target.instrument == document and e.target.eid and e.kind in CHANGES]
        known = [e for e in dict.fromkeys(known) if e.applies(question.as_of)]
    ranked = sorted(known, key=lambda e: (bool(e.target.eid), -(e.from_date.toordinal() if e.from_date else 0)))
    held = [(e, p) for e in ranked if (p := provision_passage(opened, e.source, question.as_of)) and p.version.text_kind != "note"]
    held = held[:MAX_CHANGES]
    found = {e.id for e, _ in held}
    commencement = _commencement(opened, version)
    if commencement is None and not held:
        return None
    unread = tuple(e for e in ranked if e.id not in found and not e.held)
    ends = any(e.kind in {"replaces", "repeals"} and e.target.eid == eid and not e.scope for e in known)
    return Standing(ProvisionRef(document, eid), version, commencement, tuple(held), unread, ends)


def _commencement(opened: Opened, version: Version) -> StoredPassage | None:
    """The first clause that says from when the instrument is in force."""
    return next((p for p in opened.store.passages_of(version.id) if p.component == MAIN and _says_when(p)), None)


def _says_when(passage: StoredPassage) -> bool:
    heading, text = fold(passage.heading), fold(passage.text)
    return bool(_ON_FORCE.match(heading)) and "hieu luc" in text and bool(_YEAR.search(text))
