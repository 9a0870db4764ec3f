"""Questions of several matters: whether what is held is answered, what is not is named, and what is held is never named as missing."""

import argparse
import json
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from assistant import Assistant, open_assistant
from assistant.answer import Answer
from ingest.index import IndexProblem
from ingest.law.normalise import fold

from .board_questions import QUESTIONS, Clause, digest_of, question_of
from .shared import ABSENT
from .tables import markdown

FILE = QUESTIONS / "learning" / "parts.jsonl"
_MISSING = re.compile(r"Chưa tìm thấy trong kho quy định trả lời phần: (?P<named>.*)")


@dataclass(frozen=True, slots=True)
class Part:
    """One matter: the clauses one of which answers it, none where it is not held; `names` is a word by which it is named as missing."""

    expected: tuple[Clause, ...]
    names: str = ""

    @property
    def held(self) -> bool:
        return bool(self.expected)


@dataclass(frozen=True, slots=True)
class PartsQuestion:
    id: str
    text: str
    as_of: date | None
    parts: tuple[Part, ...]

    @property
    def kind(self) -> str:
        held = sum(part.held for part in self.parts)
        return "all held" if held == len(self.parts) else "some held" if held else "none held"


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.parts", description=__doc__)
    parser.add_argument("--index", metavar="PATH", required=True, help="a built index of the shipped corpus")
    parser.add_argument("--failures", action="store_true", help="also print what was treated wrongly")
    args = parser.parse_args(argv)
    try:
        assistant = open_assistant(Path(args.index).expanduser().resolve())
    except IndexProblem as error:
        print(error, file=sys.stderr)
        return ABSENT
    questions = read_parts_questions(FILE)
    faults = {question: _faults(assistant, question) for question in questions}
    kinds = dict.fromkeys(question.kind for question in questions)
    rows = [(kind, [faults[question] for question in questions if question.kind == kind]) for kind in kinds]
    counted = [
        (kind, str(len(of_kind)), str(sum(not found for found in of_kind))) for kind, of_kind in [*rows, ("all", [*faults.values()])]
    ]
    print(markdown(("matters", "questions", "treated rightly"), counted))
    if args.failures:
        print("\n".join(f"{question.id} {question.text}: {'; '.join(found)}" for question, found in faults.items() if found))
    print(f"questions sha256 {digest_of(FILE)}")
    return 0


def read_parts_questions(file: Path) -> list[PartsQuestion]:
    rows = (json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip())
    return [_read(row) for row in rows]


def _read(row: Mapping[str, Any]) -> PartsQuestion:
    whole = question_of(row)
    parts = (Part(question_of({**row, "expected": part.get("expected", ())}).expected, part.get("names", "")) for part in row["parts"])
    return PartsQuestion(whole.id, whole.text, whole.as_of, tuple(parts))


def _faults(assistant: Assistant, question: PartsQuestion) -> list[str]:
    return faults_of(question, assistant.ask(question.text, question.as_of))


def faults_of(question: PartsQuestion, answer: Answer) -> list[str]:
    """What is wrong with an answer; empty where each matter is treated rightly."""
    if question.kind == "none held":
        return [] if answer.status == "refused" else ["not refused"]
    if answer.status == "refused":
        return ["refused"]
    said = _MISSING.search(answer.answer)
    named = fold(said["named"]) if said else ""
    cited = [Clause(c.document, c.eid, c.component) for c in answer.citations]
    found = [
        f"not cited: {part.expected[0].document} {part.expected[0].eid}"
        for part in question.parts
        if part.held and not any(clause.is_met_by(place) for clause in part.expected for place in cited)
    ]
    missing = [part.names for part in question.parts if not part.held]
    found += [f"not named as missing: {names}" for names in missing if fold(names) not in named]
    if said and said["named"].count("“") > len(missing):
        found.append(f"named as missing though held: {said['named']}")
    return found


if __name__ == "__main__":
    sys.exit(main())
