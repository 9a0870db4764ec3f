"""What stands around the text of a page: headers, footers, page numbers, footnotes.

A row at the edge of a page is taken away if it is a lone number or if the same text,
page number aside, stands at that edge on several pages. Headings and the national motto
never are: forms repeat them page after page.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from math import ceil
from typing import Final

from ingest.readers.markers import begins_provision
from ingest.readers.pdf.glyphs import Ruling
from ingest.readers.pdf.rows import RAISED_END, RAISED_START, Row, Segment
from ingest.readers.pdf.wraps import unwrapped

EDGE_ROWS: Final = 4
"""Rows from the top and from the bottom that can be a header or a footer."""
MIN_REPEATS: Final = 2
MIN_SHARE: Final = 0.2
"""Share of the pages on which a header has to stand; odd and even pages may differ."""
SAME_HEIGHT: Final = 12.0
"""Points by which a header's height may differ from page to page."""
SMALL_PRINT: Final = 0.9
"""Footnotes are smaller than the body by this factor at least."""
MAX_NOTE_RULE: Final = 0.5
"""The line above footnotes is at most this share of the text's width."""

_PAGE_NUMBER: Final = re.compile(
    r"[-–—\s]*(?:(?:Trang|TRANG|Page)\s*)?\d{1,5}(?:\s*(?:/|trên)\s*\d{1,5})?[-–—\s.]*"
)
_GAZETTE: Final = re.compile(r"(?:\d+\s+)?CÔNG BÁO\s*/\s*Số\b.*/\s*Ngày\b.*")
_AT_AN_END: Final = re.compile(r"^\d{1,5}\b|\b\d{1,5}$")
_KEPT: Final = re.compile(r"CỘNG H[OÒ][AÀ] XÃ HỘI|ĐỘC LẬP\s*[-–]", re.IGNORECASE)
_RAISED: Final = re.compile(f"{RAISED_START}(?P<number>\\d+){RAISED_END}")
_NOTE: Final = re.compile(
    f"{RAISED_START}(?P<raised>\\d{{1,3}}){RAISED_END}\\s*|(?P<plain>\\d{{1,3}})[.)]?\\s+(?=\\D)"
)
_UNIT: Final = re.compile(r"(?:\b|\d)[kcdm]?m$")


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote, the page that it begins on (from 0) and its number, "" for none."""

    page: int
    number: str
    text: str


def without_running_heads(pages: Sequence[Sequence[Row]]) -> list[list[Row]]:
    """Rows of each page without headers, footers and page numbers."""
    running = _repeated(pages)
    stripped: list[list[Row]] = []
    for page in pages:
        top = sum(1 for _ in takewhile(lambda row: _is_running(row, running), page))
        rest = page[top:]
        bottom = sum(1 for _ in takewhile(lambda row: _is_running(row, running), rest[::-1]))
        stripped.append(list(rest[: len(rest) - bottom]))
    return stripped


def _repeated(pages: Sequence[Sequence[Row]]) -> dict[str, list[float]]:
    """Heights at which each text recurs at the edges of the pages."""
    heights: dict[str, list[float]] = {}
    for page in pages:
        for row in {id(row): row for row in [*page[:EDGE_ROWS], *page[-EDGE_ROWS:]]}.values():
            if key := _running_text(row):
                heights.setdefault(key, []).append(row.baseline)
    needed = max(MIN_REPEATS, ceil(MIN_SHARE * len(pages)))
    return {key: found for key, found in heights.items() if len(found) >= needed}


def _running_text(row: Row) -> str:
    """Text of the row without a page number at its ends; "" for what is never a header."""
    text = _AT_AN_END.sub("", row.text.strip()).strip()
    return "" if begins_provision(text) or _KEPT.search(text) else text


def _is_running(row: Row, running: dict[str, list[float]]) -> bool:
    if _PAGE_NUMBER.fullmatch(row.text) or _GAZETTE.fullmatch(row.text):
        return True
    heights = running.get(_running_text(row), ())
    near = sum(abs(height - row.baseline) <= SAME_HEIGHT for height in heights)
    return near >= MIN_REPEATS


def body_size(pages: Sequence[Sequence[Row]]) -> float:
    """Size of most of the text, 0 for a document without rows."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for row in page:
            sizes[round(row.size, 1)] += len(row.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def parted(
    page: Sequence[Row], rulings: Sequence[Ruling], size: float
) -> tuple[list[Row], list[Row]]:
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
        if line.level
        and abs(line.start - left) <= SAME_HEIGHT
        and line.end - line.start <= MAX_NOTE_RULE * (right - left)
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
    return [
        Footnote(page, number, _RAISED.sub(r"\g<number>", unwrapped(texts)))
        for page, number, texts in found
    ]


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

    return [
        Row(tuple(replace(p, text=_RAISED.sub(resolved, p.text)) for p in row.segments))
        for row in page
    ]
