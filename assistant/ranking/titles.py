"""Laws that a question names by their titles ("theo Luật Đất đai"), among those that an index holds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.index.reader import Opened
from ingest.index.records import Version
from ingest.index.tokens import syllables
from ingest.law.normalise import fold

from ..question import Question

NAMED_BY_TITLE = frozenset(map(fold, ("Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh")))
NAMED_BY_KIND = fold("Hiến pháp")  # the one that needs no title
MAX_TITLE = 14  # syllables: a longer title is nobody's name for a law
_KIND_WORDS = frozenset(["nghi", "dinh", "thong", "tu", "quyet", "luat", "bo", "phap", "lenh", "nd", "tt", "so"])  # folded


@dataclass(frozen=True, slots=True)
class Named:
    """The documents named, as numbers of the index, and the places of the syllables that name them."""

    documents: tuple[int, ...]
    places: frozenset[int]


class Titles:
    """The titles of the laws of one generation, found in a question by their syllables."""

    def __init__(self, opened: Opened) -> None:
        self._forms: dict[bool, dict[str, list[tuple[list[str], tuple[int, ...]]]]] = {}
        named = [*_named(opened.store.versions())]
        for folded in (False, True):
            by_title: dict[tuple[str, ...], set[int]] = {}
            for title, document in named:
                if len(words := tuple(syllables(title, folded))) <= MAX_TITLE:
                    by_title.setdefault(words, set()).update(opened.rows.codes([document]))
            forms = self._forms[folded] = {}
            for words, codes in sorted(by_title.items(), key=lambda item: -len(item[0])):
                forms.setdefault(words[0], []).append(([*words], tuple(sorted(codes))))

    def find(self, sequence: Sequence[str], question: Question) -> Named:
        """The longest titles from the left, none inside another."""
        forms, position = self._forms[question.folded], 0
        documents, places = dict[int, None](), set[int]()
        while position < len(sequence):
            for words, codes in forms.get(sequence[position], ()):
                if [*sequence[position : position + len(words)]] == words:
                    documents |= dict.fromkeys(codes)
                    places |= set(range(position, position + len(words)))
                    position += len(words) - 1
                    break
            position += 1
        return Named(tuple(documents), frozenset(places))


def number_places(sequence: Sequence[str], question: Question) -> frozenset[int]:
    """The places of the syllables that name documents by number, with the kind in front: "Nghị định số 35/2022/NĐ-CP"."""
    found = set[int]()
    for number in question.documents:
        words = syllables(number, question.folded)
        for start in range(len(sequence)):
            length = next((n for n in (len(words), 2, 1) if [*sequence[start : start + n]] == words[:n]), 0)
            if length and words[0].isdigit():
                first = start
                while first > 0 and fold(sequence[first - 1]) in _KIND_WORDS:
                    first -= 1
                found |= set(range(first, start + length))
    return frozenset(found)


def _named(versions: Iterable[Version]) -> Iterable[tuple[str, str]]:
    for version in versions:
        if fold(version.kind) in NAMED_BY_TITLE and (version.title or fold(version.kind) == NAMED_BY_KIND):
            yield f"{version.kind} {version.title}".strip(), version.document
