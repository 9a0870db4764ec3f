"""The grounds of a paper (phần căn cứ): the documents in force that have a clause on its matter, each as a line that can be copied."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ingest.catalogue import CHANGES, Catalogue, ProvisionRef
from ingest.index.reader import Opened
from ingest.index.records import StoredPassage, Version
from ingest.index.tokens import Expander

from ..answer import Citation, Statement
from ..answerable import Judge
from ..answerable.matters import MatterFinder
from ..duties import DutyFinder
from ..evidence import EvidenceFinder
from ..forms import Forms, elsewhere_than, ground_lines, grounds_of, load_forms
from ..question import Question, QuestionReader
from ..ranking import is_elsewhere
from ..retrieval import Hit, Retriever, provision_passage
from ..spoken import WrittenPlaces
from .draft import Citer, Draft, ground

LOOKED_AT = 60  # hits for the matter among which a law that a decree details must have a clause
MIN_WORDS = 2  # content words that a matter must have to be looked for
MAX_CLAUSES = 2  # of one document that its line rests on
LED = 5  # best hits that are asked for their coverage
AMENDS = "sửa đổi"  # how the titles of documents begin that only change others
NEAR = 0.75  # share of the best coverage that a clause must hold for its document to be a ground


class GroundsComposer:
    """Drafts the grounds of the paper that a question is about; what is not held is left to the officer and said."""

    def __init__(self, catalogue: Catalogue, reader: QuestionReader, retriever: Retriever, duties: DutyFinder, judge: Judge) -> None:
        self._catalogue, self._reader, self._retriever, self._duties = catalogue, reader, retriever, duties
        self._expand, self._judge = Expander(catalogue), judge
        self._matters = MatterFinder(catalogue, self._expand)
        self._forms: Forms = load_forms()
        effects = [e for e in catalogue.effects if e.kind == "details" and self._is_below(e.source.instrument, e.target.instrument)]
        self._details = {(e.source.instrument, e.target.instrument, not e.target.eid) for e in effects}
        self._amending = {i.number for i in catalogue.instruments.values() if i.title.startswith(AMENDS)}
        self._places = WrittenPlaces(catalogue)

    def run(self, opened: Opened, question: Question, hits: Sequence[Hit]) -> Draft | None:
        matter = self._matter(question)
        if matter is None:
            return None
        citer = Citer(self._catalogue, opened.store, question.as_of)
        passages = [p for p in self._clauses(opened, question, matter) if citer.cite(1, p).in_force == "in_force"]
        citations = [citer.cite(n, p) for n, p in enumerate(passages, start=1)]
        versions = {p.version.id: p.version for p in passages}
        board = f"tỉnh {question.places[0]}" if len(question.places) == 1 else ""
        grounds = grounds_of(citations, versions, self._forms, elsewhere_than(board, self._catalogue))
        told = {v.document for v in grounds}
        cited = [c for c in citations if c.document in told]
        return self._draft(opened, question, matter, cited, passages, grounds) if grounds else None

    def _is_below(self, source: str, target: str) -> bool:
        """Whether one document is lower in the order of the law than another."""
        ranks = [
            self._forms.rank_of_kind(i.kind, i.issuer) if (i := self._catalogue.instrument(number)) else None for number in (source, target)
        ]
        return ranks[0] is not None and ranks[1] is not None and ranks[0] > ranks[1]

    def _matter(self, question: Question) -> Question | None:
        """What the paper is about, as a question of its own on the same day, of no place: rules of one province are looked for apart."""
        said = self._forms.grounds.matter_of(question.standalone, question.folded)
        bare = self._places.taken_from(said, question.folded) if said else ""
        if not bare or len(self._reader.read(bare, question.as_of).words) < MIN_WORDS:
            return None
        board = "ban quan ly" if question.folded else "Ban quản lý"
        return replace(self._reader.read(f"{board} {bare}", question.as_of), folded=question.folded, as_of=question.as_of, since=None)

    def _clauses(self, opened: Opened, question: Question, matter: Question) -> list[StoredPassage]:
        """The clauses on the matter: of its duty and of what is found best; then of the documents that these detail or that detail them."""
        hits = self._retriever.search(opened, matter, LOOKED_AT)
        if self._judge.judge(opened, matter, hits).outcome == "refused":
            return []  # nothing held is on it
        duties, passages = self._found(opened, matter, hits)
        sectoral = {p.version.document for p in duties} - {*self._forms.grounds.frame}
        above, linked = self._linked(sectoral or {p.version.document for p in passages})
        chosen = [*duties, *(p for p in passages if p.version.document in linked)]
        chosen += [h.passage for h in hits if h.passage.version.document in above]
        chosen += [p for p in _near(hits) if p.version.document in linked]
        return _few_of_each([*chosen, *self._local(opened, question, matter)])

    def _linked(self, core: set[str]) -> tuple[set[str], set[str]]:
        """The documents that these detail or amend; and these with them, with what details them, and with those on the board itself."""
        amending = {
            e.target.instrument for e in self._catalogue.effects if e.kind in CHANGES and e.source.instrument in core & self._amending
        }
        above = amending | {target for source, target, _ in self._details if source in core}
        below = {source for source, target, whole in self._details if whole and target in core | above}
        return above, core | above | below | {*self._forms.grounds.frame}

    def _found(self, opened: Opened, matter: Question, hits: Sequence[Hit]) -> tuple[list[StoredPassage], list[StoredPassage]]:
        """The clauses of the duty that the matter is, and those of the evidence that hold much of it."""
        evidence = EvidenceFinder(opened, self._catalogue, self._expand, self._duties).find(matter, hits)
        clauses = (provision_passage(opened, ref, matter.as_of) for duty in evidence.duties for ref in duty.clauses)
        near = {p.id for p in _near(hits)}
        return [p for p in clauses if p and p.id in near], [p for p in evidence.passages if p.id in near]

    def _local(self, opened: Opened, question: Question, matter: Question) -> list[StoredPassage]:
        """The clauses on the matter of documents that hold in the place named."""
        if not question.places:
            return []
        local = self._retriever.search(opened, replace(matter, places=question.places), LOOKED_AT)
        return [p for p in _near(local) if is_elsewhere(self._catalogue, p.version.document, ())]

    def _draft(self, opened: Opened, question: Question, matter: Question, cited: Sequence[Citation], passages: Sequence[StoredPassage],
               grounds: Sequence[Version]) -> Draft:  # fmt: skip
        """The lines, the clauses that they rest on, the rule of their form, and what is missing."""
        table = self._forms.grounds
        rule = next(_texts_of(opened, table.form_rule), None)
        of_form = [Citer(self._catalogue, opened.store, question.as_of).cite(len(passages) + 1, rule)] if rule else []
        lines = zip(grounds, ground_lines(grounds, self._forms), strict=True)
        told = [_line(table.says, cited), *(_line(line, [c for c in cited if c.document == v.document]) for v, line in lines)]
        shown = sorted(cited, key=lambda c: [v.document for v in grounds].index(c.document))
        statements = (*told, *map(ground, (*shown, *of_form)))
        notices = (*self._not_held(opened, matter), *table.notices([v.title for v in grounds]))
        return Draft(statements, (*cited, *of_form), (*passages, *([rule] if rule else [])), notices)

    def _not_held(self, opened: Opened, matter: Question) -> Iterator[str]:
        """The documents that the tables name for the matter and that are not held."""
        for found in self._matters.find(opened, matter):
            if found.kind == "not_held" and found.instruments:
                known = (self._catalogue.instrument(number) for number in found.instruments)
                names = [f"{i.kind} số {i.number}" for i in known if i and not (i.expired_on and i.expired_on <= matter.as_of)]
                if names:
                    yield self._forms.grounds.not_held.format(matter=found.name, documents=", ".join(names))


def _line(text: str, cited: Sequence[Citation]) -> Statement:
    """A line of the draft: names of documents and the words of the form, no sentence on what a clause says."""
    return Statement(text, tuple(c.n for c in cited), (), "conclusion", framing=(text,))


def _few_of_each(passages: Iterable[StoredPassage]) -> list[StoredPassage]:
    """The first clauses of each document, each once."""
    found: dict[str, list[StoredPassage]] = {}
    for passage in passages:
        of_one = found.setdefault(passage.version.document, [])
        if len(of_one) < MAX_CLAUSES and all(p.id != passage.id for p in of_one):
            of_one.append(passage)
    return [p for of_one in found.values() for p in of_one]


def _near(hits: Sequence[Hit]) -> list[StoredPassage]:
    """The passages that hold nearly as much of the matter as the best."""
    best = max((h.coverage for h in hits[:LED]), default=0.0)
    return [h.passage for h in hits if h.coverage >= NEAR * best]


def _texts_of(opened: Opened, ref: ProvisionRef) -> Iterator[StoredPassage]:
    """The provision in each text of its document: a note stands beside the text for the day."""
    for version in opened.versions_of(ref.instrument):
        yield from opened.store.passages_at(version.id, "main", ref.eid)
