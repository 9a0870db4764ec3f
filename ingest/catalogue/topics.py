"""Topics on which boards are compared: how a question calls each, and what a statement of a report about it says."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .entry import Entry

FILE = "topics.toml"


@dataclass(frozen=True, slots=True)
class Topic:
    """`says` are the phrases by which a question calls it, `words` those by which a statement is of it, the more telling first."""

    name: str
    says: tuple[str, ...]
    words: tuple[str, ...]


def read_topics(table: Mapping[str, Any]) -> tuple[Topic, ...]:
    """The entries of topics.toml. Raises CatalogueError."""
    return tuple(
        Topic(entry.text("name"), entry.texts("says"), entry.texts("words", required=True)) for entry in Entry(FILE, table).entries("topic")
    )
