"""Files of a source folder → documents: the parsed text with what is known of the instrument."""

import hashlib
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from .catalogue import Catalogue, Instrument
from .law.header import Header, read_header
from .law.normalise import normalise
from .law.parser import parse
from .law.provision import ParsedText
from .readers import SUPPORTED_SUFFIXES, read
from .report import parse_report

TextKind = Literal["official", "digest", "report", "note"]
PARSER_VERSION = 1  # raise when the same file would give another tree or other passages
_KNOWLEDGE_FOLDERS = ("digests", "reports", "fulltext")  # of a corpus; its tables are the catalogue, not texts
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


class DocumentError(Exception):
    """A file that could be read but is no valid document; one Vietnamese line."""


def find_files(source: Path) -> Iterator[Path]:
    """The files of a source, in order: of a corpus only its texts, of any other folder all files, of a file the file itself."""
    if source.is_file():
        yield source
        return
    roots = [source / name for name in _KNOWLEDGE_FOLDERS] if (source / "catalogue").is_dir() else [source]
    for root in roots:
        if root.is_dir():
            yield from sorted(p for p in root.rglob("*") if p.is_file() and not p.name.startswith(".") and not p.name.startswith("~$"))


def is_table(path: Path) -> bool:
    """Files beside the texts that are no documents (lists of addresses and the like), so that a folder of laws may hold them."""
    return path.suffix.lower() in {".csv", ".tsv", ".toml", ".json", ".jsonl", ".xlsx"}


def load_document(path: Path, catalogue: Catalogue) -> Document:
    """The document in a file. Raises ReaderError (unreadable) or DocumentError (a front matter that does not hold together)."""
    source = read(path)
    text = normalise(source.text)
    front, body = _front_matter(path, text)
    if front.get("kind") == "report":
        return _report(path, front, body)
    if front:
        return _digest(path, front, body, catalogue)
    parsed = parse(text)
    return _official(path, read_header(parsed, path.stem), parsed, catalogue, source.page_starts)


def sha256_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


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


def _digest(path: Path, front: dict[str, Any], body: str, catalogue: Catalogue) -> Document:
    number = front.get("instrument")
    if not number:
        raise DocumentError(f"{path.name}: phần khai báo đầu tệp thiếu “instrument” (số hiệu văn bản được tóm lược).")
    instrument = catalogue.instrument(number)
    if not instrument:
        raise DocumentError(f"{path.name}: văn bản {number} chưa có trong danh mục (corpus/catalogue/instruments.toml).")
    return Document(
        path, number, "digest", "digest", instrument.kind, instrument.issuer, instrument.title, instrument.issued_on, instrument.effective_on,
        _made_from_date(front, instrument), bool(front.get("reviewed")), parse(body, partial=True), (), instrument.pages,
    )  # fmt: skip


def _made_from_date(front: dict[str, Any], instrument: Instrument) -> date | None:
    """The day whose law the digest shows: that of the consolidation it was made from, else that of issue."""
    dates = {c.number: c.date for c in instrument.consolidations}
    return dates.get(front.get("made_from", ""), instrument.issued_on)


def _report(path: Path, front: dict[str, Any], body: str) -> Document:
    if not front.get("id") or not front.get("title"):
        raise DocumentError(f"{path.name}: phần khai báo đầu tệp của báo cáo thiếu “id” hoặc “title”.")
    return Document(
        path, front["id"], front["id"], "report", "Báo cáo", "", front["title"], None, None, None,
        bool(front.get("reviewed")), parse_report(body), (), (),
    )  # fmt: skip


def _official(path: Path, header: Header, parsed: ParsedText, catalogue: Catalogue, page_starts: tuple[int, ...]) -> Document:
    instrument = catalogue.by_file(path.stem) or catalogue.instrument(header.number)
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
        page_starts=page_starts,
        pages=instrument.pages if instrument else (),
    )
