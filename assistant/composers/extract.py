"""The extractive composer: the clauses that answer, as they stand; where two conflict, which one applies on the day and why."""

import re
from dataclasses import dataclass
from datetime import date

from ingest.catalogue import Catalogue, Mode
from ingest.index.records import StoredPassage
from ingest.index.store import Store
from ingest.law.locator import label_of
from ingest.law.validity import state_on

from ..answer import Citation, Statement
from ..citing import citation_label, full_citation, official_page, vietnamese_date
from ..evidence import Conflict, Evidence
from ..numbering import without_number
from ..question import Question
from .duty import duty_statements
from .validity import standing_statements

_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Draft:
    """What a composer returns: statements not yet verified, with their citations."""

    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]


def _without_details(reason: str) -> str:
    """The reason as far as the clauses cited say it: what names other clauses or days is left to the table."""
    general = re.split("[:;]", reason, maxsplit=1)[0].strip()
    return reason if not _DIGIT.search(reason) or general == reason else f"{general.rstrip('.')}."


class ExtractComposer:
    """Shows each provision with its citation; says nothing that the provisions and the catalogue do not say."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def run(self, question: Question, evidence: Evidence, store: Store) -> Draft:
        citations = {p.id: self._citation(n, p, question.as_of, store) for n, p in enumerate(evidence.passages, start=1)}
        statements = list[Statement]()
        if evidence.conflict:
            statements += self._conflict(evidence.conflict, citations)
        if evidence.standing:
            statements += standing_statements(evidence.standing, citations)
        if evidence.duty:
            told = duty_statements(evidence.duty, list(citations.values()), question.asks_number)
            statements += told[1:] if evidence.conflict else told
        for passage in evidence.passages:
            statements.append(Statement(self._ground(citations[passage.id]), (citations[passage.id].n,), self._modes(passage)))
        return Draft(tuple(statements), tuple(citations.values()))

    def _conflict(self, conflict: Conflict, citations: dict[str, Citation]) -> list[Statement]:
        """Which provision applies on the day, which one before or after, and by which rule."""
        day = vietnamese_date(conflict.effect.from_date or date.max)
        new = citations.get(conflict.prevailing.id)
        old = citations.get(conflict.yielding.id)
        matter = f"việc {conflict.effect.scope}" if conflict.effect.scope else "việc này"
        found = list[Statement]()
        if new and conflict.applies:
            found.append(
                Statement(
                    f"Từ ngày {day}, {matter} {self._manner(conflict.prevailing)} theo {new.label}.",
                    (new.n,),
                    self._modes(conflict.prevailing),
                    "conclusion",
                )
            )
        if old:
            time = "Trước ngày đó" if conflict.applies else "Tại thời điểm được hỏi"
            found.append(
                Statement(
                    f"{time}, {matter} {self._manner(conflict.yielding)} theo {old.label}.",
                    (old.n,),
                    self._modes(conflict.yielding),
                    "conclusion",
                )
            )
        basis = citations.get(conflict.basis.id) if conflict.basis else None
        if new and old and basis and conflict.effect.reason:
            reason = _without_details(conflict.effect.reason)
            found.append(Statement(f"{reason} Căn cứ: {basis.label}.", (basis.n, new.n, old.n), (), "conclusion"))
        return found

    def _manner(self, passage: StoredPassage) -> str:
        modes = self._modes(passage)
        if "trực tiếp" in modes:
            return "do Ban quản lý trực tiếp thực hiện"
        delegated = [m for m in modes if m in {"phân cấp", "ủy quyền"}]
        if delegated:
            return f"được Ban quản lý thực hiện khi có {', '.join(delegated)}"
        return "thực hiện"

    def _modes(self, passage: StoredPassage) -> tuple[Mode, ...]:
        """The mode that the catalogue gives for the provision, or else for the nearest one above it."""
        rules = [r for r in self._catalogue.modes if r.provision.covers(passage.version.document, passage.key)]
        if not rules:
            return ()
        nearest = max(rules, key=lambda r: len(r.provision.eid))
        return nearest.modes

    def _ground(self, citation: Citation) -> str:
        """The provision with its lead, on one line: a quotation as it stands, our own wording without its number."""
        lead = without_number(citation.lead)
        words = f"“{citation.quote}”" if citation.quote is not None else without_number(citation.excerpt or "")
        return " ".join(f"{lead} {words}".split())

    def _citation(self, n: int, passage: StoredPassage, as_of: date, store: Store) -> Citation:
        version = passage.version
        official = version.text_kind == "official"
        words = store.text(version.id)[passage.start : passage.end]
        page = sum(start <= passage.start for start in version.page_starts) or None
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
            label=citation_label(version, passage.component, passage.eid, passage.heading),
            place=label_of(passage.eid, passage.component, passage.heading) or passage.heading,
            quote=words if official else None,
            excerpt=None if official else words,
            text_kind=version.text_kind,
            valid_from=passage.validity.valid_from,
            valid_to=passage.validity.valid_to,
            in_force=state_on(self._catalogue, version.document, passage.key, passage.validity, as_of),
            source_url=official_page(version, self._catalogue),
            page=page,
            start=passage.start,
            end=passage.end,
            full_citation=full_citation(version, passage.component, passage.eid, passage.heading),
            heading=passage.heading,
            lead=passage.lead,
            reviewed=version.reviewed,
            digest=self._digest(passage, store) if official else None,
            version_id=version.id,
        )

    def _digest(self, passage: StoredPassage, store: Store) -> str | None:
        """Our own restatement of the same provision, on one line."""
        for version in store.versions(passage.version.document):
            if version.text_kind == "digest":
                same = [p for p in store.passages_at(version.id, passage.component, passage.eid) if p.eid == passage.eid]
                return without_number(" ".join(same[0].text.split())) if same else None
        return None
