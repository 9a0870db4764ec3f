"""What is held: one value a work, with the texts of it, whether it is in force, how much it has, and what changed it since."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from ingest.calendar import VIETNAM
from ingest.catalogue import CHANGES, Catalogue, Effect
from ingest.documents import TextKind
from ingest.index.records import Source, Version
from ingest.index.store import Store
from ingest.law.locator import label_of
from ingest.law.normalise import fold
from ingest.law.provision import Kind
from ingest.law.validity import State, Validity

from ..lookup.held import texts_for

_DIGITS = re.compile(r"\d{1,9}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_ORDER: tuple[TextKind, ...] = ("official", "digest", "report", "note")  # the text that is shown comes first


@dataclass(frozen=True, slots=True)
class Change:
    """What a later instrument does to a provision of a work whose text held does not show it."""

    place: str
    what: str
    by: str
    since: date
    text_held: bool


@dataclass(frozen=True, slots=True)
class Holding:
    """A work. `kinds` are those of its texts, best first; numbers, dates and `version` are those of the text that is shown.

    `state` is None for what is neither in force nor out of it; `added_on` the day on which a user added its text, None for texts that came
    with the corpus. `articles` counts statements where there are no articles.
    """

    document: str
    kind: str
    title: str
    version: str
    kinds: tuple[TextKind, ...]
    state: State | None
    validity: Validity
    articles: int
    clauses: int
    statements: int
    changes: tuple[Change, ...]
    reviewed: bool
    added_on: date | None

    @property
    def without_text(self) -> tuple[Change, ...]:
        """The changes whose wording is not held in any text."""
        return tuple(change for change in self.changes if not change.text_held)


@dataclass(frozen=True, slots=True)
class Choice:
    """What to show of the list: all of it where nothing is chosen."""

    words: str = ""
    kind: TextKind | None = None
    state: State | None = None
    changed: bool = False
    added: bool = False


def holdings_of(store: Store, catalogue: Catalogue, as_of: date, uploads: Path | None = None) -> list[Holding]:
    """All works held, in the order of their numbers; `uploads` is the folder of what users added."""
    counts = store.counts_by_version()
    added = _added(store.sources().values(), uploads)
    by_document: dict[str, list[Version]] = {}
    for version in store.versions():
        by_document.setdefault(version.document, []).append(version)
    held = {document for document, versions in by_document.items() if any(v.text_kind in {"official", "digest"} for v in versions)}
    effects: dict[str, list[Effect]] = {}
    for effect in catalogue.effects:
        effects.setdefault(effect.target.instrument, []).append(effect)
    found = [
        _holding(versions, counts, added, _changes(effects.get(document, ()), texts_for(versions, as_of)[0], held, as_of), as_of)
        for document, versions in by_document.items()
    ]
    return sorted(found, key=lambda h: (_ORDER.index(h.kinds[0]) > 1, not h.document[:1].isdigit(), *_year_and_number(h.document)))


def chosen(holdings: Iterable[Holding], choice: Choice) -> list[Holding]:
    """Those that fit; all words must stand in number, kind or title, with accents or without."""
    words = fold(choice.words).split()
    return [
        h
        for h in holdings
        if (choice.kind is None or choice.kind in h.kinds)
        and (choice.state is None or h.state == choice.state)
        and (not choice.changed or h.changes)
        and (not choice.added or h.added_on)
        and all(word in fold(f"{h.document} {h.version} {h.kind} {h.title}") for word in words)
    ]


def _holding(
    versions: Sequence[Version],
    counts: dict[int, "Counter[Kind]"],
    added: dict[int, date],
    changes: tuple[Change, ...],
    as_of: date,
) -> Holding:
    shown = texts_for(versions, as_of)[0]
    has = counts.get(shown.id, Counter())
    days = [added[v.id] for v in versions if v.id in added]
    return Holding(
        document=shown.document,
        kind=shown.kind,
        title=shown.title,
        version=shown.version if shown.text_kind == "official" else shown.document,
        kinds=tuple(kind for kind in _ORDER if any(v.text_kind == kind for v in versions)),
        state=shown.validity.state(as_of) if shown.text_kind in {"official", "digest"} else None,
        validity=shown.validity,
        articles=has["article"],
        clauses=has["clause"],
        statements=has["statement"],
        changes=changes,
        reviewed=shown.reviewed,
        added_on=max(days, default=None),
    )


def _changes(effects: Iterable[Effect], shown: Version, held: set[str], as_of: date) -> tuple[Change, ...]:
    """What has changed provisions by that day and the text shown does not have; nothing is known to change reports and notes."""
    if shown.text_kind not in {"official", "digest"}:
        return ()
    found = [
        Change(
            label_of(e.target.eid) if e.target.eid else "", CHANGES[e.kind], e.source.instrument, e.from_date, e.source.instrument in held
        )
        for e in effects
        if e.kind in CHANGES and e.from_date and e.applies(as_of) and (not shown.version_date or e.from_date > shown.version_date)
    ]
    return tuple(sorted(dict.fromkeys(found), key=lambda change: (change.since, change.by, change.place)))


def _added(sources: Iterable[Source], uploads: Path | None) -> dict[int, date]:
    """The day on which each version was added by a user."""
    if uploads is None:
        return {}
    return {
        source.version_id: datetime.fromtimestamp(source.mtime_ns / 1e9, VIETNAM).date()
        for source in sources
        if source.version_id is not None and uploads in Path(source.path).parents
    }


def _year_and_number(document: str) -> tuple[int, int, str]:
    """What numbers are put in order by: the latest year first, what has none last; then the number itself."""
    year = max((int(part) for part in document.split("/") if _YEAR.fullmatch(part)), default=0)
    digits = _DIGITS.match(document)
    return -year, int(digits[0]) if digits else 0, document
