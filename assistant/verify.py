"""The verifier: no statement is shown unless each of its citations resolves and says what the statement says. Pure and deterministic.

Checked here: the citation's text stands verbatim at its offsets in its version, in the provision and document that it names; every
quotation, date, document number, locator and other number of a statement occurs in what it cites, or in a computation that it shows.
Whether the meaning is the same is for `meaning`: actors, modes, negations, limits.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from ingest.law.locator import label_of
from ingest.law.normalise import search_form

from .answer import Citation, Statement
from .citing import as_ground
from .computation import check_computations
from .meaning import Meaning
from .number_words import in_digits
from .numbering import without_number

_DATE = re.compile(r"\b(?:ngày\s+)?(\d{1,2})(?:/|-|\s+tháng\s+)(\d{1,2})(?:/|-|\s+năm\s+)(\d{4})\b", re.IGNORECASE)
_DOCUMENT = re.compile(r"\b\d+(?:\.\d+)?/(?:\d{4}/)?[A-ZĐ][\w-]*", re.IGNORECASE)
# "điểm c khoản 4 Điều 9", "khoản 3", "Điều 70"
_LOCATOR = re.compile(
    r"""(?:\bđiểm\s+(?P<point>[a-zđ]\d?)\b[\s,]*)?(?:\bkhoản\s+(?P<clause>\d{1,3}[a-zđ]?)\b[\s,]*)?(?:\bđiều\s+(?P<article>\d{1,3}[a-zđ]?)\b)?""",
    re.VERBOSE | re.IGNORECASE,
)
# What follows a locator that is one of another law ("Điều 127 Luật Đất đai") or of the text itself ("Điều 60 Nghị định này")
_OF_LAW = re.compile(r"\s*(?:của\s+)?(?:(?:bộ\s+)?luật\b|(?:nghị\s+định|nghị\s+quyết|thông\s+tư|quyết\s+định)\s+này\b)")
_THIS = re.compile(r"\b(bộ luật|luật|nghị định|nghị quyết|thông tư|quyết định)(?=\s+này\b)")
_HERE = re.compile(r"\b(?:khoản|điều)\s+này\b", re.IGNORECASE)
_SHORT = re.compile(r"\d+/\d{4}(?=/)")  # a document as people name it: "Nghị định 35/2022"
_YEAR = re.compile(r"(?:19|20)\d\d")
# "các khoản 1, 2 và 3 Điều 5", "các điểm b, c khoản 1 Điều 14", "khoản 3 và khoản 5": only behind "các", or a last member behind "và"
_LISTED = re.compile(
    r"""\bcác\s+(?P<unit>điểm|khoản|điều)\s+(?P<members>\w{1,4}(?:\s*,\s*\w{1,4}\b)*(?:\s*(?:,|và|hoặc)\s+\w{1,4}\b))
    (?P<above>(?:\s+khoản\s+\d+[a-zđ]?)?(?:\s+điều\s+\d+[a-zđ]?)?)""",
    re.VERBOSE,
)
_MEMBER = re.compile(r"\b(?!và\b|hoặc\b)\w+")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_QUOTED = re.compile(r"“([^“”]+)”")
_NOT_BELOW = r"(?<!điểm \w )(?<!khoản \d )(?<!khoản \d\d )"  # a name right behind these is that of another, smaller provision
_PIECES = re.compile(r"(?<=[:;.])\s+")

TextOf = Callable[[int], str]
# Document, start and end of a provision by version, component and eId; None where the version has no such provision.
PlaceOf = Callable[[int, str, str], tuple[str, int, int] | None]
Locator = tuple[str | None, str | None, str | None]
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the verifier finds wrong with a statement; empty where nothing is."""

    statement: Statement
    faults: tuple[str, ...]

    @property
    def passed(self) -> bool:
        return not self.faults


def verify(
    statements: Sequence[Statement],
    citations: Sequence[Citation],
    text_of: TextOf,
    place_of: PlaceOf | None = None,
    asked: str = "",
    meaning: Meaning | None = None,
    as_of: date | None = None,
) -> list[Verdict]:
    """One verdict a statement; `asked` is the question, whose numbers may be operands of a computation shown.

    `text_of` gives the text of a version by its id and raises KeyError where the version is not held; with `place_of` it is also
    checked that the cited words stand in the provision that the citation names; with `meaning`, that actors, modes, negations and limits
    of a statement are those of what it cites; with `as_of`, that a conclusion rests on what is in force on the day, unless it tells a
    day on which its provision begins or ends, or puts others into force.
    """
    faults_of = {c.n: _citation_faults(c, text_of, place_of) for c in citations}
    by_number = {c.n: c for c in citations}
    return [
        Verdict(s, (*_statement_faults(s, by_number, faults_of, asked, meaning), *(_out_of_force(s, by_number, as_of) if as_of else ())))
        for s in statements
    ]


def _citation_faults(citation: Citation, text_of: TextOf, place_of: PlaceOf | None) -> list[str]:
    try:
        text = text_of(citation.version_id)
    except KeyError:
        return [f"trích dẫn [{citation.n}]: không có văn bản {citation.version}"]
    shown = citation.quote if citation.quote is not None else citation.excerpt
    if not shown or citation.start < 0 or text[citation.start : citation.end] != shown:
        return [f"trích dẫn [{citation.n}]: đoạn nêu không có nguyên văn tại vị trí đã ghi của {citation.version}"]
    if citation.quote is not None and citation.text_kind not in {"official", "report"}:
        return [f"trích dẫn [{citation.n}]: chỉ văn bản chính thức mới được trích nguyên văn"]
    if citation.lead and not _holds_all(text, _PIECES.split(citation.lead)):
        return [f"trích dẫn [{citation.n}]: lời dẫn không có trong {citation.version}"]
    if citation.place not in citation.label or (place_of and not _stands_in_place(citation, place_of)):
        return [f"trích dẫn [{citation.n}]: đoạn nêu không nằm ở {citation.label}"]
    return []


def _holds_all(text: str, pieces: Iterable[str]) -> bool:
    flat = " ".join(text.split())
    return all(piece in flat for piece in pieces)


def _stands_in_place(citation: Citation, place_of: PlaceOf) -> bool:
    found = place_of(citation.version_id, citation.component, citation.eid)
    return found is not None and found[0] == citation.document and found[1] <= citation.start and citation.end <= found[2]


def _statement_faults(
    statement: Statement, by_number: dict[int, Citation], faults_of: dict[int, list[str]], asked: str, meaning: Meaning | None
) -> list[str]:
    if not statement.citations:
        return ["câu không có trích dẫn"]
    missing = [n for n in statement.citations if n not in by_number]
    if missing:
        return [f"trích dẫn [{n}] không tồn tại" for n in missing]
    faults = [fault for n in statement.citations for fault in faults_of[n]]
    cited = [by_number[n] for n in statement.citations]
    text = statement.text.replace(f"“{statement.denies}”", " ") if statement.denies else statement.text
    return [*faults, *_unsupported(text, cited, asked), *_meant(statement, cited, meaning)]


def _meant(statement: Statement, cited: Sequence[Citation], meaning: Meaning | None) -> Sequence[str]:
    """What the provisions do not mean as the statement says it, its framing aside."""
    text = statement.text
    for framing in statement.framing:
        text = text.replace(framing, " ")
    return meaning.faults(replace(statement, text=text), cited) if meaning and re.search(r"\w", text) else ()


def _out_of_force(statement: Statement, by_number: dict[int, Citation], as_of: date) -> list[str]:
    """The provisions of the statement that do not apply on the day and that it does not date."""
    cited = [by_number[n] for n in statement.citations if n in by_number]
    told = set(_dates(statement.text))
    found = list[str]()
    for c in cited:
        over, ahead = c.valid_to is not None and c.valid_to <= as_of, c.valid_from is not None and as_of < c.valid_from
        days = {(d.day, d.month, d.year) for d in (c.valid_from, c.valid_to, *(c.commences if ahead else ())) if d}
        marked = statement.role == "ground" and c.in_force == ("expired" if over else "not_yet")
        if (over or ahead) and not marked and not days & told:
            found.append(f"{c.label} không có hiệu lực vào ngày được hỏi")
    return found


def _unsupported(text: str, cited: Sequence[Citation], asked: str) -> list[str]:
    """The quotations, dates, document numbers, locators and other numbers of the text that none of the citations has.

    The name of a cited provision, in full or in short, is taken out first: it is right as a whole and says nothing else.
    """
    says = "\n".join(" ".join(f"{c.reads} {_told(c)}".split()) for c in cited)
    unnumbered = "\n".join(
        " ".join((c.heading, without_number(c.lead), without_number(c.quote or c.excerpt or ""), _told(c, text))) for c in cited
    )
    faults = [f"“{q}” không có nguyên văn trong điều khoản được dẫn" for q in _QUOTED.findall(text) if " ".join(q.split()) not in says]
    rest = " ".join(text.split())
    for quote in (" ".join(c.quote.split()) for c in cited if c.quote):
        rest = rest.replace(f"“{quote}”", " ")
    full = {n for c in cited for n in (c.full_citation, c.document_name, as_ground(c.document_name), c.label) if n}
    for name in sorted(full, key=len, reverse=True):
        rest = re.sub(rf"{_NOT_BELOW}{re.escape(name)}", " ", rest)
    for name in filter(None, {c.document_name for c in cited}):
        rest = rest.replace(name, " ")  # after the place of another provision, which is verified by itself
    for short in sorted({m[0] for c in cited if (m := _SHORT.match(c.document))}):
        rest = re.sub(rf"\b{re.escape(short)}(?![/\d])", " ", rest)
    dates = {*_dates(says), *((d.day, d.month, d.year) for c in cited for d in (c.valid_from, c.valid_to) if d)}
    dates |= {(d.day, d.month, d.year) for c in cited for change in c.changes if (d := change.from_date)}
    faults += _missing("ngày", _dates(rest), dates)
    rest, says = _DATE.sub(" ", rest), _DATE.sub(" ", says)
    named = (n for c in cited for n in (c.document, c.version, *(change.document for change in c.changes), *(d for d, _ in c.acts_on)))
    documents = {*_documents(says), *(n.upper() for n in named)}
    faults += _missing("số hiệu", _documents(rest), documents)
    rest, says = _DOCUMENT.sub(" ", rest), _DOCUMENT.sub(" ", says)
    faults += [*_misnamed(rest, says, cited), *_misplaced(rest, cited)]
    rest, numbered = in_digits(rest), _bare(in_digits(unnumbered))
    shown = check_computations(rest, numbered, _bare(asked))
    years = {year for c in cited for year in _YEAR.findall(f"{c.document} {c.full_citation}")}  # "Luật Đất đai 2024"
    known = {*years, *(_plain(n) for n in (*_NUMBER.findall(numbered), *shown.numbers))}
    return [*faults, *shown.faults, *_missing("số", map(_plain, _NUMBER.findall(_without_locators(rest))), known)]


def _misnamed(text: str, says: str, cited: Sequence[Citation]) -> list[str]:
    """ "Quyết định này", where a decree is cited that does not say it either."""
    known = search_form("\n".join((says, *(c.full_citation for c in cited))))
    return [f"“{kind} này” không phải văn bản được dẫn" for kind in dict.fromkeys(_THIS.findall(search_form(text))) if kind not in known]


def _misplaced(text: str, cited: Sequence[Citation]) -> list[str]:
    """The locators that the provisions do not have. What the catalogue tells of their changes are places in other decrees, in no law."""
    bare = [_DOCUMENT.sub(" ", _DATE.sub(" ", c.reads)) for c in cited]
    acted_on = [p for c in cited for _, key in c.acts_on if key for p in _locators(label_of(key))]
    own = [*acted_on, *(p for c, says in zip(cited, bare, strict=True) for p in (*_locators(says), *_locators(c.place), *_own_locators(c)))]
    told = [p for c in cited for p in _locators(_DOCUMENT.sub(" ", _DATE.sub(" ", _told(c))))]
    places, of_law = [*own, *told], _locators(text, _OF_LAW)
    return [
        f"vị trí “{_spelt(p)}” không có trong điều khoản được dẫn"
        for p in _locators(text)
        if not any(_agrees(p, q) for q in (own if p in of_law else places))
    ]


def _bare(text: str) -> str:
    """The text without its dates, document numbers and locators: what is left of numbers are amounts."""
    return _without_locators(_DOCUMENT.sub(" ", _DATE.sub(" ", text)))


def _told(citation: Citation, within: str | None = None) -> str:
    """What the catalogue says of the changes of the provision; with `within` only what is repeated there."""
    told = (part for change in citation.changes for part in (change.scope, change.via))
    return " ".join(part for part in told if within is None or (part and part in within))


def _missing(name: str, stated: Iterable[_T], known: set[_T]) -> list[str]:
    return [f"{name} “{value}” không có trong điều khoản được dẫn" for value in stated if value not in known]


def _dates(text: str) -> list[tuple[int, int, int]]:
    return [(int(d), int(m), int(y)) for d, m, y in _DATE.findall(text)]


def _documents(text: str) -> list[str]:
    return [m[0].upper() for m in _DOCUMENT.finditer(text)]


def _locators(text: str, before: re.Pattern[str] | None = None) -> list[Locator]:
    """All places that the text names; with `before` those right before what it finds."""
    spread = _spread(text)
    found = (m for m in _LOCATOR.finditer(spread) if m[0].strip() and (before is None or before.match(spread, m.end())))
    return [(m["point"], m["clause"], m["article"]) for m in found]


def _own_locators(citation: Citation) -> list[Locator]:
    """What the provision names inside its own article or clause, in full: "điểm a khoản này", "khoản 3 Điều này"."""
    found = _locators(_HERE.sub(" ", citation.reads))
    own = [(point, clause or citation.clause, article or citation.article) for point, clause, article in found]
    return [*own, *((None, clause, article) for _, clause, article in own)]


def _without_locators(text: str) -> str:
    return _LOCATOR.sub(lambda m: " " if m[0].strip() else m[0], _spread(text))


def _spread(text: str) -> str:
    """The text in search form, each list of provisions as its members: "các khoản 1 và 2 Điều 5" as "khoản 1 điều 5, khoản 2 điều 5"."""
    return _LISTED.sub(lambda m: ", ".join(f"{m['unit']} {n}{m['above']}" for n in _MEMBER.findall(m["members"])), search_form(text))


def _agrees(stated: Locator, known: Locator) -> bool:
    """Whether the stated locator is the known one or stands above it: "khoản 4 Điều 9" is said by "điểm c khoản 4 Điều 9"."""
    return all(part is None or part == other for part, other in zip(stated, known, strict=True))


def _spelt(locator: Locator) -> str:
    names = zip(("điểm", "khoản", "Điều"), locator, strict=True)
    return " ".join(f"{name} {part}" for name, part in names if part)


def _plain(number: str) -> str:
    """03 and 3 are one number."""
    return number.lstrip("0") or "0"
