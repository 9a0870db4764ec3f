"""Tree of provisions → passages: the unit of retrieval.

A passage is the smallest provision that stands alone: a điểm with the lead of its khoản, else a khoản, else an article
without khoản (on board questions recall@10 was .34 with one passage a khoản, .41 with one a điểm). Appendices and texts
without articles are cut by lines.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from .documents import Document
from .law.locator import locator_of
from .law.normalise import normalise
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
    """All passages of a document in order, with ids that depend on content and place alone, not on offsets or folders.

    A passage that stands elsewhere because something was added before it keeps its id, and so its vector.
    """
    seen = Counter[str]()
    found = list[Passage]()
    for passage in _Cutter(document).node(document.parsed.root, "", ""):
        seen[passage.id] += 1
        found.append(passage if seen[passage.id] == 1 else replace(passage, id=_hash(passage.id, str(seen[passage.id]))))
    return found


def _hash(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]


class _Cutter:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.parsed.text
        self.margin = " \n#" if document.path.suffix.lower() == ".md" else None  # Markdown marks its headings with "#"

    def node(self, node: Provision, heading: str, lead: str) -> Iterator[Passage]:
        """The passages of a node and of all below it; `heading` is that of its article or appendix."""
        if node.kind in {"conclusion", "footnotes", "footnote", "page", "heading", "caption", "furniture"}:
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
            if self.text[node.start : node.end].strip():
                yield self._passage(heading, lead, node, node.start, node.end)
            return
        first = inner[0].start
        if len(self._own(node, first, heading)) >= MIN_LEAD:
            yield self._passage(heading, lead, node, node.start, first)
        opening = " ".join(part for part in (lead, self._opening(node, first, heading)) if part)
        for child in inner:
            yield from self.node(child, heading, opening)
        for start, end in node.own_spans():  # sentences behind the list that say something of all of it
            if start >= first and not _BLANK.match(self.text[start:end]):
                yield self._passage(heading, opening, node, start, end)

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
        text = self.text[start:end]
        ours = self.document.text_kind != "official"  # in a digest or a report of ours, text outside the provisions is headings alone
        if not _BLANK.match(text) and not (ours and all(line.startswith("#") for line in text.split("\n") if line.strip())):
            yield self._passage(heading, "", node, start, end)

    def _own(self, node: Provision, end: int, heading: str) -> str:
        """What a provision says before its first child; of an article whose heading is all it says, nothing but its number."""
        own = self.text[node.start : end].strip()
        return own[len(heading) :] if node.kind == "article" and len(own) < len(heading) + 20 else own

    def _opening(self, node: Provision, end: int, heading: str) -> str:
        """What stands before the first child, on one line and without the heading of an article, which can run over two."""
        opening = self.text[node.start : end].strip()
        joined = " ".join(opening.split())
        if node.kind != "article" or not heading:
            return joined
        _, found, rest = joined.partition(heading)
        return rest.strip() if found else " ".join(opening.partition("\n")[2].split())

    def _passage(self, heading: str, lead: str, node: Provision, start: int, end: int) -> Passage:
        cut = self.text[start:end]
        text = cut.lstrip(self.margin)
        start += len(cut) - len(text)
        text = text.rstrip()
        locator = locator_of(node.eid, node.component)
        document = self.document
        name = normalise(document.path.name)  # the same on systems that keep names in another form
        of_document = (name, document.number, document.version, document.kind, document.title)
        return Passage(
            id=_hash(*of_document, node.component, node.eid, heading, lead, text),
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
