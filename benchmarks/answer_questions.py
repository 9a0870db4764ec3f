"""Questions for whole answers: the clauses that a right one cites, the facts that it states, and what it must not state."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.law.normalise import normalise

from .board_questions import QUESTIONS, BoardQuestion, QuestionFileError, question_of

ANSWERS = (QUESTIONS / "answers-a.jsonl", QUESTIONS / "answers-b.jsonl")
REFUSALS = (QUESTIONS / "refusals.jsonl",)
OBJECTS = (QUESTIONS / "refusals-objects.jsonl",)  # pairs on one object: what the texts say of it, and what they do not
OBJECTS_HELD = (QUESTIONS / "refusals-objects-held.jsonl",)  # every second pair: nothing was learned from it
FRESH = (QUESTIONS / "refusals-fresh.jsonl",)  # nothing was learned from it, no row was looked at

LATER = (QUESTIONS / "answers-c.jsonl",)  # written when the composers were done; nothing is learned from these two
REFUSALS_LATER = (QUESTIONS / "refusals-c.jsonl",)
LAST = (QUESTIONS / "answers-e.jsonl",)  # by a further author, committed before they were asked; only totals are looked at
REFUSALS_LAST = (QUESTIONS / "refusals-e.jsonl",)


@dataclass(frozen=True, slots=True)
class AnswerQuestion:
    """`history` is question and answer in turn, oldest first. Each of `facts` is a list of spellings, one of which is stated."""

    asked: BoardQuestion
    kind: str
    history: tuple[str, ...]
    refusal_type: str | None
    facts: tuple[tuple[str, ...], ...]
    forbidden: tuple[str, ...]


def read_answer_questions(file: Path) -> list[AnswerQuestion]:
    """Raises QuestionFileError for a row that cannot be read; names file and line."""
    found = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip():
            try:
                found.append(_question(json.loads(line)))
            except (ValueError, KeyError, TypeError) as error:
                raise QuestionFileError(f"{file.name}, line {number}: {error!r}") from error
    return found


def _question(row: Mapping[str, Any]) -> AnswerQuestion:
    return AnswerQuestion(
        asked=question_of(row),
        kind=str(row.get("kind") or "–"),
        history=tuple(map(normalise, row.get("history") or ())),
        refusal_type=row["refusal_type"],
        facts=tuple(tuple(map(as_said, fact)) for fact in row.get("facts", ())),
        forbidden=tuple(map(as_said, row.get("forbidden", ()))),
    )


def as_said(text: str) -> str:
    """A text as facts are compared: lower case, no marks of Markdown, spaces as one.

    >>> as_said("**Từ ngày** 01/7/2026\\\\: [1]")
    'từ ngày 01/7/2026: [1]'
    """
    return " ".join(normalise(text).replace("\\", "").replace("*", "").lower().split())
