"""The khoản and điểm of one article: which of its lines begin them, and what the numbers leave open.

A line counts only in sequence. What stands out of sequence is a list inside a provision, a misprint or a gap of the source; a misprint is
read as the number that must stand there only where its neighbours leave no other reading, and every gap and every such reading is reported.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from .headings import clause_candidate, damaged_clause_candidate, damaged_point_candidate, point_candidate
from .lines import Line
from .numbering import eid_token, follows, letters_between, next_letter, point_follows, split_number
from .provision import Problem

MAX_GAP = 3  # clauses or points that a misprint or a repeal may leave out
MAX_NESTED = 4  # lists of points begun inside one another
MAX_LOOKAHEAD = 200  # numbers looked at behind one that is out of sequence
_SENTENCE_END = re.compile(r"(?:[^\w\s]|[.;:]\d{1,3})\s*$")
MISREAD = {"đ": "dg", "c": "e", "e": "cg", "q": "g", "d": "đ"}  # point letters that a scan confuses: printed → meant


@dataclass(frozen=True, slots=True)
class Opening:
    """A khoản or điểm that begins at a line; `number` as it counts (see `Outline.problems` where it is printed otherwise)."""

    kind: Literal["clause", "point"]
    number: str


@dataclass(slots=True)
class Outline:
    """The openings of an article by line, in order."""

    openings: dict[int, Opening] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Token:
    index: int
    number: str  # "" where it cannot be read
    run_on: bool


def outline(
    lines: Sequence[Line], region: Sequence[int], article: str, consolidated: bool, confused: frozenset[str] = frozenset()
) -> Outline:
    """The openings among the lines of `region`, the unquoted lines of the article with the eId `article` below its heading.

    `confused` are the point letters that this text is known to print for others: a scan that reads d as đ does so again and again.
    """
    found = Outline()
    clauses = _Clauses(lines, region, article, consolidated).read(found.problems)
    part, parent = list[int](), article
    for index in region:
        if index in clauses:
            _read_points(lines, part, parent, found, confused)
            found.openings[index] = Opening("clause", clauses[index])
            part, parent = [], f"{article}__para_{eid_token(clauses[index])}"
        else:
            part.append(index)
    _read_points(lines, part, parent, found, confused)
    found.openings = dict(sorted(found.openings.items()))
    return found


# -- clauses ------------------------------------------------------------------------------------------------------------


class _Clauses:
    def __init__(self, lines: Sequence[Line], region: Sequence[int], article: str, consolidated: bool) -> None:
        self.lines, self.region, self.article = lines, region, article
        self.printed = list[_Token]()
        for index in region:
            candidate = clause_candidate(lines[index].text, consolidated)
            if candidate and (candidate.mark or not lines[index].run_on):
                self.printed.append(_Token(index, candidate.number, lines[index].run_on))

    def read(self, problems: list[Problem]) -> dict[int, str]:
        """Line → number of every khoản."""
        accepted = self._in_sequence()
        clauses = dict(accepted)
        previous = (self.region[0] - 1 if self.region else 0, "0")
        for index, number in accepted:
            clauses |= self._fill(previous, (index, number), problems)
            previous = (index, number)
        clauses |= self._trailing(previous)
        return clauses

    def _in_sequence(self) -> list[tuple[int, str]]:
        accepted = list[tuple[int, str]]()
        inner = list[str]()  # a list of numbers inside a khoản
        for position, token in enumerate(self.printed):
            last = accepted[-1][1] if accepted else None
            later = [t.number for t in self.printed[position + 1 : position + 1 + MAX_LOOKAHEAD]]
            outside, inside = follows(last, token.number), bool(inner) and follows(inner[-1], token.number)
            if outside and not (inside and token.number in later):
                accepted.append((token.index, token.number))
                inner = []
            elif inside:
                inner.append(token.number)
            elif token.number == "1" and accepted:
                inner = ["1"]
            elif self._gap_is_real(token, last, later):
                accepted.append((token.index, token.number))
                inner = []
        return accepted

    def _gap_is_real(self, token: _Token, last: str | None, later: list[str]) -> bool:
        """Whether a jump in the numbers is real: short, and the missing number does not come later in the article."""
        value, suffix = split_number(token.number)
        start = split_number(last)[0] if last else 0
        if token.run_on or suffix or not start + 1 < value <= start + 1 + MAX_GAP:
            return False
        for number in later:
            if follows(last, number):
                return False
            if follows(token.number, number):
                return True
        return (last is not None or token.number == "2") and _after_sentence(self.lines, token.index)

    def _fill(self, before: tuple[int, str], after: tuple[int, str], problems: list[Problem]) -> dict[int, str]:
        """The numbers missing between two khoản, looked for in the forms that misprints and lost line breaks leave."""
        first, last = split_number(before[1])[0] + 1, split_number(after[1])[0] - 1
        found, position, missing = dict[int, str](), before[0], list[int]()
        between = [i for i in self.region if before[0] < i < after[0]]
        for value in range(first, last + 1):
            index = next((i for i in between if i > position and self._damaged(i) == str(value)), None)
            if index is None:
                missing.append(value)
            else:
                found[index] = str(value)
                position = index
        if len(missing) == 1 and (misprint := self._only_other(between, found)):
            found[misprint.index] = str(missing[0])
            problems.append(Problem("misprint", f"{self.article}: {misprint.number} → {missing[0]}", self.lines[misprint.index].start))
        elif missing:
            problems.append(Problem("clause_gap", f"{self.article}: {before[1]} → {after[1]}", self.lines[after[0]].start))
        return found

    def _damaged(self, index: int) -> str | None:
        candidate = damaged_clause_candidate(self.lines[index].text)
        return candidate.number if candidate and (candidate.strong or _after_sentence(self.lines, index)) else None

    def _only_other(self, between: list[int], found: dict[int, str]) -> _Token | None:
        """The one number out of sequence between two khoản, if there is but one."""
        others = [t for t in self.printed if t.index in set(between) - set(found) and not t.run_on]
        return others[0] if len(others) == 1 and others[0].number != "1" and _after_sentence(self.lines, others[0].index) else None

    def _trailing(self, before: tuple[int, str]) -> dict[int, str]:
        """Khoản behind the last one in sequence whose number is damaged or runs on: "6, Chỉ huy trưởng", "…mặt nước. 3. Báo cáo năm"."""
        found, last = dict[int, str](), before[1]
        for index in self.region:
            candidate = damaged_clause_candidate(self.lines[index].text) if index > before[0] and last != "0" else None
            if candidate and candidate.strong and follows(last, candidate.number) and _after_sentence(self.lines, index):
                found[index] = last = candidate.number
        return found


# -- points -------------------------------------------------------------------------------------------------------------


def _read_points(lines: Sequence[Line], part: list[int], parent: str, found: Outline, confused: frozenset[str]) -> None:
    """The điểm of the first list among the lines; a list that begins anew inside it or behind it stays text where it stands."""
    tokens = list(_point_tokens(lines, part))
    lists = list[list[str]]()
    for position, token in enumerate(tokens):
        later = tokens[position + 1 : position + 1 + MAX_LOOKAHEAD]
        last = lists[-1][-1] if lists else None
        number = _reading(token, last, later, confused)
        if number and number != token.number and len(lists) <= 1:
            found.problems.append(Problem("misprint", f"{parent}: {token.number or '?'} → {number}", lines[token.index].start))
        elif not number and token.number:
            depth = next((d for d in range(len(lists) - 1, -1, -1) if point_follows(lists[d][-1], token.number)), None)
            if depth is not None:
                lists, number = lists[: depth + 1], token.number
            elif token.number == "a":
                lists = [*lists[:1], *lists[1:][1 - MAX_NESTED :], []]
                number = "a"
            elif len(lists) <= 1 and _gap_is_real(lines, token, last, later):
                found.problems.append(Problem("point_gap", f"{parent}: {last} → {token.number}", lines[token.index].start))
                number = token.number
        if not number:
            continue
        lists = lists or [[]]
        lists[-1].append(number)
        if len(lists) == 1:
            found.openings[token.index] = Opening("point", number)


def _point_tokens(lines: Sequence[Line], part: list[int]) -> Iterator[_Token]:
    for index in part:
        line = lines[index]
        if candidate := point_candidate(line.text):
            yield _Token(index, candidate.number, line.run_on)
        elif not line.run_on and damaged_point_candidate(line.text):
            yield _Token(index, "", False)


def _reading(token: _Token, last: str | None, later: list[_Token], confused: frozenset[str]) -> str | None:
    """The letter of a token in sequence, or of one that its neighbours leave no other reading; None where it is neither."""
    if token.number and last and point_follows(last, token.number):
        return token.number
    expected = next_letter(last)
    if token.run_on or expected is None or token.number == "a" or len(token.number) > 1:
        return None
    following = later[0].number if later else ""
    if following and token.number and point_follows(token.number, following):
        return None
    if expected in MISREAD.get(token.number, "") and (token.number in confused or letters_between(last, token.number) is None):
        return expected
    meant = [following, *MISREAD.get(following, "")] if following else []
    return expected if any(point_follows(expected, letter) for letter in meant) else None


def _gap_is_real(lines: Sequence[Line], token: _Token, last: str | None, later: list[_Token]) -> bool:
    """Whether letters are really missing before the token: few, and the missing one does not come later."""
    missing = letters_between(last, token.number)
    if token.run_on or not missing or len(missing) > MAX_GAP or len(token.number) > 1:
        return False
    return not any(t.number and point_follows(last, t.number) for t in later) and _after_sentence(lines, token.index)


def _after_sentence(lines: Sequence[Line], index: int) -> bool:
    """Whether what stands before the line ended with a sign, or is the heading of the article: running text that wraps does not."""
    before = next((lines[i].text for i in range(index - 1, max(-1, index - 4), -1) if lines[i].text and not lines[i].page), "")
    return not before or bool(_SENTENCE_END.search(before)) or before.lstrip("#* ").startswith("Điều")
