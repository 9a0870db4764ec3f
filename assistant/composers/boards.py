"""Whom a question compares: the boards by their provinces as reports print them, speakers by name, or all members of a bloc."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from ingest.catalogue import Catalogue
from ingest.index.tokens import syllables
from ingest.law.normalise import fold

from ..spoken import Phrases
from .report_text import HeldReport
from .wording import Wording

_TITLES = ("ông", "bà")
MAX_NEAREST, NEAR_ENOUGH = 3, 0.4  # names offered for one that nobody has; likeness of difflib from which one is offered


@dataclass(frozen=True, slots=True)
class Party:
    """One column of a comparison: a province with its board, a speaker of a report, or a whole bloc."""

    name: str
    speaker: str = ""
    is_bloc: bool = False

    @property
    def is_speaker(self) -> bool:
        return bool(self.speaker)


WHOLE_BLOC = Party("Toàn Khối", is_bloc=True)


class BoardReader:
    """Finds the parties that a question names; provinces keep the name that the question uses."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._places = catalogue.places
        provinces = catalogue.places.provinces
        names = [(name, name) for p in provinces for name in (p.name, *p.merged)]
        names += [(alias, p.name) for p in provinces for alias in p.aliases]
        members = [m for card in catalogue.reports for m in card.members]
        names += [(name, m.province) for m in members for name in (m.province, *m.says)]
        self._names = Phrases(names)

    def named(self, wording: Wording) -> list[Party]:
        """The provinces named, in their order."""
        found = self._names.find(list(wording.plain), wording.folded)
        return [Party(name) for name in dict.fromkeys(spoken.means for spoken in found)]

    def speakers(self, wording: Wording, reports: Iterable[HeldReport]) -> list[Party]:
        """The speakers named, in full or as "ông Hải"."""
        names = dict.fromkeys(name for report in reports for name in report.speakers)
        meant = [(form, name) for name in names for form in (name, *(f"{title} {name.split()[-1]}" for title in _TITLES))]
        spoken = Phrases(meant).find(list(wording.plain), wording.folded)
        return [Party(name, speaker=name) for name in dict.fromkeys(s.means for s in spoken)]

    def read(self, name: str) -> list[Party]:
        """The parties that a name given on its own calls, in their order; none where no province is called so."""
        if fold(" ".join(name.split())) == fold(WHOLE_BLOC.name):
            return [WHOLE_BLOC]
        found = [s.means for s in self._names.find(syllables(name, folded=False), False)]
        folded = [s.means for s in self._names.find(syllables(name, folded=True), True)]
        return [Party(means) for means in dict.fromkeys(found or folded)]

    def nearest(self, name: str) -> list[str]:
        """The names of provinces that look most like a name that none has."""
        forms = {fold(known): known for p in self._places.provinces for known in (*p.merged, p.name)}
        return [forms[form] for form in get_close_matches(fold(" ".join(name.split())), forms, MAX_NEAREST, NEAR_ENOUGH)]

    def members(self, reports: Sequence[HeldReport]) -> list[Party]:
        """All members of the blocs of the reports."""
        return [Party(name) for name in dict.fromkeys(m.province for report in reports for m in report.card.members)]

    def today(self, party: Party) -> str:
        """The province of today, the same name where no table knows it."""
        province = self._places.province(party.name)
        return province.name if province else party.name


def is_of(party: Party, province: str) -> bool:
    return fold(party.name) == fold(province)
