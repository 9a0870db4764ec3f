"""An excerpt → HTML. All text of documents goes through `html.escape`, so that nothing in it acts as markup.

HTML and not Streamlit's Markdown: with every sign escaped, Streamlit still turns "->" into an arrow, "--" into a dash and addresses into
links after the Markdown has been read, and a legal text must stand as it is at the source.
"""

import re
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from ingest.law.provision import Kind

from .excerpt import Excerpt, Piece, Role

FOLD_FROM = 700  # characters before or after the cited part from which they are folded, so that it is seen without scrolling
_NAMES: dict[Kind, str] = {"article": "Điều", "clause": "khoản", "point": "điểm", "statement": "ý"}
_MARKDOWN_SIGN = re.compile(r"^(?:#{1,6}|>)\s+")  # our own digests and reports are Markdown files
_CITED = "border-left:4px solid #b45309;background:#fff4d6;border-radius:4px;padding:.5rem .75rem;margin:.5rem 0"
_LINE = "margin:0 0 .5rem;white-space:pre-wrap;overflow-wrap:anywhere"
_FOLD = "margin:.25rem 0 .75rem"
_SUMMARY = "cursor:pointer;color:#1d4f91;padding:.35rem 0"


def as_html(excerpt: Excerpt) -> str:
    """The block with the cited part in a marked box; long stretches before and after it are folded."""
    shown = [piece for piece in excerpt.pieces if piece.text.strip()]
    return "".join(_run(role, list(run), excerpt) for role, run in groupby(shown, key=lambda piece: piece.role))


def lines_as_html(text: str) -> str:
    """A text line by line, nothing in it taken as markup."""
    return "".join(f'<p style="{_LINE}">{escape(line.rstrip())}</p>' for line in text.splitlines() if line.strip())


def _run(role: Role, pieces: Sequence[Piece], excerpt: Excerpt) -> str:
    lines = "".join(_paragraphs(pieces, excerpt))
    if role == "cited":
        return f'<div role="group" aria-label="Phần được dẫn" style="{_CITED}">{lines}</div>'
    if role == "lead" or sum(len(piece.text) for piece in pieces) < FOLD_FROM:
        return lines
    where = "trước" if role == "before" else "sau"
    return f'<details style="{_FOLD}"><summary style="{_SUMMARY}">Xem phần {where}{escape(_range(pieces))}</summary>{lines}</details>'


def _paragraphs(pieces: Sequence[Piece], excerpt: Excerpt) -> Iterator[str]:
    ours = excerpt.block.version.text_kind in {"digest", "report", "note"}
    for piece in pieces:
        is_heading = piece.begins and piece.provision.ord == excerpt.block.ord
        for line in piece.text.splitlines():
            if words := escape((_MARKDOWN_SIGN.sub("", line) if ours else line).rstrip()):
                body = f"<mark style='background:none;color:inherit'>{words}</mark>" if piece.role == "cited" else words
                indent = ";padding-left:1.25rem" if piece.provision.kind == "point" and piece.role != "cited" else ""
                yield f'<p style="{_LINE}{indent}">{f"<strong>{body}</strong>" if is_heading else body}</p>'
                is_heading = False


def _range(pieces: Sequence[Piece]) -> str:
    """What a folded stretch holds: ": điểm c–d, khoản 4"; empty where its provisions have no numbers."""
    tops, depth = list[tuple[str, str]](), 1 << 30
    for piece in pieces:
        name, number, level = _NAMES.get(piece.provision.kind), piece.provision.number, piece.provision.depth
        if piece.begins and level <= depth and name and number:
            tops.append((name, number))
            depth = level
    named = []
    for name, run in groupby(tops, key=lambda top: top[0]):
        numbers = [number for _, number in run]
        named.append(f"{name} {numbers[0]}" if len(numbers) == 1 else f"{name} {numbers[0]}–{numbers[-1]}")
    return f": {', '.join(named)}" if named else ""
