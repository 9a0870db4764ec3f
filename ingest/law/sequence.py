"""Which lines really begin an article: those in sequence, outside quotations, one run of numbers for each component of a file."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from .headings import Candidate, annex_candidate, article_candidate
from .lines import Line, quoted_lines
from .numbering import follows, split_number
from .provision import Problem

_ISSUED_WITH = re.compile(r"[(_*]*(?:(?:Được )?[Bb]an hành )?[Kk]èm theo ")
MAX_TITLE_LINES = 5
_NOT_A_REGULATION = {"CHUNG", "CỤ THỂ", "KHÁC", "RIÊNG"}


@dataclass(slots=True)
class ArticleRun:
    """The articles of one component: line index → candidate, in order. `annex` is the line of the heading that opens the component."""

    annex: int | None
    articles: dict[int, Candidate] = field(default_factory=dict)

    @property
    def last_number(self) -> str | None:
        return next(reversed(self.articles.values())).number if self.articles else None

    @property
    def first_line(self) -> int:
        return next(iter(self.articles), -1)

    @property
    def last_line(self) -> int:
        return next(reversed(self.articles), -1)


@dataclass(frozen=True, slots=True)
class ArticleRuns:
    """All runs of a text, the corrected quotation flags, the lines that open an annex by "(Ban hành kèm theo …)" under them, and the gaps met."""

    runs: list[ArticleRun]
    quoted: list[bool]
    untitled: frozenset[int]
    problems: list[Problem]


def is_annex(line: str) -> Candidate | None:
    """The annex heading on the line, leaving out chapter titles such as QUY ĐỊNH CHUNG."""
    candidate = annex_candidate(line)
    if candidate and candidate.kind == "regulation" and candidate.heading in _NOT_A_REGULATION:
        return None
    return candidate


def find_articles(lines: list[Line], partial: bool = False) -> ArticleRuns:
    """The runs of articles of a text; of a `partial` one (a digest of some articles) the numbers may start and jump anywhere.

    A quotation that was never closed would swallow the rest of a law: where the next expected article stands inside a quotation and
    nowhere outside, the quotation is taken to have ended before it.
    """
    quoted = quoted_lines(lines)
    while True:
        runs, problems = _runs(lines, quoted, partial)
        hidden = None if partial else _swallowed(lines, quoted, runs)
        if hidden is None:
            return ArticleRuns(runs, quoted, frozenset(_untitled(lines, quoted)), problems)
        quoted = quoted[:hidden] + quoted_lines(lines[hidden:])
        quoted[hidden] = False


def _untitled(lines: list[Line], quoted: list[bool]) -> Iterator[int]:
    """The first line in capitals above "(Ban hành kèm theo …)", where no heading of a known form stands there."""
    for index, line in enumerate(lines):
        if quoted[index] or not _ISSUED_WITH.match(line.text):
            continue
        first = index
        while first > 0 and index - first < MAX_TITLE_LINES and (not lines[first - 1].text or lines[first - 1].text.isupper()):
            first -= 1
        titles = [i for i in range(first, index) if lines[i].text]
        known = {i: c.kind for i in titles if (c := is_annex(lines[i].text))}
        if not set(known.values()) - {"regulation"}:
            yield next(iter([*known, *titles, index]))


def _candidates(lines: list[Line], quoted: list[bool], want_quoted: bool = False) -> list[tuple[int, Candidate]]:
    found = ((i, article_candidate(line.text)) for i, line in enumerate(lines) if quoted[i] == want_quoted and not line.note)
    return [(i, candidate) for i, candidate in found if candidate]


def _runs(lines: list[Line], quoted: list[bool], partial: bool = False) -> tuple[list[ArticleRun], list[Problem]]:
    candidates = _candidates(lines, quoted)
    untitled = set(_untitled(lines, quoted))
    annexes = [i for i, line in enumerate(lines) if not quoted[i] and (i in untitled or is_annex(line.text))]
    runs, problems = [ArticleRun(None)], list[Problem]()
    for position, (index, candidate) in enumerate(candidates):
        run = runs[-1]
        opened = [a for a in annexes if run.last_line < a < index]
        if follows(run.last_number, candidate.number) and (candidate.strong or _bare(lines[index]) or run.annex is not None):
            run.articles[index] = candidate
        elif partial and candidate.strong and split_number(candidate.number) > split_number(run.last_number or "0"):
            run.articles[index] = candidate
        elif candidate.number == "1" and opened and run.articles:
            runs.append(ArticleRun(_heading_of(lines, opened), {index: candidate}))
        elif _gap_is_real(run, candidate, candidates[position + 1 :]):
            problems.append(_gap(run, candidate, lines[index].start))
            run.articles[index] = candidate
    return runs, problems


def _bare(line: Line) -> bool:
    """An article with nothing but its number on the line, as laws before 2008 print it."""
    return ":" not in line.text


def _heading_of(lines: list[Line], opened: list[int]) -> int:
    """Of the annex lines before an article 1, the one that names the component: a regulation before an appendix before a form."""
    rank = {"regulation": 0, "appendix": 1, "form": 2}
    named = [(rank[c.kind], -i) for i in opened if (c := is_annex(lines[i].text))]
    return -min(named)[1] if named else opened[0]


def _gap_is_real(run: ArticleRun, candidate: Candidate, later: list[tuple[int, Candidate]]) -> bool:
    """A jump forward is taken only if the numbers go on from there and the missing one never comes."""
    if not run.last_number or not candidate.strong or split_number(candidate.number)[0] <= split_number(run.last_number)[0] + 1:
        return False
    for _, following in later:
        if following.number == "1" or follows(run.last_number, following.number):
            return False
        if follows(candidate.number, following.number):
            return True
    return False


def _gap(run: ArticleRun, candidate: Candidate, start: int) -> Problem:
    first, last = split_number(run.last_number or "0")[0] + 1, split_number(candidate.number)[0] - 1
    return Problem("article_gap", f"Điều {first}–{last}", start)


def _swallowed(lines: list[Line], quoted: list[bool], runs: list[ArticleRun]) -> int | None:
    """The line of an article that continues a run, hidden in a quotation that does not end where it should."""
    hidden = [(i, c) for i, c in _candidates(lines, quoted, want_quoted=True) if c.strong and lines[i].text[:1] not in "“\"‘"]
    for position, run in enumerate(runs):
        limit = runs[position + 1].annex if position + 1 < len(runs) else None
        numbers = list(run.articles.items())
        for index, candidate in hidden:
            before = [c.number for i, c in numbers if i < index]
            after = [c.number for i, c in numbers if i > index]
            if limit is not None and index > limit:
                continue
            previous = before[-1] if before else None
            if follows(previous, candidate.number) and not (after and follows(previous, after[0])) and (numbers or candidate.number == "1"):
                return index
            if not numbers and candidate.number == "1" and len(runs) == 1:
                return index
    return None
