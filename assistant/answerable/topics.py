"""Matters that the texts held do not answer (corpus/catalogue/topics.toml), as far as a question is about one and nothing on it is held."""

from collections.abc import Iterator, Sequence

from ingest.catalogue import Catalogue, Topic
from ingest.index.reader import Opened
from ingest.index.tokens import Expander
from ingest.law.normalise import fold

from ..question import Question
from .phrases import Said, read_of


class TopicFinder:
    """Finds the matters that a question is about."""

    def __init__(self, catalogue: Catalogue, expand: Expander) -> None:
        self._topics = [(topic, Said(topic.says, expand), Said(topic.unless, expand)) for topic in catalogue.asking.topics]
        self._titles: tuple[str, tuple[str, ...]] = ("", ())  # of one generation, by its name

    def find(self, opened: Opened, question: Question) -> list[Topic]:
        """The matters on which nothing is held, in the order of the table; none where the question names a provision."""
        if question.locator:
            return []
        return [topic for topic in self._about(question) if not self._is_held(opened, topic)]

    def _about(self, question: Question) -> Iterator[Topic]:
        read = read_of(question)
        for topic, says, unless in self._topics:
            if says.stands_in(read, question.folded) and not unless.stands_in(read, question.folded):
                yield topic

    def _is_held(self, opened: Opened, topic: Topic) -> bool:
        """Whether a text on it is held: one of its instruments, or one whose title names it. A part left out stays left out."""
        if topic.kind == "left_out":
            return False
        if any(is_held(opened, number) for number in topic.instruments):
            return True
        return bool(topic.titled) and any(fold(topic.titled) in title for title in self._titles_of(opened))

    def _titles_of(self, opened: Opened) -> Sequence[str]:
        if self._titles[0] != opened.name:
            self._titles = (opened.name, tuple(fold(f"{v.kind} {v.title}") for v in opened.store.versions() if v.text_kind != "note"))
        return self._titles[1]


def is_held(opened: Opened, number: str) -> bool:
    """Whether a text of the instrument is held; single facts of it that a note tells are none."""
    return any(version.text_kind != "note" for version in opened.versions_of(number))
