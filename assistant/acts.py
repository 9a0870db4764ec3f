"""Which acts of law a text names (corpus/catalogue/acts.toml): to end a project is not to inspect it."""

from collections.abc import Iterable, Mapping

from ingest.catalogue import Catalogue
from ingest.index.tokens import Expander, syllables

from .spoken import Phrases

NO_ACT = ""


class ActFinder:
    """Finds the acts of one catalogue by how they are said."""

    def __init__(self, catalogue: Catalogue, expand: Expander) -> None:
        self._expand = expand
        said: Mapping[str, str] = {says: act.name for act in catalogue.asking.acts for says in act.says}
        things = {phrase: NO_ACT for act in catalogue.asking.acts for phrase in act.unless}
        self._phrases = Phrases([*said.items(), *things.items()])

    def find(self, text: str, folded: bool) -> frozenset[str]:
        """The acts by their names, the longest phrase first; a word alone is no act in a text without accents, where it may be another."""
        said = self._phrases.find(syllables(self._expand(text), folded), folded)
        return frozenset(p.means for p in said if p.means and (p.stop - p.start > 1 or not folded))


def begins_with(text: str, phrases: Iterable[str]) -> bool:
    """Whether a text begins with one of the phrases, as whole syllables.

    >>> begins_with("Nhận báo cáo hằng năm", ["nhận"]), begins_with("Nhập khẩu", ["nhận"])
    (True, False)
    """
    said = syllables(text, folded=False)
    return any(said[: len(words)] == words for phrase in phrases if (words := syllables(phrase, folded=False)))


def has_any(text: str, phrases: Iterable[str], folded: bool) -> bool:
    """Whether a text has one of the phrases in it, as whole syllables.

    >>> has_any("Doanh nghiệp nộp ở đâu?", ["nộp"], folded=False), has_any("Ai chấm dứt dự án?", ["nộp"], folded=False)
    (True, False)
    """
    said = f" {' '.join(syllables(text, folded))} "
    return any(f" {' '.join(syllables(phrase, folded))} " in said for phrase in phrases)
