"""The references of the texts held, resolved: what each provision refers to, and what refers to it."""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..law.provision import key_of
from ..law.references import Reference

TABLES = """
CREATE TABLE links (
    version_id INTEGER NOT NULL REFERENCES versions(id) ON DELETE CASCADE, component TEXT NOT NULL, eid TEXT NOT NULL,
    start INTEGER NOT NULL, end INTEGER NOT NULL, words TEXT NOT NULL, form TEXT NOT NULL, inferred INTEGER NOT NULL,
    target TEXT, target_component TEXT, target_eid TEXT);
CREATE INDEX links_source ON links(version_id, start);
CREATE INDEX links_target ON links(target, target_component, target_eid);
"""


@dataclass(frozen=True, slots=True)
class Link:
    """A reference from a provision of a version to one target; `target` is None where it is not certain what is meant.

    [start, end) are offsets in the text of the version; a written reference with several targets gives several links.
    """

    version_id: int
    component: str
    eid: str
    start: int
    end: int
    words: str
    form: str
    inferred: bool
    target: str | None
    target_component: str | None
    target_eid: str | None

    @property
    def source_key(self) -> str:
        return key_of(self.component, self.eid)

    @property
    def target_key(self) -> str | None:
        """The provision meant, as the tables name it; "" for a whole instrument, None where nothing is certain."""
        return None if self.target is None else key_of(self.target_component or "main", self.target_eid or "")


class Links:
    """The table of references in the file of a store."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def add(self, version_id: int, references: Iterable[tuple[tuple[str, str], Reference]]) -> None:
        """Adds the references of a version, each under the (component, eId) in whose own text it stands."""
        self._db.executemany("INSERT INTO links VALUES (?,?,?,?,?,?,?,?,?,?,?)", _rows(version_id, references))

    def of_version(self, version_id: int, start: int = 0, end: int = 1 << 60) -> list[Link]:
        """The references inside [start, end) of a version, in the order of its text."""
        rows = self._db.execute(
            "SELECT * FROM links WHERE version_id = ? AND start >= ? AND end <= ? ORDER BY start, rowid", (version_id, start, end)
        )
        return [_link(row) for row in rows]

    def to(self, document: str, component: str = "main", eid: str = "") -> list[Link]:
        """The references to a provision or to one inside it; with no eId those to the instrument and all of it."""
        where, given = "target = ?", [document]
        if eid:
            where += " AND target_component = ? AND (target_eid = ? OR substr(target_eid, 1, ?) = ?)"
            rows = self._db.execute(
                f"SELECT * FROM links WHERE {where} ORDER BY version_id, start", (*given, component, eid, len(eid) + 2, f"{eid}__")
            )
        else:
            rows = self._db.execute(f"SELECT * FROM links WHERE {where} ORDER BY version_id, start", given)
        return [_link(row) for row in rows]


def _rows(version_id: int, references: Iterable[tuple[tuple[str, str], Reference]]) -> Iterator[tuple[object, ...]]:
    for (component, eid), found in references:
        source = (version_id, component, eid, found.start, found.end, found.text, found.form, found.inferred)
        if not found.targets:
            yield (*source, None, None, None)
        for target in found.targets:
            yield (*source, target.instrument, target.component, target.eid)


def _link(row: tuple[object, ...]) -> Link:
    version_id, component, eid, start, end, words, form, inferred, *target = row
    return Link(version_id, component, eid, start, end, words, form, bool(inferred), *target)  # type: ignore[arg-type]
