"""Statements → the Markdown that people read: conclusion first, then the grounds by document, each with its mark."""

from collections.abc import Sequence
from datetime import date

from ingest.index.store import Version

from .answer import Citation, Statement
from .citing import full_name, vietnamese_date
from .warnings import REMINDER

_ESCAPED = str.maketrans({c: f"\\{c}" for c in "\\`*_{}[]<>#|$~:"})
DIGEST_MARK = "*(tóm lược)*"
_MARKS = {"digest": DIGEST_MARK, "note": "*(chưa kiểm chứng)*"}


def as_markdown(statements: Sequence[Statement], citations: Sequence[Citation], versions: dict[int, Version]) -> str:
    """The body of an answer with [n] marks. Text of documents is escaped: nothing in it is taken as markup."""
    by_number = {c.n: c for c in citations}
    lines = [
        f"**{escape(s.text)}** {_marks(s)}" if i == 0 else f"{escape(s.text)} {_marks(s)}"
        for i, s in enumerate(s for s in statements if s.role == "conclusion")
    ]
    grounds = [s for s in statements if s.role == "ground"]
    if lines and grounds:
        lines.append("Căn cứ:")
    for document, group in _by_document(grounds, by_number):
        lines.append(f"**{escape(full_name(versions[document]))}**")
        lines.append("\n".join(f"- {_ground(s, by_number[s.citations[0]])}" for s in group))
    return "\n\n".join(lines)


def footer(built_at: str, as_of: date) -> str:
    """The last line of an answer for a person."""
    day = vietnamese_date(date.fromisoformat(built_at[:10])) if built_at else "chưa rõ"
    return f"Trả lời theo pháp luật tại ngày {vietnamese_date(as_of)}. Dữ liệu đến ngày {day}. {REMINDER}"


def escape(text: str) -> str:
    return text.translate(_ESCAPED)


def _ground(statement: Statement, citation: Citation) -> str:
    modes = f" – *{', '.join(statement.modes)}*" if statement.modes else ""
    place = f"{escape(citation.place[:1].upper() + citation.place[1:])}{modes}:"
    if citation.digest:
        return f"{place} {escape(citation.digest)} {DIGEST_MARK}\n\n  {escape(statement.text)} {_marks(statement)}\n"
    mark = f" {_MARKS[citation.text_kind]}" if citation.text_kind in _MARKS else ""
    return f"{place} {escape(statement.text)}{mark} {_marks(statement)}"


def _marks(statement: Statement) -> str:
    return "".join(f"[{n}]" for n in statement.citations)


def _by_document(grounds: Sequence[Statement], by_number: dict[int, Citation]) -> list[tuple[int, list[Statement]]]:
    groups: dict[int, list[Statement]] = {}
    for statement in grounds:
        groups.setdefault(by_number[statement.citations[0]].version_id, []).append(statement)
    return list(groups.items())
