"""The edges that a text makes by its own words: which provision changes, ends or puts into force which other, from when.

They are proposals: the reviewed table (corpus/catalogue/effects.toml) holds.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ..catalogue import Catalogue, EffectKind, ProvisionRef
from .effect_grammar import Token, covered, sentences
from .effect_group import Change, Context
from .effect_names import Names
from .effect_sentence import Sentence
from .provision import MAIN, ParsedText, Provision

_WORTH = re.compile(r"sửa\s+đổi|bổ\s+sung|thay\s|bãi\s+bỏ|bỏ\s|h[ủu][ỷy]\s+bỏ|hiệu\s+lực|liệu\s+lực|từ\s+ngày", re.IGNORECASE)
_NUMBERING = re.compile(r"\s*[#*]*\s*(?:Điều\s+\d+[a-zđ]?\s*[.:]?|\d+[a-zđ]?\s*\.(?:\d{1,3}(?=\s))?|[a-zđ]\d{0,2}\s*\))\s*")
_COMMENCEMENT = re.compile(r"hiệu lực|thi hành|áp dụng", re.IGNORECASE)
# "Chính phủ ban hành Nghị định sửa đổi, bổ sung …": the title as the sentence of promulgation gives it
_ENACTS = re.compile(
    r"ban\s+hành\s+(?:Luật|Nghị\s+quyết|Nghị\s+định|Thông\s+tư|Quyết\s+định|Pháp\s+lệnh)\s+(?=(?:sửa\s+đổi|bổ\s+sung|bãi\s+bỏ))"
)
_SCOPE_ARTICLE = re.compile(r"Phạm vi|Đối tượng")  # tells what the text does, and does nothing
# headings under which a text gives orders; under others, a consolidation shows words of a footnote that were not told apart
_ORDERS = re.compile(r"hiệu lực|thi hành|áp dụng|thực hiện|sửa đổi|bổ sung|bãi bỏ|thay thế", re.IGNORECASE)
_SELF = re.compile(r"(?:[Ll]uật|Nghị định|Nghị quyết|Thông tư|Quyết định|Pháp lệnh) này")  # a sentence taken for a heading
_DAY = re.compile(r"(\d{1,2})\D+?(\d{1,2})\D+(\d{4})")


@dataclass(frozen=True, slots=True)
class ProposedEffect:
    """An edge that the words [start, end) of a text make. `scope`: the words or matter where it is not the whole target."""

    kind: EffectKind
    source: ProvisionRef
    target: ProvisionRef
    from_date: date | None
    scope: str
    start: int
    end: int


def effects_in(
    parsed: ParsedText, document: str, catalogue: Catalogue, issued_on: date | None = None, effective_on: date | None = None
) -> list[ProposedEffect]:
    """The edges that the text makes, in its order; `document` is its number.

    `issued_on` and `effective_on` are what is known of the text besides; the dates of the catalogue, which are reviewed, come first.
    What names no instrument, or a law whose name could be several, gives nothing. Never raises on any text.
    """
    return _Reader(parsed, document, catalogue, issued_on, effective_on).run()


@dataclass(frozen=True, slots=True)
class _Found:
    source: str
    change: Change
    start: int
    end: int


class _Reader:
    """One text, walked once, provision by provision; what a lead says is handed down."""

    def __init__(self, parsed: ParsedText, document: str, catalogue: Catalogue, issued_on: date | None, effective_on: date | None) -> None:
        self.parsed, self.document, self.catalogue = parsed, document, catalogue
        instrument = catalogue.instrument(document)
        self.issued_on = (instrument.issued_on if instrument else None) or issued_on
        self.known_day = (instrument.effective_on if instrument else None) or effective_on
        self.names = Names(parsed.text, catalogue, self.issued_on)
        self.found = list[_Found]()
        self.own_day: Token | None = None

    def run(self) -> list[ProposedEffect]:
        articles = self.parsed.articles(MAIN)
        context = self._title(articles)
        consolidated = any(node.kind in ("footnotes", "footnote") for node in self.parsed.root.walk())
        for article in articles:
            heading = article.heading or ""
            if _SCOPE_ARTICLE.match(heading) or (consolidated and heading and not _ORDERS.search(heading)):
                continue
            self._provision(article, replace(context, commencing=bool(_COMMENCEMENT.search(heading))))
        edges = dict[tuple[object, ...], ProposedEffect]()
        for one in self._dated():  # a heading and the first line below it may say the same
            edges.setdefault((one.kind, one.source, one.target, one.from_date, one.scope), one)
        return list(edges.values())

    def _title(self, articles: Sequence[Provision]) -> Context:
        """What the sentence of promulgation says of the whole text: the one instrument that it amends."""
        head = self.parsed.text[: articles[0].start] if articles else ""
        match = _ENACTS.search(head)
        if not match:
            return Context()
        first, last = next(sentences(covered(head), match.end()))
        read = Sentence(self.names, Context(), head, covered(head), first, last)
        read.read()
        self._keep(read, "", [(0, 0)])
        named = {c.target.instrument for c in read.changes if not c.target.place}
        return Context(instrument=next(iter(named))) if len(named) == 1 else Context()

    def _provision(self, node: Provision, context: Context) -> Context:
        """Reads a provision and what stands below it, in the order of the text.

        Words behind a footnote may be its second line: they are left out.
        """
        own, position, first, noted = list[tuple[int, int]](), node.start, True, False
        letter, below = "", context  # the point read last, and what it left behind for its parts (đ1, đ2)
        for child in node.children:
            if child.start > position and not noted:
                own.append((position, child.start))
            if child.kind in ("clause", "point"):
                context, own, first, noted = self._words(own, node, context, first), [], False, False
                number = child.number or ""
                part = bool(letter) and child.kind == "point" and number[1:].isdecimal() and number[0] == letter
                left = self._provision(child, below if part else context)
                if not part:
                    letter, below = (number, left) if left.verbs else ("", context)
            noted = noted or child.kind == "footnote"
            position = child.end
        if node.end > position and not noted:
            own.append((position, node.end))
        return self._words(own, node, context, first)

    def _words(self, spans: Sequence[tuple[int, int]], node: Provision, context: Context, first: bool) -> Context:
        """Reads words of a provision that stand together but for footnotes and page numbers; returns what they hand down."""
        raw, origin = "", list[tuple[int, int]]()
        for start, end in spans:
            origin.append((len(raw), start))
            raw += self.parsed.text[start:end]
        if not (context.verbs or _WORTH.search(raw)):
            return context
        shown = covered(raw)
        number = _NUMBERING.match(shown) if first else None
        begin = number.end() if number else 0
        for start, end in sentences(shown, begin, _heading_end(shown, begin, node) if first else None):
            read = Sentence(self.names, context, raw, shown, start, end)
            context = read.read()
            self._keep(read, node.eid, origin)
        return context

    def _keep(self, read: Sentence, source: str, origin: Sequence[tuple[int, int]]) -> None:
        self.own_day = self.own_day or read.own_day
        for change in read.changes:
            start, end = (_at(origin, offset) for offset in (change.target.start, change.target.end - 1))
            self.found.append(_Found(source, change, start, end + 1))

    def _dated(self) -> Iterator[ProposedEffect]:
        own = self.known_day or self._day(self.own_day, None)
        parts = dict[str, date | None]()
        for one in self.found:
            if one.change.kind == "commences" and not one.change.target.scope and one.change.target.place:
                parts[one.change.target.place.eid or ""] = self._day(one.change.day, own)
        for one in self.found:
            target = one.change.target
            eid = (target.place.eid if target.place else "") or ""
            instrument = target.instrument or self.document
            if one.change.kind != "commences" and instrument == self.document:
                continue
            covering = [day for part, day in parts.items() if one.source == part or one.source.startswith(f"{part}__")]
            day = self._day(one.change.day, own) if one.change.day else (covering[-1] if covering else own)
            source = ProvisionRef(self.document, one.source)
            yield ProposedEffect(one.change.kind, source, ProvisionRef(instrument, eid), day, target.scope, one.start, one.end)

    def _day(self, said: Token | None, own: date | None) -> date | None:
        """The day that the words name; None where they name one that is not known."""
        if said is None:
            return None
        match = said.match
        if match["day"]:
            return _date(match["day"])
        if match["own"]:
            return own
        if match["other"]:
            number = self.names.named(match["other"])
            other = self.catalogue.instrument(number) if number else None
            return other.effective_on if other else None
        return self.issued_on + timedelta(days=int(match["after"] or 0)) if self.issued_on else None


def _date(printed: str) -> date | None:
    match = _DAY.match(printed)
    try:
        return date(int(match[3]), int(match[2]), int(match[1])) if match else None
    except ValueError:
        return None


def _at(origin: Sequence[tuple[int, int]], offset: int) -> int:
    """The offset in the document of an offset in the words read."""
    start, place = next((pair for pair in reversed(origin) if pair[0] <= offset), (0, 0))
    return place + offset - start


def _heading_end(shown: str, begin: int, node: Provision) -> int | None:
    """Where the heading of an article ends in its words; None where it has none."""
    left = len("".join(node.heading.split())) if node.kind == "article" and node.heading and not _SELF.search(node.heading) else 0
    if not left:
        return None
    for offset in range(begin, len(shown)):
        left -= not shown[offset].isspace()
        if left <= 0:
            line = shown.find("\n", offset)
            return line if 0 <= line <= offset + 4 else offset + 1
    return None
