"""Matters that the texts held do not answer (corpus/catalogue/matters.toml), as far as nothing on them is held."""

from collections.abc import Iterator, Sequence

from ingest.catalogue import Catalogue, Matter
from ingest.index.reader import Opened
from ingest.index.tokens import Expander
from ingest.law.normalise import fold

from ..question import Question
from .phrases import Said, read_of


class MatterFinder:
    """Finds the matters that a question is about."""

    def __init__(self, catalogue: Catalogue, expand: Expander) -> None:
        self._matters = [(matter, Said(matter.says, expand), Said(matter.unless, expand)) for matter in catalogue.asking.matters]
        self._titles: tuple[str, tuple[str, ...]] = ("", ())  # of one generation, by its name

    def find(self, opened: Opened, question: Question) -> list[Matter]:
        """The matters on which nothing is held, in the order of the table; none where the question names a provision."""
        if question.locator:
            return []
        return [matter for matter in self._about(question) if not self._is_held(opened, matter)]

    def _about(self, question: Question) -> Iterator[Matter]:
        read = read_of(question)
        for matter, says, unless in self._matters:
            if says.stands_in(read, question.folded) and not unless.stands_in(read, question.folded):
                yield matter

    def _is_held(self, opened: Opened, matter: Matter) -> bool:
        """Whether a text on it is held: one of its instruments, or one whose title names it. A part left out stays left out."""
        if matter.kind == "left_out":
            return False
        if any(is_held(opened, number) for number in matter.instruments):
            return True
        return bool(matter.titled) and any(fold(matter.titled) in title for title in self._titles_of(opened))

    def _titles_of(self, opened: Opened) -> Sequence[str]:
        if self._titles[0] != opened.name:
            self._titles = (opened.name, tuple(fold(f"{v.kind} {v.title}") for v in opened.store.versions() if v.text_kind != "note"))
        return self._titles[1]


def is_held(opened: Opened, number: str) -> bool:
    """Whether a text of the instrument is held; single facts of it that a note tells are none."""
    return any(version.text_kind != "note" for version in opened.versions_of(number))
