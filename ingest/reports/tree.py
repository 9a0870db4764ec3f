"""A report → the tree that passages are cut from: blocks of one speaker, a statement a sentence; the rest of the page beside them."""

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from ..law.provision import MAIN, Kind, ParsedText, Provision
from .model import Piece, PieceKind, PublishedReport, Speaker, Spoken

PUBLISHED: Final = "published"
"""The version name of a report as published, beside our own account of it; only its words are quoted."""
MAX_IN_BLOCK: Final = 9  # statements: a number of one digit, so that no eId begins with another
_KINDS: Final[dict[PieceKind, Kind]] = {
    "title": "heading", "heading": "heading", "question": "heading", "caption": "caption", "furniture": "furniture", "footnote": "footnote",
}  # fmt: skip


def tree_of(report: PublishedReport) -> ParsedText:
    """The tree of a report; every character belongs to one leaf."""
    children = [*_blocks(report), *_others(report.pieces)]
    children.sort(key=lambda node: node.start)
    return ParsedText(report.text, Provision("document", MAIN, "", None, None, 0, len(report.text), tuple(children)), ())


def eids_of(report: PublishedReport) -> Iterator[tuple[str, Spoken]]:
    """The sentences with the eIds that they have in the tree."""
    for n, block in enumerate(_grouped(report), start=1):
        yield from ((f"stm_s{n}_{k}", said) for k, said in enumerate(block, start=1))


def heading_of(report: PublishedReport, said: Spoken) -> str:
    """Who speaks, as our own accounts head a block: "Phó Trưởng ban, Ban Quản lý KKT Hải Phòng (ông Bùi Ngọc Hải)"; else the section."""
    if said.speakers:
        return "; ".join(_called(report.speakers[n]) for n in said.speakers)
    return said.section or report.title


def _called(speaker: Speaker) -> str:
    office = ", ".join(part for part in (speaker.office, speaker.board or speaker.body) if part)
    person = f"{speaker.honorific} {speaker.name}".strip()
    if not person:
        return f"{speaker.office} {speaker.board or speaker.body}".strip()
    return f"{office} ({person})" if office else person


def _grouped(report: PublishedReport) -> list[list[Spoken]]:
    """The sentences of one speaker that stand together."""
    blocks = list[list[Spoken]]()
    for said in report.spoken:
        if said.kind == "footnote":
            continue
        last = blocks[-1][-1] if blocks else None
        same = last and last.end == said.start and (last.speakers, last.section) == (said.speakers, said.section)
        if same and len(blocks[-1]) < MAX_IN_BLOCK:
            blocks[-1].append(said)
        else:
            blocks.append([said])
    return blocks


def _blocks(report: PublishedReport) -> Iterator[Provision]:
    for n, block in enumerate(_grouped(report), start=1):
        heading = heading_of(report, block[0])
        statements = tuple(
            Provision("statement", MAIN, f"stm_s{n}_{k}", str(k), heading, said.start, said.end) for k, said in enumerate(block, start=1)
        )
        yield Provision("statement_block", MAIN, f"blk_s{n}", f"S-{n}", heading, block[0].start, block[-1].end, statements)


def _others(pieces: tuple[Piece, ...]) -> Iterator[Provision]:
    """Headings, captions, footnotes and what belongs to the page, neighbours of one kind as one."""
    n = 0
    for kind, group in groupby(pieces, key=lambda p: p.kind):
        if kind in _KINDS:
            held = list(group)
            n += 1
            yield Provision(_KINDS[kind], MAIN, f"{_KINDS[kind]}_{n}", None, None, held[0].start, held[-1].end)
