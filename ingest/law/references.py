"""The references of a legal text: where each stands and which provisions it means. What is ambiguous means nothing: no targets.

`references_in` reads one stretch of text in its context, `references_of` a whole tree. Offsets are [start, end) in the text given.

Resolved are places and instruments by number, by name on a day, in short, by an incomplete number for which the catalogue leaves one
instrument, and "này". Decisions:
- A place is named by number, whether or not the text held has it (an appendix only where the tree has it, or has none at all); a place
  without any instrument ("khoản 2 Điều 5", "khoản 2") is taken as this text's own only where its tree has it.
- A law named in the title of a numbered instrument is the one of the days of that instrument; any other the one of the day of the text.
- "Chương này", "Mục này", "Chương II Luật này": the division of the tree at hand; of another instrument the instrument as a whole.
- "khoản 1 Điều 5, 6" does not say whether khoản 1 is that of both: no targets. "khoản 1 các Điều 5, 6" does.
- In a quotation of an amending text, "này" and places without an instrument belong to what the instruction before it amends.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from ..catalogue import Catalogue
from .numbering import eid_token
from .provision import MAIN, ParsedText, Provision
from .reference_grammar import THIS, Mark, introduced_in, marks_in
from .reference_instruments import Form, Meaning, instruments_of
from .reference_quotations import Amended, Quotations, is_instruction, split_eid
from .reference_runs import Written, gap_between, written_in
from .reference_targets import MAX_TARGETS, Base, Context, Target, targets_of

__all__ = ["Amended", "Context", "Form", "Reference", "Target", "references_in", "references_of"]

MAX_AHEAD = 4  # references looked at for the law that a sentence names at its end
MAX_TITLE = 300  # characters between the number of an instrument and a law in its title
_DIVISIONS = {"part", "chapter", "section", "subsection"}
# behind "Nghị định số 25/2020/NĐ-CP": "ngày … của Chính phủ quy định chi tiết một số điều của |", and behind the first law of a title ", |"
_IN_TITLE = re.compile(
    r"""\s*(?:,|và|,\s*và)?\s*
    |[^.;:“”()]{0,120}?(?:quy\s+định\s+chi\s+tiết|hướng\s+dẫn|sửa\s+đổi|thi\s+hành)(?:(?!theo\s+quy|được\s)[^.;:“”()])*""",
    re.VERBOSE | re.IGNORECASE,
)
_OWN_NUMBER = re.compile(r"(?:Bộ\s+l|L)uật\s+số\s*:")  # at the head of a law
_SENTENCE_END = re.compile(r"\.\s|\n\n|;\s*\n")
_ASIDES = {"page": " ", "footnote": "\0"}  # what blanks them out: a reference may go on over a page, but holds no footnote
_HEADING = re.compile(r"\s*(?::|\.\s+[A-ZĐ]|\n+[A-ZĐ])")  # "Phụ lục II: …", "Phụ lục II ⏎ DANH MỤC"
_SECTION_AHEAD = re.compile(r"[^.;\n]{0,60}\bMục\s")  # "khoản 1 và tên khoản 2 | Mục XI": no khoản of an article
_DETAILS = re.compile(r"quy\s+định\s+chi\s+tiết|hướng\s+dẫn\s+thi\s+hành|biện\s+pháp\s+thi\s+hành")
_DETAILED = re.compile(r"quy\s+định\s+chi\s+tiết[^.;:]*$")  # "quy định chi tiết Điều 7, Điều 9 | …": hardly articles of its own


@dataclass(frozen=True, slots=True)
class Reference:
    """One written reference, [start, end) in the text. `targets` is empty where it is not certain what it means.

    `inferred`: the writing is incomplete, and the catalogue leaves exactly one instrument.
    """

    start: int
    end: int
    text: str
    form: Form
    targets: tuple[Target, ...] = ()
    inferred: bool = False


def references_in(text: str, context: Context) -> list[Reference]:
    """The references of a stretch of text in normal form, in order and without overlap."""
    return _Reading(text, context).references


def references_of(parsed: ParsedText, document: str, catalogue: Catalogue, on: date | None) -> list[tuple[tuple[str, str], Reference]]:
    """(identity of the provision in whose own text it stands, reference) for a whole tree; an identity is (component, eid).

    Offsets are those of `parsed.text`; in its order.
    """
    held = frozenset((node.component, node.eid) for node in parsed.root.walk())
    names = instruments_of(catalogue).names
    introduced = introduced_in(parsed.text, names)
    context = Context(catalogue, document, on=on, held=held, introduced=introduced, names=names.with_names(introduced))
    return sorted(_references_below(parsed.root, parsed.text, context), key=lambda found: found[1].start)


def _references_below(node: Provision, text: str, around: Context) -> Iterator[tuple[tuple[str, str], Reference]]:
    divisions = (*around.divisions, node.eid) if node.kind in _DIVISIONS else around.divisions
    context = replace(around, eid=node.eid, component=node.component, divisions=divisions)
    amended = context.amended
    for start, own in _stretches(node, text):
        reading = _Reading(own, context)
        amended = reading.amended if start == node.start else amended
        for found in reading.references:
            span = found.start + start, found.end + start
            yield (node.component, node.eid), replace(found, start=span[0], end=span[1], text=text[span[0] : span[1]])
    below = context if amended is context.amended else replace(context, amended=amended)
    for child in node.children:
        yield from _references_below(child, text, below)


def _stretches(node: Provision, text: str) -> Iterator[tuple[int, str]]:
    """The stretches of a provision's own text; a page number or footnote that stands in one is blanked out, so that quotations go on."""
    start, own = node.start, ""
    for child in node.children:
        own += text[start + len(own) : child.start]
        if child.kind in _ASIDES:
            own += _ASIDES[child.kind] * (child.end - child.start)
            continue
        if own.strip():
            yield start, own
        start, own = child.end, ""
    own += text[start + len(own) : node.end]
    if own.strip():
        yield start, own


class _Reading:
    """One text read from its beginning; `amended` is what its instruction amends, for the provisions below it."""

    def __init__(self, text: str, context: Context) -> None:
        self.text, self.context = text, context
        self.instruments = instruments_of(context.catalogue)
        self.names = context.names or self.instruments.names
        self.footnote = context.component == "notes" or "__note_" in context.eid
        self.amended = context.amended
        self.references = list[Reference]()
        self.titled: tuple[int, tuple[date, ...]] = (0, ())  # end of the last instrument whose title may follow, and its days
        marks = self._without_heading(marks_in(text, self.names))
        if marks:
            self.quotations = Quotations(text)
            marks = [m for m in marks if not (m.level == "article" and self.quotations.is_heading(m.start, m.end))]
        instruction = self.footnote or is_instruction(text)
        if instruction and self.amended is None:
            self.amended = Amended(None) if self.footnote else self._amended_by_title()
        self.named = False  # whether the instruction has named its instrument
        references = written_in(text, marks)
        if instruction and not self.footnote and self.amended == Amended(None):
            self._amended_later(references)
        for place, written in enumerate(references):
            self._read(written, instruction, self._shared(references[place : place + MAX_AHEAD + 1]))
        if not instruction and marks:
            self._lead(marks)

    def _without_heading(self, marks: list[Mark]) -> list[Mark]:
        """The marks without the heading of the provision itself."""
        if marks and marks[0].start <= len(self.text) - len(self.text.lstrip("#* \n")):
            own = split_eid(self.context.eid)
            first = marks[0]
            heading = first.level == "article" and first.items[:1] and own[0].endswith(f"art_{eid_token(first.items[0])}") and not own[1]
            if heading or (first.level == "appendix" and self.context.component.startswith("pl")):
                return marks[1:]
        return marks

    def _amended_by_title(self) -> Amended:
        """What the document amends by its title, where that is one instrument."""
        own = self.context.catalogue.instrument(self.context.document)
        title = own.title if own else ""
        if not title.lower().startswith(("sửa đổi", "bổ sung", "bãi bỏ")):
            return Amended(None)
        marks = [mark for mark in marks_in(title, self.names) if mark.level == "instrument"]
        if not marks or (len(marks) > 1 and gap_between(title, marks[0], marks[1]) == "list"):
            return Amended(None)
        return Amended(self._meant(marks[0]).instrument)

    def _amended_later(self, references: list[Written]) -> None:
        """Takes the instrument that the instruction names behind the places, where it names but one."""
        tops = [w.runs[-1].top for w in references if w.runs[-1].top.level == "instrument" and not self.quotations.around(w.start)]
        numbers = {self._meant(top).instrument for top in tops if THIS not in top.items and top.kind != "foreign"}
        if len(numbers) == 1:
            self.amended = Amended(numbers.pop())

    def _lead(self, marks: list[Mark]) -> None:
        """Takes the instrument of a lead sentence ("quy định chi tiết các điều sau đây của Luật …:") for the list below it."""
        named = [mark for mark in marks if mark.level == "instrument" and THIS not in mark.items and mark.kind != "foreign"]
        if named and self.text.rstrip().endswith(":") and _DETAILS.search(self.text):
            self.amended = Amended(self._meant(named[0]).instrument)

    # -- one reference --------------------------------------------------------------------------------------------------

    def _shared(self, references: list[Written]) -> bool:
        """Whether places without an instrument may be those of a law that the sentence names further on.

        "Điều 93; quy chế thưởng theo Điều 104 và nội quy theo Điều 118 của Bộ luật Lao động"
        """
        if references[0].runs[-1].top.level != "article" or references[0].runs[-1].closed:
            return False
        for one, other in pairwise(references):
            if _SENTENCE_END.search(self.text, one.end, other.start):
                return False
            levels = {mark.level for mark in other.runs[-1].marks}
            if "article" in levels and other.runs[-1].closed:
                return "instrument" in levels and THIS not in other.runs[-1].top.items
        return False

    def _read(self, written: Written, instruction: bool, shared: bool) -> None:
        if not _is_reference(written, self.text, self.context.document):
            return
        quotation = self.quotations.around(written.start)
        base = self._base(written.start, quotation)
        meaning = self._meaning(written.runs[-1].top, written.start)
        targets = list[Target]()
        certain = not written.doubtful
        for run in written.runs:
            bare = run.top.level == "article" and THIS not in run.top.items
            detailed = shared or _DETAILED.search(self.text, max(0, written.start - 80), written.start)
            if bare and detailed and not base.quoted and not base.instructed:
                certain = False
            if run.top.level in {"clause", "point"} and not run.closed and _SECTION_AHEAD.match(self.text, run.top.end):
                certain = False
            own = targets_of(run, meaning, base, self.context, self.instruments)
            certain = certain and bool(own)
            targets += own
        explicit = written.runs[-1].top.level == "instrument" and THIS not in written.runs[-1].top.items
        if not certain or len(targets) > MAX_TARGETS:
            targets = []
        form: Form = meaning.form if explicit else "relative"
        inferred = bool(targets) and meaning.inferred
        unique = tuple(dict.fromkeys(targets))
        self.references.append(Reference(written.start, written.end, self.text[written.start : written.end], form, unique, inferred))
        if instruction and quotation is None:
            self._follow(written, meaning if explicit else None, unique)

    def _base(self, position: int, quotation: tuple[int, int] | None) -> "Base":
        amended = self.amended
        if quotation is None:
            eid = "" if self.footnote else self.context.eid
            return Base(self.context.document, self.context.component, eid, amended)
        if amended is None:
            return Base(None, MAIN, "", None)
        eid = self.quotations.eid_at(position, quotation, amended.eid)
        return Base(amended.instrument, amended.component, eid, None, quoted=True)

    def _meaning(self, top: Mark, start: int) -> Meaning:
        if top.level != "instrument" or THIS in top.items:
            return Meaning(None, "relative")
        if top.kind == "foreign":
            return Meaning(None, "named")
        days = self._title_days(top, start)
        meanings = {self._meant(top, day) for day in days} or {self._meant(top)}
        self.titled = (top.end, days or self.instruments.days_of(top, self.context.document)) if not top.name or days else (0, ())
        return meanings.pop() if len(meanings) == 1 else Meaning(None, "named")

    def _meant(self, mark: Mark, day: date | None = None) -> Meaning:
        return self.instruments.meant(mark, self.context.document, day or self.context.on, self.context.introduced)

    def _title_days(self, top: Mark, start: int) -> tuple[date, ...]:
        """The days between which a law named in the title of a numbered instrument is to be read: those of that instrument."""
        end, days = self.titled
        gap = self.text[end:start] if end and days and top.name and start - end <= MAX_TITLE else ""
        return days if gap and _IN_TITLE.fullmatch(gap) else ()

    def _follow(self, written: Written, explicit: Meaning | None, targets: tuple[Target, ...]) -> None:
        """Takes what the instruction says it amends: the instrument that it names first, and the last place."""
        if explicit is not None:
            if self.named:
                return
            self.named = True
            self.amended = Amended(explicit.instrument)
        if self.amended is None or any(THIS in run.top.items for run in written.runs):
            return
        same = [t for t in targets if t.instrument == self.amended.instrument and t.eid]
        if same:
            articles = {split_eid(t.eid)[0] for t in same}
            self.amended = replace(self.amended, eid=same[0].eid if len(articles) == 1 else "", component=same[0].component)


def _is_heading(text: str, mark: Mark) -> bool:
    """Whether "Phụ lục II" is the heading of an appendix: with its title behind it, or alone on its line but for marks of layout."""
    line = text[text.rfind("\n", 0, mark.start) + 1 : mark.start]
    return _HEADING.match(text, mark.end) is not None or not line.strip("#*=_ |")


def _is_reference(written: Written, text: str, document: str) -> bool:
    """Whether the marks are a reference: not a foreign name alone, a bare "Chương II", or the text's own number at its head."""
    first = written.runs[0]
    mark = first.marks[0]
    if first.top.kind == "foreign" and not (mark.items and mark.level in {"article", "clause", "point", "appendix"}):
        return False
    if mark.level == "instrument":
        own = mark.number == document and (not mark.kind or _OWN_NUMBER.match(text, mark.start))
        return mark.kind != "foreign" and not own
    if mark.level == "division":
        return THIS in mark.items or len(first.marks) > 1
    if mark.level == "regulation":
        return THIS in mark.items or len(first.marks) > 1
    return mark.level != "appendix" or len(first.marks) > 1 or (bool(mark.items) and not _is_heading(text, mark))
