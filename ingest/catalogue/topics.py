"""Topics on which boards are compared: how a question calls each, and what a statement or a provision about it says."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .entry import Entry

FILE = "topics.toml"


@dataclass(frozen=True, slots=True)
class Topic:
    """`says` are the phrases by which a question calls it, `words` those by which a statement is of it, the more telling first;
    a statement with one of the phrases `unlike` is of another matter."""

    name: str
    says: tuple[str, ...]
    words: tuple[str, ...]
    unlike: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LocalTopic:
    """A matter that provinces regulate themselves. `under` is the topic that it belongs to; `of_board` whether only provisions that
    name a board count."""

    name: str
    under: str
    says: tuple[str, ...]
    words: tuple[str, ...]
    of_board: bool = True


@dataclass(frozen=True, slots=True)
class Preset:
    """A comparison worth a first look."""

    name: str
    places: tuple[str, ...]
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LocalTopics:
    """`boards` are the phrases by which provisions of a province name its board."""

    topics: tuple[LocalTopic, ...] = ()
    boards: tuple[str, ...] = ()


def read_topics(table: Mapping[str, Any]) -> tuple[Topic, ...]:
    """The topics of reports. Raises CatalogueError."""
    entries = Entry(FILE, table).entries("topic")
    return tuple(Topic(e.text("name"), e.texts("says"), e.texts("words", required=True), e.texts("unlike")) for e in entries)


def read_local_topics(table: Mapping[str, Any]) -> LocalTopics:
    """The topics of provinces' own texts. Raises CatalogueError."""
    whole = Entry(FILE, table)
    topics = tuple(
        LocalTopic(e.text("name"), e.text("under"), e.texts("says"), e.texts("words", required=True), e.flag("of_board", default=True))
        for e in whole.entries("local")
    )
    return LocalTopics(topics, whole.texts("boards"))


def read_presets(table: Mapping[str, Any]) -> tuple[Preset, ...]:
    """The comparisons that a page offers. Raises CatalogueError."""
    entries = Entry(FILE, table).entries("preset")
    return tuple(Preset(e.text("name"), e.texts("places", required=True), e.texts("topics", required=True)) for e in entries)
