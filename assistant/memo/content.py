"""What a memo says, before it is set on paper: grounds, sections, a table of boards, the clauses quoted, and what was left out and why."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any, Literal

from ingest.index.records import Version

from ..answer import Citation
from ..citing import sentence, short_name
from ..desk import Item
from ..desk.item import BETWEEN
from ..forms import Forms, Phrases, elsewhere_than, ground_lines, grounds_of
from ..memo_error import MemoError
from ..service import Assistant
from ..warnings import warnings_for
from .checking import Checked, Checker, Held, LeftOut
from .clauses import Clause, clause_rows
from .details import Details, authority_of, completed, kind_of, printable
from .naming import Names, state_mark

MAX_ITEMS = 200  # in one memo: more is no basket that a person made
ParagraphKind = Literal["text", "listed", "note"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`listed` stands behind a dash; `note` is the officer's own."""

    text: str
    kind: ParagraphKind = "text"


@dataclass(frozen=True, slots=True)
class Table:
    """Boards and topics; the first row and the first column are their names. `source` says where its words are from."""

    rows: tuple[tuple[str, ...], ...]
    source: str


@dataclass(frozen=True, slots=True)
class Entry:
    heading: str
    paragraphs: tuple[Paragraph, ...]
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """Entries under one heading of the officer; "" where the officer gave none."""

    heading: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Memo:
    """`notices` are for the officer alone, as is `left_out`: neither is printed."""

    details: Details
    grounds: tuple[str, ...]
    sections: tuple[Section, ...]
    clauses: tuple[Clause, ...]
    left_out: tuple[LeftOut, ...]
    notices: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        return not self.sections

    def as_json(self) -> dict[str, Any]:
        """What `assistant memo --json` tells of it."""
        return {
            "kind": self.details.kind,
            "as_of": self.details.day.isoformat(),
            "grounds": list(self.grounds),
            "headings": [entry.heading for section in self.sections for entry in section.entries],
            "clauses": [clause.name for clause in self.clauses],
            "left_out": [left.as_json() for left in self.left_out],
            "notices": list(self.notices),
        }


def draft_memo(items: Sequence[Item], details: Details, assistant: Assistant, forms: Forms) -> Memo:
    """What of the items holds on the day of the paper, in the words of a paper. Raises MemoError or IndexProblem."""
    if len(items) > MAX_ITEMS:
        raise MemoError(f"Phiếu có {len(items)} mục, nhiều hơn mức {MAX_ITEMS}; đề nghị chia thành nhiều văn bản.")
    kind_of(details, forms)
    authority_of(details, forms)
    details = completed(details, assistant.catalogue.places)
    checker = Checker(assistant, details.day)
    checked = [checker.check(item) for item in items]
    holding = [one for one in checked if one.held]
    versions = {v.id: v for v in assistant.versions()}
    citations = _each_once(c for one in holding for held in one.held for c in held.citations)
    elsewhere = elsewhere_than(details.board, assistant.catalogue)
    grounds = grounds_of(citations, versions, forms, elsewhere)
    phrases = forms.phrases
    names = Names([versions[c.version_id] for c in citations], [v.document for v in grounds], phrases)
    return Memo(
        details=details,
        grounds=tuple(ground_lines(grounds, forms)),
        sections=tuple(_Writer(names, citations, phrases).sections(holding)),
        clauses=tuple(clause_rows(citations, versions, assistant.catalogue, details.day, phrases)),
        left_out=tuple(left for one in checked for left in one.left_out),
        notices=tuple(_notices(citations, versions, assistant, details.day, elsewhere, phrases)),
    )


def _notices(
    citations: Sequence[Citation],
    versions: dict[int, Version],
    assistant: Assistant,
    day: date,
    elsewhere: Callable[[Version], bool],
    phrases: Phrases,
) -> list[str]:
    """What the officer must know before signing: what is no ground and why, then the warnings of an answer."""
    texts = [versions[c.version_id] for c in citations if c.text_kind in {"official", "digest"}]
    marks = [(c, state_mark(c, phrases)) for c in citations]
    aged = [f"{c.label}: {mark}; chỉ nêu kèm tình trạng này, không đưa vào phần căn cứ." for c, mark in marks if mark]
    far = [
        f"{short_name(v)}: văn bản của địa phương khác hoặc của riêng một địa phương; không đưa vào phần căn cứ."
        for v in texts
        if elsewhere(v)
    ]
    return list(dict.fromkeys([*aged, *far, *warnings_for(citations, versions, assistant.catalogue, day)]))


def _each_once(citations: Iterable[Citation]) -> list[Citation]:
    """The citations in order of mention, one a provision of a text."""
    found: dict[tuple[int, str, str, int], Citation] = {}
    for citation in citations:
        found.setdefault((citation.version_id, citation.component, citation.eid, citation.start), citation)
    return list(found.values())


class _Writer:
    """Writes the sections of one paper."""

    def __init__(self, names: Names, citations: Sequence[Citation], phrases: Phrases) -> None:
        self._names, self._phrases, self._say = names, phrases, phrases.say
        self._rows = {(c.version_id, c.component, c.eid): n for n, c in enumerate(citations, start=1)}  # of the appendix

    def sections(self, holding: Sequence[Checked]) -> list[Section]:
        """The items by the headings that the officer gave, in order of first mention; those without one alone, or last."""
        groups: dict[str, list[Checked]] = {}
        for one in holding:
            groups.setdefault(printable(one.item.group), []).append(one)
        if "" in groups and len(groups) > 1:
            groups[""] = groups.pop("")
        alone = set(groups) == {""}
        return [
            Section("" if alone else heading or self._say("no-topic"), tuple(self._entries(inside))) for heading, inside in groups.items()
        ]

    def _entries(self, inside: Sequence[Checked]) -> list[Entry]:
        """An entry an item; cells that follow one another stand in one table."""
        entries = list[Entry]()
        for is_cell, run in groupby(inside, key=lambda one: one.item.kind == "cell"):
            told = list(run)
            entries += [self._comparison(told)] if is_cell else [self._entry(one) for one in told]
        return entries

    def _entry(self, one: Checked) -> Entry:
        """Conclusions first, then the provisions: named where the appendix quotes them, in their words where nothing else answers."""
        told = [held for held in one.held if held.role == "conclusion"]
        grounds = [held for held in one.held if held.role != "conclusion"]
        paragraphs = [Paragraph(self._names.sentence(held.text, held.citations)) for held in told]
        if told:
            said = {c.key + c.document for held in told for c in held.citations}
            rest = [c for held in grounds for c in held.citations if c.key + c.document not in said]
            if rest:
                paragraphs.append(Paragraph(self._say("others", provisions=self._names.mentions(rest))))
        else:
            kind: ParagraphKind = "listed" if len(grounds) > 1 else "text"
            paragraphs += [Paragraph(self._provision(held), kind) for held in grounds]
        return Entry(self._heading(one), (*paragraphs, *self._notes([one.item])))

    def _provision(self, held: Held) -> str:
        """A provision in its own words, behind its name; our own wording is marked as such."""
        citation = held.citations[0]
        name = self._names.mention(citation)
        if citation.text_kind == "report":
            return _stopped(self._say("of-report", name=name, text=held.text))
        return _stopped(self._say("provision-digest" if citation.quote is None else "provision", name=sentence(name), text=held.text))

    def _heading(self, one: Checked) -> str:
        citation = one.held[0].citations[0]
        if one.item.heading:
            return printable(one.item.heading)
        if one.item.kind == "clause":  # by what it is in the index, whatever the item calls it
            label = citation.place if citation.text_kind == "report" else citation.label
            return sentence(label)
        title = printable(one.item.title)
        return title if title.endswith("?") else self._say("question", title=title)  # what was asked is not to be read as what is so

    def _notes(self, items: Iterable[Item]) -> list[Paragraph]:
        return [Paragraph(self._say("own-note", note=line), "note") for item in items for line in printable(item.note).splitlines()]

    def _comparison(self, cells: Sequence[Checked]) -> Entry:
        """Boards × topics, each cell with its row in the appendix; the shorter of the two lists goes across the page."""
        said = dict[tuple[str, str], str]()
        for one in cells:
            place, _, topic = printable(one.item.title).partition(BETWEEN)
            topic, _, of_whom = topic.removesuffix(")").partition(" (")
            told = [said[place, topic]] if (place, topic) in said else []
            told += [self._told(held, of_whom) for held in one.held]
            said[place, topic] = "\n".join(told)
        places, topics = (list(dict.fromkeys(pair[n] for pair in said)) for n in (0, 1))
        absent = self._say("comparison-absent")
        if len(places) <= len(topics):
            rows = [
                (self._say("comparison-topics"), *places),
                *((sentence(topic), *(said.get((p, topic), absent) for p in places)) for topic in topics),
            ]
        else:
            rows = [
                (self._say("comparison-places"), *map(sentence, topics)),
                *((place, *(said.get((place, t), absent) for t in topics)) for place in places),
            ]
        sources = dict.fromkeys(self._names.source(c) for one in cells for held in one.held for c in held.citations)
        return Entry(
            self._say("comparison", places=", ".join(places)),
            tuple(self._notes(one.item for one in cells)),
            Table(tuple(tuple(row) for row in rows), self._say("comparison-sources", sources="; ".join(sources))),
        )

    def _told(self, held: Held, of_whom: str) -> str:
        """A statement of a cell, with what must be said of it in brackets."""
        c = held.citations[0]
        row = self._say("comparison-row", row=self._rows[c.version_id, c.component, c.eid])
        digest = self._say("comparison-digest") if c.text_kind == "digest" else ""
        return f"{held.text} ({'; '.join(mark for mark in (of_whom, digest, row, state_mark(c, self._phrases)) if mark)})"


def _stopped(text: str) -> str:
    return text if text.rstrip("”").endswith((".", ":", ";", "?", "!")) else f"{text}."
