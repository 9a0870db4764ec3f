"""The tables of the store, and how a value becomes a row and a row a value."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from ..documents import Document
from ..law.validity import Validity
from ..readers import Reading
from .records import Validities, Version

SCHEMA = 5  # of the tables, and of the manifest beside them
TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE sources (
    path TEXT PRIMARY KEY, sha256 TEXT NOT NULL, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL,
    version_id INTEGER REFERENCES versions(id) ON DELETE SET NULL, error TEXT);
CREATE TABLE versions (
    id INTEGER PRIMARY KEY, document TEXT NOT NULL, version TEXT NOT NULL, text_kind TEXT NOT NULL, kind TEXT NOT NULL,
    issuer TEXT NOT NULL, title TEXT NOT NULL, issued_on TEXT, valid_from TEXT, valid_to TEXT, version_date TEXT,
    reviewed INTEGER NOT NULL, text TEXT NOT NULL, sha256 TEXT NOT NULL, page_starts TEXT NOT NULL, pages TEXT NOT NULL,
    problems TEXT NOT NULL, file TEXT NOT NULL, readings TEXT NOT NULL, signed INTEGER NOT NULL);
CREATE INDEX versions_document ON versions(document);
CREATE TABLE provisions (
    version_id INTEGER NOT NULL REFERENCES versions(id) ON DELETE CASCADE, component TEXT NOT NULL, eid TEXT NOT NULL, kind TEXT NOT NULL,
    number TEXT, heading TEXT, start INTEGER NOT NULL, end INTEGER NOT NULL, ord INTEGER NOT NULL, depth INTEGER NOT NULL,
    valid_from TEXT, valid_to TEXT, PRIMARY KEY (version_id, ord)) WITHOUT ROWID;
CREATE INDEX provisions_eid ON provisions(version_id, component, eid);
CREATE TABLE passages (
    id TEXT PRIMARY KEY, version_id INTEGER NOT NULL REFERENCES versions(id) ON DELETE CASCADE, row INTEGER,
    component TEXT NOT NULL, eid TEXT NOT NULL, article TEXT, clause TEXT, point TEXT, heading TEXT NOT NULL, lead TEXT NOT NULL,
    text TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, valid_from TEXT, valid_to TEXT);
CREATE UNIQUE INDEX passages_row ON passages(row);
CREATE INDEX passages_place ON passages(version_id, component, eid);
"""
VERSION_COLUMNS = (
    "id, document, version, text_kind, kind, issuer, title, issued_on, valid_from, valid_to, version_date, reviewed, sha256,"
    " page_starts, pages, problems, file, readings, signed,"
    " EXISTS (SELECT 1 FROM provisions p WHERE p.version_id = versions.id AND p.component = 'main' AND p.kind = 'article')"
)


def provision_rows(version_id: int, document: Document, validities: Validities) -> Iterator[tuple[Any, ...]]:
    """The rows of `provisions`, in the order of the text; depth is counted by what encloses a provision."""
    stack = list[int]()
    for order, node in enumerate(document.parsed.root.walk()):
        while stack and node.start >= stack[-1] and order:
            stack.pop()
        validity = validities(node.eid, node.component)
        yield (
            version_id, node.component, node.eid, node.kind, node.number, node.heading, node.start, node.end, order, len(stack),
            iso(validity.valid_from), iso(validity.valid_to),
        )  # fmt: skip
        stack.append(node.end)


def version_of(row: tuple[Any, ...]) -> Version:
    """A version from a row of VERSION_COLUMNS."""
    make: Callable[..., Version] = Version
    return make(
        *row[:7],
        day_of(row[7]),
        Validity(day_of(row[8]), day_of(row[9])),
        day_of(row[10]),
        bool(row[11]),
        row[12],
        tuple(json.loads(row[13])),
        tuple(json.loads(row[14])),
        tuple((kind, component, detail) for kind, component, detail in json.loads(row[15])),
        row[16],
        tuple(Reading(*reading) for reading in json.loads(row[17])),
        bool(row[18]),
        bool(row[19]),
    )


def iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def day_of(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
