"""Question → passages: candidates of both sides, ranked by learned weights; one text of each provision, that of the day asked about."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from ingest.catalogue import Catalogue, ProvisionRef
from ingest.index.reader import Opened
from ingest.index.records import StoredPassage
from ingest.index.tokens import syllables
from ingest.law.provision import MAIN
from ingest.law.validity import State, state_on
from ingest.versions import preferred_version

from .published import published_in
from .question import Question
from .ranking import RERANKED, Ranked, Ranker, Reranker, reranked

FETCHED_FOR_EACH = 2  # passages read for each result asked for: half of them at most are openings that fall out
ZONES = "khu công nghiệp khu chế xuất khu kinh tế"


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found.

    `coverage` is the share of the question's content (by rarity) that its words hold, `similarity` the cosine of the vectors. `of_parts`
    are its scores for the parts of a question of several, one by one: -inf where a part has not found it, none where nobody searched.
    """

    passage: StoredPassage
    score: float
    coverage: float
    similarity: float
    state: State
    of_parts: tuple[float, ...] = ()

    @property
    def applies(self) -> bool:
        """Whether it may apply on the day asked about: it is neither over nor still to come."""
        return self.state not in {"expired", "not_yet"}


class Retriever:
    """Searches a generation of an index; safe to share between threads."""

    def __init__(self, catalogue: Catalogue, reranker: Reranker | None = None) -> None:
        self._catalogue = catalogue
        self._ranker = Ranker(catalogue)
        self._reranker = reranker

    def search(self, opened: Opened, question: Question, limit: int, place: str | None = None) -> list[Hit]:
        """The best passages, best first; what is not in force on the day only where the question names its document."""
        places = (*question.places, *([place] if place else []))
        ranked = self._ranker.rank(opened, question, limit, places)
        standing = [row for row in ranked if not (places and row.elsewhere)]
        wanted = self._reranked(opened, question, standing)[: FETCHED_FOR_EACH * limit]
        passages = opened.store.by_rows(row.row for row in wanted)
        hits = (self._hit(opened, question, row, passages[row.row]) for row in wanted)
        return list(islice(_without_repeated_leads(_each_once(hits)), limit))

    def _reranked(self, opened: Opened, question: Question, ranked: Sequence[Ranked]) -> Sequence[Ranked]:
        """The same rows, the first ones in the order that the reranker has a say in, if there is one."""
        if self._reranker is None:
            return ranked
        first = [row.row for row in ranked[:RERANKED]]
        passages = opened.store.by_rows(first)
        return reranked(ranked, self._reranker.scores(question.search_text, [_read_by_reranker(passages[row]) for row in first]))

    def _hit(self, opened: Opened, question: Question, row: Ranked, found: StoredPassage) -> Hit:
        """The passage to be shown in place of the one found, with the score of that one."""
        shown = self._as_of(opened, found, question.as_of)
        state = state_on(self._catalogue, shown.version.document, shown.key, shown.validity, question.as_of)
        return Hit(shown, row.score, row.coverage, row.similarity, state, row.of_parts)

    def _as_of(self, opened: Opened, passage: StoredPassage, day: date) -> StoredPassage:
        """The same provision in the text to be shown for that day: an official one before a digest, the latest not after the day;

        of a report, the sentence as published in place of our own account of it.
        """
        if passage.version.text_kind == "report":
            return published_in(opened, self._catalogue).shown(passage)
        best = preferred_version(opened.versions_of(passage.version.document), day)
        if best is None or best.id == passage.version.id:
            return passage
        same = [p for p in opened.store.passages_at(best.id, passage.component, passage.eid) if p.eid == passage.eid]
        return same[0] if same else passage


def _read_by_reranker(passage: StoredPassage) -> str:
    """The fields of a passage as they are embedded."""
    return "\n".join(part for part in (passage.version.title, passage.heading, passage.lead, passage.text) if part)


def _each_once(hits: Iterable[Hit]) -> Iterator[Hit]:
    """The hits without a passage shown before: two texts found can be shown by one."""
    shown = set[str]()
    for hit in hits:
        if hit.passage.id not in shown:
            shown.add(hit.passage.id)
            yield hit


def _without_repeated_leads(hits: Iterable[Hit]) -> Iterator[Hit]:
    """The hits without the opening of a khoản that a điểm found before it shows already."""
    opened = set[tuple[int, str, str]]()
    for hit in hits:
        passage = hit.passage
        if (passage.version.id, passage.component, passage.eid) in opened:
            continue
        if passage.point:
            opened.add((passage.version.id, passage.component, passage.eid.rpartition("__")[0]))
        yield hit


def provision_passage(opened: Opened, ref: ProvisionRef, day: date) -> StoredPassage | None:
    """The passage of a provision in the version for the day; None where no text of it is held."""
    return next(iter(provision_passages(opened, ref, day)), None)


def provision_passages(opened: Opened, ref: ProvisionRef, day: date) -> list[StoredPassage]:
    """The passages of a provision and of all below it in the version for the day; none for a whole instrument."""
    version = preferred_version(opened.versions_of(ref.instrument), day)
    component, _, eid = ref.eid.rpartition("/")
    return opened.store.passages_at(version.id, component or MAIN, eid) if version and eid else []


def content_weights(opened: Opened, question: Question) -> dict[str, float]:
    """How much each content word of the question says (its rarity); the zones are left out, nearly all clauses name them."""
    zones = set(syllables(ZONES, question.folded))
    words = [w for w in question.words if w not in zones]
    return dict(zip(words, opened.lexical.weights(words, question.folded).tolist(), strict=True))
