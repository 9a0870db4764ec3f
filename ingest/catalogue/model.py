"""Instruments, the effects between them and the terms, and all tables together."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

from ..law.normalise import fold
from .asking import Asking
from .duties import Duty, ModeRule
from .entry import ProvisionRef
from .places import Places
from .reporting import Reporting
from .reports import OtherConference, ReportCard
from .sums import Sums
from .topics import LocalTopics, Preset, Topic

TermKind = Literal["abbreviation", "synonym", "misspelling"]
AlikeKind = Literal["zone", "actor", "official", "paper", "award", "aspect"]
SenseKind = Literal[
    "actor", "zone", "mode", "alone", "negation", "exception", "inclusion", "only", "measure", "order", "limit", "breadth", "must",
    "turn", "then", "party", "join", "over", "span", "plain", "same",
]  # fmt: skip
EffectKind = Literal["amends", "adds", "replaces", "repeals", "repeals_in_part", "suspends", "commences", "details", "prevails"]


# What an effect does to a provision, in Vietnamese, for people; the kinds that change what the provision says or whether it applies.
CHANGES: Mapping[EffectKind, str] = {
    "amends": "sửa đổi", "adds": "bổ sung", "replaces": "thay thế", "repeals": "bãi bỏ", "repeals_in_part": "bãi bỏ một phần",
    "suspends": "ngưng hiệu lực",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Consolidation:
    number: str
    date: date | None


@dataclass(frozen=True, slots=True)
class Instrument:
    """One work. Dates that no source confirms are None; `expired_on` is the first day no longer in force."""

    number: str
    kind: str
    issuer: str
    title: str
    issued_on: date | None = None
    effective_on: date | None = None
    expired_on: date | None = None
    replaced_by: tuple[str, ...] = ()
    state_note: str = ""
    locality: str = ""
    consolidations: tuple[Consolidation, ...] = ()
    aliases: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Effect:
    """A typed edge: `source` does `kind` to `target` from a day on. `scope` names the matter where it is not the whole provision,
    `transition` the provision on files that were pending on that day. What is `indirect` follows from the source and is not said there."""

    id: str
    kind: EffectKind
    source: ProvisionRef
    target: ProvisionRef
    from_date: date | None
    until: date | None = None
    scope: str = ""
    basis: ProvisionRef | None = None
    reason: str = ""
    held: bool = True
    via: str = ""
    note: str = ""
    transition: ProvisionRef | None = None
    indirect: bool = False
    now: str = ""  # who does it, or that it need not be done, from the day on; read behind "việc {scope}"
    was: str = ""  # and before

    def applies(self, on: date) -> bool:
        return self.from_date is not None and self.from_date <= on and (self.until is None or on < self.until)


@dataclass(frozen=True, slots=True)
class Term:
    """One abbreviation or spoken form and what the law calls it."""

    says: tuple[str, ...]
    means: str
    kind: TermKind = "synonym"


@dataclass(frozen=True, slots=True)
class Alike:
    """Terms of one kind: one can stand in the place of another when a question is asked again. An aspect names no matter of its own."""

    kind: AlikeKind
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sense:
    """What certain words of a clause mean, where two texts are compared: `says` are its spellings, `means` its name.

    A text may say this where the other says one of `like`; it says the opposite of `against`.
    """

    kind: SenseKind
    means: str
    says: tuple[str, ...]
    like: tuple[str, ...] = ()
    against: tuple[str, ...] = ()


@dataclass(frozen=True)
class Catalogue:
    """All tables. `digest` changes with any of them."""

    instruments: Mapping[str, Instrument]
    effects: tuple[Effect, ...] = ()
    terms: tuple[Term, ...] = ()
    alike: tuple[Alike, ...] = ()
    senses: tuple[Sense, ...] = ()
    question_words: frozenset[str] = frozenset()
    common_words: frozenset[str] = frozenset()
    modes: tuple[ModeRule, ...] = ()
    duties: tuple[Duty, ...] = ()
    places: Places = field(default_factory=Places)
    topics: tuple[Topic, ...] = ()
    local_topics: LocalTopics = field(default_factory=LocalTopics)
    presets: tuple[Preset, ...] = ()
    sums: Sums = field(default_factory=Sums)
    reports: tuple[ReportCard, ...] = ()
    other_conferences: tuple[OtherConference, ...] = ()
    reporting: Reporting = field(default_factory=Reporting)
    asking: Asking = field(default_factory=Asking)
    digest: str = ""

    def instrument(self, number: str) -> Instrument | None:
        return self.instruments.get(number) or self._by_key.get(name_key(number))

    @cached_property
    def _by_key(self) -> dict[str, Instrument]:
        names = {name_key(c.number): i for i in self.instruments.values() for c in i.consolidations}
        names |= {name_key(alias): i for i in self.instruments.values() for alias in i.aliases}
        return names | {name_key(number): i for number, i in self.instruments.items()}

    def by_file(self, stem: str) -> Instrument | None:
        """The instrument that the catalogue gives for a file of this name (without ending)."""
        return self._files.get(stem)

    @cached_property
    def _files(self) -> dict[str, Instrument]:
        return {stem: i for i in self.instruments.values() for stem in i.files}

    def effects_on(self, instrument: str, eid: str = "") -> tuple[Effect, ...]:
        """Effects whose target holds the provision (or is the whole instrument)."""
        return tuple(e for e in self._by_target.get(instrument, ()) if e.target.covers(instrument, eid))

    @cached_property
    def _by_target(self) -> dict[str, list[Effect]]:
        found: dict[str, list[Effect]] = {}
        for effect in self.effects:
            found.setdefault(effect.target.instrument, []).append(effect)
        return found

    def effects_by(self, instrument: str, eid: str = "") -> tuple[Effect, ...]:
        """Effects that the provision, or one inside it, has on others."""
        return tuple(
            e for e in self.effects if e.source.instrument == instrument and (e.source.eid == eid or e.source.covers(instrument, eid))
        )


def same_number(one: str, other: str) -> bool:
    """Whether both are spellings of one number: case, spaces and diacritics do not count (35/2022/ND-CP is 35/2022/NĐ-CP)."""
    return name_key(one) == name_key(other)


def name_key(number: str) -> str:
    return fold(number).replace(" ", "")
