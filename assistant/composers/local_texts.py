"""What the provinces' own texts say on a matter: the best provision of each, where it holds enough of the question."""

from collections.abc import Iterable
from dataclasses import replace

from ingest.catalogue import Catalogue
from ingest.index.reader import Opened
from ingest.index.records import StoredPassage
from ingest.index.tokens import syllables

from ..question import Question
from ..retrieval import Hit, Retriever
from .boards import BoardReader, Party
from .cells import Cell

DEPTH = 5  # passages looked at for a province
# Read off a dozen questions on the local decisions held: what answers has .31 or more, what only shares words .10 or less.
COVERAGE, SIMILARITY = 0.6, 0.2


class LocalFinder:
    """Searches the texts of one province at a time."""

    def __init__(self, catalogue: Catalogue, retriever: Retriever, boards: BoardReader) -> None:
        self._catalogue, self._retriever, self._boards = catalogue, retriever, boards
        self._localities = frozenset(i.locality for i in catalogue.instruments.values() if i.locality)

    def find(self, opened: Opened, question: Question, parties: Iterable[Party], topic: str = "") -> list[Cell]:
        """The cells that have content, one a province of today; the names of places are no matter of the question."""
        matter, found = _without(question, parties), dict[str, Cell]()
        for party in parties:
            place = party.name if party.name in self._localities else self._boards.today(party)
            if place in found or place not in self._localities:
                continue
            hits = self._retriever.search(opened, replace(matter, places=(place,)), DEPTH)
            if own := next((h for h in hits if self._answers(h, place)), None):
                found[place] = Cell(party, topic, "content", own.passage, local=True)
        return list(found.values())

    def _answers(self, hit: Hit, place: str) -> bool:
        near = hit.coverage >= COVERAGE and hit.similarity >= SIMILARITY
        return near and hit.applies and self._is_local(hit.passage, place)

    def _is_local(self, passage: StoredPassage, place: str) -> bool:
        instrument = self._catalogue.instrument(passage.version.document)
        return instrument is not None and instrument.locality == place


def _without(question: Question, parties: Iterable[Party]) -> Question:
    """The question without the names of the parties."""
    names = {word for party in parties for word in syllables(party.name, question.folded)}
    words = tuple(w for w in question.words if w not in names)
    return replace(question, words=words, pairs=tuple(p for p in question.pairs if not names & set(p)), parts=())
