"""The extractive composer: the clauses that answer, as they stand; where two conflict, which one applies on the day and why."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from ingest.catalogue import Catalogue, Duty, Mode
from ingest.index.records import StoredPassage
from ingest.index.store import Store

from ..answer import Citation, Role, Statement
from ..citing import vietnamese_date
from ..conflicts import Conflict
from ..evidence import Evidence
from ..openings import Opening, names_whom_asked
from ..premises import false_day, false_delegation, false_quantity
from ..question import Question
from ..relations import in_order_of_law
from .addressed import speaking
from .draft import Citer, Draft, words_of
from .duty import duty_statement, time_limit
from .opening import named_statements, opening_statements
from .premise import premise_statements
from .validity import standing_statements

_DIGIT = re.compile(r"\d")
NOBODY_NAMED = "Điều khoản nêu ở đầu câu trả lời không nói rõ cơ quan, người hoặc nơi được hỏi; đề nghị xem các điều khoản kèm theo."


def _without_details(reason: str) -> str:
    """The reason as far as the clauses cited say it: what names other clauses or days is left to the table."""
    general = re.split("[:;]", reason, maxsplit=1)[0].strip()
    return reason if not _DIGIT.search(reason) or general == reason else f"{general.rstrip('.')}."


def _notices(question: Question, statements: Sequence[Statement]) -> tuple[str, ...]:
    """That what is said first names nobody, where it is asked who or where."""
    told = [s.text for s in statements if s.role == "conclusion"]
    return (NOBODY_NAMED,) if told and question.who and not any(names_whom_asked(text, question) for text in told) else ()


def _speaks(opening: Opening, citations: Mapping[str, Citation]) -> bool:
    """Whether the provision, or what it is called, speaks to a program: that may stand among the grounds, and is said by nobody."""
    return bool(speaking([citations[p.id] for p in (opening.passage, *opening.listed)]))


class ExtractComposer:
    """Shows each provision with its citation; says nothing that the provisions and the catalogue do not say."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def run(self, question: Question, evidence: Evidence, store: Store, sure: bool = True) -> Draft:
        """Without being `sure` that the provisions answer, none is said to: what the tables say of them still is."""
        citer = Citer(self._catalogue, store, question.as_of)
        passages = (*evidence.passages, *evidence.related)
        citations = {p.id: citer.cite(n, p) for n, p in enumerate(passages, start=1)}
        statements = list[Statement]()
        if evidence.conflict:
            statements += self._conflict(evidence.conflict, citations)
        if evidence.standing:
            statements += standing_statements(evidence.standing, citations)
        for duty in evidence.duties:
            statements = self._with_duty(statements, duty, question, evidence, list(citations.values()))
        if evidence.opening and sure and (evidence.leads or not statements) and not _speaks(evidence.opening, citations):
            modes = {p.id: self._modes(p) for p in evidence.passages}
            opened = named_statements if evidence.named and question.locator else opening_statements
            statements = [*opened(evidence.opening, question, citations, modes), *statements]
        statements = [*self._corrections(question, evidence, list(citations.values())), *statements]
        grounds: tuple[tuple[Role, Sequence[StoredPassage]], ...] = (("ground", evidence.passages), ("related", evidence.related))
        for role, of_role in grounds:
            for passage in in_order_of_law(of_role):
                statements.append(Statement(words_of(citations[passage.id]), (citations[passage.id].n,), self._modes(passage), role))
        return Draft(tuple(statements), tuple(citations.values()), passages, _notices(question, statements))

    def _with_duty(
        self, statements: Sequence[Statement], duty: Duty, question: Question, evidence: Evidence, citations: Sequence[Citation]
    ) -> list[Statement]:
        """With what the table says of the duty, unless a conflict has said it; the time limit first where only how long is asked."""
        told = (
            None
            if evidence.conflict and evidence.conflict.effect.id == duty.conflict
            else duty_statement(duty, citations, self._catalogue.asking)
        )
        limit = time_limit(duty, question, citations) if question.asks_time else None
        ordered = (*statements, told, limit) if question.asks_who else (limit, *statements, told)
        return [s for s in ordered if s]

    def _corrections(self, question: Question, evidence: Evidence, citations: Sequence[Citation]) -> list[Statement]:
        """What the question takes for granted and the leading provisions say otherwise."""
        by_place = {(c.document, c.key): c for c in citations}
        if standing := evidence.standing:
            shown = next((c for p in (standing.commencement, standing.own) if p for c in citations if c.eid == p.eid), None)
            return premise_statements(false_day(question, standing.begins, shown))
        for duty in evidence.duties[:1]:
            governing = by_place.get((duty.clause.instrument, duty.clause.eid))
            if premise := false_delegation(question, duty.modes, governing):
                return premise_statements(premise)
        return premise_statements(false_quantity(question, citations))

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
                    f"Từ ngày {day}, {matter} {self._done(conflict.effect.now, conflict.prevailing)} theo {new.label}.",
                    (new.n,),
                    self._modes(conflict.prevailing),
                    "conclusion",
                )
            )
        if old:
            time = "Trước ngày đó" if conflict.applies else "Tại thời điểm được hỏi"
            found.append(
                Statement(
                    f"{time}, {matter} {self._done(conflict.effect.was, conflict.yielding)} theo {old.label}.",
                    (old.n,),
                    self._modes(conflict.yielding),
                    "conclusion",
                )
            )
        basis = citations.get(conflict.basis.id) if conflict.basis else None
        if new and old and basis and conflict.applies and conflict.effect.reason:
            reason = _without_details(conflict.effect.reason)
            found.append(Statement(f"{reason} Căn cứ: {basis.label}.", (basis.n, new.n, old.n), (), "conclusion"))
        return found

    def _done(self, told: str, passage: StoredPassage) -> str:
        """What the table tells of who does it, else by the mode of the provision."""
        return f"{told}," if told else self._manner(passage)

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
