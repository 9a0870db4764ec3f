"""The tree of provisions of one text: what the parser returns and everything else reads."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "document", "preamble", "part", "chapter", "section", "subsection", "article", "clause", "point",
    "regulation", "appendix", "form", "body", "conclusion", "footnotes", "footnote", "page", "statement_block", "statement",
    "heading", "caption", "furniture",  # of a published report
]  # fmt: skip

MAIN = "main"


@dataclass(frozen=True, slots=True)
class Provision:
    """One node: [start, end) in the normalised text, its children included.

    `component` and `eid` together are the identity; `number` is as printed ("68", "2", "đ"), `heading` without the number.
    """

    kind: Kind
    component: str
    eid: str
    number: str | None
    heading: str | None
    start: int
    end: int
    children: tuple["Provision", ...] = ()

    def walk(self) -> Iterator["Provision"]:
        """This node and all below it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()

    def own_spans(self) -> Iterator[tuple[int, int]]:
        """The stretches of text that belong to this node and to none of its children."""
        position = self.start
        for child in self.children:
            if child.start > position:
                yield position, child.start
            position = child.end
        if self.end > position:
            yield position, self.end


def key_of(component: str, eid: str) -> str:
    """How the tables name a provision of an instrument: its eId, behind the component where that is not the main text.

    >>> key_of("main", "art_3"), key_of("quy-dinh", "art_3")
    ('art_3', 'quy-dinh/art_3')
    """
    return eid if component == MAIN else f"{component}/{eid}"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a text that does not add up; it is reported, and the text is read all the same."""

    kind: Literal["article_gap", "clause_gap", "point_gap", "misprint", "no_articles", "unbalanced_quotation", "unread_pages"]
    detail: str
    start: int
    component: str = MAIN


@dataclass(frozen=True, slots=True)
class ParsedText:
    """A text and its tree. `root` covers the whole of `text`."""

    text: str
    root: Provision
    problems: tuple[Problem, ...]

    def articles(self, component: str = MAIN) -> list[Provision]:
        """The articles of one component in order."""
        return [p for p in self.root.walk() if p.kind == "article" and p.component == component]

    def named(self, key: str) -> Provision | None:
        """The provision that `key_of` names so, or None."""
        component, _, eid = key.rpartition("/")
        return self.find(eid, component or MAIN)

    def find(self, eid: str, component: str = MAIN) -> Provision | None:
        """The provision with this identity, or None."""
        return next((p for p in self.root.walk() if p.eid == eid and p.component == component), None)
