"""A question that has the grounds of a paper drafted → the matter that the paper is about (the table corpus/forms/grounds.toml)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from ingest.catalogue import CatalogueError, ProvisionRef
from ingest.catalogue.entry import Entry
from ingest.law.normalise import fold, normalise

LISTS = ("asks", "grounds", "drafts", "papers", "else_asked", "framing")
AT_THE_END = 3  # words that may stand behind a request that ends the question: "viết thế nào ạ"


@dataclass(frozen=True, slots=True)
class Missing:
    """What the officer has to add; `once`: only while no decision on the functions of the board is a ground."""

    words: str
    once_function: bool


@dataclass(frozen=True)
class GroundsTable:
    """How grounds are asked for, and what is said with a draft of them.

    `frame` are documents on the board itself: grounds wherever they have a clause on the matter. `function` is how the title of the
    decision on its functions names its matter, `not_held` names documents of the matter that are not held.
    """

    said: dict[str, tuple[str, ...]]
    form_rule: ProvisionRef
    says: str
    frame: tuple[str, ...]
    function: str
    not_held: str
    missing: tuple[Missing, ...]

    def notices(self, titles: Iterable[str]) -> tuple[str, ...]:
        """What the officer has to add to grounds with these titles."""
        holds = any(self.function in title for title in titles)
        return tuple(m.words for m in self.missing if not (m.once_function and holds))

    def matter_of(self, question: str, folded: bool) -> str | None:
        """What the paper is about; None where no grounds are to be drafted, "" where the question does not say for what.

        `folded` where the question is typed without accents.
        """
        text = normalise(question).strip(" ?.!")
        read = fold(text) if folded else text.lower()
        if len(read) != len(text) or _any(self.said["else_asked"], folded).search(read):
            return None
        named, alone = _any(self.said["asks"], folded).search(read), _any(self.said["grounds"], folded).search(read)
        if not (grounds := named or alone):
            return None
        request, paper = self._request(read, grounds, folded), self._paper(read, grounds, folded)
        begins = paper is not None and grounds.start() == 0 and not read[grounds.end() : paper.start()].strip()  # "căn cứ tờ trình …"
        if not (named and (request or paper)) and not (request and paper) and not begins:
            return None
        taken = sorted({found.span() for found in (grounds, request, paper) if found})
        return " ".join(filter(None, (self._bare(part, folded) for part in _between(text, taken))))

    def _request(self, read: str, grounds: re.Match[str], folded: bool) -> re.Match[str] | None:
        """The word that has them drafted: in front of them, or at the end of the question."""
        words = _any(self.said["drafts"], folded)
        in_front = words.search(read, 0, grounds.start())
        behind = [m for m in words.finditer(read, grounds.end()) if len(read[m.end() :].split()) <= AT_THE_END]
        return in_front or (behind[-1] if behind else None)

    def _paper(self, read: str, grounds: re.Match[str], folded: bool) -> re.Match[str] | None:
        papers = _any(self.said["papers"], folded)
        return papers.search(read, grounds.end()) or papers.search(read, 0, grounds.start())

    def _bare(self, part: str, folded: bool) -> str:
        """A stretch of the question without the words around the matter, at its ends."""
        ends, found = _at_an_end(self.said["framing"], folded), part.strip(" ,.:;–-")
        while (match := ends.search(fold(found) if folded else found.lower())) and found:
            found = (found[match.end() :] if match.start() == 0 else found[: match.start()]).strip(" ,.:;–-")
        return found


def grounds_table(table: Entry) -> GroundsTable:
    """The table as a typed value. Raises CatalogueError."""
    said = {name: table.texts(name, required=True) for name in LISTS}
    if any(not fold(phrase).strip() for phrases in said.values() for phrase in phrases):
        raise CatalogueError("grounds.toml has an empty phrase")
    missing = tuple(Missing(e.text("words"), e.choice("once", ("", "function"), "") == "function") for e in table.entries("missing"))
    return GroundsTable(
        said,
        table.provision("form_rule"),
        table.text("says"),
        table.texts("frame"),
        table.text("function"),
        table.text("not_held"),
        missing,
    )


@lru_cache
def _any(phrases: tuple[str, ...], folded: bool) -> re.Pattern[str]:
    """Any of the phrases, the longest first."""
    forms = sorted({fold(phrase) if folded else phrase.lower() for phrase in phrases}, key=lambda form: (-len(form), form))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, forms))})(?!\w)")


@lru_cache
def _at_an_end(phrases: tuple[str, ...], folded: bool) -> re.Pattern[str]:
    """One of the phrases at the beginning or the end of a text."""
    words = _any(phrases, folded).pattern
    return re.compile(rf"^\W*{words}\W*|\W*{words}\W*$")


def _between(text: str, taken: Iterable[tuple[int, int]]) -> Iterable[str]:
    """What stands in front of, between and behind the spans."""
    at = 0
    for start, end in taken:
        yield text[at:start]
        at = max(at, end)
    yield text[at:]
