"""A text as the units that carry its meaning: actors, modes, negations, limits, and the words between them."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from ingest.catalogue import Catalogue, Sense, SenseKind
from ingest.index.tokens import Expander
from ingest.law.normalise import search_form

from ..number_words import in_digits

# Words, numbers with the marks inside them ("45.000", "20/11/2025"), and punctuation.
_TOKEN = re.compile(r"\d+(?:[.,/]\d+)*(?:/[\w/-]+)?|[^\W\d_]+|[,;:.()]")
_DOCUMENT = re.compile(r"\b\d+(?:\.\d+)?/(?:\d{4}/)?[A-ZĐ][\w-]*")  # the letters of a number are no abbreviations
_STOPS = frozenset(";:.()")
_ENDS = frozenset(";:.,)")
_OPENS = frozenset({"thì", "là", "cũng", "đều"})  # before a "không" that denies though it stands last
_ASKED = "có"
_LOCATORS = frozenset({"điểm", "khoản", "điều"})
_OWN_WORDS: frozenset[SenseKind] = frozenset(
    {"mode", "alone", "measure", "order", "limit", "zone", "plain", "then", "party"}
)  # phrases that are also words of the matter
_CACHED = 4096
REACH = 5  # words that a negation governs, and that say what an actor does
MEASURED = 5  # units between a number and the words that bound it


@dataclass(frozen=True, slots=True)
class Unit:
    """One phrase with a sense, one word, one number or one mark of punctuation.

    `silent` says nothing of the matter (function words, punctuation, actors), `common` is a word of all this law; `inside` names actors and
    modes in a compound.
    """

    word: str
    sense: Sense | None = None
    silent: bool = False
    stop: bool = False
    capital: bool = False
    common: bool = False
    inside: tuple[Sense, ...] = ()

    def is_a(self, *kinds: SenseKind) -> bool:
        return self.sense is not None and self.sense.kind in kinds

    @property
    def is_number(self) -> bool:
        return self.sense is None and self.word[:1].isdigit()

    @property
    def joins(self) -> bool:
        """Whether the unit joins the members of a list."""
        return self.word in {",", "và", "hoặc", "các"}

    @property
    def words(self) -> list[str]:
        return [] if self.silent else self.word.split()


@dataclass(frozen=True)
class Reading:
    """The units of a text in their order."""

    units: tuple[Unit, ...]

    @cached_property
    def words(self) -> frozenset[str]:
        """The words that say something of the matter."""
        return frozenset(word for unit in self.units for word in unit.words)

    @cached_property
    def spelt(self) -> frozenset[str]:
        """All words, those of phrases and function words too."""
        return frozenset(word for unit in self.units for word in unit.word.split())

    @cached_property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """Adjacent words of the matter: most Vietnamese words are two syllables."""
        words = [w for u in self.units for w in ([""] if u.stop or u.is_a("actor") else u.words)]
        return frozenset((a, b) for a, b in pairwise(words) if a and b)

    @cached_property
    def common(self) -> frozenset[str]:
        return frozenset(unit.word for unit in self.units if unit.common)

    @cached_property
    def means(self) -> frozenset[str]:
        return frozenset(u.sense.means for u in self.units if u.sense)

    @cached_property
    def mentions(self) -> frozenset[str]:
        """What is said, and what is only named inside a compound ("chế độ báo cáo", "lựa chọn nhà đầu tư")."""
        return self.means.union(s.means for u in self.units for s in u.inside)

    def of_kind(self, *kinds: SenseKind) -> list[tuple[int, Sense]]:
        return [(i, s) for kind in kinds for i, s in self._by_kind.get(kind, ())]

    @cached_property
    def _by_kind(self) -> dict[SenseKind, list[tuple[int, Sense]]]:
        found = dict[SenseKind, list[tuple[int, Sense]]]()
        for i, unit in enumerate(self.units):
            if unit.sense:
                found.setdefault(unit.sense.kind, []).append((i, unit.sense))
        return found

    def after(self, index: int, count: int = REACH) -> frozenset[str]:
        """The next words of the matter in the same clause."""
        return _taken(self.units[index + 1 :], count)

    def before(self, index: int, count: int = REACH) -> frozenset[str]:
        return _taken(reversed(self.units[:index]), count)

    def is_denied(self, index: int) -> bool:
        """Whether a negation stands before the unit, at most two words of the matter away; it goes through a list of modes."""
        words = 0
        for k in range(index - 1, -1, -1):
            unit = self.units[k]
            if unit.is_a("negation"):
                return True
            if unit.stop or unit.is_a("turn") or unit.word == "thì" or (unit.word == "," and not (k and self.units[k - 1].is_a("mode"))):
                return False
            words += (
                1 if unit.is_a("party") else 0 if unit.is_a("mode") or (unit.silent and not unit.is_a("actor")) else len(unit.word.split())
            )
            if words > 2:
                return False
        return False

    def is_place(self, index: int) -> bool:
        """Whether the number is that of a provision."""
        return index > 0 and self.units[index - 1].word in _LOCATORS

    @cached_property
    def numbers(self) -> list[tuple[int, str]]:
        """Place and value of the numbers that are not of a provision."""
        return [(i, value(u)) for i, u in enumerate(self.units) if u.is_number and not self.is_place(i)]

    @cached_property
    def clauses(self) -> tuple["Reading", ...]:
        """The parts between full stops, semicolons and brackets."""
        return tuple(_split(self.units, lambda u: u.stop and u.word != ":"))

    @cached_property
    def turns(self) -> tuple["Reading", ...]:
        """The same, also parted where a word opens another clause ("còn", "nhưng")."""
        return tuple(_split(self.units, lambda u: (u.stop and u.word != ":") or u.is_a("turn")))


def value(unit: Unit) -> str:
    """The number without the noughts in front: 03 is 3."""
    return unit.word.lstrip("0") or "0"


def _taken(units: Iterable[Unit], count: int) -> frozenset[str]:
    found = list[str]()
    for unit in units:
        if unit.stop or unit.is_a("turn") or len(found) >= count:
            break
        found += [] if unit.is_a("party") else unit.words
    return frozenset(found)


def _split(units: Iterable[Unit], parts: Callable[[Unit], bool]) -> Iterator[Reading]:
    current = list[Unit]()
    for unit in units:
        if not parts(unit):
            current.append(unit)
        elif current:
            yield Reading(tuple(current))
            current = []
    if current:
        yield Reading(tuple(current))


class Reader:
    """Reads texts with the senses of one catalogue; what was read last is remembered."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._expand = Expander(catalogue)
        self._silent, self._common = catalogue.question_words, catalogue.common_words
        self._phrases = dict[str, list[tuple[tuple[str, ...], Sense]]]()
        for sense in catalogue.senses:
            for says in (*sense.says, *((sense.means,) if sense.kind == "same" else ())):
                words = tuple(_TOKEN.findall(search_form(self._expand(says))))
                self._phrases.setdefault(words[0], []).append((words, sense))
        for forms in self._phrases.values():
            forms.sort(key=lambda form: -len(form[0]))
        self.read = lru_cache(maxsize=_CACHED)(self._read)

    def _read(self, text: str) -> Reading:
        spelt = _TOKEN.findall(self._expand(_DOCUMENT.sub(" ", in_digits(text))))
        return Reading(tuple(self._units(_TOKEN.findall(search_form(" ".join(spelt))), spelt)))

    def _units(self, words: Sequence[str], spelt: Sequence[str]) -> Iterator[Unit]:
        at = 0
        while at < len(words):
            word, capital = words[at], spelt[at][:1].isupper()
            found = self._phrase(words, at)
            if found is None or (found[1].kind == "negation" and self._asks(words, at, found[0])):
                yield Unit(word, None, not word[0].isalnum() or word in self._silent, word in _STOPS, capital, word in self._common)
                at += 1
                continue
            length, sense = found
            if sense.kind == "same":
                yield from self._plainly(sense.means, capital)
                at += length
                continue
            phrase = " ".join(words[at : at + length])
            inside = self._inside(phrase) if sense.kind in {"plain", "party"} else ()
            yield Unit(phrase, sense, sense.kind not in _OWN_WORDS, False, capital, inside=inside)
            at += length

    def _asks(self, words: Sequence[str], at: int, length: int) -> bool:
        """Whether the negation ends what only asks whether: "xem thiết kế có phù hợp không"."""
        if length > 1 or (at + 1 < len(words) and words[at + 1] not in _ENDS) or words[at - 1] in _OPENS:
            return False
        start = max((k for k in range(at) if words[k] in _ENDS), default=-1)
        return _ASKED in words[start + 1 : at - 1]

    def _plainly(self, words: str, capital: bool) -> Iterator[Unit]:
        """The units of the words that stand for others."""
        for word in search_form(words).split():
            yield Unit(word, silent=word in self._silent, capital=capital, common=word in self._common)

    def _phrase(self, words: Sequence[str], at: int) -> tuple[int, Sense] | None:
        """The longest phrase that begins here, as its length and sense; no party that ends inside an actor ("các Bộ Xây dựng")."""
        found = next(((len(f), s) for f, s in self._phrases.get(words[at], ()) if tuple(words[at : at + len(f)]) == f), None)
        if found and found[1].kind == "party":
            for k in range(1, found[0]):
                inner = self._phrase(words, at + k)
                if inner and inner[1].kind == "actor" and k + inner[0] > found[0]:
                    return None
        return found

    def _inside(self, compound: str) -> tuple[Sense, ...]:
        """The actors and modes of two syllables or more inside a compound; one of one syllable is another word there ("công trình")."""
        forms = (form for word in compound.split() for form in self._phrases.get(word, ()))
        return tuple(s for words, s in forms if s.kind in {"actor", "mode"} and len(words) > 1 and " ".join(words) in compound)
