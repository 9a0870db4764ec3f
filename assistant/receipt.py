"""What is kept of an answer, so that it can be shown and asked again later: who was asked what, on which texts, with which result."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, Self, get_args

from ingest.catalogue import Mode
from ingest.documents import TextKind
from ingest.index.reader import Opened
from ingest.law.validity import State

from .answer import Answer, Change, Citation, ComposedBy, RefusalType, Statement, Status

MAX_TURNS = 8  # of a conversation, the last ones, that are kept with a question


class ReceiptError(Exception):
    """A receipt cannot be kept or read; one Vietnamese line."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked, for which day and on which: all that is needed to ask it again."""

    question: str
    history: tuple[str, ...]
    day: date
    today: date


@dataclass(frozen=True, slots=True)
class Ground:
    """A provision cited. Hashes are SHA-256: of the cited words, and of the whole normalised text that `start` and `end` count in.

    `changes` are those that the catalogue knew of; None where the receipt was kept before they were.
    """

    n: int
    document: str
    version: str
    component: str
    eid: str
    label: str
    text_kind: TextKind
    start: int
    end: int
    words_sha256: str
    text_sha256: str
    in_force: State
    valid_from: date | None
    valid_to: date | None
    changes: tuple[Change, ...] | None = None

    @property
    def place(self) -> tuple[str, str, str]:
        """The provision, whatever the text."""
        return self.document, self.component, self.eid

    def as_json(self) -> dict[str, Any]:
        changes = self.changes and [asdict(change) | {"from_date": _iso(change.from_date)} for change in self.changes]
        return asdict(self) | {"valid_from": _iso(self.valid_from), "valid_to": _iso(self.valid_to), "changes": changes}


@dataclass(frozen=True, slots=True)
class Receipt:
    """`generation` and `built_at` name the index, `catalogue` is the digest of the tables; `struck` are verdicts with their reasons.

    `topic_changed` is None where the receipt was kept before it was.
    """

    id: str
    asked: Asked
    standalone_question: str
    as_of: date
    status: Status
    refusal_type: RefusalType | None
    refusal_reason: str | None
    statements: tuple[Statement, ...]
    grounds: tuple[Ground, ...]
    warnings: tuple[str, ...]
    struck: tuple[str, ...]
    composed_by: ComposedBy
    timings_ms: Mapping[str, float]
    software: str
    generation: str
    built_at: str
    catalogue: str
    topic_changed: bool | None = None

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "question": self.asked.question,
            "history": list(self.asked.history),
            "asked_for": self.asked.day.isoformat(),
            "asked_on": self.asked.today.isoformat(),
            "standalone_question": self.standalone_question,
            "as_of": self.as_of.isoformat(),
            "status": self.status,
            "refusal_type": self.refusal_type,
            "refusal_reason": self.refusal_reason,
            "statements": [s.as_json() for s in self.statements],
            "evidence": [g.as_json() for g in self.grounds],
            "warnings": list(self.warnings),
            "struck": list(self.struck),
            "composed_by": asdict(self.composed_by),
            "timings_ms": dict(self.timings_ms),
            "software": self.software,
            "generation": self.generation,
            "built_at": self.built_at,
            "catalogue": self.catalogue,
            "topic_changed": self.topic_changed,
        }

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> Self:
        """The receipt that `as_json` gave. Raises ReceiptError where it is not one."""
        try:
            return cls(
                id=row["id"],
                asked=Asked(row["question"], tuple(row["history"]), _date(row["asked_for"]), _date(row["asked_on"])),
                standalone_question=row["standalone_question"],
                as_of=_date(row["as_of"]),
                status=_status(row["status"]),
                refusal_type=row["refusal_type"],
                refusal_reason=row["refusal_reason"],
                statements=tuple(_statement(s) for s in row["statements"]),
                grounds=tuple(_ground(g) for g in row["evidence"]),
                warnings=tuple(row["warnings"]),
                struck=tuple(row["struck"]),
                composed_by=ComposedBy(**row["composed_by"]),
                timings_ms=row["timings_ms"],
                software=row["software"],
                generation=row["generation"],
                built_at=row["built_at"],
                catalogue=row["catalogue"],
                topic_changed=row.get("topic_changed"),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise ReceiptError(f"Phiếu trả lời được lưu không trọn vẹn ({error!r}).") from error


def receipt_id(answer: Answer) -> str:
    """A name for what was said: the same question, day, texts and statements give the same, whenever they are asked.

    What a reader may sign under is in it, warnings and the time in force of each clause included; what it was made with, and when, is not.
    """
    said = [
        answer.standalone_question,
        answer.as_of.isoformat(),
        [answer.status, answer.refusal_type, answer.refusal_reason],
        [s.as_json() for s in answer.statements],
        [[*_place(c), c.version, _words(c), c.in_force, _iso(c.valid_from), _iso(c.valid_to)] for c in answer.citations],
        answer.warnings,
    ]
    return _sha256(json.dumps(said, ensure_ascii=False))[:16]


def receipt_of(asked: Asked, answer: Answer, opened: Opened, catalogue: str) -> Receipt:
    """The receipt of an answer that one generation of an index gave; `catalogue` is the digest of the tables."""
    from . import __version__

    return Receipt(
        id=answer.receipt,
        asked=Asked(asked.question, _last(asked.history), asked.day, asked.today),
        standalone_question=answer.standalone_question,
        as_of=answer.as_of,
        status=answer.status,
        refusal_type=answer.refusal_type,
        refusal_reason=answer.refusal_reason,
        statements=tuple(replace(s, optional=False, framing=()) for s in answer.statements),  # they were shown and verified
        grounds=tuple(_ground_of(c, opened) for c in answer.citations),
        warnings=answer.warnings,
        struck=answer.struck,
        composed_by=answer.composed_by,
        timings_ms=answer.timings_ms,
        software=__version__,
        generation=opened.name,
        built_at=opened.built_at,
        catalogue=catalogue,
        topic_changed=answer.topic_changed,
    )


def _last(history: Sequence[str]) -> tuple[str, ...]:
    """The last turns, beginning with a question."""
    over = max(0, len(history) - MAX_TURNS)
    return tuple(history[over + over % 2 :])


def _ground_of(citation: Citation, opened: Opened) -> Ground:
    return Ground(
        n=citation.n,
        document=citation.document,
        version=citation.version,
        component=citation.component,
        eid=citation.eid,
        label=citation.label,
        text_kind=citation.text_kind,
        start=citation.start,
        end=citation.end,
        words_sha256=_sha256(_words(citation)),
        text_sha256=opened.store.text_sha256(citation.version_id),
        in_force=citation.in_force,
        valid_from=citation.valid_from,
        valid_to=citation.valid_to,
        changes=citation.changes,
    )


def _status(text: Status) -> Status:
    if text not in get_args(Status):
        raise ValueError(text)
    return text


def _ground(row: Mapping[str, Any]) -> Ground:
    if row["text_kind"] not in get_args(TextKind) or row["in_force"] not in get_args(State):
        raise ValueError(row["text_kind"], row["in_force"])
    days = {name: _date(row[name]) if row[name] else None for name in ("valid_from", "valid_to")}
    changes = row.get("changes")
    return Ground(**{**row, **days, "changes": changes if changes is None else tuple(_change(c) for c in changes)})


def _change(row: Mapping[str, Any]) -> Change:
    return Change(**{**row, "from_date": _date(row["from_date"]) if row["from_date"] else None})


def _statement(row: Mapping[str, Any]) -> Statement:
    modes: tuple[Mode, ...] = tuple(row["modes"])
    day = _date(row["as_of"]) if row["as_of"] else None
    return Statement(row["text"], tuple(row["citations"]), modes, row["role"], day, denies=row["denies"])


def _place(citation: Citation) -> tuple[str, str, str]:
    return citation.document, citation.component, citation.eid


def _words(citation: Citation) -> str:
    return citation.quote or citation.excerpt or ""


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _date(text: str) -> date:
    return date.fromisoformat(text)
