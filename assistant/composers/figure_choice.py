"""Which figures of a report a question asks for: those of its measure and part, and not where it asks for something narrower or for
another time."""

import re
from collections.abc import Iterator, Sequence

from ingest.catalogue import Figure
from ingest.index.tokens import syllables
from ingest.law.normalise import fold

from ..question import Question
from .report_text import HeldReport
from .wording import Wording

MAX_FOREIGN = 1  # words of what is counted, side by side, that a figure need not know: one more names another thing
_COUNTS = re.compile(r"^(?:bao nhieu|may|bn)\b")  # folded: the beginning of a measure that is a count
_COUNTED = re.compile(r"\b(?:bao nhieu|bn|may|tong so)\b")  # folded: in front of what is counted
_CLAUSE = re.compile(r"[,;.?!:]\s|[?!]$|\bva\b")  # folded: behind which something else is asked
_WHEN = re.compile(r"\b(?:bao gio|khi nao|ngay nao|luc nao|thang nao)\b")  # folded
_UNLIKE = tuple(  # folded: what is to be done, and another half of the year; a figure of it says so itself
    re.compile(words) for words in (r"\b(?:muc tieu|chi tieu|phan dau|du kien)\b", r"\b(?:thang cuoi|cuoi nam)\b")
)


def chosen_figures(figures: Sequence[Figure], question: Question, wording: Wording) -> list[Figure]:
    """The figures whose measure is asked for; of one measure the whole and the parts named, or all where no part is."""
    counted = any(syllables(clause, question.folded) for clause in _counted_in(question))
    asked = [f for f in figures if any(_asks(phrase, wording, counted) for phrase in f.measure)]
    found = set[str]()
    for measure in {f.measure for f in asked}:
        group = [f for f in asked if f.measure == measure]
        parts = [f for f in group if any(map(wording.says, f.part))]
        whole = [f for f in group if not f.part]
        found |= {f.statement for f in ([*whole, *parts] if parts else group)}
    return [f for f in asked if f.statement in found]


def asked_for(figures: Sequence[Figure], report: HeldReport, question: Question, wording: Wording) -> list[Figure]:
    """Those of the figures that can be what is asked; none where a day is asked for."""
    read = fold(question.standalone)
    if _WHEN.search(read):
        return []
    unlike = [words for words in _UNLIKE if words.search(read)]
    clauses = [syllables(clause, question.folded) for clause in _counted_in(question)]
    return [f for f in figures if _is_of_its_kind(f, report, unlike) and _fits_one(f, report, clauses, question, wording)]


def _asks(phrase: str, wording: Wording, counted: bool) -> bool:
    """Whether a question asks for a measure; where it says what it counts, that stands right behind the word that counts it."""
    return wording.says(phrase) if counted and _COUNTS.search(fold(phrase)) else wording.has_all_of(phrase)


def _counted_in(question: Question) -> Iterator[str]:
    """What stands behind each word that counts, as far as the same thing is asked.

    A follow-up is no sentence of one piece: what it goes on from stands behind it.
    """
    text = question.standalone
    read = fold(text)
    if len(read) != len(text) or question.continued:
        return
    for match in _COUNTED.finditer(read):
        end = _CLAUSE.search(read, match.end())
        yield text[match.end() : end.start() if end else len(text)]


def _is_of_its_kind(figure: Figure, report: HeldReport, unlike: Sequence[re.Pattern[str]]) -> bool:
    said = report.statement(figure.statement)
    told = fold(f"{figure.label} {figure.period} {said.words if said else ''}")
    return all(words.search(told) for words in unlike)


def _fits_one(figure: Figure, report: HeldReport, clauses: Sequence[Sequence[str]], question: Question, wording: Wording) -> bool:
    """Whether one of the things counted can be what the figure counts: it names nothing that the report does not say of it."""
    if not clauses:
        return True
    said = report.statement(figure.statement)
    texts = (figure.label, figure.unit, figure.printed, figure.period, figure.scope, *figure.measure, *figure.part, *report.card.called,
             said.words if said else "")  # fmt: skip
    known = {s for text in texts for s in syllables(wording.expand(text), question.folded)}
    return any(_longest_foreign(clause, known, question) <= MAX_FOREIGN for clause in clauses)


def _longest_foreign(clause: Sequence[str], known: set[str], question: Question) -> int:
    """How many content words in a row, plain ones between them aside, the figure does not know."""
    longest = run = 0
    for word in clause:
        if word in question.words:
            run = 0 if word in known else run + 1
            longest = max(longest, run)
    return longest
