"""The list that a question asks for whole: a dossier with a paper missing, or half of the criteria, misleads."""

from collections.abc import Iterable, Sequence

from ingest.index.reader import Opened
from ingest.index.records import StoredPassage
from ingest.index.tokens import Expander, syllables
from ingest.law.normalise import fold

from .question import Question
from .relations import is_lead_of, parent_of
from .retrieval import ZONES, Hit

MAX_LIST = 8  # điểm that a list may have which is shown whole
MAX_ARTICLE = 14  # provisions that an article may have which is shown whole, because its heading is what a list is asked of
LIST_AMONG = 3  # best hits of which one may stand in a list that is asked for
SAYS = 0.75  # share of the question's content that such a heading, or the lead of a list, holds
# share of its words that the question lacks, from which a heading that does not hold the whole question is about something else
OF_MORE = 0.5
_ONLY_ASKS = frozenset({"gì", "nào", "những", "các", "gồm"})  # a phrase without them names what is asked: "hồ sơ", "điều kiện"


class ListFinder:
    """Finds lists in one generation of an index; `phrases` ask for one (corpus/catalogue/asking.toml, lists)."""

    def __init__(self, opened: Opened, phrases: Iterable[str], expand: Expander) -> None:
        self._opened = opened
        self._phrases = tuple(phrases)
        self._expand = expand

    def is_asked(self, question: Question) -> bool:
        """Whether a whole list is asked for; who asks where a file goes names the file, and asks for no list of its papers."""
        said = [phrase for phrase in self._phrases if f" {fold(phrase)} " in _spaced(question)]
        return any(question.who is None or _ONLY_ASKS & set(phrase.split()) for phrase in said)

    def find(self, hits: Sequence[Hit], question: Question) -> list[StoredPassage]:
        """The list asked for: that of the best hit, or of the first one near it that stands in one; empty where none is asked for."""
        if not self.is_asked(question):
            return []
        if hits and self._says(hits[0].passage.lead, question) >= SAYS and (own := self.points_beside(hits[0].passage)):
            return own  # a list says more exactly than a heading what it is of
        headed_first = sorted(hits, key=lambda h: -self._says(h.passage.heading, question))
        by_heading = (self.article_asked_for(hit.passage, question) for hit in headed_first)
        by_points = (self.points_beside(hit.passage) for hit in hits[:LIST_AMONG])
        return next((whole for whole in (*by_heading, *by_points) if whole), [])

    def article_asked_for(self, passage: StoredPassage, question: Question) -> list[StoredPassage]:
        """The whole article, where its heading is what is asked; its điểm say their lead."""
        says = self._says(passage.heading, question)
        if not passage.article or says < SAYS or (says < 1.0 and self._is_of_more(passage.heading, question)):
            return []
        article = self._opened.store.passages_at(passage.version.id, passage.component, f"art_{passage.article}")
        return [p for p in article if not any(is_lead_of(p, other) for other in article)] if len(article) <= MAX_ARTICLE else []

    def points_beside(self, passage: StoredPassage, most: int | None = MAX_LIST) -> list[StoredPassage]:
        """The whole list of a điểm; none where it is longer than `most`."""
        siblings = [p for p in self._opened.store.passages_at(*parent_of(passage)) if p.point] if passage.point else []
        return siblings if most is None or len(siblings) <= most else []

    def _says(self, text: str, question: Question) -> float:
        """The share of what is asked that a heading or a lead says; "gồm những giấy tờ gì" is no matter."""
        held = set(syllables(self._expand(text), question.folded))
        phrases = (phrase for phrase in self._phrases if f" {fold(phrase)} " in _spaced(question) and _ONLY_ASKS & set(phrase.split()))
        asking = {s for phrase in phrases for s in syllables(phrase, question.folded)}
        words = [w for w in question.words if w in held or w not in asking]
        return sum(w in held for w in words) / max(len(words), 1)

    def _is_of_more(self, heading: str, question: Question) -> bool:
        """Whether most of what a heading is about is not asked: the conditions for proposing a zone are not those for its certificate."""
        zones = set(syllables(ZONES, question.folded))
        own = [w for w in dict.fromkeys(syllables(self._expand(heading), question.folded)) if w not in zones]
        return sum(w not in question.words for w in own) >= OF_MORE * len(own)


def _spaced(question: Question) -> str:
    """Its syllables without accents, spaces around, in which phrases are looked for."""
    return f" {' '.join(syllables(question.standalone, folded=True))} "
