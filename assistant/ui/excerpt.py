"""A citation → the whole Điều that it stands in, cut into pieces, the cited stretch marked by its offsets."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from ingest.index.records import StoredProvision
from ingest.index.store import Store
from ingest.law.provision import Kind

from ..answer import Citation

Role = Literal["lead", "cited", "before", "after"]
_BLOCKS: tuple[frozenset[Kind], ...] = (
    frozenset({"article"}),
    frozenset({"statement_block", "form", "appendix", "preamble", "conclusion", "body"}),
)
MAX_BLOCK = 200_000  # characters of a block that are shown; an appendix of tables can be longer than a browser likes


class SourceChanged(Exception):
    """The text cited is no longer held as it was when the answer was given; one Vietnamese line."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text that belongs to one provision. A `lead` is what the cited part cannot be read without."""

    text: str
    role: Role
    provision: StoredProvision
    begins: bool  # whether the provision begins here


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A block and its pieces in order: joined they are the text of the block, character for character."""

    block: StoredProvision
    pieces: tuple[Piece, ...]


def excerpt_of(store: Store, citation: Citation) -> Excerpt:
    """The nearest Điều (else appendix, form or block of a report) around the citation. Raises SourceChanged."""
    provisions = store.provisions(citation.version_id)
    around = [p for p in provisions if p.start <= citation.start and citation.end <= p.end]
    if not around or store.text(citation.version_id)[citation.start : citation.end] != (citation.quote or citation.excerpt):
        raise SourceChanged("Kho văn bản đã được cập nhật sau câu trả lời này; đề nghị hỏi lại để xem điều khoản hiện có.")
    block = _block(around)
    start, end = max(block.start, citation.start - MAX_BLOCK), min(block.end, citation.end + MAX_BLOCK)
    inside = [p for p in provisions if p.ord >= block.ord and p.start < end and p.end > start and p.end <= block.end]
    return Excerpt(block, tuple(_pieces(store.text(citation.version_id), inside, citation, start, end)))


def _block(around: Sequence[StoredProvision]) -> StoredProvision:
    for kinds in _BLOCKS:
        found = [p for p in around if p.kind in kinds]
        if found:
            return max(found, key=lambda p: p.depth)
    return max(around, key=lambda p: p.depth)


def _pieces(text: str, inside: Sequence[StoredProvision], citation: Citation, start: int, end: int) -> Iterator[Piece]:
    """Cuts at the beginning and end of each provision and of the citation; each piece belongs to the innermost provision around it."""
    cuts = {start, end, citation.start, citation.end} | {cut for p in inside for cut in (p.start, p.end) if start < cut < end}
    open_now, coming = list[StoredProvision](), list(reversed(inside))
    for left, right in pairwise(sorted(cuts)):
        while coming and coming[-1].start <= left:
            open_now.append(coming.pop())
        while open_now[-1].end <= left:
            open_now.pop()
        owner = open_now[-1]
        yield Piece(text[left:right], _role(owner, citation, left, right), owner, owner.start == left)


def _role(owner: StoredProvision, citation: Citation, left: int, right: int) -> Role:
    if citation.start <= left and right <= citation.end:
        return "cited"
    if left >= citation.end:
        return "after"
    return "lead" if owner.end >= citation.end else "before"
