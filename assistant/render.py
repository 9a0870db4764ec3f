"""Statements → the Markdown that people read: conclusion first, then the grounds by document, each with its mark."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from ingest.index.records import Version

from .answer import Citation, Statement
from .citing import data_day, full_name, vietnamese_date
from .numbering import without_number
from .warnings import REMINDER

_ESCAPED = str.maketrans({c: f"\\{c}" for c in "\\`*_{}[]<>#|$~:"})
JOINER = "\u2060"
_ADDRESS = re.compile(r"(?<=:)(?=//)|(?<=www)(?=\.)|(?=@)", re.IGNORECASE)
ABOVE = "nội dung nêu trên."
RELATED = "Quy định liên quan:"
DIGEST_MARK = "*(tóm lược)*"
_MARKS = {"digest": DIGEST_MARK, "note": "*(chưa kiểm chứng)*"}
_GROUND_MARKS = _MARKS | {"report": "*(báo cáo)*"}  # what a conclusion says of a report names it as one


def as_markdown(statements: Sequence[Statement], citations: Sequence[Citation], versions: Mapping[int, Version]) -> str:
    """The body of an answer with [n] marks. Text of documents is escaped: nothing in it is taken as markup."""
    by_number = {c.n: c for c in citations}
    told = [s for s in statements if s.role == "conclusion"]
    lines = [f"{'**' * (not i)}{escape(s.text)}{'**' * (not i)}{_mark(s, by_number)} {_marks(s)}" for i, s in enumerate(told)]
    grounds = [s for s in statements if s.role == "ground"]
    grounds = [replace(s, text=ABOVE) if any(_ends_with(t.text, s.text) for t in told) else s for s in grounds]
    if lines and grounds:
        lines.append("Căn cứ:")
    lines += _documents(grounds, by_number, versions)
    if related := [s for s in statements if s.role == "related"]:
        lines += [RELATED, *_documents(related, by_number, versions)]
    return "\n\n".join(lines)


def _ends_with(told: str, ground: str) -> bool:
    """Whether a conclusion says all of a ground, be it with a full stop in place of a semicolon."""
    return told.rstrip(".;").endswith(ground.rstrip(".;"))


def _documents(grounds: Sequence[Statement], by_number: dict[int, Citation], versions: Mapping[int, Version]) -> list[str]:
    """The grounds, document by document."""
    lines = list[str]()
    for document, group in _by_document(grounds, by_number):
        lines += [f"**{escape(full_name(versions[document]))}**", _group(group, by_number)]
    return lines


def without_related(markdown: str) -> tuple[str, str]:
    """The answer without what is only related, its last line included; and what is related, which a page may fold away."""
    body, line = markdown.rsplit("\n\n", 1) if "\n\n" in markdown else (markdown, "")
    main, _, related = body.partition(f"\n\n{RELATED}\n\n")
    return (f"{main}\n\n{line}" if line else main), related


def footer(built_at: str, *as_of: date, remind: bool = True) -> str:
    """The last line of an answer for a person: the days whose law it states. A refusal has nothing to sign."""
    days = " và ngày ".join(map(vietnamese_date, as_of))
    line = f"Trả lời theo pháp luật tại ngày {days}. Dữ liệu đến ngày {data_day(built_at)}."
    return f"{line} {REMINDER}" if remind else line


def escape(text: str) -> str:
    return unlinked(text).translate(_ESCAPED)


def unlinked(text: str) -> str:
    r"""The text with a sign that joins and shows nothing where a reader of Markdown would take an address for a link, escaped or not.

    >>> [unlinked(text).replace(JOINER, "¦") for text in ("https://a.vn", "www.a.vn", "a@b.vn", "số 35/2022/NĐ-CP: 5")]
    ['https:¦//a.vn', 'www¦.a.vn', 'a¦@b.vn', 'số 35/2022/NĐ-CP: 5']
    """
    return _ADDRESS.sub(JOINER, text)


def _group(grounds: Sequence[Statement], by_number: dict[int, Citation]) -> str:
    """The bullets of one document; điểm of one list stand under its lead, said once, with the mark of the khoản where it is cited too."""
    runs = [(lead, [*run]) for lead, run in groupby(grounds, key=lambda s: _list_of(by_number[s.citations[0]]))]
    lists = {lead[0] for lead, points in runs if any(lead) and len(points) > 1}
    opens = {by_number[s.citations[0]].eid: s for s in grounds if by_number[s.citations[0]].eid in lists}
    lines = list[str]()
    for lead, points in runs:
        if not any(lead) or len(points) == 1:
            lines += [f"- {_ground(s, by_number[s.citations[0]])}" for s in points if by_number[s.citations[0]].eid not in lists]
            continue
        first = by_number[points[0].citations[0]]
        lines.append(f"- {_above(first, opens.get(lead[0]), by_number)}")
        lines += [f"    - {_point(s, by_number[s.citations[0]])}" for s in points]
    return "\n".join(lines)


def _list_of(citation: Citation) -> tuple[str, str]:
    """What the điểm of one list have in common; empty for anything else, and for quotations, which keep their own lead."""
    listed = citation.point and citation.lead and citation.quote is None
    return (citation.eid.rpartition("__")[0], citation.lead) if listed else ("", "")


def _above(first: Citation, whole: Statement | None, by_number: Mapping[int, Citation]) -> str:
    """The lead of a list with the place of its khoản; `whole` is the statement of that khoản, where there is one."""
    place = first.place.partition(f"điểm {first.point} ")[2] or first.place
    modes = f" – *{', '.join(whole.modes)}*" if whole and whole.modes else ""
    line = f"{escape(place[:1].upper() + place[1:])}{modes}: {escape(without_number(first.lead))}"
    return f"{line} {_MARKS[by_number[whole.citations[0]].text_kind]} {_marks(whole)}" if whole else line


def _point(statement: Statement, citation: Citation) -> str:
    modes = f" *({', '.join(statement.modes)})*" if statement.modes else ""
    return f"{escape(' '.join((citation.excerpt or '').split()))}{modes} {_MARKS[citation.text_kind]} {_marks(statement)}"


def _ground(statement: Statement, citation: Citation) -> str:
    modes = f" – *{', '.join(statement.modes)}*" if statement.modes else ""
    place = f"{escape(citation.place[:1].upper() + citation.place[1:])}{modes}:"
    if citation.digest:
        return f"{place} {escape(citation.digest)} {DIGEST_MARK}\n\n  {escape(statement.text)} {_marks(statement)}\n"
    mark = f" {_GROUND_MARKS[citation.text_kind]}" if citation.text_kind in _GROUND_MARKS else ""
    return f"{place} {escape(statement.text)}{mark} {_marks(statement)}"


def _mark(statement: Statement, by_number: dict[int, Citation]) -> str:
    """That a conclusion rests on our own wording alone, or on what is not verified."""
    kinds = {by_number[n].text_kind for n in statement.citations}
    return f" {_MARKS['note' if 'note' in kinds else 'digest']}" if kinds <= set(_MARKS) else ""


def _marks(statement: Statement) -> str:
    return "".join(f"[{n}]" for n in statement.citations)


def _by_document(grounds: Sequence[Statement], by_number: dict[int, Citation]) -> list[tuple[int, list[Statement]]]:
    groups: dict[int, list[Statement]] = {}
    for statement in grounds:
        groups.setdefault(by_number[statement.citations[0]].version_id, []).append(statement)
    return list(groups.items())
