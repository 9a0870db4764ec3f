"""Questions as staff of a board ask them, with the clauses that answer: benchmarks/questions/*.jsonl."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ingest.law.normalise import normalise

QUESTIONS = Path(__file__).parent / "questions"
_CLAUSE = "__para_"


class QuestionFileError(Exception):
    """A row of a question file that cannot be read; names file and line."""


@dataclass(frozen=True, slots=True)
class Clause:
    """An expected provision; `component` is that of its eId, as in the index; `alternatives` answer equally well."""

    document: str
    eid: str
    component: str = "main"
    alternatives: tuple["Clause", ...] = ()

    @property
    def accepted(self) -> tuple["Clause", ...]:
        """This provision and its alternatives: one of them is enough."""
        return (self, *self.alternatives)

    def is_strictly_met_by(self, hit: "Clause") -> bool:
        """Whether a hit is this provision or lies inside it; or so for an alternative.

        >>> Clause("1/QĐ", "art_2", alternatives=(Clause("1/QĐ", "art_9"),)).is_strictly_met_by(Clause("1/QĐ", "art_9__para_1"))
        True
        """
        return any(_is_inside(hit, one) for one in self.accepted)

    def is_met_by(self, hit: "Clause") -> bool:
        """Whether a hit is this provision, lies inside it, or is the khoản that holds it; or so for an alternative.

        >>> Clause("35/2022/NĐ-CP", "art_68__para_2__point_b").is_met_by(Clause("35/2022/NĐ-CP", "art_68__para_2"))
        True
        >>> Clause("35/2022/NĐ-CP", "art_68__para_2__point_b").is_met_by(Clause("35/2022/NĐ-CP", "art_68"))
        False
        """
        return self.is_strictly_met_by(hit) or (_CLAUSE in hit.eid and any(_is_inside(one, hit) for one in self.accepted))


def _is_inside(hit: Clause, clause: Clause) -> bool:
    same_text = (hit.document, hit.component) == (clause.document, clause.component)
    return same_text and (hit.eid == clause.eid or hit.eid.startswith(f"{clause.eid}__"))


@dataclass(frozen=True, slots=True)
class BoardQuestion:
    id: str
    text: str
    as_of: date | None
    answerable: bool
    expected: tuple[Clause, ...]
    field: str
    style: str
    why: str  # it is not answerable


def find_questions(path: Path) -> list[BoardQuestion]:
    """The questions of one file, or of all *.jsonl in a folder; none where there is nothing. Raises QuestionFileError."""
    return [question for file in _files(path) for question in _read(file)]


def digest_of(path: Path) -> str:
    """The sha256 of the question files, one after the other: that of the file itself where there is one."""
    return digest_of_files(_files(path))


def digest_of_files(files: Sequence[Path]) -> str:
    """The sha256 of the files, one after the other."""
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def _files(path: Path) -> list[Path]:
    return [path] if path.is_file() else sorted(path.glob("*.jsonl"))


def _read(file: Path) -> list[BoardQuestion]:
    found = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip():
            try:
                found.append(question_of(json.loads(line)))
            except (ValueError, KeyError, TypeError) as error:
                raise QuestionFileError(f"{file.name}, line {number}: {error!r}") from error
    return found


def question_of(row: Mapping[str, Any]) -> BoardQuestion:
    """One row of a file. Raises KeyError, TypeError or ValueError where it is none."""
    as_of = row.get("as_of")
    return BoardQuestion(
        id=str(row["id"]),
        text=normalise(str(row["question"])),
        as_of=date.fromisoformat(as_of) if as_of else None,
        answerable=bool(row["answerable"]),
        expected=tuple(_clause(e) for e in row["expected"]),
        field=str(row.get("field") or "–"),
        style=str(row.get("style") or "–"),
        why=str(row.get("why") or ""),
    )


def _clause(entry: Mapping[str, Any]) -> Clause:
    return Clause(entry["document"], entry["eid"], entry.get("component", "main"), tuple(_clause(e) for e in entry.get("or", ())))
