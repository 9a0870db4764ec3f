"""What the account of a conference says of itself at its head: members, figures with their quality, contradictions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

from .entry import Entry

Quality = Literal["plausible", "implausible", "unparseable", "contradicts"]
NAMED_ONLY = ("nêu tên, không có nội dung", "không được nhắc")


@dataclass(frozen=True, slots=True)
class Member:
    """A board of the bloc. `named_in` is the statement that names a board of which nothing else is told."""

    board: str
    province: str
    province_today: str
    content: str
    named_in: str
    says: tuple[str, ...]

    @property
    def is_named_only(self) -> bool:
        return self.content in NAMED_ONLY


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as printed, in the statement that carries it. Figures of one `measure` are told apart by `part`."""

    id: str
    topic: str
    label: str
    printed: str
    unit: str
    period: str
    scope: str
    quality: Quality
    statement: str
    measure: tuple[str, ...]
    part: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Doubt:
    """What a reader must be told of the statements `about`: misprinted, inferred, or outdated since."""

    note: str
    about: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Statements that gainsay each other, and the words by which a question asks about their matter."""

    says: str
    statements: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReportCard:
    """`called` is how questions call the report; `roll` are the statements that name all members; statements whose eId begins with one
    of `listings` only name boards. `unranked` maps a topic to the statement that names boards on it without a figure for each.
    `of_all` are statements in which a speaker speaks of the whole bloc, not of his own board."""

    id: str
    title: str
    period: str
    called: tuple[str, ...]
    remarks: tuple[str, ...]  # statements of ours about the report, which no sentence of it says
    roll: tuple[str, ...]
    listings: tuple[str, ...]
    members: tuple[Member, ...]
    figures: tuple[Figure, ...]
    contradictions: tuple[Contradiction, ...]
    unranked: Mapping[str, str]
    of_all: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class OtherConference:
    """A conference known to have been held, of which no content is held. `held_on` is None, `place` and `url` "" where unknown."""

    title: str
    period: str
    bloc: str
    held_on: date | None
    place: str
    url: str


def read_other_conferences(file: str, table: Mapping[str, Any]) -> tuple[OtherConference, ...]:
    """The entries of other-conferences.toml. Raises CatalogueError."""
    return tuple(
        OtherConference(e.text("title"), e.text("period", ""), e.text("bloc"), e.day("held_on"), e.text("place", ""), e.text("url", ""))
        for e in Entry(file, table).entries("conference")
    )


def read_report_card(file: str, front: Mapping[str, Any]) -> ReportCard:
    """The card of a front matter. Raises CatalogueError."""
    whole = Entry(file, front)
    return ReportCard(
        id=whole.text("id"),
        title=whole.text("title"),
        period=whole.text("period", ""),
        called=whole.texts("called"),
        remarks=whole.texts("remarks"),
        roll=whole.texts("roll"),
        listings=whole.texts("listings"),
        members=tuple(map(_member, whole.entries("members"))),
        figures=tuple(figure for figure in map(_figure, whole.entries("figures")) if figure.statement),
        contradictions=tuple(c for c in map(_contradiction, whole.entries("doubts")) if c.statements),
        unranked={entry.text("topic"): entry.text("statement") for entry in whole.entries("rankings")},
        of_all=whole.texts("of_all"),
        doubts=tuple(Doubt(entry.text("note"), about) for entry in whole.entries("doubts") if (about := entry.texts("about"))),
    )


def _member(entry: Entry) -> Member:
    return Member(
        entry.text("board"), entry.text("province"), entry.text("province_today"), entry.text("content", ""), entry.text("named_in", ""),
        entry.texts("says"),
    )  # fmt: skip


def _figure(entry: Entry) -> Figure:
    return Figure(
        entry.text("id"), entry.text("topic", ""), entry.text("label"), entry.text("printed"), entry.text("unit", ""),
        entry.text("period", ""), entry.text("scope", ""), entry.choice("quality", get_args(Quality)), entry.text("statement", ""),
        entry.texts("measure"), entry.texts("part"), entry.text("note", ""),
    )  # fmt: skip


def _contradiction(entry: Entry) -> Contradiction:
    return Contradiction(entry.text("says", ""), entry.texts("statements"), entry.texts("words"))
