"""What stands around the text of a page: headers, footers, page numbers, footnotes.

A row at the edge of a page is taken away if it is its page number or if the same text,
page number aside, stands at that edge on several pages. Headings and the national title
never are, since forms repeat them page after page, nor is a part of a sentence.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import dropwhile, takewhile
from math import ceil
from typing import Final

from ..markers import NATIONAL_TITLE, begins_provision, ends_sentence
from .glyphs import Ruling
from .rows import RAISED_END, RAISED_START, Row
from .wraps import unwrapped

EDGE_ROWS: Final = 4
"""Rows from the top and from the bottom that can be a header or a footer."""
MIN_REPEATS: Final = 2
MIN_SHARE: Final = 0.3
"""Share of the pages on which a header has to stand; odd and even pages may differ."""
SAME_HEIGHT: Final = 12.0
"""Points by which a header's height may differ from page to page."""
SMALL_PRINT: Final = 0.9
"""Footnotes are smaller than the body by this factor at least."""
MAX_NOTE_RULE: Final = 0.5
"""The line above footnotes is at most this share of the text's width."""

_PAGE_NUMBER: Final = re.compile(r"[-–—\s]*(?:(?:Trang|TRANG|Page)\s*)?(?P<number>\d{1,5})(?:\s*(?:/|trên)\s*\d{1,5})?[-–—\s]*")
_GAZETTE: Final = re.compile(r"(?:\d+\s+)?CÔNG BÁO\s*/\s*Số\b.*/\s*Ngày\b.*")
_FIRST_NUMBER: Final = re.compile(r"^\d{1,5}\s+")
_LAST_NUMBER: Final = re.compile(r"\s+\d{1,5}$")
_RAISED: Final = re.compile(f"{RAISED_START}(?P<number>\\d+){RAISED_END}")
_NOTE: Final = re.compile(f"{RAISED_START}(?P<raised>\\d{{1,3}}){RAISED_END}\\s*|(?P<plain>\\d{{1,3}})[.)]?\\s+(?=\\D)")
_UNIT: Final = re.compile(r"(?:\b|\d)[kcdm]?m$")


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote, the page that it begins on (from 0) and its number, "" for none."""

    page: int
    number: str
    text: str


def without_running_heads(pages: Sequence[Sequence[Row]]) -> list[list[Row]]:
    """Rows of each page without headers, footers and page numbers."""
    texts = _repeated(pages)
    first_pages = _first_pages(pages)
    stripped: list[list[Row]] = []
    for index, page in enumerate(pages):

        def is_running(row: Row, index: int = index) -> bool:
            printed = _printed_number(row)
            counts = printed is not None and printed - index in first_pages
            return counts or _GAZETTE.fullmatch(row.text) is not None or _recurs(row, texts)

        below = list(dropwhile(is_running, page))
        stripped.append(list(dropwhile(is_running, reversed(below)))[::-1])
    return stripped


def _edges(page: Sequence[Row]) -> list[Row]:
    """Rows at the top and at the bottom of a page."""
    top = page[:EDGE_ROWS]
    return [*top, *page[max(len(top), len(page) - EDGE_ROWS) :]]


def _printed_number(row: Row) -> int | None:
    """The page number that the row is, None where it is more or something else."""
    number = _PAGE_NUMBER.fullmatch(row.text)
    return int(number["number"]) if number else None


def _first_pages(pages: Sequence[Sequence[Row]]) -> frozenset[int]:
    """Numbers that the first page would have by the lone numbers at the pages' edges.

    A number counts if other pages bear it out; that of a single page, if it is 1.
    """
    votes: Counter[int] = Counter()
    for index, page in enumerate(pages):
        votes.update({n - index for row in _edges(page) if (n := _printed_number(row)) is not None})
    if len(pages) == 1:
        return frozenset({1})
    return frozenset(first for first, count in votes.items() if count >= _enough(pages))


def _repeated(pages: Sequence[Sequence[Row]]) -> dict[str, list[float]]:
    """Heights at which each text recurs at the edges of the pages."""
    heights: dict[str, list[float]] = {}
    for page in pages:
        for row in _edges(page):
            for key in _running_texts(row):
                heights.setdefault(key, []).append(row.baseline)
    return {key: found for key, found in heights.items() if len(found) >= _enough(pages)}


def _enough(pages: Sequence[Sequence[Row]]) -> int:
    """Pages on which something has to stand to be taken for a header."""
    return max(MIN_REPEATS, ceil(MIN_SHARE * len(pages)))


def _recurs(row: Row, texts: Mapping[str, Sequence[float]]) -> bool:
    """Whether the row's text stands at the same height of another page."""
    return any(
        sum(abs(height - row.baseline) <= SAME_HEIGHT for height in texts.get(key, ())) >= MIN_REPEATS for key in _running_texts(row)
    )


def _running_texts(row: Row) -> set[str]:
    """What the row says if it is a header: its text, also without a page number at either end."""
    text = row.text.strip()
    texts = {text, _FIRST_NUMBER.sub("", text), _LAST_NUMBER.sub("", text)}
    return {text for text in texts if text} if all(map(_may_be_header, texts)) else set()


def _may_be_header(text: str) -> bool:
    is_body = begins_provision(text) or ends_sentence(text) or text[:1].islower()
    return not is_body and not NATIONAL_TITLE.match(text)


def body_size(pages: Sequence[Sequence[Row]]) -> float:
    """Size of most of the text, 0 for a document without rows."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for row in page:
            sizes[round(row.size, 1)] += len(row.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def parted(page: Sequence[Row], rulings: Sequence[Ruling], size: float) -> tuple[list[Row], list[Row]]:
    """Rows of the body and rows of the footnotes of one page."""
    small = sum(1 for _ in takewhile(lambda row: row.size < SMALL_PRINT * size, page[::-1]))
    first = len(page) - small
    rule = _note_rule(page, rulings)
    for index in range(first, len(page)):
        starts = _NOTE.match(page[index].text)
        below_rule = rule is not None and page[index].baseline < rule
        if below_rule or (starts and starts["raised"] and index > 0):
            return list(page[:index]), list(page[index:])
    return list(page), []


def _note_rule(page: Sequence[Row], rulings: Sequence[Ruling]) -> float | None:
    """Height of the lowest short line that begins at the left edge of the text."""
    if not page:
        return None
    left = min(row.segments[0].left for row in page)
    right = max(row.segments[-1].right for row in page)
    heights = [
        line.at
        for line in rulings
        if line.level and abs(line.start - left) <= SAME_HEIGHT and line.end - line.start <= MAX_NOTE_RULE * (right - left)
    ]
    return min(heights, default=None)


def footnotes(small_print: Sequence[Sequence[Row]]) -> list[Footnote]:
    """Footnotes of all pages in order; one that runs over to the next page is whole."""
    found: list[tuple[int, str, list[str]]] = []
    for page, block in enumerate(small_print):
        for row in block:
            start = _NOTE.match(row.text)
            if start and _begins_note(start, found[-1][1] if found else ""):
                number = start["raised"] or start["plain"]
                found.append((page, number, [row.text[start.end() :]]))
            elif found:
                found[-1][2].append(row.text)
            else:
                found.append((page, "", [row.text]))
    return [Footnote(page, number, _RAISED.sub(r"\g<number>", unwrapped(texts))) for page, number, texts in found]


def _begins_note(start: re.Match[str], last: str) -> bool:
    """Whether a number begins a note: it is raised, or the one after the last note's."""
    return bool(start["raised"]) or not last or int(start["plain"]) == int(last) + 1


def with_references(page: Sequence[Row], numbers: frozenset[str]) -> list[Row]:
    """Rows of a page with raised digits as `[4]` where they name one of its footnotes.

    Other raised digits, as in m2, become plain ones.
    """

    def resolved(match: re.Match[str]) -> str:
        is_unit = _UNIT.search(match.string[: match.start()]) is not None
        refers = match["number"] in numbers and not is_unit
        return f"[{match['number']}]" if refers else match["number"]

    return [Row(tuple(replace(p, text=_RAISED.sub(resolved, p.text)) for p in row.segments)) for row in page]
