"""Our own account of a conference report (corpus/reports/*.md) → blocks of statements, in the same tree as laws."""

import re
from dataclasses import dataclass

from .law.provision import MAIN, ParsedText, Provision

_BLOCK = re.compile(r"###\s+(?P<id>[A-Z]{2}-\d+)\.\s+(?P<heading>.+)$")
_STATEMENT = re.compile(r"(?P<number>\d+)\.\s+\S")


@dataclass(slots=True)
class _Block:
    id: str
    heading: str
    start: int
    statements: list[tuple[str, int]]


def parse_report(text: str) -> ParsedText:
    """The tree of an account: one block a speech or topic ("PB-3"), its numbered statements below it."""
    blocks, ends, position = list[_Block](), list[int](), 0
    for line in text.split("\n"):
        if line.startswith("#") and len(ends) < len(blocks):
            ends.append(position)
        if match := _BLOCK.match(line):
            blocks.append(_Block(match["id"].lower(), match["heading"].strip(), position, []))
        elif len(ends) < len(blocks) and (match := _STATEMENT.match(line)):
            blocks[-1].statements.append((match["number"], position))
        position += len(line) + 1
    ends += [len(text)] * (len(blocks) - len(ends))
    children = [_node(block, end) for block, end in zip(blocks, ends, strict=True)]
    lead = Provision("preamble", MAIN, "preamble", None, None, 0, blocks[0].start if blocks else len(text))
    return ParsedText(text, Provision("document", MAIN, "", None, None, 0, len(text), (lead, *children)), ())


def _node(block: _Block, end: int) -> Provision:
    ends = [start for _, start in block.statements[1:]] + [end]
    statements = tuple(
        Provision("statement", MAIN, f"stm_{block.id}_{number}", number, block.heading, start, stop)
        for (number, start), stop in zip(block.statements, ends, strict=True)
    )
    return Provision("statement_block", MAIN, f"blk_{block.id}", block.id.upper(), block.heading, block.start, end, statements)
