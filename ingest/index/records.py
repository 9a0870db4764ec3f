"""What lies in the store, as values: versions, provisions, passages, source files."""

from dataclasses import dataclass
from datetime import date

from ..documents import TextKind
from ..law.provision import Kind, key_of
from ..law.validity import State, Validity
from ..readers import Reading


@dataclass(frozen=True, slots=True)
class Version:
    """One text of one work as it lies in the store (without the text itself: see `Store.text`).

    `readings` are of the lines that were recognised from pictures; `signed` says that the file holds a digital signature,
    `has_articles` that its main text has articles: a file of appendices alone has none.
    """

    id: int
    document: str
    version: str
    text_kind: TextKind
    kind: str
    issuer: str
    title: str
    issued_on: date | None
    validity: Validity
    version_date: date | None
    reviewed: bool
    sha256: str
    page_starts: tuple[int, ...]
    pages: tuple[str, ...]
    problems: tuple[tuple[str, str, str], ...]
    file: str
    readings: tuple[Reading, ...] = ()
    signed: bool = False
    has_articles: bool = True

    def confidence(self, start: int, end: int) -> float | None:
        """How sure recognition was of a stretch of the text, by its least certain word (0 to 100); None for what is no picture."""
        return min((r.confidence for r in self.readings if r.start < end and start < r.end), default=None)


@dataclass(frozen=True, slots=True)
class StoredProvision:
    """A node of the tree of a version; `depth` grows downward, `ord` is the order of the text."""

    version: Version
    component: str
    eid: str
    kind: Kind
    number: str | None
    heading: str | None
    start: int
    end: int
    ord: int
    depth: int
    validity: Validity

    def state(self, on: date) -> State:
        return self.validity.state(on)


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage with its version; `row` is its place in the lexical index."""

    id: str
    version: Version
    row: int
    component: str
    eid: str
    article: str | None
    clause: str | None
    point: str | None
    heading: str
    lead: str
    text: str
    start: int
    end: int
    validity: Validity

    @property
    def key(self) -> str:
        """How the tables of the catalogue name the provision."""
        return key_of(self.component, self.eid)


@dataclass(frozen=True, slots=True)
class SearchText:
    """What is indexed of a passage, field by field, and the provision that it is of."""

    id: str
    document: str
    component: str
    eid: str
    title: str
    heading: str
    lead: str
    body: str

    @property
    def text(self) -> str:
        return "\n".join(part for part in (self.title, self.heading, self.lead, self.body) if part)


@dataclass(frozen=True, slots=True)
class RowPlace:
    """Where the passage of a row stands and when it is in force."""

    id: str
    version_id: int
    document: str
    text_kind: TextKind
    component: str
    eid: str
    validity: Validity


@dataclass(frozen=True, slots=True)
class Source:
    path: str
    sha256: str
    size: int
    mtime_ns: int
    version_id: int | None
    error: str | None


class Validities:
    """Dates of a document's provisions, asked for by eId and component."""

    def __init__(self, whole: Validity, own: dict[str, Validity]) -> None:
        self._whole, self._own = whole, own

    def __call__(self, eid: str, component: str) -> Validity:
        """Those of the nearest provision at or above it that has dates of its own, else those of the instrument."""
        key = key_of(component, eid)
        while key:
            if key in self._own:
                return self._own[key]
            key = key.rpartition("__")[0]
        return self._whole
