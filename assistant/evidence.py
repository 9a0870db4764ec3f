"""Hits → the provisions that an answer rests on, in the order in which they are to be read: what prevails before what gives way."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.catalogue import Catalogue, Effect, ProvisionRef
from ingest.index.reader import Opened
from ingest.index.records import StoredPassage
from ingest.index.tokens import Expander, syllables
from ingest.law.provision import MAIN
from ingest.versions import preferred_version

from .question import Question
from .retrieval import Hit, content_weights

MAX_EVIDENCE = 5  # provisions chosen for one question
MAX_SHOWN = 10  # provisions shown, with the rest of their lists and a conflict
# Swept on benchmarks/questions/board-shipped.jsonl (python -m benchmarks.board).
MIN_COVERAGE = 0.3  # share of the question's content that the best provisions must hold; below it nothing relevant is held
UNLIKE_COVERAGE = 0.45  # the same, where the vectors see no likeness either
MIN_SIMILARITY = 0.05
SURE_COVERAGE = 0.5  # from here on the provisions are shown as an answer, below as the nearest that is held
LOOKED_AT = 5  # best hits that are asked for their coverage
MAX_BEHIND = 1.4  # how far, in score, a provision may be behind the best
WHOLE_FROM = 3  # điểm of one list from which the whole list is shown
MAX_LIST = 8  # điểm that such a list may have
MIN_SHARE = 0.75  # of the best coverage that a provision must hold to be shown
SCOPE_SHARE = 0.6  # share of the question's content (zones left out) that the scope of a conflict must hold for the conflict to matter


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
    """The provisions to answer from, and the conflict among them if there is one.

    `sure` is false where they may only be near what was asked: too little of the question is in them, or a number is asked for and
    none has one.
    """

    passages: tuple[StoredPassage, ...]
    conflict: Conflict | None
    nearest: Hit | None
    sure: bool = True


class EvidenceFinder:
    """Chooses the provisions for a question from one generation of an index."""

    def __init__(self, opened: Opened, catalogue: Catalogue, expand: Expander) -> None:
        self._opened = opened
        self._catalogue = catalogue
        self._expand = expand

    def find(self, question: Question, hits: Sequence[Hit]) -> Evidence:
        nearest = hits[0] if hits else None
        named = self._named(question)
        if question.locator and len(question.documents) == 1 and not named:
            return Evidence((), None, nearest)
        relevant = named or self._relevant(self._speaking_of(question, hits), question)
        if not relevant:
            return Evidence((), None, nearest)
        conflict = self._conflict(question, relevant)
        passages = [h.passage for h in relevant]
        if conflict:
            first = [conflict.prevailing, conflict.yielding] if conflict.applies else [conflict.yielding]
            passages = _unique([*first, *([conflict.basis] if conflict.basis and conflict.applies else []), *passages])
        sure = bool(named) or max(h.coverage for h in relevant) >= SURE_COVERAGE
        if question.asks_number and not any(_DIGIT.search(p.text[MARK:]) for p in passages):
            sure = False
        return Evidence(tuple(passages[:MAX_SHOWN]), conflict, nearest, sure)

    def _speaking_of(self, question: Question, hits: Sequence[Hit]) -> list[Hit]:
        """All hits; where the question names only documents that are not held, those that speak of one of them."""
        if not question.documents or any(self._opened.versions_of(number) for number in question.documents):
            return list(hits)
        return [h for h in hits if any(number in h.passage.text for number in question.documents)]

    def _relevant(self, hits: Sequence[Hit], question: Question) -> list[Hit]:
        """The hits that score near the best, if the best hold enough of the question."""
        best = hits[:LOOKED_AT]
        coverage = max((h.coverage for h in best), default=0.0)
        similarity = max((h.similarity for h in best), default=0.0)
        if coverage < (MIN_COVERAGE if similarity >= MIN_SIMILARITY else UNLIKE_COVERAGE):
            return []
        near = [h for h in hits if h.score >= hits[0].score - MAX_BEHIND and h.coverage >= MIN_SHARE * hits[0].coverage]
        alone = [h for h in near if not any(_is_lead_of(h.passage, other.passage) for other in near)][:MAX_EVIDENCE]
        whole = self._completed(alone, question)
        return sorted(whole, key=lambda h: h.passage.version.text_kind == "note")  # what is not verified stands last

    def _completed(self, hits: Sequence[Hit], question: Question) -> list[Hit]:
        """The hits by article, best first, inside an article in its own order; a list of which much is shown is shown whole."""
        found = {h.passage.id: h for h in hits}
        for parent, count in Counter(_parent(h.passage) for h in hits if h.passage.point).items():
            siblings = [p for p in self._opened.store.passages_at(*parent) if p.point]
            if WHOLE_FROM <= count < len(siblings) <= MAX_LIST:
                found |= {p.id: Hit(p, 0.0, 0.0, 0.0, p.validity.state(question.as_of)) for p in siblings if p.id not in found}
        places = list(dict.fromkeys(_article(h.passage) for h in hits))
        return sorted(found.values(), key=lambda h: (places.index(_article(h.passage)), h.passage.start))

    def _named(self, question: Question) -> list[Hit]:
        """The whole of a provision that the question names with its document."""
        if not question.locator or not question.documents:
            return []
        version = preferred_version(self._opened.versions_of(question.documents[0]), question.as_of)
        if not version:
            return []
        passages = self._opened.store.passages_at(version.id, question.locator.component, question.locator.eid)
        return [Hit(p, 0.0, 1.0, 1.0, p.validity.state(question.as_of)) for p in passages]

    def _conflict(self, question: Question, relevant: Sequence[Hit]) -> Conflict | None:
        """The first conflict in which one of the provisions stands and whose matter is that of the question."""
        for hit in relevant:
            place = (hit.passage.version.document, hit.passage.key)
            touching = [
                *self._catalogue.effects_on(*place),
                *(e for e in self._catalogue.effects if e.source.covers(*place) or e.source == ProvisionRef(*place)),
            ]
            for effect in touching:
                if effect.kind == "prevails" and effect.from_date and self._is_about(effect, question):
                    prevailing, yielding = self._passage(effect.source, question), self._passage(effect.target, question)
                    if prevailing and yielding:
                        basis = self._passage(effect.basis, question) if effect.basis else None
                        return Conflict(effect, prevailing, yielding, basis, effect.applies(question.as_of))
        return None

    def _is_about(self, effect: Effect, question: Question) -> bool:
        """Whether the scope of the effect holds enough of the question's content, by rarity; an effect without scope always does."""
        if not effect.scope or not question.words:
            return True
        scope = set(syllables(self._expand(effect.scope), question.folded))
        weights = content_weights(self._opened, question)
        total = sum(weights.values())
        return total > 0 and sum(w for word, w in weights.items() if word in scope) >= SCOPE_SHARE * total

    def _passage(self, ref: ProvisionRef, question: Question) -> StoredPassage | None:
        """The provision in the text for the day: one passage with the words of the whole of it."""
        return provision_passage(self._opened, ref, question)


_DIGIT = re.compile(r"\d")
MARK = 5  # characters in front of a provision where its own number stands


def provision_passage(opened: Opened, ref: ProvisionRef, question: Question) -> StoredPassage | None:
    """The passage of a provision in the version for the day; None where no text of it is held."""
    version = preferred_version(opened.versions_of(ref.instrument), question.as_of)
    if version is None or not ref.eid:
        return None
    component, _, eid = ref.eid.rpartition("/")
    found = opened.store.passages_at(version.id, component or MAIN, eid)
    return found[0] if found else None


def _is_lead_of(passage: StoredPassage, other: StoredPassage) -> bool:
    """Whether the passage is the opening of a khoản whose điểm is shown too, opening included."""
    return passage.version.id == other.version.id and passage.component == other.component and other.eid.startswith(f"{passage.eid}__")


def _parent(passage: StoredPassage) -> tuple[int, str, str]:
    """The khoản (or Điều) whose list the điểm stands in."""
    return passage.version.id, passage.component, passage.eid.rpartition("__")[0]


def _article(passage: StoredPassage) -> tuple[int, str, str]:
    return passage.version.id, passage.component, passage.eid.partition("__")[0]


def _unique(passages: Sequence[StoredPassage]) -> list[StoredPassage]:
    seen: dict[tuple[str, str, str], StoredPassage] = {}
    for passage in passages:
        seen.setdefault((passage.version.document, passage.component, passage.eid), passage)
    return list(seen.values())
