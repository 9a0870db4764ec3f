"""Sums that follow from a clause: which clause gives the coefficient or share, which the base on which day; the values stay there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

from .entry import CatalogueError, Entry, ProvisionRef

FILE = "sums.toml"
SumKind = Literal["times_base", "share_of_area", "share_of_count"]


@dataclass(frozen=True, slots=True)
class BaseValue:
    """The clause that gives a base from `from_date` on, up to the day before `until`; None where it is open on that side."""

    clause: ProvisionRef
    from_date: date | None
    until: date | None

    def applies(self, on: date) -> bool:
        return (self.from_date is None or self.from_date <= on) and (self.until is None or on < self.until)


@dataclass(frozen=True, slots=True)
class Base:
    """An amount that others are multiples of, such as the base salary."""

    id: str
    name: str
    values: tuple[BaseValue, ...]

    def on(self, day: date) -> BaseValue | None:
        return next((value for value in self.values if value.applies(day)), None)


@dataclass(frozen=True, slots=True)
class SumRule:
    """A rule of data: `times_base` is persons × coefficient × base, `share_of_area` and `share_of_count` a share of an area or of a number
    of persons that the question names; `counted` is what such a question asks the number of."""

    id: str
    kind: SumKind
    clause: ProvisionRef
    names: tuple[str, ...] = ()
    per: str = ""
    base: Base | None = None
    from_date: date | None = None
    from_clause: ProvisionRef | None = None
    says: str = ""
    words: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()
    also: ProvisionRef | None = None
    also_words: tuple[str, ...] = ()

    @property
    def clauses(self) -> tuple[ProvisionRef, ...]:
        """All that the rule names."""
        values = self.base.values if self.base else ()
        return tuple(ref for ref in (self.clause, self.also, self.from_clause, *(value.clause for value in values)) if ref)


@dataclass(frozen=True, slots=True)
class Sums:
    """The rules; `asked` are the phrases by which a question asks for an amount of money.

    So does one that asks how much (`how_much`) and names money (`money`), titles and what is `aside` left out of it. One that says a phrase
    of `compared` asks for the amount before and after the base has changed. `kinds` are what awards are called that no rule may know.
    """

    rules: tuple[SumRule, ...] = ()
    asked: tuple[str, ...] = ()
    money: tuple[str, ...] = ()
    how_much: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()
    compared: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


def read_sums(table: Mapping[str, Any]) -> Sums:
    """The entries of sums.toml. Raises CatalogueError."""
    whole = Entry(FILE, table)
    bases = {base.id: base for base in map(_base, whole.entries("base"))}
    phrases = (whole.texts(name) for name in ("asked", "money", "how_much", "aside", "compared", "kinds"))
    return Sums(tuple(_rule(entry, bases) for entry in whole.entries("sum")), *phrases)


def _base(entry: Entry) -> Base:
    values = Entry(FILE, entry.table).entries("value")
    return Base(
        entry.text("id"), entry.text("name"), tuple(BaseValue(v.provision("clause"), v.day("from"), v.day("until")) for v in values)
    )


def _rule(entry: Entry, bases: Mapping[str, Base]) -> SumRule:
    kind = entry.choice("kind", get_args(SumKind))
    base = entry.text("base", "")
    if base and base not in bases:
        raise CatalogueError(f"{FILE}: entry {entry.text('id')!r}: there is no base {base!r}")
    if (kind == "times_base") != bool(base):
        raise CatalogueError(f"{FILE}: entry {entry.text('id')!r}: a base is what a sum of kind 'times_base' has, and no other")
    return SumRule(
        id=entry.text("id"),
        kind=kind,
        clause=entry.provision("clause"),
        names=entry.texts("names", required=kind == "times_base"),
        per=entry.text("per", ""),
        base=bases.get(base),
        from_date=entry.day("from"),
        from_clause=entry.optional_provision("from_clause"),
        says=entry.text("says", "" if kind == "times_base" else None),
        words=entry.texts("words", required=kind != "times_base"),
        counted=entry.texts("counted", required=kind == "share_of_count"),
        also=entry.optional_provision("also"),
        also_words=entry.texts("also_words"),
    )
