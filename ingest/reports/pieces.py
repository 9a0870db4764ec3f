"""Text → pieces, one a line: title, headings, prose, tables, footnotes, captions, and what belongs to the page alone."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from .form import form_of
from .lexicon import Lexicon
from .model import Piece, PieceKind

MAX_HEADING = 160  # characters of a line that may head a section
MAX_LINE = 8_000  # characters read at once; what is looked for in a line costs more than its length
MAX_CAPTION = 400
MAX_MASTHEAD = 60
MAX_BYLINE = 45
_ENDED: Final = re.compile(r"[.;:,…!?][”\"’)]*$")
_CELLS: Final = re.compile(r"\S \| ?\S")
_FOOTNOTE: Final = re.compile(r"(?:\(\d{1,2}\)|\[\d{1,2}\]|[¹²³])\s*\S")
_DATED: Final = re.compile(
    r"(?:thứ \w+|chủ nhật|ngày)?[,\s]*\d{1,2}[/-]\d{1,2}[/-]\d{4}[\d\s:,;|()+-]*(?:gmt[+\d]*)?[)]?"
)  # of a plain line
_PAGE: Final = re.compile(r"(?:trang|page)?\s*\d{1,4}(?:\s*/\s*\d{1,4})?")
_BYLINE: Final = re.compile(r"(?:[^\W\d_][\w.]*)(?:[ -](?:[^\W\d_][\w.]*)){0,5}(?: \([^()]{1,20}\))?")
_TURN: Final = re.compile(r"[-–—]\s")


def pieces_of(text: str, lexicon: Lexicon) -> list[Piece]:
    """The pieces of a normalised text, in order and without gaps."""
    lines: list[str] = re.findall(r"[^\n]*\n|[^\n]+$", text)
    kinds = [_kind(line.strip(), lexicon) for line in lines]
    _name_title(lines, kinds)
    _drop_bylines(lines, kinds)
    pieces, position = list[Piece](), 0
    for line, kind in zip(lines, kinds, strict=True):
        for length in _lengths(line):
            pieces.append(Piece(kind, position, position + length))
            position += length
    return pieces


def _lengths(line: str) -> Iterator[int]:
    """The lengths of the parts that a line is read in: one, but for a line longer than MAX_LINE, which is cut behind blanks."""
    start = 0
    while len(line) - start > MAX_LINE:
        blank = line.rfind(" ", start, start + MAX_LINE)
        stop = blank + 1 if blank >= start else start + MAX_LINE
        yield stop - start
        start = stop
    yield len(line) - start


def _kind(line: str, lexicon: Lexicon) -> PieceKind:
    if not line:
        return "furniture"
    form = form_of(line[: MAX_CAPTION + 1])
    lists = lexicon.of(form).lists
    if len(line) <= MAX_CAPTION:
        if _PAGE.fullmatch(form.plain) or _DATED.fullmatch(form.plain) or _is_furniture(line, form.plain, lists):
            return "furniture"
        boxed = line.endswith("|")
        if boxed and not line.rstrip("| ").endswith("."):
            return "caption"
        if not boxed and _is_caption(line, form.plain, lists):
            return "caption"
    mark = _TURN.match(line)
    if (asks := lists["reporters"].match(form.plain, mark.end() if mark else 0)) and form.plain[asks.end() :].lstrip()[:1] == ":":
        return "question"
    if _CELLS.search(line):
        return "table"
    if _FOOTNOTE.match(line):
        return "footnote"
    if len(line) <= MAX_HEADING and not _ENDED.search(line) and not _TURN.match(line) and not _is_quoted(line):
        return "heading"
    return "prose"


def _is_furniture(line: str, plain: str, words: Mapping[str, re.Pattern[str]]) -> bool:
    if match := words["furniture"].match(plain):
        rest = plain[match.end() :]
        return not rest or rest[0] in ":,(|" or rest.lstrip()[:1] in ":(|" or bool(re.match(r"\s*\d", rest))
    if words["kinds"].fullmatch(plain.rstrip(" :")):
        return True
    if words["kinds"].match(plain) or len(line) > MAX_MASTHEAD or _ENDED.search(line) or ":" in line or not line[:1].isupper():
        return False
    return bool(words["mastheads"].match(plain))


def _is_caption(line: str, plain: str, words: Mapping[str, re.Pattern[str]]) -> bool:
    found = words["captions"].search(plain)
    if not found:
        return False
    credited = re.search(r"(?<!\w)(?:ảnh|anh)\s*:", plain)
    return bool(credited) or (not _ENDED.search(line) and len(line) <= MAX_HEADING)


def _is_quoted(line: str) -> bool:
    return line[:1] in '“"' and line[-1:] in '”"'


def _name_title(lines: Sequence[str], kinds: list[PieceKind]) -> None:
    """The first line that is neither furniture nor a caption is the title, unless it is prose; a title may ask or exclaim."""
    for n, kind in enumerate(kinds):
        if kind in {"furniture", "caption"}:
            continue
        line = lines[n].strip()
        if kind == "heading" or (kind == "prose" and len(line) <= MAX_HEADING and line[-1] in "?!" and not _TURN.match(line)):
            kinds[n] = "title"
        return


def _drop_bylines(lines: Sequence[str], kinds: list[PieceKind]) -> None:
    """Names below the last sentence, and short lines between title and first sentence, are no headings: nothing stands below them."""
    for n in range(len(kinds) - 1, -1, -1):
        if kinds[n] in {"prose", "table", "footnote", "title"}:
            return
        if kinds[n] == "heading" and (len(lines[n]) <= MAX_BYLINE or _BYLINE.fullmatch(lines[n].strip())):
            kinds[n] = "furniture"
