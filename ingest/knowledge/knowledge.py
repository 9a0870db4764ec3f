"""All that is kept under corpus/, read into typed values; what cannot be read is a finding, and the rest is read all the same."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from ..catalogue import (
    SCHEMA,
    Catalogue,
    CatalogueError,
    Duty,
    Effect,
    Instrument,
    ModeRule,
    Places,
    Term,
    read_duty,
    read_effect,
    read_instrument,
    read_mode,
    read_places,
)
from ..documents import Document, DocumentError, find_files, front_matter, is_table, load_document
from ..note import NoteError, NoteFile, read_notes
from ..readers import ReaderError
from .facts import WordLists, word_lists
from .finding import Finding, FindingKind, finding
from .hashes import HashesError, SourceHashes, hashes_path, read_hashes
from .shape import SHAPES, in_shape

CONFERENCES = "other-conferences.toml"


@dataclass(frozen=True, slots=True)
class Digest:
    """A digest with what it says of itself and the hashes of its source; `hashes` is None where there are none."""

    document: Document
    front: Mapping[str, Any]
    hashes: SourceHashes | None

    @property
    def file(self) -> str:
        return f"digests/{self.document.path.name}"


@dataclass(frozen=True, slots=True)
class Conference:
    """A conference that is known to have been held and of which no content is held."""

    id: str
    title: str
    bloc: str
    source: str
    held_on: date | None
    place: str
    chair: str
    url: str


@dataclass(frozen=True, slots=True)
class SeenText:
    """The clauses named by the tables that were found in one text, with their hashes."""

    version: str
    clauses: Mapping[str, str]


@dataclass(slots=True)
class Knowledge:
    """The tables and texts of a corpus, and the official texts at hand (fulltext/ and those given)."""

    corpus: Path
    instruments: dict[str, Instrument] = field(default_factory=dict)
    effects: list[Effect] = field(default_factory=list)
    modes: list[tuple[ModeRule, bool, str]] = field(default_factory=list)
    duties: list[Duty] = field(default_factory=list)
    places: Places = field(default_factory=Places)
    seen: dict[str, SeenText] = field(default_factory=dict)
    lists: WordLists = field(default_factory=WordLists)
    digests: list[Digest] = field(default_factory=list)
    reports: list[tuple[Document, Mapping[str, Any]]] = field(default_factory=list)
    notes: dict[str, NoteFile] = field(default_factory=dict)
    conferences: list[Conference] = field(default_factory=list)
    officials: dict[str, list[Document]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    tables: dict[str, dict[str, list[dict[str, Any]]]] = field(default_factory=dict)

    def catalogue(self) -> Catalogue:
        return Catalogue(self.instruments, tuple(self.effects))

    def texts_of(self, number: str) -> list[Document]:
        """Everything held of an instrument: digest and official texts."""
        return [*(d.document for d in self.digests if d.document.number == number), *self.officials.get(number, ())]

    def newest_official(self, number: str) -> Document | None:
        """The official text that would be quoted: the latest, and of those the one with most articles (an appendix may be a file)."""
        return max(self.officials.get(number, ()), key=lambda d: (d.version_date or date.min, len(d.parsed.articles())), default=None)


def load_knowledge(corpus: Path, against: Sequence[Path] = ()) -> Knowledge:
    """All of the corpus, with the official texts of the folders `against` beside those of fulltext/."""
    return _Loader(corpus).run(against)


class _Loader:
    def __init__(self, corpus: Path) -> None:
        self.found = Knowledge(corpus)

    def run(self, against: Sequence[Path]) -> Knowledge:
        self._tables()
        catalogue = self.found.catalogue()
        self._digests(catalogue)
        self._reports(catalogue)
        self._notes()
        for folder in (self.found.corpus / "fulltext", *against):
            self._officials(find_files(folder) if folder.exists() else (), catalogue)
        return self.found

    def report(self, kind: FindingKind, file: str, what: str, entry: str = "") -> None:
        self.found.findings.append(finding(kind, file, entry, what))

    def _table(self, path: Path, shape_name: str) -> dict[str, list[dict[str, Any]]]:
        """The entries in shape of a table; a table of a name that has no shape is only read."""
        file = path.relative_to(self.found.corpus).as_posix()
        try:
            table = tomllib.loads(path.read_text("utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            self.report("toml", file, f"không đúng TOML ({error}).")
            return {}
        if table.get("schema") != SCHEMA:
            self.report("schema", file, f"schema là {table.get('schema')!r}, phần mềm đọc schema {SCHEMA}.")
        entries = in_shape(file, SHAPES[shape_name], table, self.found.findings) if shape_name in SHAPES else {}
        return entries | {"": [{k: v for k, v in table.items() if k in SHAPES.get(shape_name, {}).get("", {})}]}

    def _tables(self) -> None:
        found = self.found
        found.tables = {path.name: self._table(path, path.name) for path in sorted((found.corpus / "catalogue").glob("*.toml"))}
        for entry in self._entries("instruments.toml", "instrument"):
            instrument = read_instrument(entry)
            if instrument.number in found.instruments:
                self.report("duplicate", "catalogue/instruments.toml", "số hiệu này có hai mục.", f"mục {instrument.number}")
            found.instruments[instrument.number] = instrument
        found.effects = [read_effect(entry) for entry in self._entries("effects.toml", "effect")]
        for entry in self._entries("duties.toml", "mode"):
            found.modes.append((read_mode(entry), entry.get("held", True), entry.get("via", "")))
        for entry in self._entries("duties.toml", "duty"):
            try:
                found.duties.append(read_duty(entry))
            except CatalogueError as error:
                self.report("wrong_value", "catalogue/duties.toml", str(error), f"mục {entry['id']}")
        found.places = read_places(found.tables.get("places.toml", {}))
        for entry in self._entries("clauses.toml", "text"):
            found.seen[entry["instrument"]] = SeenText(entry["version"], entry["clauses"])
        terms = [Term(tuple(e["says"]), e["means"], e.get("kind", "synonym")) for e in self._entries("terms.toml", "term")]
        found.lists = word_lists(found.tables.get("checks.toml", {}), terms)

    def _entries(self, file: str, name: str) -> Iterable[dict[str, Any]]:
        return self.found.tables.get(file, {}).get(name, ())

    def _digests(self, catalogue: Catalogue) -> None:
        for path in sorted((self.found.corpus / "digests").glob("*.md")):
            document = self._document(path, catalogue, "digest")
            if document is None:
                continue
            hashes = None
            if hashes_path(path).is_file():
                try:
                    hashes = read_hashes(hashes_path(path))
                except HashesError as error:
                    self.report("digest_hash", f"digests/{hashes_path(path).name}", str(error))
            self.found.digests.append(Digest(document, front_matter(path), hashes))

    def _reports(self, catalogue: Catalogue) -> None:
        folder = self.found.corpus / "reports"
        for path in sorted(folder.glob("*.md")):
            if document := self._document(path, catalogue, "report"):
                self.found.reports.append((document, front_matter(path)))
        if (folder / CONFERENCES).is_file():
            for e in self._table(folder / CONFERENCES, "conferences").get("conference", ()):
                place, chair, url = (e.get(key, "") for key in ("place", "chair", "url"))
                self.found.conferences.append(Conference(e["id"], e["title"], e["bloc"], e["source"], e.get("held_on"), place, chair, url))

    def _notes(self) -> None:
        for path in sorted((self.found.corpus / "notes").glob("*.toml")):
            before = len(self.found.findings)
            self._table(path, "notes")
            if len(self.found.findings) > before:
                continue
            try:
                self.found.notes[f"notes/{path.name}"] = read_notes(path)
            except NoteError as error:
                self.report("note", f"notes/{path.name}", str(error))

    def _officials(self, files: Iterable[Path], catalogue: Catalogue) -> None:
        for path in files:
            if is_table(path):
                continue
            document = self._document(path, catalogue, "digest")
            if document and document.text_kind == "official":  # a report that lies among them is no law
                self.found.officials.setdefault(document.number, []).append(document)

    def _document(self, path: Path, catalogue: Catalogue, kind: FindingKind) -> Document | None:
        try:
            return load_document(path, catalogue)
        except (DocumentError, ReaderError) as error:
            self.report(kind, f"{path.parent.name}/{path.name}", str(error))
            return None
