"""Two provisions on one matter of which one prevails (corpus/catalogue/effects.toml), as far as a question is about that matter."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.catalogue import Catalogue, Duty, Effect, ProvisionRef
from ingest.index.reader import Opened
from ingest.index.records import StoredPassage
from ingest.index.tokens import Expander, syllables

from .question import Question
from .retrieval import ZONES, Hit, content_weights, provision_passage

SCOPE_SHARE = 0.6  # share of the question's content (zones left out) that the scope of a conflict must hold for the conflict to matter
SCOPE_ASKED = 0.9  # share of the scope's own words that the question must name: a special case is no answer to the general question
LISTED_ASKED = 0.45  # the same, of a scope that lists several acts
_ASIDE = re.compile(r"\([^)]*\)")


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two provisions on one matter. On the day asked about `applies` is true where the later or higher one already applies.

    `transition` says what becomes of files that were pending on the day of the change.
    """

    effect: Effect
    prevailing: StoredPassage
    yielding: StoredPassage
    basis: StoredPassage | None
    applies: bool
    transition: StoredPassage | None = None


class ConflictFinder:
    """Finds the conflict that a question is about, in one generation of an index."""

    def __init__(self, opened: Opened, catalogue: Catalogue, expand: Expander) -> None:
        self._opened = opened
        self._catalogue = catalogue
        self._expand = expand

    def among(self, question: Question, relevant: Sequence[Hit]) -> Conflict | None:
        """The conflict in which one of the provisions stands and whose matter is nearest to that of the question."""
        touching = dict[str, Effect]()
        for hit in relevant:
            place = (hit.passage.version.document, hit.passage.key)
            by = (e for e in self._catalogue.effects if e.source.covers(*place) or e.source == ProvisionRef(*place))
            touching |= {e.id: e for e in (*self._catalogue.effects_on(*place), *by) if e.kind == "prevails" and e.from_date}
        about = {effect_id: self._likeness(effect, question) for effect_id, effect in touching.items()}
        for effect_id in sorted((i for i in about if about[i]), key=lambda i: -about[i]):
            if conflict := self.between(touching[effect_id], question):
                return conflict
        return None

    def of(self, duties: Sequence[Duty], question: Question) -> Conflict | None:
        """The conflict that the duty table names for the first of the duties that has one."""
        named = [duty.conflict for duty in duties if duty.conflict]
        effect = next((e for e in self._catalogue.effects if named and e.id == named[0]), None)
        return self.between(effect, question) if effect else None

    def between(self, effect: Effect, question: Question) -> Conflict | None:
        """The conflict with its provisions; None where the text of one is not held."""
        prevailing, yielding, basis, transition = (
            provision_passage(self._opened, ref, question.as_of) if ref else None
            for ref in (effect.source, effect.target, effect.basis, effect.transition)
        )
        if not prevailing or not yielding:
            return None
        return Conflict(effect, prevailing, yielding, basis, effect.applies(question.as_of), transition)

    def _likeness(self, effect: Effect, question: Question) -> float:
        """How much of the question's content the scope of the effect holds and how much of the scope is asked, by rarity; 0.0 where it
        is another matter, or a special case that is not asked about. An effect without scope is always about it."""
        if not effect.scope or not question.words:
            return 1.0
        scope = set(syllables(self._expand(_ASIDE.sub("", effect.scope)), question.folded)) - set(syllables(ZONES, question.folded))
        weights = content_weights(self._opened, question)
        scope_words = sorted(scope)
        rarity = self._opened.lexical.weights(scope_words, question.folded)
        held = sum(w for word, w in weights.items() if word in scope) / (sum(weights.values()) or 1.0)
        asked = float(sum(w for word, w in zip(scope_words, rarity, strict=True) if word in question.words) / (rarity.sum() or 1.0))
        least = LISTED_ASKED if "," in effect.scope else SCOPE_ASKED
        return held + asked if held >= SCOPE_SHARE and asked >= least else 0.0
