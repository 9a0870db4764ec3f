"""The duty of the duty table that a question is about, so that both its clauses are shown: of Decree 35 and of the sectoral law."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ingest.calendar import today
from ingest.catalogue import Catalogue, Duty
from ingest.index.reader import Opened
from ingest.index.tokens import syllables
from ingest.law.normalise import fold

from .question import Question, QuestionReader
from .retrieval import ZONES, content_weights

MIN_HELD = 0.75  # share of the question's content, by rarity, that the entry must hold
MIN_ASKED = 0.5  # share of the entry's own question that must be asked; both set by looking at questions, not swept
NARROW = 0.3  # against an entry for economic zones alone, where the question does not name them
TIMED = 0.1  # for an entry with a time limit, where a number is asked for
_ASKS_WHO = re.compile(  # folded: who acts or decides, where to go, how long it takes
    r"\b(?:ban|bql|ai|co quan nao|cap nao|don vi nao|tham quyen|o dau|cho ai|may ngay|bao lau|bao nhieu ngay|thoi han|truoc ngay nao|han)\b"
)
_ZONES = {"khu cong nghiep": "KCN", "khu che xuat": "KCX", "khu kinh te": "KKT", "khu cong nghe cao": "KCNC"}


@dataclass(frozen=True, slots=True)
class _Words:
    """Of an entry the words of duty and question, and those of the question alone."""

    all: frozenset[str]
    asked: frozenset[str]


class DutyFinder:
    """Finds the entry whose question is most like the one asked, among those of the day and the place."""

    def __init__(self, catalogue: Catalogue, reader: QuestionReader) -> None:
        self._catalogue = catalogue
        accented = [(duty, _words_of(duty, reader)) for duty in catalogue.duties]
        self._words: Mapping[bool, list[tuple[Duty, _Words]]] = {
            False: accented,
            True: [(duty, _Words(*(frozenset(map(fold, group)) for group in (words.all, words.asked)))) for duty, words in accented],
        }

    def find(self, opened: Opened, question: Question) -> Duty | None:
        """None where the question does not ask who does what, or no entry is enough like it."""
        if not _ASKS_WHO.search(fold(question.standalone)):
            return None
        weights = content_weights(opened, question)
        total = sum(weights.values())
        best, found = 0.0, None
        for duty, words in self._candidates(question):
            held = sum(weight for word, weight in weights.items() if word in words.all) / (total or 1.0)
            asked = len(words.asked & set(question.words)) / (len(words.asked) or 1)
            likeness = held + asked + (TIMED if duty.deadline and question.asks_number else 0.0)
            likeness -= NARROW if duty.zones == ("KKT",) and not question.names_zone("khu kinh te") else 0.0
            if held >= MIN_HELD and asked >= MIN_ASKED and likeness > best:
                best, found = likeness, duty
        return found

    def _candidates(self, question: Question) -> Iterator[tuple[Duty, _Words]]:
        zones = {zone for name, zone in _ZONES.items() if question.names_zone(name)}
        for duty, words in self._words[question.folded]:
            here = not duty.place or any(self._catalogue.places.are_same(duty.place, place) for place in question.places)
            if duty.applies(question.as_of) and here and (not zones or not duty.zones or zones & set(duty.zones)):
                yield duty, words


def _words_of(duty: Duty, reader: QuestionReader) -> _Words:
    """The content of duty and question, read as a question is."""
    zones = set(syllables(ZONES, folded=False))
    of_duty, asked = (set(reader.read(text, today()).words) - zones for text in (duty.duty, duty.question))
    return _Words(frozenset(of_duty | asked), frozenset(asked))
