"""The persons that a text names: full names, later short ones, pronouns; what each is told to be."""

from dataclasses import dataclass, replace

from ..law.normalise import fold
from .lexicon import Lexicon
from .model import Speaker
from .people import Described, Mention


@dataclass(slots=True)
class Person:
    """What is known of one speaker so far."""

    name: str
    honorific: str
    told: Described
    board: str = ""
    heard: bool = False
    captioned: bool = False

    @property
    def speaks(self) -> bool:
        return self.heard or self.captioned


class People:
    """The persons of one text; a later short name is that of the person named last whose name ends so."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self.all: list[Person] = []
        self._by_name: dict[str, int] = {}
        self._by_end: dict[str, list[int]] = {}
        self.last: int | None = None

    def add(self, mention: Mention, told: Described) -> int | None:
        """The place of the person; None where a short name or a pronoun fits nobody."""
        if mention.is_pronoun:
            return self.last
        known = self._known(mention, told)
        if known is None:
            known = self._new(mention, told)
        else:
            self._learn(known, mention, told)
        self.last = known
        return known

    def _known(self, mention: Mention, told: Described) -> int | None:
        if not mention.name:
            return self._by_name.get(f"@{told.province}")
        key = fold(mention.name)
        if key in self._by_name:
            return self._by_name[key]
        for place in reversed(self._by_end.get(key, ())):
            person = self.all[place]
            if self._lexicon.may_be_one(mention.honorific, person.honorific):
                return place
        return None

    def _new(self, mention: Mention, told: Described) -> int:
        place = len(self.all)
        self.all.append(Person(_capitalised(mention.name), self._honorific(mention), told, self._board(told)))
        key = fold(mention.name) if mention.name else f"@{told.province}"
        self._by_name[key] = place
        syllables = key.split()
        for n in range(1, len(syllables)):
            self._by_end.setdefault(" ".join(syllables[n:]), []).append(place)
        return place

    def _learn(self, place: int, mention: Mention, told: Described) -> None:
        person, old = self.all[place], self.all[place].told
        new = Described(old.office or told.office, old.role or told.role, old.body or told.body, old.province or told.province)
        if told.province and not old.province:
            new = replace(new, body=told.body)
        person.told, person.board = new, person.board or self._board(new)
        person.honorific = person.honorific or self._honorific(mention)

    def _honorific(self, mention: Mention) -> str:
        return self._lexicon.honorifics.get(fold(mention.honorific), mention.honorific)

    def _board(self, told: Described) -> str:
        board = self._lexicon.board(told.province, told.body) if told.province else None
        return board.name if board else ""

    def speakers(self) -> tuple[tuple[Speaker, ...], dict[int, int]]:
        """Those who speak, and where each person is among them."""
        places = {n: i for i, n in enumerate(n for n, p in enumerate(self.all) if p.speaks)}
        return tuple(_speaker(self.all[n]) for n in places), places


def _speaker(person: Person) -> Speaker:
    told = person.told
    return Speaker(
        person.name, person.honorific, told.office or told.role, told.role, person.board, told.province, told.body, person.heard,
    )  # fmt: skip


def _capitalised(name: str) -> str:
    """The name with a capital letter in each syllable, also where a misprint lacks it or all is printed in capitals."""
    return " ".join(part[:1].upper() + (part[1:].lower() if name.isupper() else part[1:]) for part in name.split())
