"""What an officer puts into the basket: an answer, a clause or a cell of a comparison, as plain values that outlive an index."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal, Self, cast, get_args

from ..answer import Answer, Citation

ItemKind = Literal["answer", "clause", "cell"]
BETWEEN = " – "  # place and topic in the title of a cell, by which its table is found again


class ItemError(Exception):
    """What was given is no item; one Vietnamese line."""


@dataclass(frozen=True, slots=True)
class Item:
    """Statements and the citations that they rest on, in the form that `assistant ask --json` prints.

    `title` is the question, the clause or "board – topic"; `note` is the officer's own line and `group` a heading that the officer gave:
    neither is verified, and a memo shows them as such. `heading` is what the officer calls it in a memo; without one it goes by its title,
    which stays as it was asked. `receipt` names the answer.
    """

    kind: ItemKind
    title: str
    as_of: date
    statements: tuple[Mapping[str, Any], ...]
    citations: tuple[Mapping[str, Any], ...]
    receipt: str = ""
    note: str = ""
    group: str = ""
    heading: str = ""

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"as_of": self.as_of.isoformat()}

    @classmethod
    def from_json(cls, row: object) -> Self:
        """Reads `as_json` or an answer as `assistant ask --json` prints it. Raises ItemError."""
        if not isinstance(row, dict):
            raise ItemError("Mỗi mục của phiếu phải là một đối tượng JSON.")
        kind, title = row.get("kind", "answer"), row.get("title", row.get("standalone_question") or row.get("question"))
        if kind not in get_args(ItemKind) or not isinstance(title, str):
            raise ItemError('Mục của phiếu thiếu "title" (hoặc "question"), hoặc có "kind" không hợp lệ.')
        try:
            day = date.fromisoformat(str(row.get("as_of")))
        except ValueError as error:
            raise ItemError(f'Mục “{title[:60]}”: "as_of" {row.get("as_of")!r} không phải là ngày dạng 2026-07-01.') from error
        statements, citations = (_rows(row.get(name), name, title) for name in ("statements", "citations"))
        words = [str(row.get(name) or "") for name in ("receipt", "note", "group", "heading")]
        return cls(cast(ItemKind, kind), title, day, statements, citations, *words)


def item_of_answer(answer: Answer) -> Item:
    """The whole answer: what it concludes and the provisions that it rests on; what is merely related stays out."""
    stated = [s for s in answer.statements if s.role != "related"]
    used = {n for s in stated for n in s.citations}
    citations = tuple(c.as_json() for c in answer.citations if c.n in used)
    statements = tuple(s.as_json() for s in stated)
    return Item("answer", answer.standalone_question, answer.as_of, statements, citations, answer.receipt)


def item_of_clause(citation: Citation, as_of: date) -> Item:
    """One provision alone, as it stands in its text."""
    return Item("clause", citation.label, as_of, (), (citation.as_json() | {"n": 1},))


def item_of_cell(place: str, topic: str, text: str, citation: Citation, as_of: date) -> Item:
    """What one board says on one topic."""
    statement = {"text": text, "citations": [1], "role": "ground", "mode": None, "modes": [], "as_of": as_of.isoformat(), "denies": ""}
    return Item("cell", f"{place}{BETWEEN}{topic}", as_of, (statement,), (citation.as_json() | {"n": 1},))


def _rows(value: object, name: str, title: str) -> tuple[Mapping[str, Any], ...]:
    """A list of JSON objects. Raises ItemError."""
    if not isinstance(value, Sequence) or isinstance(value, str) or not all(isinstance(row, dict) for row in value):
        raise ItemError(f'Mục “{title[:60]}”: "{name}" phải là một danh sách đối tượng.')
    return tuple(value)
