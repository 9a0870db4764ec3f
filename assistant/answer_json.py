"""An answer that was kept as JSON → the answer again, its citations tied to the texts that are held now."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import Any

from ingest.index.records import Version

from .answer import Answer, Change, Citation, ComposedBy, Statement

NOT_HELD = -1  # `version_id` of a citation whose text is no longer held


class AnswerUnreadable(Exception):
    """What was kept is no answer of this program; one Vietnamese line."""


def answer_from_json(row: Mapping[str, Any], held: Sequence[Version]) -> Answer:
    """The answer as `Answer.as_json` wrote it, by this release or an earlier one. Raises AnswerUnreadable."""
    try:
        return _answer(row, {(v.document, v.version): v.id for v in held})
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise AnswerUnreadable("Câu trả lời đã lưu không đọc lại được; đề nghị hỏi lại câu này.") from error


def _answer(row: Mapping[str, Any], ids: Mapping[tuple[str, str], int]) -> Answer:
    by = row.get("composed_by") or {}
    return Answer(
        **{
            name: row[name] for name in ("question", "standalone_question", "status", "refusal_type", "refusal_reason", "answer", "receipt")
        },
        as_of=date.fromisoformat(row["as_of"]),
        statements=tuple(map(_statement, row["statements"])),
        citations=tuple(_citation(c, ids) for c in row["citations"]),
        warnings=tuple(row["warnings"]),
        follow_ups=tuple(row["follow_ups"]),
        timings_ms=dict(row.get("timings_ms") or {}),
        struck=tuple(row.get("struck") or ()),
        day_in_question=bool(row.get("day_in_question")),
        topic_changed=bool(row.get("topic_changed")),
        composed_by=ComposedBy(by.get("composer", "extract"), by.get("model"), by.get("prompt"), bool(by.get("leaves_machine"))),
    )


def _statement(row: Mapping[str, Any]) -> Statement:
    return Statement(
        row["text"], tuple(row["citations"]), tuple(row["modes"]), row["role"], _day(row["as_of"]), denies=row.get("denies") or ""
    )


def _citation(row: Mapping[str, Any], ids: Mapping[tuple[str, str], int]) -> Citation:
    known = {name: row[name] for name in _plain_fields() if name in row}
    return Citation(
        **known,
        valid_from=_day(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
        version_id=ids.get((row["document"], row["version"]), NOT_HELD),
        changes=tuple(Change(**(change | {"from_date": _day(change["from_date"])})) for change in row.get("changes") or ()),
        acts_on=tuple((document, key) for document, key in row.get("acts_on") or ()),
        commences=tuple(date.fromisoformat(day) for day in row.get("commences") or ()),
    )


def _plain_fields() -> Iterator[str]:
    """The fields of a citation that JSON holds as they are."""
    others = {"valid_from", "valid_to", "version_id", "changes", "acts_on", "commences"}
    return (f.name for f in fields(Citation) if f.name not in others)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
