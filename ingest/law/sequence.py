"""Which lines really begin an article: those in sequence, outside quotations, one run of numbers for each component of a file."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import takewhile

from .headings import Candidate, annex_candidate, article_candidate, division_candidate
from .lines import Line
from .numbering import follows, split_number
from .provision import Problem
from .quotations import is_quotation_mark, quoted_lines

# "(Ban hành kèm theo Quyết định số 12/2031/QĐ-UBND)"; in the forms of an appendix the number is left open: "… số …/QĐ-UBND"
_ISSUED_WITH = re.compile(
    r"""[(_*]*(?:(?:Được\ )?[Bb]an\ hành\ )?[Kk]èm\ theo
    \ (?:Bộ\ luật|Luật|Nghị|Pháp\ lệnh|Thông\ tư|Quyết\ định|Chỉ\ thị)(?!.*(?:…|\.\.\.))""",
    re.VERBOSE,
)
MAX_TITLE_LINES = 5
MAX_DIVISION_LINES = 8
MAX_REPAIRS = 200  # quotations never closed; a text with more is not a law
MAX_QUOTED_ARTICLE_LINES = 500
MAX_LOOKAHEAD = 500  # article headings looked at behind a gap
_REGULATIONS = {"QUYĐỊNH", "QUYCHẾ", "ĐIỀULỆ", "NỘIQUY"}
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
    """All runs of a text, the corrected quotation flags, and the gaps met.

    `untitled` are the lines that open an annex only by the "(Ban hành kèm theo …)" under them.
    """

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
    quoted, hidden = quoted_lines(lines), -1
    for repair in range(MAX_REPAIRS + 1):
        runs, problems = _runs(lines, quoted, partial)
        found = None if partial or repair == MAX_REPAIRS else _swallowed(lines, quoted, runs, hidden)
        if found is None:
            break
        hidden = found
        first = _with_its_division(lines, hidden)
        quoted = quoted[:first] + quoted_lines(lines[first:])
        quoted[first : hidden + 1] = [False] * (hidden + 1 - first)
    return ArticleRuns(runs, quoted, frozenset(_untitled(lines, quoted)), problems)


def _with_its_division(lines: list[Line], article: int) -> int:
    """The line where the headings of chapters and sections right above the article begin; the article's own where there are none."""
    first = index = article
    while index > 0 and article - index < MAX_DIVISION_LINES and not is_quotation_mark(lines[index - 1].text):
        index -= 1
        if division_candidate(lines[index].text):
            first = index
        elif not (lines[index].text.isupper() or not lines[index].text):
            break
    return first


def _untitled(lines: list[Line], quoted: list[bool]) -> Iterator[int]:
    """The first line in capitals above "(Ban hành kèm theo …)", where no heading of a known form stands there."""
    for index, line in enumerate(lines):
        if quoted[index] or not _ISSUED_WITH.match(line.text):
            continue
        titles = _title_above(lines, index)
        known = {i: c.kind for i in titles if (c := is_annex(lines[i].text))}
        if not set(known.values()) - {"regulation"}:
            yield next(iter([*known, *titles, index]))


def _title_above(lines: list[Line], index: int) -> list[int]:
    """The lines of the title above a line: in capitals, or, below a heading of a known form, in any letters."""
    written = [i for i in range(index - 1, max(-1, index - 1 - 2 * MAX_TITLE_LINES), -1) if lines[i].text][:MAX_TITLE_LINES]
    capitals = len(list(takewhile(lambda i: lines[i].text.isupper(), written)))
    title = list(takewhile(lambda i: not lines[i].text.endswith((".", ";", ":")), written))
    headings = [place for place, i in enumerate(title) if is_annex(lines[i].text)]
    return written[: max([capitals, *(place + 1 for place in headings)])][::-1]


def _candidates(lines: list[Line], quoted: list[bool], want_quoted: bool = False) -> list[tuple[int, Candidate]]:
    eligible = ((i, line.text) for i, line in enumerate(lines) if quoted[i] == want_quoted and not (line.note or line.page or line.run_on))
    return [(i, candidate) for i, text in eligible if (candidate := article_candidate(text))]


def _runs(lines: list[Line], quoted: list[bool], partial: bool = False) -> tuple[list[ArticleRun], list[Problem]]:
    candidates = _candidates(lines, quoted)
    untitled = set(_untitled(lines, quoted))
    annexes = [i for i, line in enumerate(lines) if not quoted[i] and (i in untitled or is_annex(line.text))]
    runs, problems = [ArticleRun(None)], list[Problem]()
    for position, (index, candidate) in enumerate(candidates):
        run = runs[-1]
        opened = annexes[bisect_right(annexes, run.last_line) : bisect_left(annexes, index)]
        next_one = follows(run.last_number, candidate.number) and (candidate.strong or _bare(lines[index]) or run.annex is not None)
        jumps = partial and candidate.strong and split_number(candidate.number) > split_number(run.last_number or "0")
        if next_one or jumps:
            run.articles[index] = candidate
        elif candidate.number == "1" and opened and run.articles:
            runs.append(ArticleRun(_heading_of(lines, opened), {index: candidate}))
        elif _gap_is_real(run, candidate, candidates[position + 1 : position + 1 + MAX_LOOKAHEAD]):
            problems.append(_gap(run, candidate, lines[index].start))
            run.articles[index] = candidate
    return runs, problems


def _bare(line: Line) -> bool:
    """An article with nothing but its number on the line, as laws before 2008 print it."""
    return ":" not in line.text


def _heading_of(lines: list[Line], opened: list[int]) -> int:
    """Of the annex lines before an article 1, the one that names the component: a regulation before an appendix before a form."""
    named = [(_rank(candidate), -i) for i in opened if (candidate := is_annex(lines[i].text))]
    return -min(named)[1] if named else opened[0]


def _rank(candidate: Candidate) -> int:
    """A plan, a list or instructions make a component only where no appendix or form holds them."""
    if candidate.kind == "regulation":
        return 0 if "".join(candidate.number.split()) in _REGULATIONS else 3
    return 1 if candidate.kind == "appendix" else 2


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


def _swallowed(lines: list[Line], quoted: list[bool], runs: list[ArticleRun], floor: int) -> int | None:
    """The first line behind `floor` of an article that continues a run, hidden in a quotation that does not end where it should."""
    inside = _candidates(lines, quoted, want_quoted=True)
    hidden = [(i, c) for i, c in inside if i > floor and c.strong and not is_quotation_mark(lines[i].text)]
    for position, run in enumerate(runs):
        limit = runs[position + 1].annex if position + 1 < len(runs) else None
        indices, numbers = list(run.articles), [c.number for c in run.articles.values()]
        for index, candidate in hidden:
            if limit is not None and index > limit:
                break
            place = bisect_left(indices, index)
            previous = numbers[place - 1] if place else None
            if not numbers and candidate.number == "1" and len(runs) == 1:
                return index
            if not follows(previous, candidate.number) or (place < len(numbers) and follows(previous, numbers[place])):
                continue
            if not (place == len(numbers) and _continues_quotation(lines, quoted, index, candidate.number)):
                return index
    return None


def _continues_quotation(lines: list[Line], quoted: list[bool], index: int, number: str) -> bool:
    """Whether the quoted article goes on from the article before it in the same quotation: “Điều 2. … Điều 3. …”."""
    for before in range(index - 1, max(-1, index - MAX_QUOTED_ARTICLE_LINES), -1):
        if candidate := article_candidate(lines[before].text.lstrip('“"‘« ')):
            return follows(candidate.number, number)
        if not quoted[before]:
            return False
    return False
