"""Tree of provisions → passages: the unit of retrieval.

A passage is the smallest provision that stands alone: a điểm with the lead of its khoản, else a khoản, else an article without khoản
(on board questions recall@10 was .34 with one passage a khoản, .41 with one a điểm). Appendices and texts without articles are cut by lines.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from .documents import Document
from .law.locator import locator_of
from .law.provision import Provision

MIN_LEAD = 60  # characters of own text from which a khoản with điểm is a passage beside them
MAX_CHUNK = 1200  # characters of one passage of an appendix or of a text without articles
_BLANK = re.compile(r"[\s\-–_.=*#|…]*$")


@dataclass(frozen=True, slots=True)
class Passage:
    """[start, end) in the text of its version. `lead` is what stands above it and it cannot be read without."""

    id: str
    component: str
    eid: str
    article: str | None
    clause: str | None
    point: str | None
    heading: str
    lead: str
    text: str
    start: int
    end: int


def passages_of(document: Document) -> list[Passage]:
    """All passages of a document in order, with ids that depend on content and place alone."""
    cut = _Cutter(document)
    return list(cut.node(document.parsed.root, "", ""))


class _Cutter:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.parsed.text

    def node(self, node: Provision, heading: str, lead: str) -> Iterator[Passage]:
        """The passages of a node and of all below it; `heading` is that of its article or appendix."""
        if node.kind in {"conclusion", "footnotes", "footnote"}:
            return
        if node.kind in {"document", "part", "chapter", "section", "subsection", "regulation"}:
            for child in node.children:
                yield from self.node(child, heading, "")
        elif node.kind in {"preamble", "body", "appendix", "form"}:
            yield from self._chunks(node, node.heading or heading)
            for child in node.children:
                yield from self.node(child, node.heading or heading, "")
        elif node.kind == "statement_block":
            for child in node.children:
                yield self._passage(node.heading or "", "", child, child.start, child.end)
        else:
            yield from self._provision(node, heading, lead)

    def _provision(self, node: Provision, heading: str, lead: str) -> Iterator[Passage]:
        if node.kind == "article":
            heading = node.heading or ""
        inner = [child for child in node.children if child.kind in {"clause", "point"}]
        if not inner:
            if self._own(node):
                yield self._passage(heading, lead, node, node.start, node.end)
            return
        own = self._own(node, without_heading=heading if node.kind == "article" else "")
        if len(own) >= MIN_LEAD:
            yield self._passage(heading, lead, node, node.start, inner[0].start)
        opening = self._opening(node, inner[0].start, heading)
        for child in inner:
            yield from self.node(child, heading, " ".join(part for part in (lead, opening) if part))

    def _chunks(self, node: Provision, heading: str) -> Iterator[Passage]:
        for start, end in node.own_spans():
            begin = position = start
            for line in self.text[start:end].splitlines(keepends=True):
                if position > begin and position + len(line) - begin > MAX_CHUNK:
                    yield from self._chunk(node, heading, begin, position)
                    begin = position
                position += len(line)
            yield from self._chunk(node, heading, begin, end)

    def _chunk(self, node: Provision, heading: str, start: int, end: int) -> Iterator[Passage]:
        if not _BLANK.match(self.text[start:end]):
            yield self._passage(heading, "", node, start, end)

    def _own(self, node: Provision, without_heading: str = "") -> str:
        own = "".join(self.text[a:b] for a, b in node.own_spans()).strip()
        return own[len(without_heading) :] if without_heading and len(own) < len(without_heading) + 20 else own

    def _opening(self, node: Provision, end: int, heading: str) -> str:
        """What stands before the first child, without the line of the article's heading."""
        opening = self.text[node.start : end].strip()
        if node.kind == "article":
            first, _, rest = opening.partition("\n")
            return " ".join(rest.split()) if heading else " ".join(opening.split())
        return " ".join(opening.split())

    def _passage(self, heading: str, lead: str, node: Provision, start: int, end: int) -> Passage:
        stripped = self.text[start:end]
        start += len(stripped) - len(stripped.lstrip())
        text = stripped.strip()
        locator = locator_of(node.eid, node.component)
        document = self.document
        of_document = (document.path.name, document.number, document.version, document.kind, document.title)
        identity = "\x1f".join((*of_document, node.component, node.eid, str(start), heading, lead, text))
        return Passage(
            id=hashlib.sha256(identity.encode()).hexdigest()[:32],
            component=node.component,
            eid=node.eid,
            article=locator.article if locator else None,
            clause=locator.clause if locator else None,
            point=locator.point if locator else None,
            heading=heading,
            lead=lead,
            text=text,
            start=start,
            end=start + len(text),
        )
