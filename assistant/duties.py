"""The duty of the duty table that a question is about, so that both its clauses are shown: of Decree 35 and of the sectoral law."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ingest.calendar import today
from ingest.catalogue import Catalogue, Duty, ProvisionRef
from ingest.index.reader import Opened
from ingest.index.tokens import Expander, syllables
from ingest.law.normalise import fold

from .acts import ActFinder, begins_with, has_any
from .asked_for import asks_duty
from .named_terms import Namer
from .question import Question, QuestionReader
from .retrieval import ZONES, Hit, content_weights

MIN_HELD = 0.75  # share of the question's content, by rarity, that an entry must hold whose clauses the search did not find
MIN_ASKED = 0.5  # share of the entry's own question that must be asked, but for one that the first hit is of and that is alike
MIN_LIKE = 1.0  # that share and the cosine of the questions together, for an entry with a clause among the best hits
HOW = "ủy quyền phân"  # what is said of the mode ("phân cấp", where "cấp" may be the act itself) says nothing of the matter
NARROW = 0.3  # against an entry for economic zones alone, where the question does not name them
DENIED = 0.4  # against an entry for what the question denies, or that denies what it asks: "không thuộc diện chấp thuận chủ trương"
RECEIVED = 0.4  # against an entry for receiving something, where nobody is said to hand it in
TIMED = 0.1  # for an entry with a time limit, where a number is asked for
LOOKED_AT = 10  # best hits among which a clause of the entry may be; all set by looking at every second of the questions, not swept
BEHIND = 0.05  # against an entry for each place that its best clause stands behind the first hit
BEHIND_OTHERS = 2  # an entry whose best clause stands here or farther behind is only looked at
MIN_LIKE_BEHIND = 1.2  # where its question is this much the one asked; by the odd questions and the totals
NEARLY = 1.5  # from here on, with a clause as the first hit, its question is the one asked, whatever else that names
_DENIES = re.compile(
    r"\b(?:khong|ko|k) (?:phai (?:xin|lam|co|lap|qua|thuc hien)|thuoc dien|thuoc doi tuong|can|yeu cau)\b(?! ?[?.]?$)"
)  # folded
_THINGS = frozenset({"paper", "award"})  # kinds of terms of which one is not another
_ZONES = {"khu cong nghiep": "KCN", "khu che xuat": "KCX", "khu kinh te": "KKT", "khu cong nghe cao": "KCNC"}


@dataclass(frozen=True, slots=True)
class _Words:
    """Of an entry the words of duty and question, and those of the question alone."""

    all: frozenset[str]
    asked: frozenset[str]
    denies: bool  # whether the matter is one that something does not hold for
    may_deny: bool  # whether that, or its time limit does
    matter: frozenset[str]  # the acts and papers that it names
    receives: bool  # whether the duty is only to receive what others hand in


@dataclass(frozen=True, slots=True)
class _Found:
    """The likest entry: the place of its best clause among the hits, and how much its question is the one asked."""

    duty: Duty
    words: _Words
    rank: int
    alike: float


class DutyFinder:
    """Finds the entries whose questions are most like the one asked and its parts, among those of the day and the place."""

    def __init__(self, catalogue: Catalogue, reader: QuestionReader) -> None:
        self._catalogue = catalogue
        self._vectors: dict[tuple[str, str], NDArray[np.float32]] = {}
        self._matter, self._handing_in = MatterReader(catalogue), catalogue.asking.handing_in
        accented = [(duty, _words_of(duty, reader, self._matter, catalogue.asking.receiving)) for duty in catalogue.duties]
        self._words: Mapping[bool, list[tuple[Duty, _Words]]] = {
            False: accented,
            True: [(duty, replace(words, all=_folded(words.all), asked=_folded(words.asked))) for duty, words in accented],
        }

    def find(self, opened: Opened, question: Question, hits: Sequence[Hit]) -> list[Duty]:
        """The entry for the question, and those for its parts, each once; empty where none is enough like what is asked."""
        ranks = _ranks(hits[:LOOKED_AT])
        found = [self._one(opened, asked, ranks) for asked in (question, *question.parts)]
        return list({duty.id: duty for duty in found if duty}.values())

    def _one(self, opened: Opened, question: Question, ranks: Mapping[ProvisionRef, int]) -> Duty | None:
        """None where the question does not ask who does what, or no entry is enough like it."""
        if not asks_duty(fold(question.standalone)):
            return None
        how = set(syllables(HOW, question.folded))
        weights = {word: weight for word, weight in content_weights(opened, question).items() if word not in how}
        total, vector = sum(weights.values()) or 1.0, opened.vectors.embedded(question.search_text)
        best, found, denied = 0.0, None, _denies(question.standalone)
        handed_in = self._is_handed_in(question)
        for duty, words in self._candidates(question):
            held = sum(weight for word, weight in weights.items() if word in words.all) / total
            asked = len(words.asked & weights.keys()) / (len(words.asked) or 1)
            rank = min((ranks[ref] for ref in duty.clauses if ref in ranks), default=LOOKED_AT)
            alike = asked + float(self._vector(opened, duty) @ vector)
            if asked < MIN_ASKED and (rank or alike < MIN_LIKE_BEHIND):
                continue
            likeness = alike + held / 2 - BEHIND * rank + (TIMED if duty.deadline and question.asks_number else 0.0)
            likeness -= DENIED if (words.denies if not denied else not words.may_deny) else 0.0
            likeness -= RECEIVED if words.receives and not handed_in else 0.0
            likeness -= NARROW if duty.zones == ("KKT",) and not question.names_zone("khu kinh te") else 0.0
            if (held >= MIN_HELD or (rank < LOOKED_AT and alike >= MIN_LIKE)) and likeness > best:
                best, found = likeness, _Found(duty, words, rank, alike)
        return found.duty if found and self._is_asked(found, question) else None

    def _is_asked(self, found: _Found, question: Question) -> bool:
        """Whether the entry is of what is asked and not of something beside it: a wrong duty is worse than none."""
        matter = self._matter.of(question.standalone, question.folded)
        if found.words.receives and not self._is_handed_in(question):
            return False
        if not matter and found.rank >= BEHIND_OTHERS and found.alike < MIN_LIKE_BEHIND:
            return False
        return matter <= found.words.matter or (found.rank == 0 and found.alike >= NEARLY)

    def _is_handed_in(self, question: Question) -> bool:
        return has_any(question.standalone, self._handing_in, question.folded)

    def _vector(self, opened: Opened, duty: Duty) -> NDArray[np.float32]:
        """The vector of the entry's question, by the model of the index."""
        key = (opened.name, duty.id)
        if key not in self._vectors:
            if self._vectors and next(iter(self._vectors))[0] != opened.name:
                self._vectors.clear()
            self._vectors[key] = opened.vectors.embedded(duty.question)
        return self._vectors[key]

    def _candidates(self, question: Question) -> Iterator[tuple[Duty, _Words]]:
        zones = {zone for name, zone in _ZONES.items() if question.names_zone(name)}
        for duty, words in self._words[question.folded]:
            here = not duty.place or any(self._catalogue.places.are_same(duty.place, place) for place in question.places)
            if duty.applies(question.as_of) and here and (not zones or not duty.zones or zones & set(duty.zones)):
                yield duty, words


class MatterReader:
    """Reads the acts and papers that a text names: who asks for one is not answered with another."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._acts, self._namer = ActFinder(catalogue, Expander(catalogue)), Namer(catalogue)

    def of(self, text: str, folded: bool) -> frozenset[str]:
        papers = {term.name for term in self._namer.find(text, folded) if term.kind in _THINGS}
        return self._acts.find(text, folded) | papers


def _ranks(hits: Sequence[Hit]) -> dict[ProvisionRef, int]:
    """The place of each provision found, and of the provisions above it, from 0."""
    ranks: dict[ProvisionRef, int] = {}
    for rank, hit in enumerate(hits):
        key = hit.passage.key
        while key:
            ranks.setdefault(ProvisionRef(hit.passage.version.document, key), rank)
            key = key.rpartition("__")[0]
    return ranks


def _words_of(duty: Duty, reader: QuestionReader, matter: MatterReader, receiving: Sequence[str]) -> _Words:
    """The content of duty and question, read as a question is."""
    zones = set(syllables(f"{ZONES} {HOW}", folded=False))
    of_duty, asked = (set(reader.read(text, today()).words) - zones for text in (duty.duty, duty.question))
    denies = _denies(duty.question) or _denies(duty.duty)
    said = (text for text in (duty.duty, duty.question, duty.decides or "–", duty.words))
    receives = begins_with(duty.duty, receiving)
    named = frozenset[str]().union(*(matter.of(text, folded=False) for text in said))
    return _Words(frozenset(of_duty | asked), frozenset(asked), denies, denies or _denies(duty.deadline or ""), named, receives)


def _folded(words: frozenset[str]) -> frozenset[str]:
    return frozenset(map(fold, words))


def _denies(text: str) -> bool:
    """Whether the matter is one that something does not hold for; a question's last "không" denies nothing."""
    return bool(_DENIES.search(fold(text)))
