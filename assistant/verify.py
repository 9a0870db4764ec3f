"""The verifier: no statement is shown unless each of its citations resolves and says what the statement says. Pure and deterministic.

Checked here: the citation's text stands verbatim at its offsets in its version; every number, date, document number and locator of a
statement occurs in what it cites. Whether the meaning is the same is not checked here.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ingest.law.normalise import search_form

from .answer import Citation, Statement
from .citing import long_date, vietnamese_date

_DATE = re.compile(r"\b(?:ngày\s+)?(\d{1,2})(?:/|-|\s+tháng\s+)(\d{1,2})(?:/|-|\s+năm\s+)(\d{4})\b")
_DOCUMENT = re.compile(r"\b\d+(?:\.\d+)?/(?:\d{4}/)?[A-ZĐ][\w-]*")
_LOCATOR = re.compile(r"\b(điểm|khoản|điều)\s+(\d{1,3}[a-zđ]?|[a-zđ]\d?)\b")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")

TextOf = Callable[[int], str]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the verifier finds wrong with a statement; empty where nothing is."""

    statement: Statement
    faults: tuple[str, ...]

    @property
    def passed(self) -> bool:
        return not self.faults


def verify(statements: Sequence[Statement], citations: Sequence[Citation], text_of: TextOf) -> list[Verdict]:
    """One verdict a statement. `text_of` gives the text of a version by its id; it raises KeyError where the version is not held."""
    faults_of = {c.n: _citation_faults(c, text_of) for c in citations}
    by_number = {c.n: c for c in citations}
    return [Verdict(s, tuple(_statement_faults(s, by_number, faults_of))) for s in statements]


def _citation_faults(citation: Citation, text_of: TextOf) -> list[str]:
    try:
        text = text_of(citation.version_id)
    except KeyError:
        return [f"trích dẫn [{citation.n}]: không có văn bản {citation.version}"]
    shown = citation.quote if citation.quote is not None else citation.excerpt
    if not shown or text[citation.start : citation.end] != shown:
        return [f"trích dẫn [{citation.n}]: đoạn nêu không có nguyên văn tại vị trí đã ghi của {citation.version}"]
    if citation.quote is not None and citation.text_kind not in {"official", "report"}:
        return [f"trích dẫn [{citation.n}]: chỉ văn bản chính thức mới được trích nguyên văn"]
    return []


def _statement_faults(statement: Statement, by_number: dict[int, Citation], faults_of: dict[int, list[str]]) -> list[str]:
    if not statement.citations:
        return ["câu không có trích dẫn"]
    missing = [n for n in statement.citations if n not in by_number]
    if missing:
        return [f"trích dẫn [{n}] không tồn tại" for n in missing]
    faults = [fault for n in statement.citations for fault in faults_of[n]]
    cited = [by_number[n] for n in statement.citations]
    return faults + _unsupported(statement.text, cited)


def _unsupported(text: str, cited: Sequence[Citation]) -> list[str]:
    """The dates, document numbers, locators and other numbers of the text that none of the citations has."""
    source = "\n".join(_says(c) for c in cited)
    faults = list[str]()
    rest = text
    for pattern, name, read in (
        (_DATE, "ngày", lambda m: tuple(int(g) for g in m.groups())),
        (_DOCUMENT, "số hiệu", lambda m: m[0].upper()),
        (_LOCATOR, "vị trí", lambda m: (m[1], m[2])),
    ):
        known = {read(m) for m in pattern.finditer(_for(pattern, source))}
        faults += [
            f"{name} “{m[0]}” không có trong điều khoản được dẫn" for m in pattern.finditer(_for(pattern, rest)) if read(m) not in known
        ]
        rest = pattern.sub(" ", _for(pattern, rest))
    known_numbers = {_plain(n) for n in _NUMBER.findall(source)}
    faults += [f"số “{n}” không có trong điều khoản được dẫn" for n in _NUMBER.findall(rest) if _plain(n) not in known_numbers]
    return faults


def _says(citation: Citation) -> str:
    """All that a citation can carry: its words, its place, its document and its dates."""
    dates = [d for d in (citation.valid_from, citation.valid_to) if d]
    return "\n".join(
        [
            citation.reads,
            citation.label,
            citation.full_citation,
            citation.document,
            *(f"{vietnamese_date(d)}\n{long_date(d)}" for d in dates),
        ]
    )


def _for(pattern: re.Pattern[str], text: str) -> str:
    return search_form(text) if pattern is _LOCATOR else text


def _plain(number: str) -> str:
    """03 and 3 are one number."""
    return number.lstrip("0") or "0"
