"""Hits → the provisions that an answer rests on, in the order in which they are to be read: what prevails before what gives way."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.catalogue import Catalogue, Duty
from ingest.index.reader import Opened
from ingest.index.records import StoredPassage
from ingest.index.tokens import Expander
from ingest.versions import preferred_version

from .asked_lists import MAX_ARTICLE, MAX_LIST, ListFinder
from .conflicts import Conflict, ConflictFinder
from .duties import DutyFinder
from .each_asked import with_each_part
from .necessity import Necessity, NecessityFinder
from .openings import Opening, has_number, has_number_asked, opening_named, opening_of
from .question import Question
from .ranking import is_elsewhere
from .relations import article_of, is_at, is_beside, is_lead_of, is_shown, opens_list, parent_of, unique
from .retrieval import Hit, provision_passage, provision_passages
from .standing import Standing, standing_of
from .subject import names_of, those_of

MAX_EVIDENCE = 5  # provisions chosen for one question
MAX_SHOWN = 10  # provisions shown, with the rest of their lists and a conflict
# Of the clauses that answers-*.jsonl and refusals.jsonl expect, .72 scored within 1.4 of the best and .85 within 4, looked at once.
MAX_RELATED = 8  # best hits that are named beside them as related
RELATED_COVERAGE = 0.5  # of the best coverage, that they must hold
RELATED_BEHIND = 4.0  # how far, in score, these may be behind the best
# What holds nearly as much of the question as the best may be farther behind: of the same sets .9 and, with these, .92 are cited.
MAX_HOLDING = 10
HOLDING_COVERAGE = 0.75
HOLDING_BEHIND = 7.0
LOOKED_AT = 5  # best hits that are asked for their coverage
# Swept on benchmarks/questions/board-shipped.jsonl (python -m benchmarks.board).
MAX_BEHIND = 1.4  # how far, in score, a provision may be behind the best
MAX_NAMED = 40  # provisions shown of one that the question names: whoever names an article wants it whole
WHOLE_FROM = 3  # điểm of one list from which the whole list is shown
SHORT_LIST = 2  # điểm of a list that is shown whole where one is: of two cases whoever has one needs to know the other
MIN_SHARE = 0.75  # of the best coverage that a provision must hold to be shown
WHOLE_COVERAGE = 0.95  # a hit among the best that holds the whole of a question is shown, however far behind
WORDS_ENOUGH = 4  # content words from which that means something


@dataclass(frozen=True, slots=True)
class Evidence:
    """The provisions to answer from, and the conflict among them if there is one."""

    passages: tuple[StoredPassage, ...]
    conflict: Conflict | None
    duties: tuple[Duty, ...] = ()
    named: bool = False  # whether the question itself names the provisions
    opening: Opening | None = None  # what may be said first as the answer
    leads: bool = False  # whether it is said before what the duty table says: a list is asked for, or a number that the table lacks
    related: tuple[StoredPassage, ...] = ()  # near in score: worth a look, not what the answer rests on
    standing: Standing | None = None
    pending: bool = False  # whether the passages are the transitional clauses asked about


class EvidenceFinder:
    """Chooses the provisions for a question from one generation of an index."""

    def __init__(self, opened: Opened, catalogue: Catalogue, expand: Expander, duties: DutyFinder) -> None:
        self._opened = opened
        self._catalogue = catalogue
        self._conflicts = ConflictFinder(opened, catalogue, expand)
        self._duties = duties
        self._lists = ListFinder(opened, catalogue.asking.lists, expand)
        self._necessity = NecessityFinder(catalogue, expand)

    def find(self, question: Question, hits: Sequence[Hit]) -> Evidence:
        if standing := standing_of(self._opened, self._catalogue, question, hits):
            return Evidence(standing.passages, None, standing=standing)
        named = self._named(question, hits) or self._pointed_at(question)
        if question.locator and len(question.documents or question.laws) == 1 and not named:
            return Evidence((), None)
        if not named and (needed := self._necessity.of(question, hits, self._list_of)):
            return self._necessary(question, needed, hits)
        duties = [] if named or self._asks_what_was(question) else self._duties.find(self._opened, question, hits)
        speaking = self._speaking_of(question, hits)
        welcome = [h for h in speaking if not is_elsewhere(self._catalogue, h.passage.version.document, question.places)]
        own = with_each_part(_with_each_named(self._relevant(welcome, question), welcome, question), welcome, question)
        own, asks_list = _with_unit_asked(own, welcome, question), self._lists.is_asked(question)
        relevant = named or self._with_duties(duties, question, own)
        if not relevant:
            return Evidence((), None)
        conflict = self._conflicts.of(duties, question) if duties else self._conflicts.among(question, relevant)
        shown = _shown(relevant, conflict)[: MAX_NAMED if named and question.locator else MAX_ARTICLE if asks_list else MAX_SHOWN]
        opening = opening_named(shown) if named else self._opening(question, own, welcome, shown)
        leads = asks_list or (question.asks_number and not (question.asks_time and any(duty.deadline for duty in duties)))
        related = () if named else self._related(welcome, shown)
        return Evidence(tuple(shown), conflict, tuple(duties), bool(named), opening, leads, related)

    def _necessary(self, question: Question, needed: Necessity, hits: Sequence[Hit]) -> Evidence:
        """The provision that commands or exempts, with the whole list of the cases that it is for; of a list of which one case is the
        officer's, that one first."""
        passage = needed.hit.passage
        listed = self._list_of(passage)
        opening = opening_of(question, [needed.hit], hits, [passage]) if needed.names_case else None
        case = opening is not None and opening.clear and opening.passage == passage
        shown = tuple(unique([passage, *listed])) if case or not listed else tuple(listed)
        as_list = not case and len(listed) > 1
        opening = Opening(shown[0], tuple(listed) if as_list else (), said=needed.said_of_case if case else needed.said)
        return Evidence(shown, None, (), opening=opening, leads=True, related=self._related(hits, shown))

    def _list_of(self, passage: StoredPassage) -> list[StoredPassage]:
        """The điểm of the list that the passage opens or stands in."""
        inside = self._opened.store.passages_at(passage.version.id, passage.component, passage.eid)[1:] if opens_list(passage) else []
        return [p for p in inside if p.point] or self._lists.points_beside(passage)

    def _opening(self, question: Question, relevant: Sequence[Hit], hits: Sequence[Hit], shown: Sequence[StoredPassage]) -> Opening | None:
        """What may be said first; of a list also whether it is listed whole."""
        listed = [p for p in self._lists.find(relevant, question) if p in shown]
        by_heading = bool(listed) and bool(self._lists.article_asked_for(listed[0], question))
        opening = opening_of(question, relevant, hits, shown, listed, by_heading)
        if opening is None or not opening.listed:
            return opening
        return replace(opening, whole=len(self._lists.points_beside(opening.listed[0], most=None)) <= len(opening.listed))

    def _related(self, hits: Sequence[Hit], shown: Sequence[StoredPassage]) -> tuple[StoredPassage, ...]:
        """The next best hits that apply on the day, near the best and not shown already, alone or with what stands above them."""
        if not hits:
            return ()
        near = [h.passage for rank, h in enumerate(hits[:MAX_HOLDING]) if h.applies and _is_near(h, rank, hits)]
        return tuple(unique([p for p in near if not is_shown(p, shown)]))

    def _speaking_of(self, question: Question, hits: Sequence[Hit]) -> list[Hit]:
        """All hits; where the question names only documents that are not held, those that speak of one of them."""
        if not question.documents or any(self._opened.versions_of(number) for number in question.documents):
            return list(hits)
        return [h for h in hits if any(number in h.passage.text for number in question.documents)]

    def _asks_what_was(self, question: Question) -> bool:
        """Whether it asks only of documents that are no longer in force on its day: what is done today is no answer."""
        named = [self._catalogue.instrument(number) for number in question.documents]
        return bool(named) and all(i is not None and i.expired_on is not None and i.expired_on <= question.as_of for i in named)

    def _relevant(self, hits: Sequence[Hit], question: Question) -> list[Hit]:
        """The hits that score near the best; whether these answer at all is for `answerable` to judge."""
        if not hits:
            return []
        least, lowest = MIN_SHARE * hits[0].coverage, hits[0].score - MAX_BEHIND
        # the first may be far ahead by a question of the duty table alone
        whole_from = LOOKED_AT if len(question.words) >= WORDS_ENOUGH else 0
        near = [
            h
            for rank, h in enumerate(hits)
            if (h.score >= lowest and h.coverage >= least) or (rank < whole_from and h.coverage >= WHOLE_COVERAGE)
        ]
        near += [h for h in hits[:MAX_RELATED] if h not in near and is_beside(h.passage, hits[0].passage)]  # the other cases of the list
        inside = hits[:MAX_RELATED]  # an opening says little without the best of its list
        told = [next((o for o in inside if is_lead_of(h.passage, o.passage)), h) for h in near]
        alone = list({h.passage.id: h for h in told}.values())[:MAX_EVIDENCE]
        whole = self._completed(alone, question)
        return sorted(whole, key=lambda h: h.passage.version.text_kind == "note")  # what is not verified stands last

    def _completed(self, hits: Sequence[Hit], question: Question) -> list[Hit]:
        """The hits by article, best first, inside an article in its own order; a list of which much is shown is shown whole."""
        found = {h.passage.id: h for h in hits}
        for hit in hits:
            if opens_list(hit.passage) and not hit.passage.point:
                inside = self._opened.store.passages_at(hit.passage.version.id, hit.passage.component, hit.passage.eid)[1:]
                if len(inside) <= MAX_LIST:  # the whole of it, or its opening alone
                    found |= {p.id: _taken(p, question, 0.0) for p in inside}
        for parent, count in Counter(parent_of(h.passage) for h in hits if h.passage.point).items():
            siblings = [p for p in self._opened.store.passages_at(*parent) if p.point]
            if WHOLE_FROM <= count < len(siblings) <= MAX_LIST or count < len(siblings) <= SHORT_LIST:
                found |= {p.id: _taken(p, question, 0.0) for p in siblings if p.id not in found}
        if whole := self._lists.find(hits, question):
            found = {i: h for i, h in found.items() if not any(is_lead_of(h.passage, p) for p in whole)}
            found |= {p.id: _taken(p, question, 0.0) for p in whole if p.id not in found}
        places = list(dict.fromkeys(article_of(h.passage) for h in hits))
        return sorted(found.values(), key=lambda h: (places.index(article_of(h.passage)), h.passage.start))

    def _with_duties(self, duties: Sequence[Duty], question: Question, relevant: Sequence[Hit]) -> list[Hit]:
        """The clauses of the duties asked about in front: of each the one that governs, then the other; then the rest."""
        if not duties:
            return list(relevant)
        found = [_taken(p, question) for duty in duties for p in self._clauses_of(duty, question)]
        in_force = list({h.passage.id: h for h in found if h.applies}.values())
        shown = {h.passage.id for h in in_force}
        room = MAX_ARTICLE if self._lists.is_asked(question) else max(MAX_EVIDENCE, len(in_force) + 1)
        return [*in_force, *(h for h in relevant if h.passage.id not in shown)][:room]

    def _clauses_of(self, duty: Duty, question: Question) -> Iterator[StoredPassage]:
        places = [duty.clause, *(ref for ref in (duty.decree, duty.law) if ref and ref != duty.clause)]
        places += [duty.deadline_clause] if duty.deadline_clause and question.asks_number else []
        return (p for ref in places if (p := provision_passage(self._opened, ref, question.as_of)))

    def _named(self, question: Question, hits: Sequence[Hit]) -> list[Hit]:
        """The whole of a provision that the question names with its document; without one, that of the best hit which stands there."""
        if not question.locator:
            return []
        numbers = (*question.documents, *question.laws)
        if not numbers:
            inside = (h.passage.version.document for h in hits if is_at(h.passage, question.locator.eid))
            numbers = tuple(dict.fromkeys(inside))
        for number in numbers:
            version = preferred_version(self._opened.versions_of(number), question.as_of)
            passages = self._passages_named(version.id, question.locator.eid) if version else []
            if passages:
                return [_taken(p, question) for p in passages]
        return []

    def _passages_named(self, version_id: int, eid: str) -> list[StoredPassage]:
        """The passages of the provision; of several components with such a one those of the first (the main text)."""
        for provision in self._opened.store.provisions_named(version_id, eid)[:1]:
            return self._opened.store.passages_at(version_id, provision.component, eid)
        return []

    def _pointed_at(self, question: Question) -> list[Hit]:
        """The provisions of the last answer, where the question is about that answer."""
        refs = question.recalled if question.points_back else ()
        found = dict.fromkeys(p for ref in refs for p in provision_passages(self._opened, ref, question.as_of))
        hits = [_taken(p, question) for p in found if not any(is_lead_of(p, other) for other in found)]
        return [hit for hit in hits if hit.applies]


def _shown(relevant: Sequence[Hit], conflict: Conflict | None) -> list[StoredPassage]:
    """The passages to show, those of a conflict first; the lead of a list is not shown beside its points, unless a table speaks of it."""
    passages, spoken_of = [h.passage for h in relevant], {h.passage.id for h in relevant if h.score == 0.0}
    if conflict:
        first = [conflict.prevailing, conflict.yielding] if conflict.applies else [conflict.yielding]
        first += [p for p in (conflict.basis, conflict.transition) if p and conflict.applies]
        passages, spoken_of = unique([*first, *passages]), spoken_of | {p.id for p in first}
    leads = {p.id for p in passages if opens_list(p) and any(is_lead_of(p, other) for other in passages)}
    return [p for p in passages if p.id in spoken_of or p.id not in leads]


def _with_each_named(relevant: Sequence[Hit], hits: Sequence[Hit], question: Question) -> list[Hit]:
    """With the best hit of each document that the question names, where it names several: whoever compares wants both sides.

    Where a number is asked for, with the best that has one too.
    """
    if len(question.documents) < 2 or not relevant:
        return list(relevant)
    sides = list[Hit]()
    for number in question.documents:
        of_one = [h for h in hits if h.passage.version.document == number]
        numbered = [h for h in of_one if question.asks_number and has_number(h.passage)]
        sides += (numbered or of_one)[:1]
    found = {h.passage.id: h for h in (relevant[0], *sides, *relevant[1:])}  # near the front, whatever a duty leaves room for
    return list(found.values())


def _with_unit_asked(relevant: Sequence[Hit], hits: Sequence[Hit], question: Question) -> list[Hit]:
    """With the best hit that has a number in the unit asked for, where none of the relevant ones has: days are no answer to "mấy năm"."""
    if not relevant or not question.units or question.parts:
        return list(relevant)
    names = names_of(question, hits)
    if any(has_number_asked(h.passage, question) for h in those_of(relevant, names, question.folded)):
        return list(relevant)
    near = [h for rank, h in enumerate(hits) if h.coverage >= WHOLE_COVERAGE or (rank < MAX_HOLDING and _is_near(h, rank, hits))]
    found = [h for h in those_of(near, names, question.folded) if has_number_asked(h.passage, question)]
    return [*relevant, *found[:1]]


def _is_near(hit: Hit, rank: int, hits: Sequence[Hit]) -> bool:
    """Whether the hit is near the best, by score or by what it holds of the question."""
    best, behind = max(h.coverage for h in hits[:LOOKED_AT]), hits[0].score - hit.score
    if rank < MAX_RELATED and behind <= RELATED_BEHIND and hit.coverage >= RELATED_COVERAGE * best:
        return True
    return behind <= HOLDING_BEHIND and hit.coverage >= HOLDING_COVERAGE * best


def _taken(passage: StoredPassage, question: Question, coverage: float = 1.0) -> Hit:
    """A passage that was not searched for, as a hit."""
    return Hit(passage, 0.0, coverage, coverage, passage.validity.state(question.as_of))
