"""Text of an instrument → tree of provisions.

Every character belongs to exactly one node; what does not add up is reported, never dropped.
"""

import re
from collections import Counter
from dataclasses import replace
from typing import Literal

from .annexes import Annexes
from .headings import Candidate, clause_candidate, division_candidate, mostly_capitals, point_candidate
from .lines import split_lines
from .numbering import division_number, eid_token
from .outline import MISREAD, Opening, outline
from .pages import is_running_head
from .provision import MAIN, Kind, ParsedText, Problem
from .quotations import is_quotation_mark
from .sequence import find_articles
from .tree import LEVEL, Node, Tree

_TOKEN: dict[Kind, str] = {"part": "part", "chapter": "chp", "section": "sec", "subsection": "subsec", "form": "form"}
_CONSOLIDATED = re.compile(r"hợp nhất|VBHN", re.IGNORECASE)
_HEAD, _TAIL = 3000, 6000  # characters at either end where a consolidated text says that it is one
_SENTENCE_END = re.compile(r"[.;:”\"]\d{0,3}$")
_NEW_SENTENCE = re.compile(r"[A-ZĐÀ-Ỹ]")
_ATTACHED_MARK = re.compile(r"(?<=[^\W\d_])(?<!\bCO)(?<!\bm)(?<!\bkm)(?:\[\d{1,3}\]|\d{1,3})$")  # "THI HÀNH120", not "CO2"
# a heading that goes on
_UNFINISHED = re.compile(r"(?:,|\b(?:khi|và|của|cho|trong|về|với|do|theo|tại|hoặc|để|các|những|từ|đến|của nước)|\s-)$")
_UNFINISHED_DATE = re.compile(r"\b(?:ngày|tháng|năm|số)$")
MAX_HEADING = 300  # characters; a longer first line of an article is its text
MIN_MISREADINGS = 3  # of one letter, from which a text is known to confuse it
MAX_WRAPPED = 120  # characters of a line that still belongs to a heading
MAX_TITLE_LINES = 8  # lines of the title of a chapter


def parse(text: str, partial: bool = False) -> ParsedText:
    """The tree of a text in normal form (see `normalise`), `partial` where it holds only some articles.

    Never raises on any text; `problems` says what does not add up.
    """
    parsed = _Parser(text, partial).run()
    confused = _confused(parsed.problems)
    return _Parser(text, partial, confused).run() if confused else parsed


def _confused(problems: tuple[Problem, ...]) -> frozenset[str]:
    """The point letters that the text prints for others, as neighbours proved often enough: the mark of a scan."""
    printed = Counter(p.detail.rpartition(": ")[2][:1] for p in problems if p.kind == "misprint")
    return frozenset(letter for letter in MISREAD if printed[letter] >= MIN_MISREADINGS)


class _Parser:
    def __init__(self, text: str, partial: bool, confused: frozenset[str] = frozenset()) -> None:
        self.text, self.confused = text, confused
        self.consolidated = bool(_CONSOLIDATED.search(text[:_HEAD] + text[-_TAIL:]))
        self.lines = split_lines(text, self.consolidated)
        found = find_articles(self.lines, partial)
        self.quoted, self.runs, self.problems = found.quoted, found.runs, found.problems
        self.articles = {i: c for run in self.runs for i, c in run.articles.items()}
        self.tree = Tree()
        self.annexes = Annexes(self.lines, found, self.tree, self.consolidated)
        self.openings = dict[int, Opening]()
        self.next_opening = dict[int, Opening]()  # line → the opening that comes next in its article

    def run(self) -> ParsedText:
        has_articles = bool(self.runs[0].articles)
        self.tree.open("preamble" if has_articles else "body", "preamble" if has_articles else "body", 0)
        for index in range(len(self.lines)):
            self._line(index)
        root = self.tree.finish(len(self.text))
        if not has_articles:
            self.problems.append(Problem("no_articles", "", 0))
        _settle_headings(root, self.text)
        problems = sorted(self.problems, key=lambda problem: problem.start)
        return ParsedText(self.text, root.freeze(), tuple(self._placed(problem) for problem in problems))

    def _placed(self, problem: Problem) -> Problem:
        """The problem with the component in which it was met."""
        inside = [child for child in self.tree.root.children if child.start <= problem.start < child.end]
        return replace(problem, component=inside[0].component if inside else MAIN)

    # -- one line ---------------------------------------------------------------------------------------------------

    def _line(self, index: int) -> None:
        line = self.lines[index]
        if not line.text:
            return
        if line.page and (self.tree.within("article") or is_running_head(line.text)):
            self._aside("page", line.start)
        elif line.note and not self.tree.within("footnotes"):
            self._aside("footnote", line.start)
        elif index in self.articles:
            self._article(index, self.articles[index])
        elif index in self.openings:
            self._provision(index, self.openings[index])
        elif self.quoted[index] or line.run_on or not (self.annexes.begins(index) or self._division(index)):
            self._plain(index)

    def _aside(self, kind: Literal["footnote", "page"], start: int) -> None:
        """A footnote, running head or page number left in the running text: no part of the provision around it."""
        self.tree.close(kind, start)
        top = self.tree.top
        token = "note" if kind == "footnote" else "page"
        self.tree.open(kind, f"{top.eid}__{token}_{1 + sum(c.kind == kind for c in top.children)}", start)

    def _article(self, index: int, candidate: Candidate) -> None:
        form = self.tree.within("form")
        eid = f"{form.eid}__art_{eid_token(candidate.number)}" if form else f"art_{eid_token(candidate.number)}"
        region = self._region(index)
        article = self.tree.open("article", eid, self.lines[index].start, candidate.number)
        found = outline(self.lines, region, article.eid, self.consolidated, self.confused)
        self.problems += found.problems
        self.openings |= found.openings
        upcoming: Opening | None = None
        for inner in reversed(region):
            if upcoming:
                self.next_opening[inner] = upcoming
            upcoming = found.openings.get(inner, upcoming)
        article.heading = self._heading(index, candidate)

    def _provision(self, index: int, opening: Opening) -> None:
        article = self.tree.within("article")
        parent = article if opening.kind == "clause" else self.tree.within("clause") or article
        if parent:
            token = "para" if opening.kind == "clause" else "point"
            self.tree.open(opening.kind, f"{parent.eid}__{token}_{eid_token(opening.number)}", self.lines[index].start, opening.number)

    def _division(self, index: int) -> bool:
        candidate = division_candidate(self.lines[index].text)
        if not candidate or not self._fits(index, candidate):
            return False
        kind: Kind = candidate.kind  # type: ignore[assignment]  # the four division kinds are kinds of provisions too
        parents = [n for n in self.tree.ancestors() if n.kind in _TOKEN and LEVEL[n.kind] < LEVEL[kind]]
        prefix = f"{parents[-1].eid}__" if parents else ""
        heading = self._unmarked(candidate.heading or self._division_title(index))
        eid = f"{prefix}{_TOKEN[kind]}_{eid_token(str(_value(candidate)))}"
        self.tree.open(kind, eid, self.lines[index].start, candidate.number, heading)
        return True

    def _plain(self, index: int) -> None:
        """Running text stays with the open node; a new sentence behind the last point of a list closes the list."""
        line = self.lines[index]
        self.tree.close("page", line.start)
        top = self.tree.top
        if top.kind == "footnote" and not self.tree.within("footnotes"):
            quotes = self.text[top.start : line.start].rstrip().endswith("như sau:") and is_quotation_mark(line.text)
            if self.quoted[index] or quotes:
                return
            self.tree.close("footnote", line.start)
        if top.kind != "point" or self.quoted[index] or line.run_on or not _NEW_SENTENCE.match(line.text):
            return
        written = self.text[top.start : line.start].rstrip()
        upcoming = self.next_opening.get(index)
        if written.endswith(".") and not (upcoming and upcoming.kind == "point"):
            self.tree.close("point", line.start)

    # -- looking around ---------------------------------------------------------------------------------------------

    def _region(self, index: int) -> list[int]:
        """The lines that can begin a khoản or điểm of the article at `index`: up to the next article, chapter, signature or annex."""
        run = self.annexes.current_run(index)
        region = list[int]()
        for later in range(index + 1, len(self.lines)):
            line = self.lines[later]
            if later in self.articles:
                break
            if self.quoted[later] or line.note or line.page:
                continue
            if not line.run_on:
                if later > run.last_line and self.annexes.ends_article(later):
                    break
                if (candidate := division_candidate(line.text)) and self._fits(later, candidate):
                    break
            region.append(later)
        return region

    def _fits(self, index: int, candidate: Candidate) -> bool:
        """Whether a chapter or section with this number can begin here: inside a component, and not behind a higher number of its kind."""
        run = self.annexes.current_run(index)
        if not run.articles or index >= run.last_line:
            return False
        kind: Kind = candidate.kind  # type: ignore[assignment]  # as above
        siblings = [child for child in self.tree.holder(kind).children if child.kind == kind]
        return not siblings or _value(candidate) >= (division_number((siblings[-1].number or "").rstrip("abcdefghABĐEGH")) or 0)

    def _heading(self, index: int, candidate: Candidate) -> str | None:
        """The heading of the article, from its line or the next; None where it has none (laws before 2008)."""
        heading = candidate.heading
        for later in range(index + 1, len(self.lines)):
            line = self.lines[later]
            if not heading or not line.run_on or line.note or later in self.openings:
                break
            heading = f"{heading} {line.text}".strip()
        return self._unmarked(heading or self._next_heading(index))

    def _next_heading(self, index: int) -> str | None:
        if "." not in self.lines[index].text:
            return None
        for line in self.lines[index + 1 : index + 3]:
            if line.text:
                numbered = point_candidate(line.text) or clause_candidate(line.text, self.consolidated)
                return None if numbered or len(line.text) > MAX_HEADING or _SENTENCE_END.search(line.text) else line.text
        return None

    def _division_title(self, index: int) -> str | None:
        """The lines between "Chương VII" and what follows it."""
        title = list[str]()
        for later in range(index + 1, min(len(self.lines), index + MAX_TITLE_LINES)):
            line = self.lines[later]
            text = line.text.strip("#* ")
            if later in self.articles or line.note or division_candidate(line.text) or clause_candidate(line.text, self.consolidated):
                break
            if title and text and mostly_capitals(title[0]) and not mostly_capitals(text):
                break
            title += [text] if text else []
        return " ".join(title) or None

    def _unmarked(self, heading: str | None) -> str | None:
        """The heading without the footnote mark that a consolidated text sets right behind its last word."""
        return _ATTACHED_MARK.sub("", heading) if heading and self.consolidated else heading


def _value(candidate: Candidate) -> int:
    return division_number(candidate.number.rstrip("abcdefghABĐEGH")) or division_number(candidate.number) or 0


def _settle_headings(node: Node, text: str) -> None:
    """Headings over several lines are joined: a line that begins with a small letter, or stands behind a word that asks for more.

    An article with nothing but that has text and no heading.
    """
    for child in node.children:
        _settle_headings(child, text)
    if node.kind != "article" or not node.heading:
        return
    own = text[node.start : node.children[0].start if node.children else node.end]
    lines = [line for line in own.strip().split("\n")[1:] if line.strip()]
    while lines and not _SENTENCE_END.search(node.heading) and len(node.heading) <= MAX_HEADING:
        digits = _UNFINISHED_DATE.search(node.heading) and lines[0][:1].isdecimal()
        wraps = _UNFINISHED.search(node.heading) and len(lines[0]) <= MAX_WRAPPED and not _SENTENCE_END.search(lines[0])
        if not (wraps or digits or lines[0][:1].islower()):
            break
        node.heading = f"{node.heading} {lines.pop(0)}"
    if not node.children and (not lines or len(node.heading) > MAX_HEADING) and (not lines or node.heading.endswith((".", ";", ":"))):
        node.heading = None
