"""Questions on validity: since when, amended by what, replaced by what. What no text or table says is left unsaid."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ingest.catalogue import CHANGES, Catalogue, Effect, ProvisionRef
from ingest.index.reader import Opened
from ingest.index.records import StoredPassage, Version
from ingest.law.normalise import fold
from ingest.law.provision import MAIN
from ingest.law.validity import Validity, validity_of
from ingest.versions import preferred_version

from .question import Question
from .retrieval import Hit, provision_passage

_ASKS = re.compile(  # folded
    r"""\b(?:(?:con|het|co|bi\ mat|cham\ dut)\ (?:hieu\ luc|ap\ dung|duoc\ ap\ dung|gia\ tri)|thay\ the|bai\ bo|sua\ doi
    |hieu\ luc\ (?:tu|khi|den)
    |(?:thuc\ te|moi|bat\ dau)\ ap\ dung|ap\ dung\ (?:tu|khi)|(?:bi|da)\ bo\b|bo\ (?:tu|hoi|khi)
    |(?:van\ ban|luat|nghi\ dinh|nd|thong\ tu|tt|quyet\ dinh|qd|nghi\ quyet|nq|cai)\ (?:nao|gi)\ (?:moi\ )?(?:thay|sua|bo)
    |(?:bi|duoc|da)\ (?:sua|thay)|thay\ (?:boi|bang)|con\ (?:dung|xai|tinh\ theo|theo)|chet\ (?:tu|khi|hoi|chua))\b""",
    re.VERBOSE,
)
# what was done before a text came into force asks for its transition, not since when it holds
_BEFORE_FORCE = re.compile(r"\btruoc (?:ngay|khi|luc|thoi diem)\b.{0,60}\bco hieu luc\b")  # folded
_ON_FORCE = re.compile(r"(?:hieu luc|dieu khoan thi hanh|dieu khoan cuoi cung|to chuc thuc hien)\b")  # headings, folded
_FROM_WHEN = re.compile(
    r"(?<!het )(?<!mat )hieu luc\b.{0,40}\b(?:tu|khi|ke|(?:19|20)\d{2})\b|\b(?:19|20)\d{2}\b.{0,60}(?<!het )\bhieu luc\b"
)
MAX_CHANGES = 6
MAX_NOTES = 3
LOOKED_AT = 3  # best hits of a law among which the matter asked about may have a commencement of its own


@dataclass(frozen=True, slots=True)
class Standing:
    """An instrument, or a provision of it: the clause on its commencement, and the changes by the day asked about whose source is held.

    `own` is the provision, where it is one. `unread` are changes known only from the tables. `ends` says whether one of the changes ended
    the whole. `notes` are what is told of the instrument by others.
    """

    ref: ProvisionRef
    name: str
    validity: Validity
    own: StoredPassage | None
    record: StoredPassage | None  # what stands for the instrument, where the clause on its commencement is not held
    commencement: StoredPassage | None
    changes: tuple[tuple[Effect, StoredPassage], ...]
    unread: tuple[Effect, ...]
    ends: bool
    notes: tuple[StoredPassage, ...] = ()
    apart: tuple[tuple[Effect, StoredPassage], ...] = ()  # parts of it that commence on days of their own, with the clause that says so

    @property
    def begins(self) -> date | None:
        """The first day in force."""
        return (self.own.validity if self.own else self.validity).valid_from

    @property
    def ended(self) -> date | None:
        """The first day no longer in force."""
        return (self.own.validity if self.own else self.validity).valid_to

    @property
    def passages(self) -> tuple[StoredPassage, ...]:
        """The provisions to cite, each once."""
        known = (self.own, *(p for _, p in self.changes), self.commencement, *(p for _, p in self.apart), self.record, *self.notes)
        found = [p for p in known if p]
        return tuple({p.id: p for p in found}.values())


def standing_of(opened: Opened, catalogue: Catalogue, question: Question, hits: Sequence[Hit] = ()) -> Standing | None:
    """None where the question is not on the validity of one instrument that is held, or nothing can be cited on it."""
    if not _asks_validity(question):
        return None
    found = _subject(opened, catalogue, question, hits)
    if found is None:
        return None
    version, ref, own = found
    known = _changes_of(catalogue, ref, question.as_of)
    held = [(e, p) for e in known if (p := provision_passage(opened, e.source, question.as_of)) and p.version.text_kind != "note"]
    commencement = _own_commencement(opened, catalogue, ref, question.as_of) or (_commencement(opened, version) if version else None)
    read = {e.id for e, _ in held}
    unread = tuple(e for e in known if e.id not in read)  # whatever the tables say: this index has not got its text
    held = held[:MAX_CHANGES]
    told = _notes(opened, (ref.instrument, *(e.source.instrument for e in unread)))
    if version is None and not held and not told:
        return None
    ends = any(e.kind in {"replaces", "repeals"} and e.target.eid == ref.eid and not e.scope for e in known)
    of_text = version if version and (own or not ref.eid) else None  # else by the tables: the provision itself is not held
    validity = of_text.validity if of_text else validity_of(catalogue, ref.instrument, ref.eid, None)
    notes = () if ref.eid and not unread else told
    record = None if commencement or not version else next(iter(opened.store.passages_of(version.id)), None)
    apart = _apart(opened, catalogue, ref, question.as_of)
    return Standing(ref, _name(catalogue, ref, version), validity, own, record, commencement, tuple(held), unread, ends, notes, apart)


def _asks_validity(question: Question) -> bool:
    """Whether it asks since when, until when or by what a text holds, as typed or with abbreviations written out."""
    forms = (fold(question.standalone), fold(question.search_text))
    return any(map(_ASKS.search, forms)) and not any(map(_BEFORE_FORCE.search, forms))


def _name(catalogue: Catalogue, ref: ProvisionRef, version: Version | None) -> str:
    """The instrument by its number: texts that change it name it so."""
    instrument = catalogue.instrument(ref.instrument)
    kind = version.kind if version else instrument.kind if instrument else "văn bản"
    return f"{kind} số {ref.instrument}"


def _subject(
    opened: Opened, catalogue: Catalogue, question: Question, hits: Sequence[Hit]
) -> tuple[Version | None, ProvisionRef, StoredPassage | None] | None:
    """The text asked about (None where only what changed it is held), and the provision in it where it is one.

    The provision is named by its locator, or is a matter that commences on a day of its own.
    """
    numbers = question.documents or question.laws
    eid = question.locator.eid if question.locator else ""
    if not numbers and eid:
        numbers = tuple(dict.fromkeys(h.passage.version.document for h in hits if h.passage.eid == eid))[:1]
    if len(numbers) != 1:
        return None
    document = numbers[0]
    version = preferred_version([v for v in opened.versions_of(document) if v.text_kind != "note"], question.as_of)
    if version is None:
        known = catalogue.instrument(document) or opened.versions_of(document)
        return (None, ProvisionRef(document, ""), None) if known and not eid else None
    if not eid:
        apart = (h.passage for h in hits[:LOOKED_AT] if h.passage.version.document == document)
        eid = next((p.eid for p in apart if _commences(catalogue, ProvisionRef(document, p.eid))), "")
    passages = opened.store.passages_at(version.id, MAIN, eid) if eid else []
    if eid and not passages and not _commences(catalogue, ProvisionRef(document, eid)):
        return None  # of a provision that is not held the clause on its commencement may be
    return version, ProvisionRef(document, eid), passages[0] if passages else None


def _changes_of(catalogue: Catalogue, ref: ProvisionRef, day: date) -> list[Effect]:
    """What has changed it by the day, the whole before its parts, the latest first; of an instrument as a whole its parts count too."""
    known = [e for e in catalogue.effects_on(ref.instrument, ref.eid) if e.kind in CHANGES]
    if not ref.eid:
        known += [e for e in catalogue.effects if e.target.instrument == ref.instrument and e.target.eid and e.kind in CHANGES]
    else:  # what touches the provision itself before what touches all of its instrument
        known = [e for e in known if e.target.eid] or known
    applying = [e for e in dict.fromkeys(known) if e.applies(day)]
    return sorted(applying, key=lambda e: (bool(e.target.eid), -(e.from_date.toordinal() if e.from_date else 0)))


def _commences(catalogue: Catalogue, ref: ProvisionRef) -> Effect | None:
    """The effect that puts the provision into force on a day of its own."""
    return next((e for e in catalogue.effects_on(ref.instrument, ref.eid) if e.kind == "commences" and e.target.eid), None)


def _own_commencement(opened: Opened, catalogue: Catalogue, ref: ProvisionRef, day: date) -> StoredPassage | None:
    effect = _commences(catalogue, ref) if ref.eid else None
    return provision_passage(opened, effect.source, day) if effect else None


def _apart(opened: Opened, catalogue: Catalogue, ref: ProvisionRef, day: date) -> tuple[tuple[Effect, StoredPassage], ...]:
    """The provisions below it that commence on days of their own, each with the clause that says so, as far as it is held."""
    own = [e for e in catalogue.effects if e.kind == "commences" and e.target.instrument == ref.instrument and e.target.eid]
    below = [e for e in own if not ref.eid or e.target.eid.startswith(f"{ref.eid}__")]
    return tuple((e, p) for e in below if (p := provision_passage(opened, e.source, day)))


def _notes(opened: Opened, documents: Sequence[str]) -> tuple[StoredPassage, ...]:
    """What is told of the validity of the documents in notes, the first document first."""
    notes = [v for document in dict.fromkeys(documents) for v in opened.versions_of(document) if v.text_kind == "note"]
    found = [p for v in notes for p in opened.store.passages_of(v.id) if p.eid.startswith("note_") and "hieu luc" in fold(p.text)]
    return tuple(found[:MAX_NOTES])


def _commencement(opened: Opened, version: Version) -> StoredPassage | None:
    """The clause that says from when the instrument is in force: the first that names its day, else the first that speaks of it."""
    saying = [p for p in opened.store.passages_of(version.id) if p.component == MAIN and _says_when(p)]
    day = version.validity.valid_from
    named = (p for p in saying if day and re.search(rf"\b0?{day.day}(?: thang |/|-)0?{day.month}(?: nam |/|-){day.year}\b", fold(p.text)))
    return next(named, saying[0] if saying else None)


def _says_when(passage: StoredPassage) -> bool:
    heading, text = fold(passage.heading), fold(passage.text)
    return (not heading or bool(_ON_FORCE.match(heading))) and bool(_FROM_WHEN.search(text))
