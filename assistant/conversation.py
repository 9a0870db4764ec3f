"""A question in the light of the turns before it → a question that can be read alone, and what of the last answer it goes on from.

Deterministic, by the words alone. A follow-up puts a term in the place of one of its kind ("thế còn khu chế xuất?"), asks for another side
of the matter ("bao nhiêu ngày?"), or points at what was answered ("điều khoản nào vậy?"). A question that says enough of its own stands
alone, and nothing of the turns before it is mixed in.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Literal

from ingest.catalogue import Catalogue, ProvisionRef
from ingest.law.normalise import normalise

from .named_terms import Named, likest
from .recalled import document_named, place_named, provisions_cited, words_said
from .spoken import is_unaccented
from .utterance import Utterance, UtteranceReader, Weigh

MAX_TURNS = 8  # last turns in whose light a question is read
MAX_TURN = 600  # characters of an earlier question that are read on
MAX_SAID = 300  # characters of an answer without citations that are searched for
# Rarities (inverse document frequency) of content words added up; three ordinary words are a subject. Set by looking at questions.
OWN_SUBJECT = 6.0  # from which a question carries a subject of its own
FULL_QUESTION = 14.0  # from which it does although it begins as a follow-up
SAME_TOPIC = 0.3  # share of its content that the question before has, from which a question that stands alone keeps to the topic
_MATTERS = frozenset({"paper", "award", "document", "official"})  # kinds of terms that say what a question is about
_EDGES = " ?.!,;:–-…"

Way = Literal["alone", "shift", "replaced", "side", "back"]  # how a question goes on from the turns before it


@dataclass(frozen=True, slots=True)
class Resolved:
    """`standalone` can be read alone. `recalled` are the provisions cited by the answer that it goes on from.

    `points_back`: it asks about that answer itself; `said` are the first words of that answer where it cites nothing. `side` is what it
    asks about the matter, where it asks something else about it.
    """

    standalone: str
    follows: bool = False
    topic_changed: bool = False
    recalled: tuple[ProvisionRef, ...] = ()
    points_back: bool = False
    said: str = ""
    side: str = ""


@dataclass(frozen=True, slots=True)
class Thread:
    """What a conversation is about: the last full question, what was added to it, and the side of it that was asked about last."""

    matter: str
    added: str = ""
    side: str = ""

    @property
    def text(self) -> str:
        return _joined(self.matter, self.added, self.side)

    def changed(self, change: Callable[[str], str]) -> "Thread":
        return Thread(*(change(part) if part else "" for part in (self.matter, self.added, self.side)))


@dataclass(frozen=True, slots=True)
class _Turn:
    thread: Thread
    way: Way
    standalone: str
    topic_changed: bool = False
    side: str = ""


class Conversation:
    """Reads follow-ups against one catalogue. `plain` gives the places of the words that only make a question a question."""

    def __init__(self, catalogue: Catalogue, plain: Callable[[list[str]], set[int]]) -> None:
        self._catalogue = catalogue
        self._reader = UtteranceReader(catalogue, plain)

    def resolve(self, text: str, history: Sequence[str], day: date, weigh: Weigh | None = None) -> Resolved:
        """The question in the light of `history`: question and answer in turn, oldest first. `weigh` tells how rare words are."""
        thread, answer = None, ""
        for asked, answered in _turns(history):
            thread, answer = self._next(asked, thread, day, weigh).thread, answered
        if thread is None:
            return Resolved(text)
        turn = self._next(text, thread, day, weigh)
        points_back = turn.way == "back"
        recalled = provisions_cited(answer, self._catalogue, day) if turn.way in {"side", "back"} else ()
        said = words_said(answer, MAX_SAID) if points_back and not recalled else ""
        standalone = turn.standalone
        if recalled:
            standalone = document_named(standalone, recalled[0], self._catalogue)
            recalled = place_named(text, recalled) if points_back else recalled
        return Resolved(standalone, turn.way not in {"alone", "shift"}, turn.topic_changed, recalled, points_back, said, turn.side)

    def _next(self, text: str, thread: Thread | None, day: date, weigh: Weigh | None) -> _Turn:
        if thread is None:
            return _Turn(Thread(text), "alone", text)
        said = self._reader.read(text, day, weigh)
        if not _goes_on(said):
            alone = said.body if said.shifts else text
            return _Turn(Thread(alone), "shift" if said.shifts else "alone", alone, not self._is_like(said, thread))
        if said.points and not said.weights and not said.terms:
            return _Turn(thread, "back", _joined(thread.text, said.body))
        return self._gone_on(said, thread, day)

    def _gone_on(self, said: Utterance, thread: Thread, day: date) -> _Turn:
        """The thread with the terms and the time of the question in place of its own, and what else the question asks."""
        if said.timed:
            without = thread.changed(lambda part: self._reader.without_time(part, day))
            thread = replace(without, matter=without.matter or thread.matter)
        left = list[Named]()
        for term in said.terms:
            changed = thread if said.beside else thread.changed(partial(self._replaced, term=term, said=said))
            if changed == thread and not self._has(thread, term):
                left.append(term)
            thread = changed
        known = self._reader.forms(thread.text)
        is_new = not (said.refers or said.beside) and any(form not in known for form in self._reader.forms(" ".join(said.weights)))
        asks_other = said.has_aspect or is_new or bool(said.asks - known)
        replaced = bool(said.terms) and not left and not said.timed
        if asks_other or not (replaced or left or said.timed):
            thread = replace(thread, side=_cut(said.body))
            return _Turn(thread, "side", thread.text, side=said.asked)
        if not replaced:
            thread = replace(thread, added=_cut(_joined(thread.added, said.body)))
        return _Turn(thread, "replaced", thread.text)

    def _replaced(self, part: str, term: Named, said: Utterance) -> str:
        """The part with the term in place of the likest of its kind, in the wording of who asks; with accents where the rest has them."""
        folded = is_unaccented(part)
        old = likest(term, self._reader.namer.find(part, folded))
        if old is None:
            return part
        typed = said.asked[term.start : term.end]
        words = term.name if said.folded and not folded and not typed.isupper() and term.kind != "document" else typed
        return f"{part[: old.start]}{words}{part[old.end :]}"

    def _has(self, thread: Thread, term: Named) -> bool:
        """Whether the thread names the term already."""
        return any(found.name == term.name for found in self._reader.namer.find(thread.text, is_unaccented(thread.text)))

    def _is_like(self, said: Utterance, thread: Thread) -> bool:
        """Whether what the question is about is for a good part what the thread is about."""
        known = self._reader.forms(thread.text)
        shared = {word: self._reader.forms(word) <= known for word in said.weights}
        shared |= {term.name: self._has(thread, term) for term in said.terms if term.kind in _MATTERS}
        weights = {word: len(self._reader.forms(word)) for word in shared}
        return sum(weights[word] for word in shared if shared[word]) >= SAME_TOPIC * sum(weights.values())


def _goes_on(said: Utterance) -> bool:
    """Whether the question needs what was said before to be understood."""
    if said.is_empty:
        return False
    if said.shifts:
        return not said.subject and not said.terms
    if said.links or said.refers:
        return said.subject < FULL_QUESTION
    return said.subject < OWN_SUBJECT and not said.names_document


def _turns(history: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The last turns with a question, each with its answer, on one line and cut to what is read."""
    asked = [i for i in range(0, len(history), 2) if history[i][: 2 * MAX_TURN].strip()][-MAX_TURNS:]
    for i in asked:
        question = " ".join(normalise(history[i][: 2 * MAX_TURN].encode("utf-8", "ignore").decode()).split())
        if question:
            yield _cut(question), history[i + 1] if i + 1 < len(history) else ""


def _cut(text: str) -> str:
    """The words of a text that are read on in later turns."""
    return text if len(text) <= MAX_TURN else text[:MAX_TURN].rpartition(" ")[0] or text[:MAX_TURN]


def _joined(*parts: str) -> str:
    """The parts as one line: "Ai cấp giấy phép xây dựng – bao nhiêu ngày?"."""
    said = [part.strip() for part in parts if part.strip(_EDGES)]
    return " – ".join([*(part.rstrip(_EDGES) for part in said[:-1]), *said[-1:]])
