"""Who says which sentence: by "Theo ông …", a verb of saying behind the name, a colon, a quotation, or the turn of a dialogue."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from .form import Form, form_of
from .lexicon import Lexicon, Words
from .model import Piece, Speaker, Spoken
from .people import Mention, apposition_end, described, mentions_in
from .persons import People
from .sentences import MAX_SENTENCE, sentences_in

NEAR = 28  # characters within which the verb follows a name that no comma follows
MAX_TURN = 260  # characters from the beginning of a line to the colon of a turn
MAX_BACK = 30  # characters of "theo …" in front of a name
_JOINED: Final = re.compile(r"\s(?:và|cùng|va)\s*$")
_TURN: Final = re.compile(r"(?:[-–—•+*]|\d{1,2}[.)])\s*")
_APPOSED: Final = re.compile(r"\s*(?:[,(]|[–—-]\s)")
_OPENS, _CLOSES = '“"', '”"'


@dataclass(frozen=True, slots=True)
class _Event:
    """From `position` of a line on somebody speaks."""

    position: int
    people: tuple[int, ...]
    is_turn: bool


@dataclass(frozen=True, slots=True)
class Speech:
    """The speakers of a text and its sentences."""

    speakers: tuple[Speaker, ...]
    spoken: tuple[Spoken, ...]


def speech_of(text: str, pieces: Sequence[Piece], lexicon: Lexicon) -> Speech:
    """The speakers and the sentences of a text."""
    return _Reader(text, lexicon).run(pieces)


class _Reader:
    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.text, self.lexicon = text, lexicon
        self.people = People(lexicon)
        self.section = ""
        self.before: tuple[int, ...] = ()  # who spoke last in the line before
        self.ended = True  # whether the piece before ended its line
        self.in_turn = self.in_quotation = False
        self.found: list[Spoken] = []

    def run(self, pieces: Sequence[Piece]) -> Speech:
        self._learn_names(pieces)
        for piece in pieces:
            if piece.kind in {"title", "heading"}:
                self.section = self.text[piece.start : piece.end].strip() if piece.kind == "heading" else self.section
                self.before, self.in_turn, self.in_quotation = (), False, False
            elif piece.kind == "question":
                self.before, self.in_turn, self.in_quotation = (), False, False
            elif piece.kind == "caption":
                self._caption(piece)
            elif piece.kind == "table":
                self._table(piece)
            elif piece.kind in {"prose", "footnote"}:
                self._line(piece)
        speakers, places = self.people.speakers()
        spoken = tuple(replace(s, speakers=tuple(places[n] for n in s.speakers if n in places)) for s in self.found)
        return Speech(speakers, spoken)

    def _learn_names(self, pieces: Sequence[Piece]) -> None:
        """Full names first, so that a line can call somebody by a short name whose office only a later line tells."""
        for piece in pieces:
            if piece.kind in {"prose", "caption"}:
                form = form_of(self.text[piece.start : piece.end])
                words = self.lexicon.of(form)
                mentions = mentions_in(form, words)
                for n, mention in enumerate(mentions):
                    if " " in mention.name:
                        limit = mentions[n + 1].start if n + 1 < len(mentions) else len(form.text)
                        self.people.add(mention, described(form, words, mention, _told_until(form, words, mention, limit)))
        self.people.last = None

    def _caption(self, piece: Piece) -> None:
        form = form_of(self.text[piece.start : piece.end])
        for event in self._events(form):
            for n in event.people:
                self.people.all[n].captioned = True

    def _line(self, piece: Piece) -> None:
        line = self.text[piece.start : piece.end]
        form = form_of(line)
        events = self._events(form) if piece.kind == "prose" else []
        current = self._carried(form, events) if piece.kind == "prose" else ()
        due = 0
        for start, end in sentences_in(line, 0, len(line)):
            while due < len(events) and events[due].position < end:
                current = events[due].people
                due += 1
            self._say(form, piece, start, end, current)
        self.before, self.ended = current, line.endswith("\n")
        self.in_turn = self.in_turn or any(e.is_turn for e in events)
        self.in_quotation = _leaves_open(line, self.in_quotation)

    def _table(self, piece: Piece) -> None:
        """The rows of a table as one sentence, as far as a passage can hold them: a row says nothing without its head."""
        before = self.found[-1] if self.found else None
        if before and before.kind == "table" and before.end == piece.start and piece.end - before.start <= MAX_SENTENCE:
            form = form_of(self.text[before.start : piece.end])
            self.found.pop()
            self._say(form, Piece("table", before.start, piece.end), 0, piece.end - before.start, ())
        else:
            self._line(piece)
        self.before = ()

    def _say(self, form: Form, piece: Piece, start: int, end: int, people: tuple[int, ...]) -> None:
        words = self.lexicon.of(form)
        for n in people:
            self.people.all[n].heard = True
        provinces = dict.fromkeys(words.places[m[0]] for m in words.place.finditer(form.plain, start, end) if form.starts_upper(m.start()))
        topics = tuple(name for name, pattern in words.topics if pattern.search(form.plain, start, end))
        self.found.append(Spoken(piece.kind, piece.start + start, piece.start + end, self.section, people, tuple(provinces), topics))

    def _carried(self, form: Form, events: Sequence[_Event]) -> tuple[int, ...]:
        """Who speaks at the beginning of a line: who spoke before, where a turn or quotation goes on or the line names him again."""
        if events and events[0].position == 0:
            return events[0].people
        if not self.ended or self.in_quotation or (self.in_turn and not _TURN.match(form.text)):
            return self.before
        if events and events[0].people == self.before and not events[0].is_turn:
            return self.before
        return ()

    def _events(self, form: Form) -> list[_Event]:
        """Where in a line somebody begins to speak."""
        words = self.lexicon.of(form)
        mentions = mentions_in(form, words)
        events, joined = list[_Event](), list[int]()
        for n, mention in enumerate(mentions):
            limit = mentions[n + 1].start if n + 1 < len(mentions) else len(form.text)
            until = _told_until(form, words, mention, limit)
            person = self.people.add(mention, described(form, words, mention, until))
            if person is None:
                continue
            if n + 1 < len(mentions) and _JOINED.search(form.plain, mention.end, limit) and until >= limit - 4:
                joined.append(person)
                continue
            if (said := _says(form, words, mention, until)) is not None:
                events.append(_Event(_begins(form, mention, events), (*joined, person), said))
            joined = []
        return events


def _told_until(form: Form, words: Words, mention: Mention, limit: int) -> int:
    """Where the apposition of a mention ends: at its verb of saying, a colon, the end of the sentence, the next mention."""
    end = apposition_end(form, mention.end, limit)
    verb = _verb(form, words, mention.end, end)
    return verb.start() if verb else end


def _verb(form: Form, words: Words, start: int, end: int) -> re.Match[str] | None:
    """The first verb of saying; in mixed case a capital letter makes it part of a name ("Trung tâm Thông tin")."""
    for match in words.lists["says"].finditer(form.plain, start, end):
        if form.upper or not form.starts_upper(match.start()):
            return match
    return None


def _says(form: Form, words: Words, mention: Mention, until: int) -> bool | None:
    """Whether the mention begins speech: True as a turn with a colon, False otherwise; None where it does not."""
    if mention.is_pronoun:
        return False
    before = form.plain[max(0, mention.start - MAX_BACK) : mention.start].rstrip()
    by = [m.end() for m in words.lists["attributions"].finditer(before)]
    if by and by[-1] == len(before):
        return False
    colon = form.text[until : until + 1] == ":" and until <= MAX_TURN
    if colon and mention.start <= MAX_TURN and _begins_line(form, words, mention):
        return True
    verb = _verb(form, words, mention.end, min(len(form.text), until + 1 + NEAR)) if until < len(form.text) else None
    if verb is None or verb.start() != until:
        return None
    is_apposed = bool(_APPOSED.match(form.text, mention.end)) or bool(mention.office) or not mention.name
    return False if is_apposed or until - mention.end <= NEAR else None


def _begins_line(form: Form, words: Words, mention: Mention) -> bool:
    """Whether nothing but the mark of a turn, an office or a board stands in front of the mention."""
    mark = _TURN.match(form.text)
    start = mark.end() if mark else 0
    front = form.plain[start : mention.start].strip()
    return not front or bool(words.lists["boards"].match(front)) or bool(words.office.match(front))


def _begins(form: Form, mention: Mention, events: Sequence[_Event]) -> int:
    """Where the speech of a mention begins: at its line's opening quotation mark, where it stands behind the closing one."""
    quoted = form.text[:1] in _OPENS and any(mark in form.text[1 : mention.start] for mark in _CLOSES)
    return 0 if quoted and not events else mention.start


def _leaves_open(line: str, was_open: bool) -> bool:
    """Whether a quotation goes on in the next line."""
    opened, closed = line.rfind("“"), line.rfind("”")
    return opened > closed or (was_open and closed < 0)
