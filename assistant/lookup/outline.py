"""The tree of one text: parts, chapters, sections and articles, with the names by which an officer looks for them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.index.records import StoredProvision
from ingest.law.locator import label_of
from ingest.law.provision import MAIN, Kind, key_of

from ..numbering import without_number

_GROUPS: dict[Kind, str] = {"part": "Phần", "chapter": "Chương", "section": "Mục", "subsection": "Tiểu mục"}
_INSIDE: dict[Kind, str] = {"clause": "Khoản", "point": "Điểm", "statement": "Ý"}
_LEAVES: frozenset[Kind] = frozenset({"article", "preamble", "form", "body", "conclusion", "statement_block"})
_ISSUED: frozenset[Kind] = frozenset({"regulation", "appendix"})  # may have words of their own before what they hold
MAX_FIRST_WORDS = 70  # characters of a khoản or điểm by which it is known in the tree
MAX_HEADING = 160  # characters of a heading in the tree: some appendices print a paragraph there


@dataclass(frozen=True, slots=True)
class Branch:
    """A division of a text with what lies below it. [start, end) are offsets in the text; what has no children can be read."""

    key: str
    kind: Kind
    label: str
    heading: str
    start: int
    end: int
    children: tuple["Branch", ...] = ()

    def leaves(self) -> Iterator["Branch"]:
        """What can be read one by one, in the order of the text."""
        if not self.children:
            yield self
        for child in self.children:
            yield from child.leaves()


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The leaf in which a provision stands, and those before and behind it."""

    before: Branch | None
    here: Branch
    after: Branch | None


def outline_of(provisions: Sequence[StoredProvision]) -> tuple[Branch, ...]:
    """The tree of a text down to its articles, from all its provisions in order."""
    return _branches(list(_in_tree(provisions)))


def parts_of(provisions: Sequence[StoredProvision], leaf: Branch, text: str) -> tuple[Branch, ...]:
    """The khoản of an article with their điểm, or the statements of a report's block, each with its first words."""
    inside = [p for p in provisions if p.kind in _INSIDE and leaf.start <= p.start and p.end <= leaf.end]
    return _branches([replace(p, heading=_first_words(text[p.start : p.end])) for p in inside])


def articles_around(tree: Sequence[Branch], start: int) -> Neighbours | None:
    """The leaf around the offset, else the next one, with its neighbours; None where the text has no tree."""
    leaves = [leaf for branch in tree for leaf in branch.leaves()]
    if not leaves:
        return None
    at = next((n for n, leaf in enumerate(leaves) if start < leaf.end), len(leaves) - 1)
    return Neighbours(leaves[at - 1] if at else None, leaves[at], leaves[at + 1] if at + 1 < len(leaves) else None)


def _first_words(text: str) -> str:
    """The beginning of a provision without its number.

    >>> _first_words("b) Cấp giấy phép ")
    'Cấp giấy phép'
    """
    words = without_number(" ".join(text[: 2 * MAX_FIRST_WORDS].split()))
    return words if len(words) <= MAX_FIRST_WORDS else f"{words[:MAX_FIRST_WORDS].rsplit(' ', 1)[0]} …"


def first_article(tree: Sequence[Branch]) -> Branch | None:
    """What a reader opens first: the first article, else the first block that says something; None where the text has no tree."""
    leaves = [leaf for branch in tree for leaf in branch.leaves()]
    return next((leaf for leaf in leaves if leaf.kind in {"article", "statement_block"}), leaves[0] if leaves else None)


def _in_tree(provisions: Sequence[StoredProvision]) -> Iterator[StoredProvision]:
    """What the tree shows: nothing below an article or a form, and the signatures of the document alone."""
    covered = 0
    for provision in provisions:
        if provision.start < covered or (provision.kind == "conclusion" and provision.component != MAIN):
            continue
        if provision.kind in _LEAVES:
            covered = provision.end
        if provision.kind in _LEAVES or provision.kind in _GROUPS or provision.kind in _ISSUED:
            yield provision


def _branches(provisions: Sequence[StoredProvision]) -> tuple[Branch, ...]:
    """Nested by depth: what holds others stands before them."""
    found, at = list[Branch](), 0
    while at < len(provisions):
        stop = at + 1
        while stop < len(provisions) and provisions[stop].depth > provisions[at].depth:
            stop += 1
        found.append(_branch(provisions[at], _branches(provisions[at + 1 : stop])))
        at = stop
    return tuple(found)


def _branch(provision: StoredProvision, children: tuple[Branch, ...]) -> Branch:
    key, label = key_of(provision.component, provision.eid), _label(provision)
    heading = "" if provision.kind == "statement_block" else " ".join((provision.heading or "").split())
    if children and provision.kind in _ISSUED and children[0].start > provision.start:
        opening = Branch(key, provision.kind, "Phần đầu", "", provision.start, children[0].start)
        children = (opening, *children)
    return Branch(key, provision.kind, label, _shortened(heading), provision.start, provision.end, children)


def _label(provision: StoredProvision) -> str:
    if name := _GROUPS.get(provision.kind) or _INSIDE.get(provision.kind):
        return f"{name} {provision.number}" if provision.number else "Nội dung"
    if provision.kind == "article":
        return f"Điều {provision.number}"
    if provision.kind == "statement_block":
        label = provision.heading
    else:
        label = label_of(provision.eid, provision.component, None if provision.kind in _ISSUED else provision.heading)
    return f"{label[:1].upper()}{label[1:]}" if label else "Nội dung"


def _shortened(heading: str) -> str:
    return heading if len(heading) <= MAX_HEADING else f"{heading[:MAX_HEADING].rsplit(' ', 1)[0]} …"
