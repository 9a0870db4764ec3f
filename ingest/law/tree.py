"""The tree while it grows: nodes are opened in the order of the text, and what a node closes follows from its kind."""

from dataclasses import dataclass, field

from .provision import MAIN, Kind, Provision

LEVEL: dict[Kind, int] = {
    "document": 0, "preamble": 1, "body": 1, "footnotes": 1, "regulation": 1, "appendix": 1, "form": 2,
    "conclusion": 3, "part": 3, "chapter": 4, "section": 5, "subsection": 6, "article": 7, "clause": 8, "point": 9,
    "footnote": 10, "page": 11,
}  # fmt: skip
_LEAVES = frozenset[Kind]({"preamble", "body", "conclusion", "footnote", "page"})  # hold no provisions, but footnotes and page numbers


@dataclass(slots=True)
class Node:
    kind: Kind
    component: str
    eid: str
    number: str | None
    heading: str | None
    start: int
    end: int = 0
    children: list["Node"] = field(default_factory=list)

    def freeze(self) -> Provision:
        children = tuple(child.freeze() for child in self.children)
        return Provision(self.kind, self.component, self.eid, self.number, self.heading, self.start, self.end, children)


class Tree:
    """A document whose last branch is open: every opening closes what cannot hold the new node, every character falls to the innermost."""

    def __init__(self) -> None:
        self.root = Node("document", MAIN, "", None, None, 0)
        self._open = [self.root]
        self._used = set[tuple[str, str]]()
        self._counts = dict[tuple[str, str], int]()

    @property
    def top(self) -> Node:
        return self._open[-1]

    def within(self, kind: Kind) -> Node | None:
        """The open node of this kind, the innermost of several."""
        return next((node for node in reversed(self._open) if node.kind == kind), None)

    def ancestors(self) -> list[Node]:
        """The open nodes from the document down."""
        return list(self._open)

    def holder(self, kind: Kind) -> Node:
        """The node that would hold a new node of this kind."""
        return next(n for n in reversed(self._open) if n is self.root or self._holds(n, kind))

    def open(
        self, kind: Kind, eid: str, start: int, number: str | None = None, heading: str | None = None, component: str | None = None
    ) -> Node:
        """A new node at `start`; `component` where it begins one of its own."""
        while self.top is not self.root and not self._holds(self.top, kind):
            self._open.pop().end = start
        name = self._identity(kind, component or self.top.component, eid, component is not None)
        node = Node(kind, *name, number, heading, start)
        self.top.children.append(node)
        self._open.append(node)
        return node

    def close(self, kind: Kind, end: int) -> None:
        """Closes what is open at the level of this kind and below it."""
        while self.top is not self.root and LEVEL[self.top.kind] >= LEVEL[kind]:
            self._open.pop().end = end

    def finish(self, end: int) -> Node:
        """The root, everything closed at the end of the text."""
        for node in self._open:
            node.end = end
        return self.root

    @staticmethod
    def _holds(node: Node, kind: Kind) -> bool:
        if node.kind in _LEAVES:
            return kind in ("footnote", "page") and LEVEL[node.kind] < LEVEL[kind]
        return LEVEL[node.kind] < LEVEL[kind]

    def _identity(self, kind: Kind, component: str, eid: str, new_component: bool) -> tuple[str, str]:
        """Component and eId that nothing else in the text has: a second one is marked ~2 (eId), -2 or 2 (component)."""
        key = (component, eid)
        count = self._counts.get(key, 0) + 1
        while (name := _counted(key, count, new_component and kind != "form")) in self._used:
            count += 1
        self._counts[key] = count
        self._used.add(name)
        return name


def _counted(key: tuple[str, str], count: int, new_component: bool) -> tuple[str, str]:
    component, eid = key
    if count == 1:
        return key
    if not new_component:
        return component, f"{eid}~{count}"
    return (f"pl{count}" if component == "pl" else f"{component}-{count}"), eid  # pl-2 is Phụ lục II, pl2 a second one without a number
