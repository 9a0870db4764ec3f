"""What an answer is made of. `as_json` is the contract that others build on: it may grow, not change."""

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Literal

from ingest.catalogue import Mode
from ingest.documents import TextKind
from ingest.law.provision import key_of
from ingest.law.validity import State

Status = Literal["answered", "partial", "refused"]
RefusalType = Literal["not_held", "held_but_silent", "unclear", "out_of_scope"]


@dataclass(frozen=True, slots=True)
class Citation:
    """One provision that a statement rests on.

    `quote` is verbatim, `start` and `end` its offsets in the text of `version`; our own wording of a digest is in `excerpt` instead.
    `digest` is the plain-language line of our own that stands above a quotation, where a digest of the provision is held.
    `label` names provision and document in short form, `place` the provision alone. `reads` is what the
    provision says together with the lead that it cannot be read without: what a statement is verified against.
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

    @property
    def key(self) -> str:
        """How the tables of the catalogue name the provision."""
        return key_of(self.component, self.eid)

    @property
    def reads(self) -> str:
        return " ".join(part for part in (self.heading, self.lead, self.quote or self.excerpt or "") if part)

    def as_json(self) -> dict[str, Any]:
        row = {k: v for k, v in asdict(self).items() if k != "version_id"}
        return row | {"valid_from": _iso(self.valid_from), "valid_to": _iso(self.valid_to)}


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence or provision shown, with the numbers of its citations. `modes` has all modes, `mode` the first.

    An `optional` one is left out without a word where it cannot be verified: the provisions say the same. `as_of` is the day whose law
    it states: an answer about a period has statements for both its ends.
    """

    text: str
    citations: tuple[int, ...]
    modes: tuple[Mode, ...] = ()
    role: Literal["conclusion", "ground"] = "ground"
    as_of: date | None = None
    optional: bool = False

    def as_json(self) -> dict[str, Any]:
        return {
            "text": self.text,
            "citations": list(self.citations),
            "mode": self.modes[0] if self.modes else None,
            "modes": list(self.modes),
            "role": self.role,
            "as_of": _iso(self.as_of),
        }


@dataclass(frozen=True, slots=True)
class Maker:
    """Who worded the statements: a composer, and the language model with the version of its prompt where one did."""

    composer: str = ""
    model: str | None = None
    prompt: str | None = None


UNNAMED = Maker()


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
    made_by: tuple[Maker, ...] = ()  # one for each day asked about

    def as_json(self) -> dict[str, Any]:
        """The answer as `assistant ask --json` prints it."""
        return {
            "question": self.question,
            "standalone_question": self.standalone_question,
            "as_of": self.as_of.isoformat(),
            "day_in_question": self.day_in_question,
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
            "made_by": [asdict(maker) for maker in self.made_by],
        }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
