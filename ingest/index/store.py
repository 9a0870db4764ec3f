"""Texts, provisions, passages and their dates in one SQLite file: what is shown and what is filtered on."""

import hashlib
import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Self

from ..documents import Document
from ..law.provision import Kind
from ..law.validity import Validity
from ..passages import Passage
from . import links
from .records import RowPlace, SearchText, Source, StoredPassage, StoredProvision, Validities, Version
from .schema import SCHEMA, TABLES, VERSION_COLUMNS, day_of, iso, provision_rows, version_of

_ROWS_AT_ONCE = 500  # SQLite takes 999 parameters a statement in its oldest builds


class StoreError(Exception):
    """The SQLite file of a generation is missing, damaged or of another schema."""


class Store:
    """The SQLite file of one generation. Readers open it read-only."""

    def __init__(self, path: Path, write: bool = False) -> None:
        """Raises StoreError where the file is missing, damaged or of another schema."""
        mode = "rwc" if write else "ro"
        try:
            # as a URI with %-escapes: a path may hold "?", "#" and "%"
            self._db = sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, check_same_thread=False)
            self._db.execute("PRAGMA foreign_keys = ON")
            if write and not self._db.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone():
                self._db.executescript(TABLES + links.TABLES)
                self.set_meta("schema", str(SCHEMA))
            found = self.meta().get("schema")
        except sqlite3.DatabaseError as error:
            raise StoreError(f"{path.name}: {error}") from error
        if found != str(SCHEMA):
            raise StoreError(f"{path.name} has schema {found!r}, expected {SCHEMA}")
        self.links = links.Links(self._db)
        self._text = lru_cache(maxsize=64)(self._read_text)
        self.text_sha256 = lru_cache(maxsize=4096)(self._hash_text)
        self._version = lru_cache(maxsize=4096)(self._read_version)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def faults(self) -> list[str]:
        """What SQLite finds wrong with its own file; slow, reads all of it."""
        try:
            self.counts()
            self.sources()
            return [line for (line,) in self._db.execute("PRAGMA quick_check(5)") if line != "ok"]
        except sqlite3.DatabaseError as error:
            return [str(error)]

    # -- writing ----------------------------------------------------------------------------------------------------

    def set_meta(self, key: str, value: str) -> None:
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def meta(self) -> dict[str, str]:
        return dict(self._db.execute("SELECT key, value FROM meta"))

    def add(
        self, source: Source, document: Document, sha256: str, validities: "Validities", passages: Sequence[tuple[Passage, Validity]]
    ) -> int:
        """Adds a version with its provisions and passages; the caller commits."""
        whole = validities("", "main")
        cursor = self._db.execute(
            "INSERT INTO versions (document, version, text_kind, kind, issuer, title, issued_on, valid_from, valid_to, version_date,"
            " reviewed, text, sha256, page_starts, pages, problems, file, readings, signed) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            (
                document.number, document.version, document.text_kind, document.kind, document.issuer, document.title,
                iso(document.issued_on), iso(whole.valid_from), iso(whole.valid_to), iso(document.version_date), document.reviewed,
                document.parsed.text, sha256,
                json.dumps(document.page_starts), json.dumps(document.pages),
                json.dumps([(p.kind, p.component, p.detail) for p in document.parsed.problems], ensure_ascii=False), document.path.name,
                json.dumps([(r.start, r.end, r.confidence) for r in document.readings]), document.signed,
            ),
        )  # fmt: skip
        version_id = cursor.lastrowid or 0
        self._db.executemany("INSERT INTO provisions VALUES (?,?,?,?,?,?,?,?,?,?,?,?)", provision_rows(version_id, document, validities))
        self._db.executemany(
            "INSERT INTO passages (id, version_id, component, eid, article, clause, point, heading, lead, text, start, end, valid_from,"
            " valid_to) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            (
                (
                    p.id, version_id, p.component, p.eid, p.article, p.clause, p.point, p.heading, p.lead, p.text, p.start, p.end,
                    iso(v.valid_from), iso(v.valid_to),
                )
                for p, v in passages
            ),
        )  # fmt: skip
        self.put_source(Source(source.path, source.sha256, source.size, source.mtime_ns, version_id, None))
        return version_id

    def put_source(self, source: Source) -> None:
        row = (source.path, source.sha256, source.size, source.mtime_ns, source.version_id, source.error)
        self._db.execute("INSERT OR REPLACE INTO sources VALUES (?,?,?,?,?,?)", row)

    def remove_source(self, path: str) -> None:
        self._db.execute("DELETE FROM versions WHERE id = (SELECT version_id FROM sources WHERE path = ?)", (path,))
        self._db.execute("DELETE FROM sources WHERE path = ?", (path,))

    def number_rows(self) -> None:
        """Gives each passage its row in the lexical index: the order of versions and of the text. Only those that moved are written."""
        rows = self._db.execute("SELECT id, row FROM passages ORDER BY version_id, start, id").fetchall()
        moved = [(number, i) for number, (i, row) in enumerate(rows) if row != number]
        self._db.executemany("UPDATE passages SET row = NULL WHERE id = ?", ((i,) for _, i in moved))
        self._db.executemany("UPDATE passages SET row = ? WHERE id = ?", moved)

    def commit(self) -> None:
        self._db.commit()

    # -- reading ----------------------------------------------------------------------------------------------------

    def sources(self) -> dict[str, Source]:
        return {row[0]: Source(*row) for row in self._db.execute("SELECT * FROM sources")}

    def passage_ids(self) -> set[str]:
        return {i for (i,) in self._db.execute("SELECT id FROM passages")}

    def row_numbers(self) -> dict[str, int]:
        """The row of every passage by its id."""
        return dict(self._db.execute("SELECT id, row FROM passages"))

    def rows_of_source(self, path: str) -> list[int]:
        """The rows of the passages of the text in a file."""
        query = "SELECT p.row FROM passages p JOIN sources s ON s.version_id = p.version_id WHERE s.path = ?"
        return [row for (row,) in self._db.execute(query, (path,))]

    def passage_ids_among(self, ids: Iterable[str]) -> set[str]:
        """Those of the ids that are held already (the same text given twice)."""
        return {p.id for p in self._passages("id", list(ids))}

    def holds_text(self, ids: Iterable[str], sha256: str) -> bool:
        """Whether one version has this file's content, or these passages and no others."""
        if self._db.execute("SELECT 1 FROM versions WHERE sha256 = ?", (sha256,)).fetchone():
            return True
        wanted = set(ids)
        return any(
            {p.id for p in self.passages_of(version)} == wanted for version in {p.version.id for p in self._passages("id", list(wanted))}
        )

    def counts(self) -> dict[str, int]:
        """Numbers of versions, of provisions by kind, and of passages."""
        found = {"versions": self._one("SELECT COUNT(*) FROM versions"), "passages": self._one("SELECT COUNT(*) FROM passages")}
        return found | dict(self._db.execute("SELECT kind, COUNT(*) FROM provisions GROUP BY kind"))

    def counts_by_version(self) -> dict[int, Counter[Kind]]:
        """Numbers of provisions by kind of every version."""
        found: dict[int, Counter[Kind]] = {}
        for version_id, kind, count in self._db.execute("SELECT version_id, kind, COUNT(*) FROM provisions GROUP BY version_id, kind"):
            found.setdefault(version_id, Counter())[kind] = count
        return found

    def search_texts(self, first: int = 0) -> Iterator[SearchText]:
        """The texts to index in the order of rows, from the `first` on: document, heading and lead in front of the passage itself."""
        rows = self._db.execute(
            "SELECT p.id, v.document, p.component, p.eid, v.kind, v.title, p.heading, p.lead, p.text"
            " FROM passages p JOIN versions v ON v.id = p.version_id WHERE p.row >= ? ORDER BY p.row",
            (first,),
        )
        for passage_id, document, component, eid, kind, title, heading, lead, text in rows:
            yield SearchText(passage_id, document, component, eid, f"{kind} {title}".strip(), heading, lead, text)

    def row_places(self) -> Iterator[RowPlace]:
        """The places of all passages in the order of rows."""
        rows = self._db.execute(
            "SELECT p.id, v.id, v.document, v.text_kind, p.component, p.eid, p.valid_from, p.valid_to"
            " FROM passages p JOIN versions v ON v.id = p.version_id ORDER BY p.row"
        )
        for passage_id, version_id, document, text_kind, component, eid, start, end in rows:
            yield RowPlace(passage_id, version_id, document, text_kind, component, eid, _validity(start, end))

    def rows_of(self, ids: Sequence[str]) -> dict[str, int]:
        """The row of each passage that is held."""
        marks = ",".join("?" * len(ids))
        return dict(self._db.execute(f"SELECT id, row FROM passages WHERE id IN ({marks})", ids))

    def by_rows(self, rows: Iterable[int]) -> dict[int, StoredPassage]:
        return {p.row: p for p in self._passages("row", [int(r) for r in rows])}

    def by_ids(self, ids: Iterable[str]) -> dict[str, StoredPassage]:
        return {p.id: p for p in self._passages("id", list(ids))}

    def passages_at(self, version_id: int, component: str, eid: str) -> list[StoredPassage]:
        """The passages of a provision and of all below it, in order."""
        rows = self._db.execute(
            "SELECT * FROM passages WHERE version_id = ? AND component = ? AND eid >= ? AND eid < ? AND (eid = ? OR substr(eid, 1, ?) = ?)"
            " ORDER BY start",
            (version_id, component, eid, f"{eid}_`", eid, len(eid) + 2, f"{eid}__"),  # "`" comes next after "_"
        )
        return [self._stored(row) for row in rows]

    def passages_of(self, version_id: int) -> list[StoredPassage]:
        rows = self._db.execute("SELECT * FROM passages WHERE version_id = ? ORDER BY start", (version_id,))
        return [self._stored(row) for row in rows]

    def passages_headed(self, words: str) -> list[StoredPassage]:
        """The passages of all versions whose headings have the words, written small, large or with a capital."""
        forms = [f"%{form}%" for form in (words, words.capitalize(), words.upper())]
        rows = self._db.execute(
            "SELECT * FROM passages WHERE heading LIKE ? OR heading LIKE ? OR heading LIKE ? ORDER BY version_id, start", forms
        )
        return [self._stored(row) for row in rows]

    def text(self, version_id: int) -> str:
        """Raises KeyError for a version that is not held."""
        return self._text(version_id)

    def text_hashes(self) -> dict[str, str]:
        """SHA-256 of the normalised text of each version, by its id."""
        return {
            str(i): hashlib.sha256(text.encode()).hexdigest() for i, text in self._db.execute("SELECT id, text FROM versions ORDER BY id")
        }

    def versions(self, document: str | None = None) -> list[Version]:
        query, given = (" WHERE document = ?", (document,)) if document is not None else ("", ())
        return [
            version_of(row)
            for row in self._db.execute(f"SELECT {VERSION_COLUMNS} FROM versions{query} ORDER BY document, version_date", given)
        ]

    def provision(self, version_id: int, component: str, eid: str) -> StoredProvision | None:
        row = self._db.execute(
            "SELECT * FROM provisions WHERE version_id = ? AND component = ? AND eid = ?", (version_id, component, eid)
        ).fetchone()
        return self._provision(row) if row else None

    def provisions_named(self, version_id: int, eid: str) -> list[StoredProvision]:
        """The provisions of this eId, one a component."""
        rows = self._db.execute("SELECT * FROM provisions WHERE version_id = ? AND eid = ? ORDER BY ord", (version_id, eid))
        found: dict[str, StoredProvision] = {}
        for row in rows:
            provision = self._provision(row)
            found.setdefault(provision.component, provision)
        return list(found.values())

    def provisions(self, version_id: int, start: int = 0, end: int | None = None) -> list[StoredProvision]:
        """The provisions that lie inside [start, end) of the text, in order."""
        stop = end if end is not None else 1 << 60
        rows = self._db.execute(
            "SELECT * FROM provisions WHERE version_id = ? AND start >= ? AND end <= ? ORDER BY ord", (version_id, start, stop)
        )
        return [self._provision(row) for row in rows]

    def close(self) -> None:
        self._db.close()

    def _one(self, query: str) -> int:
        return int(self._db.execute(query).fetchone()[0])

    def _passages(self, column: str, keys: Sequence[Any]) -> Iterator[StoredPassage]:
        for start in range(0, len(keys), _ROWS_AT_ONCE):
            part = keys[start : start + _ROWS_AT_ONCE]
            marks = ",".join("?" * len(part))
            for row in self._db.execute(f"SELECT * FROM passages WHERE {column} IN ({marks})", part):
                yield self._stored(row)

    def _stored(self, row: tuple[Any, ...]) -> StoredPassage:
        make: Callable[..., StoredPassage] = StoredPassage
        return make(row[0], self._version(row[1]), row[2], *row[3:13], Validity(day_of(row[13]), day_of(row[14])))

    def _provision(self, row: tuple[Any, ...]) -> StoredProvision:
        make: Callable[..., StoredProvision] = StoredProvision
        return make(self._version(row[0]), *row[1:10], Validity(day_of(row[10]), day_of(row[11])))

    def _read_text(self, version_id: int) -> str:
        row = self._db.execute("SELECT text FROM versions WHERE id = ?", (version_id,)).fetchone()
        if row is None:
            raise KeyError(version_id)
        return str(row[0])

    def _hash_text(self, version_id: int) -> str:
        """SHA-256 of the normalised text, which offsets count in (`Version.sha256` is that of the file). Raises KeyError as `text` does."""
        return hashlib.sha256(self.text(version_id).encode()).hexdigest()

    def _read_version(self, version_id: int) -> Version:
        return version_of(self._db.execute(f"SELECT {VERSION_COLUMNS} FROM versions WHERE id = ?", (version_id,)).fetchone())


@lru_cache(maxsize=4096)
def _validity(start: str | None, end: str | None) -> Validity:
    """The dates of a row; some hundred different ones stand in all of them."""
    return Validity(day_of(start), day_of(end))
