"""What a composer makes, and how a passage becomes a citation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from ingest.catalogue import CHANGES, Catalogue
from ingest.index.reader import Opened
from ingest.index.records import StoredPassage, Version
from ingest.index.store import Store
from ingest.law.locator import label_of
from ingest.law.validity import state_on
from ingest.reports import PUBLISHED

from ..answer import Change, Citation, Statement
from ..citing import citation_label, doubt_of, full_citation, official_page, with_doubt
from ..numbering import without_number
from ..question import Question
from ..retrieval import Hit


@dataclass(frozen=True, slots=True)
class Draft:
    """What a composer returns: statements not yet verified, their citations, and the passages that these are of.

    `notices` are what whoever uses the draft must know and no provision says.
    """

    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    passages: tuple[StoredPassage, ...]
    notices: tuple[str, ...] = ()

    @property
    def versions(self) -> dict[int, Version]:
        return {p.version.id: p.version for p in self.passages}


def words_of(citation: Citation) -> str:
    """The provision with its lead, on one line: a quotation as it stands, our own wording without its number."""
    words = (
        f"“{citation.quote}”" if citation.quote is not None else _after_heading(without_number(citation.excerpt or ""), citation.heading)
    )
    return " ".join(f"{without_number(citation.lead)} {words}".split())


def _after_heading(words: str, heading: str) -> str:
    """The words of an article without khoản, its heading set off from what it says."""
    rest = words.removeprefix(heading).lstrip()
    return f"{heading}. {rest}" if heading and rest and words.startswith(f"{heading}\n") else words


def ground(citation: Citation) -> Statement:
    """The provision as it stands."""
    return Statement(words_of(citation), (citation.n,))


class Composer(Protocol):
    """A composer for one kind of question; it chooses the passages itself."""

    def run(self, opened: Opened, question: Question, hits: Sequence[Hit]) -> Draft | None:
        """None where the question is not of its kind, or nothing held answers it; `hits` are the search's, best first."""


class Citer:
    """Makes citations from passages, as they are on one day."""

    def __init__(self, catalogue: Catalogue, store: Store, as_of: date) -> None:
        self._catalogue, self._store, self._as_of = catalogue, store, as_of

    def cite(self, n: int, passage: StoredPassage) -> Citation:
        """The passage as citation number `n`."""
        version = passage.version
        official = version.text_kind == "official"
        verbatim = official or version.version == PUBLISHED
        words = self._store.text(version.id)[passage.start : passage.end]
        page = sum(start <= passage.start for start in version.page_starts) or None
        doubt = doubt_of(version, passage.start, passage.end)
        return Citation(
            n=n,
            document=version.document,
            version=version.version,
            title=version.title,
            eid=passage.eid,
            component=passage.component,
            article=passage.article,
            clause=passage.clause,
            point=passage.point,
            label=with_doubt(citation_label(version, passage.component, passage.eid, passage.heading), doubt),
            place=label_of(passage.eid, passage.component, passage.heading) or passage.heading,
            quote=words if verbatim else None,
            excerpt=None if verbatim else words,
            text_kind=version.text_kind,
            valid_from=passage.validity.valid_from,
            valid_to=passage.validity.valid_to,
            in_force=state_on(self._catalogue, version.document, passage.key, passage.validity, self._as_of),
            source_url=official_page(version, self._catalogue),
            page=page,
            start=passage.start,
            end=passage.end,
            full_citation=with_doubt(full_citation(version, passage.component, passage.eid, passage.heading), doubt),
            heading=passage.heading,
            lead=passage.lead,
            reviewed=version.reviewed,
            digest=self._digest(passage) if official else None,
            version_id=version.id,
            changes=self._changes(passage),
            acts_on=self._acts_on(passage),
            commences=self._commences(passage),
            doubt=doubt,
        )

    def _changes(self, passage: StoredPassage) -> tuple[Change, ...]:
        """What has changed the provision or its whole instrument by the day, as the catalogue has it."""
        known = self._catalogue.effects_on(passage.version.document, passage.key)
        by_day = [e for e in known if e.kind in CHANGES and e.applies(self._as_of)]
        return tuple(Change(e.source.instrument, e.kind, e.from_date, e.scope, e.via) for e in by_day)

    def _acts_on(self, passage: StoredPassage) -> tuple[tuple[str, str], ...]:
        effects = self._catalogue.effects_by(passage.version.document, passage.key)
        acting = (e for e in effects if e.kind in CHANGES or e.kind == "commences")
        return tuple(dict.fromkeys((e.target.instrument, e.target.eid) for e in acting))

    def _commences(self, passage: StoredPassage) -> tuple[date, ...]:
        effects = self._catalogue.effects_by(passage.version.document, passage.key)
        return tuple(sorted({e.from_date for e in effects if e.kind == "commences" and e.from_date}))

    def _digest(self, passage: StoredPassage) -> str | None:
        """Our own restatement of the same provision, on one line."""
        for version in self._store.versions(passage.version.document):
            if version.text_kind == "digest":
                same = [p for p in self._store.passages_at(version.id, passage.component, passage.eid) if p.eid == passage.eid]
                return without_number(" ".join(same[0].text.split())) if same else None
        return None
