"""Whether a question asks who acts or where to go, and whether a text names such a body or person."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from ingest.catalogue import Catalogue
from ingest.index.tokens import Expander
from ingest.law.normalise import search_form

from .asked_for import asking_words

_PERSON = re.compile(r"(?<!nhung )(?<!ap dung cho )(?<!voi )\b(?:ai|nguoi nao|ben nao)\b")  # folded; to whom rules apply is asked of no one
_OFFICE = re.compile(r"\b(?:co quan|cap|don vi|noi|so|phong|ban) nao\b")  # folded
_PLACE = re.compile(r"\bo dau\b|\bcho nao\b|\b(?:nop|gui|trinh|dang ky|bao cao|mang)\b.{0,60}\b(?:dau|cho ai)\b")  # folded
_ISSUED = re.compile(  # in search form: who issued what is cited acts in nothing else
    rf"\b(?:năm \d{{4}}|luật|nghị định|thông tư|quyết định|nghị quyết) {search_form('của')}"
    r" (?:chính phủ|quốc hội|thủ tướng chính phủ|ủy ban thường vụ quốc hội|bộ trưởng(?: bộ [^,;.()\d]*)?)"
)
_DOCUMENT = re.compile(r"\d+/\d{4}/[\w-]+")


@dataclass(frozen=True)
class Who:
    """Of whom is asked: anybody who acts, or an office alone."""

    names: re.Pattern[str]
    expand: Expander = field(repr=False, compare=False)

    def is_in(self, text: str) -> bool:
        return bool(self.names.search(_ISSUED.sub(" ", search_form(self.expand(_DOCUMENT.sub(" ", text))))))


class WhoFinder:
    """Knows those who act from the senses of the catalogue (kinds actor and party) and the lists of asking.toml."""

    def __init__(self, catalogue: Catalogue, expand: Expander) -> None:
        asking = catalogue.asking
        acting = {name for s in catalogue.senses if s.kind in {"actor", "party"} for name in (s.means, *s.says)} - {*asking.lawmakers}
        private = {search_form(name) for name in asking.private}
        offices = {name for name in acting if search_form(expand(name)) not in private} | {*asking.offices}
        self._anybody, self._office, self._place = (
            Who(_names(names, expand), expand) for names in (acting | offices, offices, offices | {*asking.counters})
        )

    def find(self, text: str) -> Who | None:
        """None where neither who nor where is asked."""
        read = asking_words(text)
        asked = ((_PLACE, self._place), (_OFFICE, self._office), (_PERSON, self._anybody))
        return next((who for words, who in asked if words.search(read)), None)


def _names(names: Iterable[str], expand: Expander) -> re.Pattern[str]:
    forms = sorted({search_form(expand(name)) for name in names}, key=lambda form: (-len(form), form))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, forms))})(?!\w)")
