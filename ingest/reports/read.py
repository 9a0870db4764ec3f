"""A published account of a conference → its speakers, sentences and figures; and whether a text is one at all."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ..catalogue import Catalogue
from .figures import figures_of
from .form import form_of
from .lexicon import Lexicon
from .model import Piece, PrintedFigure, PublishedReport, Spoken
from .pieces import pieces_of
from .speech import Speech, speech_of

LOOKED_AT = 60_000  # characters read to tell whether a text is a report
HEAD = 4_000  # characters in which the conference must be named
LONGEST_LEAD = 1_000  # characters of a line in which a conference is named with its period
NEAR_EVENT = 120  # characters between the name of a conference and its period
MIN_ZONES = 3  # mentions of boards or zones
MIN_SAID = 2  # sentences that somebody is said to have spoken
MIN_FIGURES = 5  # or figures, where the text calls itself a report
_ARTICLE: Final = re.compile(r"^[#* ]{0,8}Điều \d{1,3}[a-zđ]? ?[.:]", re.MULTILINE | re.IGNORECASE)
_NUMBERED: Final = re.compile(r"(?:^|\n)[^\n]{0,80}?[Ss][ốỐ]\s*:\s*[\d…._]{0,8}\s*/[\w./-]{2,40}")  # "Số: 123/BC-BQL"
_GROUNDS: Final = re.compile(r"^[-* ]{0,4}Căn cứ ", re.MULTILINE)
_DIGITS: Final = re.compile(r"\d+")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_SIGNED: Final = re.compile(r"^[-* ]{0,4}Nơi nhận ?:", re.MULTILINE)


class ReportReader:
    """Reads published accounts with the words of one catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._lexicon = Lexicon(catalogue)

    def is_report(self, text: str) -> bool:
        """Whether a normalised text is an account of a conference of boards; never true for what has articles, grounds or a number."""
        if not self._lexicon.has_words or _ARTICLE.search(text) or _NUMBERED.search(text[:HEAD]) or _GROUNDS.search(text):
            return False
        if _SIGNED.search(text):
            return False
        head, body = form_of(text[:HEAD]), form_of(text[:LOOKED_AT])
        if not self._lexicon.of(head).lists["events"].search(head.plain):
            return False
        if sum(1 for _ in self._lexicon.of(body).lists["zones"].finditer(body.plain)) < MIN_ZONES:
            return False
        report = self.read(text[:LOOKED_AT])
        said = sum(bool(s.speakers) for s in report.spoken)
        return said >= MIN_SAID or (said >= 1 and len(report.figures) >= MIN_FIGURES)

    def read(self, text: str) -> PublishedReport:
        """The report in a normalised text."""
        pieces = pieces_of(text, self._lexicon)
        speech = speech_of(text, pieces, self._lexicon)
        title = next((text[p.start : p.end].strip() for p in pieces if p.kind == "title"), "")
        period = self._period(text, pieces)
        figures = figures_of(text, pieces, speech.spoken, speech.speakers, self._lexicon, period)
        spoken = _with_topics(speech.spoken, figures)
        return PublishedReport(text, title, period, tuple(pieces), speech.speakers, spoken, figures, self._boards(text, pieces, speech))

    def _period(self, text: str, pieces: Sequence[Piece]) -> str:
        """The period of the conference: the one named behind "hội nghị sơ kết …", else the one with a year that is named most."""
        for piece in pieces:
            if piece.kind in {"title", "heading", "prose", "caption"} and (found := self._held_on(text[piece.start : piece.end])):
                return found
        return self._named_most(text, pieces)

    def _held_on(self, line: str) -> str:
        """The first period behind the name of a conference; its year may stand with a later one ("6 tháng đầu năm và … năm 2023")."""
        form = form_of(line[:LONGEST_LEAD])
        words = self._lexicon.of(form)
        event = words.lists["events"].search(form.plain)
        match = words.period.search(form.plain, event.end(), event.end() + NEAR_EVENT) if event else None
        if not match:
            return ""
        printed = form.text[match.start() : match.end()]
        year = _YEAR.search(form.plain, match.end())
        return printed if _YEAR.search(printed) or not year else f"{printed} {year[0]}"

    def _named_most(self, text: str, pieces: Sequence[Piece]) -> str:
        printed, counted = dict[str, str](), Counter[str]()
        for piece in pieces:
            if piece.kind in {"title", "heading", "prose", "caption"}:
                form = form_of(text[piece.start : piece.end])
                words = self._lexicon.of(form)
                for match in words.period.finditer(form.plain):
                    if _YEAR.search(match[0]) and not words.lists["cumulative"].match(match[0]):
                        printed.setdefault(match[0], form.text[match.start() : match.end()])
                        counted[match[0]] += len(_DIGITS.findall(match[0]))  # a part of a year says more than a year
        return printed[counted.most_common(1)[0][0]] if counted else ""

    def _boards(self, text: str, pieces: Sequence[Piece], speech: Speech) -> tuple[str, ...]:
        """The provinces whose boards are named: "Ban Quản lý … tỉnh …", a speaker's, or a row of a table of boards."""
        found = dict[str, None]()
        in_table = False
        for piece in pieces:
            if piece.kind == "furniture":
                continue
            form = form_of(text[piece.start : piece.end])
            words = self._lexicon.of(form)
            if piece.kind == "table":
                place = words.place.match(form.plain) if in_table else None
                in_table = in_table or bool(words.lists["boards"].match(form.plain))
                found |= {words.places[place[0]]: None} if place else {}
                continue
            in_table = False
            for board in words.lists["boards"].finditer(form.plain):
                place = words.place.search(form.plain, board.end(), min(len(form.plain), board.end() + 60))
                if place and not re.search(r"[,;:().]", form.text[board.end() : place.start()]):
                    found[words.places[place[0]]] = None
        found |= {s.province: None for s in speech.speakers if s.province}
        return tuple(found)


class _Last:
    """The reader of the catalogue asked for last: to compile its words takes longer than to read a report."""

    made: tuple[Catalogue, ReportReader] | None = None


def reader_of(catalogue: Catalogue) -> ReportReader:
    """The reader of a catalogue, made once."""
    made = _Last.made
    if made is None or made[0] is not catalogue:
        made = _Last.made = (catalogue, ReportReader(catalogue))
    return made[1]


def _with_topics(spoken: Sequence[Spoken], figures: Sequence[PrintedFigure]) -> tuple[Spoken, ...]:
    """The sentences, each with the topics of its figures too."""
    found, n = list[Spoken](), 0
    for said in spoken:
        topics = dict.fromkeys(said.topics)
        while n < len(figures) and figures[n].start < said.end:
            if figures[n].topic:
                topics[figures[n].topic] = None
            n += 1
        found.append(replace(said, topics=tuple(topics)))
    return tuple(found)
