"""Files of a source folder → documents: the parsed text with what is known of the instrument."""

import hashlib
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Literal

from .catalogue import Catalogue, Instrument
from .law.header import Header, read_header
from .law.normalise import normalise
from .law.parser import parse
from .law.provision import ParsedText, Problem
from .note import NoteError, is_note_file, parse_notes, read_notes
from .readers import Reading, SourceText, read
from .report import parse_report
from .reports import PUBLISHED, account_of, reader_of, tree_of

TextKind = Literal["official", "digest", "report", "note"]
KIND_LABELS: Mapping[TextKind, str] = {"official": "nguyên văn", "digest": "tóm lược", "report": "báo cáo", "note": "ghi chú"}
PARSER_VERSION = 6  # raise when the same file would give another tree or other passages
_KNOWLEDGE_FOLDERS = ("digests", "notes", "reports", "fulltext")  # of a corpus; its tables are the catalogue, not texts
_FENCE = "+++"


@dataclass(frozen=True, slots=True)
class Document:
    """One version of one work, parsed. `number` is the document as cited; `version` names the text used."""

    path: Path
    number: str
    version: str
    text_kind: TextKind
    kind: str
    issuer: str
    title: str
    issued_on: date | None
    effective_on: date | None
    version_date: date | None
    reviewed: bool
    parsed: ParsedText
    page_starts: tuple[int, ...]
    pages: tuple[str, ...]
    readings: tuple[Reading, ...] = ()
    signed: bool = False


class DocumentError(Exception):
    """A file that could be read but is no valid document; one Vietnamese line."""


def find_files(source: Path) -> Iterator[Path]:
    """The files of a source, in order: of a corpus only its texts, of any other folder all files, of a file the file itself."""
    if source.is_file():
        yield source
        return
    roots = [source / name for name in _KNOWLEDGE_FOLDERS] if any((source / "catalogue").glob("*.toml")) else [source]
    for root in roots:
        if root.is_dir():
            yield from sorted(p for p in root.rglob("*") if p.is_file() and not _is_hidden(p.relative_to(root)))


def _is_hidden(path: Path) -> bool:
    """Whether the file, or a folder it lies in, is hidden, or is one that Word keeps beside an open document."""
    return any(part.startswith(".") for part in path.parts) or path.name.startswith("~$")


def is_table(path: Path) -> bool:
    """Files beside the texts that are no documents (lists of addresses and the like), so that a folder of laws may hold them."""
    return path.suffix.lower() in {".csv", ".tsv", ".toml", ".json", ".jsonl", ".xlsx"} and not is_note_file(path)


def load_document(path: Path, catalogue: Catalogue) -> Document:
    """The document in a file. Raises ReaderError (unreadable) or DocumentError (a front matter that does not hold together)."""
    if is_note_file(path):
        return _notes(path, catalogue)
    source = read(path)
    text = normalise(source.text)
    front, body = _front_matter(path, text)
    if front.get("kind") == "report":
        return _report(path, front, body)
    if front:
        return _digest(path, front, body, catalogue)
    if reader_of(catalogue).is_report(text):
        return _published(path, text, catalogue, source)
    parsed = _with_unread(parse(text), source.unread_pages)
    return _official(path, read_header(parsed, normalise(path.stem)), parsed, catalogue, source)


def _with_unread(parsed: ParsedText, pages: Sequence[int]) -> ParsedText:
    """The text with its pages that could not be read among its problems."""
    if not pages:
        return parsed
    problem = Problem("unread_pages", ", ".join(map(str, pages)), 0)
    return replace(parsed, problems=(*parsed.problems, problem))


def _readings(source: SourceText) -> tuple[Reading, ...]:
    """The lines that were recognised from pictures, where they stand in the normalised text."""
    starts = _moved(source.text, [reading.start for reading in source.readings])
    ends = _moved(source.text, [reading.end for reading in source.readings])
    return tuple(Reading(start, end, r.confidence) for start, end, r in zip(starts, ends, source.readings, strict=True))


def _moved(text: str, starts: Sequence[int]) -> tuple[int, ...]:
    """Where offsets, in order, lie in the normalised text: blanks that `normalise` takes out move all that follows them."""
    moved, position, line_start = list[int](), 0, 0
    lines = iter(text.splitlines(keepends=True))
    line = next(lines, "")
    for start in starts:
        while line and start >= position + len(line):
            position += len(line)
            line_start += len(normalise(line.rstrip("\n"))) + 1
            line = next(lines, "")
        before = text[position:start]
        moved.append(line_start + len(normalise(before)) + (1 if before.strip() and before[-1:].isspace() else 0))
    return tuple(moved)


def front_matter(path: Path) -> dict[str, Any]:
    """What a digest or a report says of itself at its head. Raises DocumentError where it is not valid TOML."""
    return _front_matter(path, normalise(path.read_text("utf-8", errors="replace")))[0]


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _front_matter(path: Path, text: str) -> tuple[dict[str, Any], str]:
    if path.suffix.lower() != ".md" or not text.startswith(_FENCE + "\n"):
        return {}, text
    head, fence, body = text[len(_FENCE) + 1 :].partition(f"\n{_FENCE}\n")
    if not fence:
        raise DocumentError(f"{path.name}: phần khai báo đầu tệp không có dòng đóng {_FENCE}.")
    try:
        return tomllib.loads(head), body.lstrip("\n")
    except tomllib.TOMLDecodeError as error:
        raise DocumentError(f"{path.name}: phần khai báo đầu tệp không đúng TOML ({error}).") from error
    except RecursionError as error:
        raise DocumentError(f"{path.name}: phần khai báo đầu tệp lồng nhau quá sâu.") from error


def _digest(path: Path, front: dict[str, Any], body: str, catalogue: Catalogue) -> Document:
    number = front.get("instrument")
    if not isinstance(number, str) or not number:
        raise DocumentError(f"{path.name}: phần khai báo đầu tệp thiếu “instrument” (số hiệu văn bản được tóm lược).")
    instrument = catalogue.instrument(number)
    if not instrument:
        raise DocumentError(f"{path.name}: văn bản {number} chưa có trong danh mục (corpus/catalogue/instruments.toml).")
    return Document(
        path, instrument.number, "digest", "digest", instrument.kind, instrument.issuer, instrument.title, instrument.issued_on,
        instrument.effective_on, _made_from_date(front, instrument), bool(front.get("reviewed")), parse(body, partial=True), (),
        instrument.pages,
    )  # fmt: skip


def _made_from_date(front: dict[str, Any], instrument: Instrument) -> date | None:
    """The day whose law the digest shows: that of the consolidation it was made from, else that of issue."""
    dates = {c.number: c.date for c in instrument.consolidations}
    return dates.get(str(front.get("made_from", "")), instrument.issued_on)


def _report(path: Path, front: dict[str, Any], body: str) -> Document:
    if not all(isinstance(front.get(key), str) and front[key] for key in ("id", "title")):
        raise DocumentError(f"{path.name}: phần khai báo đầu tệp của báo cáo thiếu “id” hoặc “title”.")
    return Document(
        path, front["id"], front["id"], "report", "Báo cáo", "", front["title"], None, None, None,
        bool(front.get("reviewed")), parse_report(body), (), (),
    )  # fmt: skip


def _published(path: Path, text: str, catalogue: Catalogue, source: SourceText) -> Document:
    """An account of a conference as published: another text of our own account's report where there is one, else a report of its own."""
    report = reader_of(catalogue).read(text)
    account = account_of(text, catalogue)
    number, title = (account.id, account.title) if account else (normalise(path.stem), report.title or normalise(path.stem))
    parsed = _with_unread(tree_of(report), source.unread_pages)
    return Document(
        path, number, PUBLISHED, "report", "Báo cáo", "", title, None, None, None, True, parsed,
        _moved(source.text, source.page_starts), (), _readings(source), source.signed,
    )  # fmt: skip


def _notes(path: Path, catalogue: Catalogue) -> Document:
    """The notes of a file as one text of the instrument that they speak of, or of their topic where they speak of none."""
    try:
        file = read_notes(path)
    except NoteError as error:
        raise DocumentError(str(error)) from error
    instrument = catalogue.instrument(file.instrument) if file.instrument else None
    if file.instrument and not instrument:
        raise DocumentError(f"{path.name}: văn bản {file.instrument} chưa có trong danh mục (corpus/catalogue/instruments.toml).")
    reviewed = all(note.state == "đã kiểm chứng" for note in file.notes)
    if instrument is None:
        return Document(path, path.stem, "note", "note", "Ghi chú", "", file.title, None, None, None, reviewed, parse_notes(file), (), ())
    return Document(
        path, instrument.number, "note", "note", instrument.kind, instrument.issuer, instrument.title, instrument.issued_on,
        instrument.effective_on, None, reviewed, parse_notes(file), (), instrument.pages,
    )  # fmt: skip


def _official(path: Path, header: Header, parsed: ParsedText, catalogue: Catalogue, source: SourceText) -> Document:
    instrument = catalogue.instrument(header.number) or catalogue.by_file(path.stem)
    consolidation = next((c for c in instrument.consolidations if c.number == header.version), None) if instrument else None
    return Document(
        path=path,
        number=instrument.number if instrument else header.number,
        version=header.version if header.version != header.number else (instrument.number if instrument else header.number),
        text_kind="official",
        kind=instrument.kind if instrument else header.kind or "",
        issuer=instrument.issuer if instrument else "",
        title=instrument.title if instrument else header.title or "",
        issued_on=(instrument.issued_on if instrument else None) or header.issued_on,
        effective_on=header.effective_on,
        version_date=consolidation.date if consolidation else (instrument.issued_on if instrument else None) or header.issued_on,
        reviewed=True,
        parsed=parsed,
        page_starts=_moved(source.text, source.page_starts),
        pages=instrument.pages if instrument else (),
        readings=_readings(source),
        signed=source.signed,
    )
