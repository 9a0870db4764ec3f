"""What stands behind the articles of a component: signatures, appendices, forms, a text issued with a decision, collected footnotes."""

import re
from bisect import bisect_right

from .headings import Candidate, conclusion_candidate, is_rule, notes_candidate
from .lines import Line
from .normalise import fold
from .numbering import division_number, eid_token
from .sequence import ArticleRun, ArticleRuns, is_annex
from .tree import Tree

_NUMBERED_NOTE = re.compile(r"\[?(\d{1,3})\]?\s+\S")
_APPENDIX_NUMBER = re.compile(r"([IVXLC]+|\d+)([a-zA-Z]?)$")
_TABLE_HEAD = re.compile(r"(?:STT|TT|Số TT)\b")
MAX_SIGNATURE_LINES = 40


class Annexes:
    """Opens the parts behind the articles, in the order of the text."""

    def __init__(self, lines: list[Line], articles: ArticleRuns, tree: Tree, consolidated: bool) -> None:
        self.consolidated = consolidated
        self.lines, self.quoted, self.runs, self.untitled = lines, articles.quoted, articles.runs, articles.untitled
        self.tree = tree
        self.openers = [run.annex if run.annex is not None else -1 for run in self.runs]
        self.style: tuple[str, int] | None = None  # kind of numerals, and the last number, of the appendices met
        self.signature_lines = 0
        self.last_form = {c.number: i for i, line in enumerate(lines) if (c := is_annex(line.text)) and c.kind == "form"}

    def current_run(self, index: int) -> ArticleRun:
        """The run whose component the line stands in: the last one opened, or the first while none is."""
        return self.runs[max(0, bisect_right(self.openers, index) - 1)]

    def ends_article(self, index: int) -> bool:
        """Whether the line, behind the last article of its component, is the beginning of something else than its text."""
        text = self.lines[index].text
        candidate = is_annex(text)
        annex = candidate is not None and candidate.kind != "regulation"
        return annex or index in self.untitled or bool(conclusion_candidate(text) or notes_candidate(text, self.consolidated))

    def _stands_in_list(self, index: int, candidate: Candidate) -> bool:
        """Whether the heading of a form is but a line in a list of forms: another stands next to it, and the form itself comes later."""
        if self.last_form.get(candidate.number, index) <= index:
            return False
        around = (range(index - 1, max(-1, index - 4), -1), range(index + 1, min(len(self.lines), index + 4)))
        neighbours = [next((self.lines[i].text for i in side if self.lines[i].text), "") for side in around]
        return any((other := is_annex(text)) and other.kind == "form" for text in neighbours)

    def begins(self, index: int) -> bool:
        """Opens what the line begins, if it begins one of these parts: never between the articles of a component."""
        line, run = self.lines[index], self.current_run(index)
        if run.first_line <= index < run.last_line:
            return False
        if self.tree.within("footnotes"):
            return self._footnote(line)
        if notes_candidate(line.text, self.consolidated) and self.runs[0].articles:
            self.tree.open("footnotes", "", line.start, component="notes")
            return self._footnote(line)
        candidate = is_annex(line.text)
        if candidate and candidate.kind == "regulation" and index != run.annex:
            candidate = None
        if not candidate and index in self.untitled:
            candidate = Candidate("appendix", "", line.text)
        if candidate and not (candidate.kind == "form" and self._stands_in_list(index, candidate)):
            return self._open(candidate, line.start)
        return self._conclusion(index)

    def _conclusion(self, index: int) -> bool:
        line, top = self.lines[index], self.tree.top
        if top.kind == "conclusion":
            self.signature_lines += bool(line.text)
            if not _TABLE_HEAD.match(line.text) and self.signature_lines <= MAX_SIGNATURE_LINES:
                return False
            if self.tree.within("appendix") or self.tree.within("form"):
                self.tree.close("conclusion", line.start)
                return False
            return self._open(Candidate("appendix", "", ""), line.start)
        if self.tree.within("article") and (conclusion_candidate(line.text) or self._rule_above_conclusion(index)):
            form = self.tree.within("form")
            self.tree.open("conclusion", f"{form.eid}__conclusion" if form else "conclusion", line.start)
            self.signature_lines = 1
            return True
        return False

    def _rule_above_conclusion(self, index: int) -> bool:
        """A line drawn between the last article and the signatures."""
        if not is_rule(self.lines[index].text):
            return False
        below = next((line.text for line in self.lines[index + 1 : index + 4] if line.text), "")
        return bool(conclusion_candidate(below))

    def _footnote(self, line: Line) -> bool:
        match = _NUMBERED_NOTE.match(line.text)
        notes = self.tree.within("footnotes")
        if match and notes and int(match[1]) == 1 + len(notes.children):
            self.tree.open("footnote", f"note_{match[1]}", line.start, match[1])
        return True

    def _open(self, candidate: Candidate, start: int) -> bool:
        heading = candidate.heading or None
        if candidate.kind == "form":
            component = None if self.tree.within("appendix") or self.tree.within("regulation") else "mau"
            self.tree.open("form", f"form_{eid_token(fold(candidate.number))}", start, candidate.number, heading, component)
        elif candidate.kind == "regulation":
            self.style = None
            self.tree.open("regulation", "", start, None, heading or candidate.number.capitalize(), eid_token(fold(candidate.number)))
        elif not candidate.number:
            self.tree.open("appendix", "", start, None, heading, "pl")
        else:
            return self._appendix(candidate, heading, start)
        return True

    def _appendix(self, candidate: Candidate, heading: str | None, start: int) -> bool:
        """A numbered appendix, if its number goes on from the last one; others are repeated headings or lists inside an appendix."""
        numeral = self._numeral(candidate.number)
        if not numeral:
            return False
        style, number, letter = numeral
        if self.style and not (style == self.style[0] and (number > self.style[1] or (number == self.style[1] and letter))):
            return False
        self.style = (style, number)
        token = candidate.number.lower() if style == "letter" else f"{number}{letter}"
        self.tree.open("appendix", "", start, candidate.number, heading, f"pl-{token}")
        return True

    def _numeral(self, printed: str) -> tuple[str, int, str] | None:
        """Kind of numeral, value and letter: ("roman", 2, "a") of IIa, ("letter", 1, "") of A; C is a letter where A came before it."""
        alphabet = "ABCDĐEGH"
        if printed in alphabet and len(printed) == 1 and (printed not in "C" or (self.style and self.style[0] == "letter")):
            return "letter", alphabet.index(printed) + 1, ""
        match = _APPENDIX_NUMBER.match(printed)
        number = division_number(match[1]) if match else None
        if match is None or number is None:
            return None
        return ("arabic" if match[1].isdecimal() else "roman"), number, match[2].lower()
