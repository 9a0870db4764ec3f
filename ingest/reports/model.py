"""What is read from a published account of a conference."""

from dataclasses import dataclass
from typing import Literal

from ..catalogue.reports import Quality

PieceKind = Literal["title", "heading", "prose", "question", "table", "footnote", "caption", "furniture"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A line of the text with its line end, or a part of a line too long to be read at once. All pieces, joined, are the text."""

    kind: PieceKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks. `name` is "" for a representative who is not named, `province` (of then) and `board` for one of no board.

    `heard` is false where only a caption tells that he or she spoke, so that nothing said is known.
    """

    name: str
    honorific: str
    office: str
    role: str
    board: str
    province: str
    body: str
    heard: bool


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sentence, [start, end) in the text, of a piece of this kind.

    `speakers` are places in the report's list, none for what the account itself tells.
    """

    kind: PieceKind
    start: int
    end: int
    section: str
    speakers: tuple[int, ...]
    provinces: tuple[str, ...]
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PrintedFigure:
    """A number as printed at [start, end), with its unit behind it and "hơn", "gần" in front.

    `province` is "" where it is of all, or where the sentence leaves open whose it is.

    `label` is what the sentence says around it; `indicator` what the tables know it to tell, "" where they do not.
    """

    number: str
    unit: str
    printed: str
    label: str
    indicator: str
    topic: str
    parts: tuple[str, ...]
    period: str
    province: str
    quality: Quality
    reason: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PublishedReport:
    """A published account of a conference."""

    text: str
    title: str
    period: str
    pieces: tuple[Piece, ...]
    speakers: tuple[Speaker, ...]
    spoken: tuple[Spoken, ...]
    figures: tuple[PrintedFigure, ...]
    boards: tuple[str, ...]  # provinces of then whose boards are named, in their order
