"""Hits → the provisions that an answer rests on, in the order in which they are to be read: what prevails before what gives way."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.catalogue import Catalogue, Effect, ProvisionRef
from ingest.index.store import StoredPassage, Store
from ingest.index.tokens import Expander, syllables
from ingest.law.normalise import fold
from ingest.law.validity import State
from ingest.versions import preferred_version

from .question import Question
from .retrieval import Hit, Retriever

MAX_EVIDENCE = 5  # provisions shown for one question
MIN_COVERAGE = 0.5  # share of the question's content that a provision must hold to be shown
MAX_BEHIND = 1.6  # standard deviations that a provision may score below the best
SCOPE_SHARE = 0.5  # share of the question's content that the scope of a conflict must hold for the conflict to matter


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two provisions on one matter. On the day asked about `applies` is true where the later or higher one already applies."""

    effect: Effect
    prevailing: StoredPassage
    yielding: StoredPassage
    basis: StoredPassage | None
    applies: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """The provisions to answer from, and the conflict among them if there is one."""

    passages: tuple[StoredPassage, ...]
    conflict: Conflict | None
    nearest: Hit | None
    scores: dict[str, float] = field(default_factory=dict)

    def state(self, passage: StoredPassage, question: Question) -> State:
        return passage.validity.state(question.as_of)


class EvidenceFinder:
    """Chooses the provisions for a question."""

    def __init__(self, retriever: Retriever, catalogue: Catalogue) -> None:
        self._retriever = retriever
        self._catalogue = catalogue
        self._expand = Expander(catalogue)

    def find(self, question: Question, hits: Sequence[Hit]) -> Evidence:
        named = self._named(question)
        relevant = named or self._relevant(hits)
        nearest = hits[0] if hits else None
        if not relevant:
            return Evidence((), None, nearest)
        conflict = self._conflict(question, relevant)
        passages = [h.passage for h in relevant]
        if conflict:
            first = [conflict.prevailing, conflict.yielding] if conflict.applies else [conflict.yielding]
            passages = _unique([*first, *([conflict.basis] if conflict.basis and conflict.applies else []), *passages])
        return Evidence(tuple(passages[: MAX_EVIDENCE + (1 if conflict else 0)]), conflict, nearest, {h.passage.id: h.score for h in relevant})

    def _relevant(self, hits: Sequence[Hit]) -> list[Hit]:
        """The hits that hold enough of the question and score near the best of these."""
        holding = [h for h in hits if h.coverage >= MIN_COVERAGE]
        if not holding:
            return []
        best = max(h.score for h in holding)
        near = [h for h in holding if h.score >= best - MAX_BEHIND]
        return [h for h in near if not any(_is_lead_of(h.passage, other.passage) for other in near)][:MAX_EVIDENCE]

    def _named(self, question: Question) -> list[Hit]:
        """The whole of a provision that the question names with its document."""
        if not question.locator or not question.documents:
            return []
        store = self._retriever.store
        version = preferred_version(store.versions(question.documents[0]), question.as_of)
        if not version:
            return []
        passages = store.passages_at(version.id, question.locator.component, question.locator.eid)
        return [Hit(p, 0.0, 1.0, p.validity.state(question.as_of)) for p in passages]

    def _conflict(self, question: Question, relevant: Sequence[Hit]) -> Conflict | None:
        """The first conflict in which one of the provisions stands and whose matter is that of the question."""
        for hit in relevant:
            place = (hit.passage.version.document, hit.passage.eid)
            touching = [*self._catalogue.effects_on(*place), *(e for e in self._catalogue.effects if e.source.covers(*place) or e.source == ProvisionRef(*place))]
            for effect in touching:
                if effect.kind == "prevails" and effect.from_date and self._is_about(effect, question):
                    prevailing, yielding = self._passage(effect.source, question), self._passage(effect.target, question)
                    if prevailing and yielding:
                        basis = self._passage(effect.basis, question) if effect.basis else None
                        return Conflict(effect, prevailing, yielding, basis, effect.applies(question.as_of))
        return None

    def _is_about(self, effect: Effect, question: Question) -> bool:
        """Whether the scope of the effect holds enough of the question's content; an effect without scope always does."""
        if not effect.scope or not question.words:
            return True
        scope = {fold(w) for w in syllables(self._expand(effect.scope), folded=False)}
        common = _COMMON_PLACES | {fold(w) for w in syllables(self._expand("khu công nghiệp khu kinh tế khu chế xuất"), folded=True)}
        content = [w for w in question.words if fold(w) not in common]
        return bool(content) and sum(fold(w) in scope for w in content) >= SCOPE_SHARE * len(content)

    def _passage(self, ref: ProvisionRef, question: Question) -> StoredPassage | None:
        """The provision in the text for the day: one passage with the words of the whole of it."""
        return provision_passage(self._retriever.store, ref, question)


_COMMON_PLACES = frozenset({"khu", "kcn", "kkt", "kcx"})


def provision_passage(store: Store, ref: ProvisionRef, question: Question) -> StoredPassage | None:
    """The passage of a provision in the version for the day; None where no text of it is held."""
    version = preferred_version(store.versions(ref.instrument), question.as_of)
    if version is None or not ref.eid:
        return None
    found = store.passages_at(version.id, "main", ref.eid)
    return found[0] if found else None


def _is_lead_of(passage: StoredPassage, other: StoredPassage) -> bool:
    """Whether the passage is the opening of a khoản whose điểm is shown too, opening included."""
    return passage.version.id == other.version.id and passage.component == other.component and other.eid.startswith(f"{passage.eid}__")


def _unique(passages: Sequence[StoredPassage]) -> list[StoredPassage]:
    seen: dict[tuple[str, str, str], StoredPassage] = {}
    for passage in passages:
        seen.setdefault((passage.version.document, passage.component, passage.eid), passage)
    return list(seen.values())
