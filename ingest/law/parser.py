"""Text of an instrument → tree of provisions. Every character belongs to exactly one node; what does not add up is reported, never dropped."""

import re
from dataclasses import dataclass, field, replace

from .headings import Candidate, clause_candidate, conclusion_candidate, division_candidate, notes_candidate, point_candidate
from .lines import Line, split_lines
from .normalise import fold
from .numbering import division_number, eid_token, follows, point_follows, split_number
from .provision import MAIN, Kind, ParsedText, Problem, Provision
from .sequence import ArticleRun, find_articles, is_annex

_LEVEL: dict[Kind, int] = {
    "document": 0, "preamble": 1, "body": 1, "conclusion": 1, "footnotes": 1, "regulation": 1, "appendix": 1, "form": 2,
    "part": 3, "chapter": 4, "section": 5, "subsection": 6, "article": 7, "clause": 8, "point": 9, "footnote": 10,
}  # fmt: skip
_LEAVES = frozenset[Kind]({"preamble", "body", "conclusion", "footnote"})
_TOKEN: dict[Kind, str] = {"part": "part", "chapter": "chp", "section": "sec", "subsection": "subsec", "form": "form"}
_CONSOLIDATED = re.compile(r"hợp nhất|VBHN", re.IGNORECASE)
_HEAD, _TAIL = 3000, 6000  # characters at either end where a consolidated text says that it is one
_NUMBERED_NOTE = re.compile(r"\[?(\d{1,3})\]?\s+\S")
_APPENDIX_NUMBER = re.compile(r"([IVXLC]+|\d+)([a-zA-Z]?)$")
_SENTENCE_END = re.compile(r"[.;:”\"]\d{0,3}$")
_NEW_SENTENCE = re.compile(r"[A-ZĐÀ-Ỹ]")
_TABLE_HEAD = re.compile(r"(?:STT|TT|Số TT)\b")
MAX_SIGNATURE_LINES = 40
MAX_GAP = 3  # clauses or points that a misprint or a repeal may leave out
MAX_HEADING = 300  # characters; a longer first line of an article is its text


@dataclass(slots=True)
class _Node:
    kind: Kind
    component: str
    eid: str
    number: str | None
    heading: str | None
    start: int
    end: int = 0
    children: list["_Node"] = field(default_factory=list)

    def freeze(self) -> Provision:
        return Provision(self.kind, self.component, self.eid, self.number, self.heading, self.start, self.end, tuple(c.freeze() for c in self.children))


def parse(text: str, partial: bool = False) -> ParsedText:
    """The tree of a text in normal form (see `normalise`), `partial` where it holds only some articles. Never raises on any text; `problems` says what does not add up."""
    return _Parser(text, partial).run()


class _Parser:
    def __init__(self, text: str, partial: bool = False) -> None:
        self.text = text
        self.consolidated = bool(_CONSOLIDATED.search(text[:_HEAD] + text[-_TAIL:]))
        self.lines = split_lines(text, self.consolidated)
        found = find_articles(self.lines, partial)
        self.quoted, self.runs, self.untitled, self.problems = found.quoted, found.runs, found.untitled, found.problems
        self.articles = {i: c for run in self.runs for i, c in run.articles.items()}
        self.root = _Node("document", MAIN, "", None, None, 0)
        self.stack = [self.root]
        self.used = set[tuple[str, str]]()
        self.appendix_style: tuple[bool, int] | None = None  # Roman numbers or not, and the last number, of the appendices met
        self.run_number = 0

    def run(self) -> ParsedText:
        has_articles = bool(self.runs[0].articles)
        self._open("preamble" if has_articles else "body", "preamble" if has_articles else "body", 0)
        for index in range(len(self.lines)):
            self._line(index)
        for node in self.stack:
            node.end = len(self.text)
        if not has_articles:
            self.problems.append(Problem("no_articles", "", 0))
        _settle_headings(self.root, self.text)
        return ParsedText(self.text, self.root.freeze(), tuple(self._placed(problem) for problem in self.problems))

    def _placed(self, problem: Problem) -> Problem:
        """The problem with the component in which it was met."""
        inside = [child for child in self.root.children if child.start <= problem.start < child.end]
        return replace(problem, component=inside[0].component if inside else MAIN)

    # -- one line ---------------------------------------------------------------------------------------------------

    def _line(self, index: int) -> None:
        line = self.lines[index]
        if line.note:
            self._open("footnote", f"{self.top.eid}__note_{1 + sum(c.kind == 'footnote' for c in self.top.children)}", line.start)
        elif index in self.articles:
            self._article(index, self.articles[index])
        elif not self.quoted[index] and (self._annex(index) or self._division(index) or self._clause(index) or self._point(index)):
            return
        else:
            self._plain(index)

    def _article(self, index: int, candidate: Candidate) -> None:
        while self.run_number < len(self.runs) and index not in self.runs[self.run_number].articles:
            self.run_number += 1
        form = self._within("form")
        prefix = f"{form.eid}__" if form else ""
        heading = candidate.heading or self._next_heading(index)
        self._open("article", f"{prefix}art_{eid_token(candidate.number)}", self.lines[index].start, candidate.number, heading)

    def _annex(self, index: int) -> bool:
        """A regulation, appendix, form, signature block or collected footnotes: never between the articles of a component."""
        line, run = self.lines[index], self._current_run(index)
        if run and run.first_line <= index < run.last_line:
            return False
        if self._within("footnotes"):
            return self._footnote(line)
        if notes_candidate(line.text) and self.runs[0].articles:
            self._open("footnotes", "", line.start, component="notes")
            return self._footnote(line)
        candidate = is_annex(line.text)
        if candidate and candidate.kind == "regulation" and (not run or index != run.annex):
            candidate = None
        if not candidate and index in self.untitled:
            candidate = Candidate("appendix", "", line.text)
        if candidate:
            return self._open_annex(candidate, line.start)
        if self.top.kind == "conclusion" and self._signature_is_over(index):
            return self._open_annex(Candidate("appendix", "", ""), line.start)
        if conclusion_candidate(line.text) and self._within("article"):
            self._open("conclusion", "conclusion", line.start)
            return True
        return False

    def _signature_is_over(self, index: int) -> bool:
        """Whether a table begins, or more lines have passed than recipients and signatures take: what follows is an annex without a title."""
        written = self.text[self.top.start : self.lines[index].start]
        return bool(_TABLE_HEAD.match(self.lines[index].text)) or written.count("\n") - written.count("\n\n") > MAX_SIGNATURE_LINES

    def _footnote(self, line: Line) -> bool:
        match = _NUMBERED_NOTE.match(line.text)
        notes = self._within("footnotes")
        if match and notes and int(match[1]) == 1 + len(notes.children):
            self._open("footnote", f"note_{match[1]}", line.start, match[1])
        return True

    def _open_annex(self, candidate: Candidate, start: int) -> bool:
        heading = candidate.heading or None
        if candidate.kind == "form":
            component = None if self._within("appendix") or self._within("regulation") else "mau"
            self._open("form", f"form_{eid_token(fold(candidate.number))}", start, candidate.number, heading, component)
        elif candidate.kind == "regulation":
            self.appendix_style = None
            self._open("regulation", "", start, None, heading or candidate.number.capitalize(), eid_token(fold(candidate.number)))
        elif not candidate.number:
            self._open("appendix", "", start, None, heading, "pl")
        else:
            match = _APPENDIX_NUMBER.match(candidate.number)
            number = division_number(match[1]) if match else None
            style = (not candidate.number[0].isdigit(), number or 0)
            if match is None or number is None or not self._in_appendix_sequence(style, match[2]):
                return False
            self.appendix_style = style
            self._open("appendix", "", start, candidate.number, heading, f"pl-{number}{match[2].lower()}")
        return True

    def _in_appendix_sequence(self, style: tuple[bool, int], letter: str) -> bool:
        """Whether the number goes on from the last appendix in the same kind of numerals; others are lists inside an appendix."""
        if self.appendix_style is None:
            return True
        roman, last = self.appendix_style
        return style[0] == roman and (style[1] > last or (style[1] == last and bool(letter)))

    def _division(self, index: int) -> bool:
        candidate = division_candidate(self.lines[index].text)
        if not candidate or not self._before_article_one_or_inside(index):
            return False
        kind: Kind = candidate.kind  # type: ignore[assignment]  # the four division kinds are kinds of provisions too
        parents = [n for n in self.stack if n.kind in _TOKEN and _LEVEL[n.kind] < _LEVEL[kind]]
        prefix = f"{parents[-1].eid}__" if parents else ""
        token = eid_token(str(division_number(candidate.number.rstrip("abcdefgh")) or candidate.number))
        self._open(kind, f"{prefix}{_TOKEN[kind]}_{token}", self.lines[index].start, candidate.number, candidate.heading or self._division_title(index))
        return True

    def _clause(self, index: int) -> bool:
        article = self._within("article")
        candidate = clause_candidate(self.lines[index].text, self.consolidated)
        if not article or not candidate:
            return False
        clauses = [c.number for c in article.children if c.kind == "clause"]
        last = clauses[-1] if clauses else None
        if not follows(last, candidate.number):
            if self.lines[index].run_on or not self._clause_gap(index, last, candidate.number):
                return False
            self.problems.append(Problem("clause_gap", f"{article.eid}: {last} → {candidate.number}", self.lines[index].start))
        self._open("clause", f"{article.eid}__para_{eid_token(candidate.number)}", self.lines[index].start, candidate.number)
        return True

    def _point(self, index: int) -> bool:
        parent = self._within("clause") or self._within("article")
        candidate = point_candidate(self.lines[index].text)
        if not parent or not candidate:
            return False
        points = [c.number for c in parent.children if c.kind == "point"]
        if not point_follows(points[-1] if points else None, candidate.number):
            return False
        self._open("point", f"{parent.eid}__point_{eid_token(candidate.number)}", self.lines[index].start, candidate.number)
        return True

    def _plain(self, index: int) -> None:
        """Running text stays with the open node; a new sentence behind the last point of a list closes the list."""
        text = self.lines[index].text
        if self.top.kind == "footnote" and not self._within("footnotes"):
            self._close_to(_LEVEL["footnote"], self.lines[index].start)
        if self.top.kind != "point" or self.quoted[index] or not _NEW_SENTENCE.match(text):
            return
        written = self.text[self.top.start : self.lines[index].start].rstrip()
        if written.endswith(".") and not self._point_goes_on(index):
            self._close_to(_LEVEL["point"], self.lines[index].start)

    # -- looking around ---------------------------------------------------------------------------------------------

    @property
    def top(self) -> _Node:
        return self.stack[-1]

    def _within(self, kind: Kind) -> _Node | None:
        return next((n for n in reversed(self.stack) if n.kind == kind), None)

    def _current_run(self, index: int) -> ArticleRun | None:
        """The run whose component the line stands in: the last one opened, or the first while none is."""
        opened = [r for r in self.runs if r.annex is None or r.annex <= index]
        return opened[-1] if opened else None

    def _before_article_one_or_inside(self, index: int) -> bool:
        run = self._current_run(index)
        return bool(run and run.articles and index < run.last_line)

    def _point_goes_on(self, index: int) -> bool:
        """Whether the next provision after the line is the next point of the same list."""
        for later in range(index + 1, min(len(self.lines), index + 60)):
            if later in self.articles:
                return False
            if self.quoted[later]:
                continue
            if candidate := point_candidate(self.lines[later].text):
                return point_follows(self.top.number, candidate.number)
            if clause_candidate(self.lines[later].text, self.consolidated):
                return False
        return False

    def _clause_gap(self, index: int, last: str | None, number: str) -> bool:
        """Whether a jump in the numbers of clauses is real: short, and the missing number does not come later in the article."""
        value, suffix = split_number(number)
        start = split_number(last)[0] if last else 0
        if suffix or not start + 1 < value <= start + 1 + MAX_GAP:
            return False
        for later in range(index + 1, len(self.lines)):
            if later in self.articles:
                return last is not None
            candidate = clause_candidate(self.lines[later].text, self.consolidated)
            if candidate and not self.quoted[later]:
                if follows(last, candidate.number):
                    return False
                if follows(number, candidate.number):
                    return True
        return False

    def _next_heading(self, index: int) -> str | None:
        """The heading that stands on the line after "Điều n."; None where the article has none (laws before 2008)."""
        if "." not in self.lines[index].text:
            return None
        for line in self.lines[index + 1 : index + 3]:
            if line.text and len(line.text) <= MAX_HEADING and not _SENTENCE_END.search(line.text) and not point_candidate(line.text) and not clause_candidate(line.text, self.consolidated):
                return line.text
            if line.text:
                return None
        return None

    def _division_title(self, index: int) -> str | None:
        """The lines between "Chương VII" and what follows it."""
        title = list[str]()
        for later in range(index + 1, min(len(self.lines), index + 8)):
            text = self.lines[later].text
            if later in self.articles or division_candidate(text) or clause_candidate(text, self.consolidated):
                break
            title += [text.strip("#* ")] if text.strip("#* ") else []
        return " ".join(title) or None

    # -- building ---------------------------------------------------------------------------------------------------

    def _open(self, kind: Kind, eid: str, start: int, number: str | None = None, heading: str | None = None, component: str | None = None) -> None:
        level = _LEVEL[kind]
        while len(self.stack) > 1 and (self.top.kind in _LEAVES or _LEVEL[self.top.kind] >= level):
            self._pop(start)
        parent = self.top
        node = _Node(kind, *self._identity(kind, component or parent.component, eid, component is not None), number, heading, start)
        parent.children.append(node)
        self.stack.append(node)

    def _close_to(self, level: int, end: int) -> None:
        while len(self.stack) > 1 and _LEVEL[self.top.kind] >= level:
            self._pop(end)

    def _pop(self, end: int) -> None:
        self.stack.pop().end = end

    def _identity(self, kind: Kind, component: str, eid: str, new_component: bool) -> tuple[str, str]:
        """Component and eId that nothing else in the text has: a second one is marked ~2 (eId) or -2 (component)."""
        name, key, count = (component, eid), (component, eid), 1
        while key in self.used:
            count += 1
            renamed = (f"{component}-{count}", eid) if new_component and kind != "form" else (component, f"{eid}~{count}")
            name, key = renamed, renamed
        self.used.add(key)
        return name


def _settle_headings(node: _Node, text: str) -> None:
    """An article that has nothing but its first line has no heading: the line is its text."""
    for child in node.children:
        _settle_headings(child, text)
    if node.kind != "article" or not node.heading:
        return
    rest = text[node.start : node.end].strip().partition("\n")[2].strip()
    if not node.children and (not rest or (len(node.heading) > MAX_HEADING and node.heading.endswith((".", ";", ":")))):
        node.heading = None
    elif rest[:1].islower() and not _SENTENCE_END.search(node.heading):
        node.heading = f"{node.heading} {rest.partition(chr(10))[0]}"

