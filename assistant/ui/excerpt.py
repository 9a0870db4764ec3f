"""A citation → the whole Điều that it stands in, cut into pieces, the cited stretch marked by its offsets."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
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
    return _excerpt(store, _block(around), (citation.start, citation.end))


def excerpt_in(store: Store, block: StoredProvision, marked: tuple[int, int], end: int | None = None) -> Excerpt:
    """The block, up to `end` if it is given, with a stretch of it marked: none where the stretch is empty."""
    return _excerpt(store, block if end is None else replace(block, end=end), marked)


def _excerpt(store: Store, block: StoredProvision, marked: tuple[int, int]) -> Excerpt:
    start, end = max(block.start, marked[0] - MAX_BLOCK), min(block.end, marked[1] + MAX_BLOCK)
    provisions = [block, *(p for p in store.provisions(block.version.id) if p.ord > block.ord)]
    inside = [p for p in provisions if p.start < end and p.end > start and p.end <= block.end]
    return Excerpt(block, tuple(_pieces(store.text(block.version.id), inside, marked, start, end)))


def _block(around: Sequence[StoredProvision]) -> StoredProvision:
    for kinds in _BLOCKS:
        found = [p for p in around if p.kind in kinds]
        if found:
            return max(found, key=lambda p: p.depth)
    return max(around, key=lambda p: p.depth)


def _pieces(text: str, inside: Sequence[StoredProvision], marked: tuple[int, int], start: int, end: int) -> Iterator[Piece]:
    """Cuts at the beginning and end of each provision and of what is marked; each piece belongs to the innermost provision around it."""
    cuts = {start, end, *marked} | {cut for p in inside for cut in (p.start, p.end) if start < cut < end}
    open_now, coming = list[StoredProvision](), list(reversed(inside))
    for left, right in pairwise(sorted(cuts)):
        while coming and coming[-1].start <= left:
            open_now.append(coming.pop())
        while open_now[-1].end <= left:
            open_now.pop()
        owner = open_now[-1]
        yield Piece(text[left:right], _role(owner, marked, left, right), owner, owner.start == left)


def _role(owner: StoredProvision, marked: tuple[int, int], left: int, right: int) -> Role:
    if marked[0] == marked[1]:
        return "lead"  # nothing is marked: all of it is to be read
    if marked[0] <= left and right <= marked[1]:
        return "cited"
    if left >= marked[1]:
        return "after"
    return "lead" if owner.end >= marked[1] else "before"
