"""What an answer is made of. `as_json` is the contract that others build on: it may grow, not change."""

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Literal

from ingest.catalogue import EffectKind, Mode
from ingest.documents import TextKind
from ingest.law.provision import key_of
from ingest.law.validity import State

Status = Literal["answered", "partial", "refused"]
Role = Literal["conclusion", "ground", "related"]
RefusalType = Literal["not_held", "held_but_silent", "unclear", "out_of_scope"]


@dataclass(frozen=True, slots=True)
class Change:
    """A change of a provision that the catalogue knows: which document made it, from which day, and how it is known."""

    document: str
    kind: EffectKind
    from_date: date | None
    scope: str
    via: str


@dataclass(frozen=True, slots=True)
class Citation:
    """One provision that a statement rests on.

    `quote` is verbatim, `start` and `end` its offsets in the text of `version`; our own wording of a digest is in `excerpt` instead.
    `digest` is the plain-language line of our own that stands above a quotation, where a digest of the provision is held.
    `label` names provision and document in short form, `place` the provision alone. `reads` is what the
    provision says together with the lead that it cannot be read without: what a statement is verified against. `changes` are those of
    the provision by the day asked about.
    """

    n: int
    document: str
    version: str
    title: str
    eid: str
    component: str
    article: str | None
    clause: str | None
    point: str | None
    label: str
    place: str
    quote: str | None
    excerpt: str | None
    text_kind: TextKind
    valid_from: date | None
    valid_to: date | None
    in_force: State
    source_url: str | None
    page: int | None
    start: int
    end: int
    full_citation: str
    heading: str
    lead: str
    reviewed: bool
    digest: str | None
    version_id: int = field(repr=False)
    changes: tuple[Change, ...] = ()
    acts_on: tuple[
        tuple[str, str], ...
    ] = ()  # document and key of each provision that this one changes or puts into force, as the catalogue has it
    commences: tuple[date, ...] = ()  # the days on which it puts provisions into force, as the catalogue has it
    doubt: str | None = None  # what is to be done before the words are relied on; they were recognised from a picture

    @property
    def key(self) -> str:
        """How the tables of the catalogue name the provision."""
        return key_of(self.component, self.eid)

    @property
    def document_name(self) -> str:
        """The document as a full citation names it."""
        return self.full_citation.removeprefix(self.place).removesuffix(f" ({self.doubt})").lstrip(" –")

    @property
    def reads(self) -> str:
        return " ".join(part for part in (self.heading, self.lead, self.quote or self.excerpt or "") if part)

    def as_json(self) -> dict[str, Any]:
        row = {k: v for k, v in asdict(self).items() if k != "version_id"}
        changes = [asdict(change) | {"from_date": _iso(change.from_date)} for change in self.changes]
        days = {"valid_from": _iso(self.valid_from), "valid_to": _iso(self.valid_to), "commences": [d.isoformat() for d in self.commences]}
        return row | days | {"changes": changes}


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence or provision shown, with the numbers of its citations. `modes` has all modes, `mode` the first.

    `framing` are the parts of the text in which a composer speaks of what it holds, of the question or of how it cites, and not of what the
    provisions say: numbers and names in them are verified, their meaning is the composer's. A language model has none.
    `denies` are words of the question that it quotes and that its citations do not bear out. An `optional` one is left out without a word
    where it cannot be verified: the provisions say the same. `as_of` is the day whose law it states: an answer about a period has
    statements for both its ends.
    """

    text: str
    citations: tuple[int, ...]
    modes: tuple[Mode, ...] = ()
    role: Role = "ground"
    as_of: date | None = None
    optional: bool = False
    denies: str = ""
    framing: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {
            "text": self.text,
            "citations": list(self.citations),
            "mode": self.modes[0] if self.modes else None,
            "modes": list(self.modes),
            "role": self.role,
            "as_of": _iso(self.as_of),
            "denies": self.denies,
        }


@dataclass(frozen=True, slots=True)
class ComposedBy:
    """What wrote the statements: a composer alone, or with a language model for the conclusions.

    `leaves_machine` where the question and the provisions may have been sent to another machine, whether or not the model was of use.
    """

    composer: str
    model: str | None = None
    prompt: str | None = None
    leaves_machine: bool = False

    def as_json(self) -> dict[str, Any]:
        model = {"model": self.model, "prompt": self.prompt} if self.model else {}
        return {"composer": self.composer, **model, "leaves_machine": self.leaves_machine}


@dataclass(frozen=True, slots=True)
class Answer:
    question: str
    standalone_question: str
    as_of: date
    status: Status
    refusal_type: RefusalType | None
    refusal_reason: str | None
    answer: str
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    warnings: tuple[str, ...]
    follow_ups: tuple[str, ...]
    timings_ms: dict[str, float]
    receipt: str
    struck: tuple[str, ...] = ()
    day_in_question: bool = False  # whether the question itself names the day or period
    composed_by: ComposedBy = ComposedBy("extract")
    topic_changed: bool = False  # whether the question has nothing to do with the turns before it

    def as_json(self) -> dict[str, Any]:
        """The answer as `assistant ask --json` prints it."""
        return {
            "question": self.question,
            "standalone_question": self.standalone_question,
            "as_of": self.as_of.isoformat(),
            "day_in_question": self.day_in_question,
            "topic_changed": self.topic_changed,
            "status": self.status,
            "refusal_type": self.refusal_type,
            "refusal_reason": self.refusal_reason,
            "answer": self.answer,
            "statements": [s.as_json() for s in self.statements],
            "citations": [c.as_json() for c in self.citations],
            "warnings": list(self.warnings),
            "follow_ups": list(self.follow_ups),
            "timings_ms": self.timings_ms,
            "receipt": self.receipt,
            "struck": list(self.struck),
            "composed_by": self.composed_by.as_json(),
        }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
