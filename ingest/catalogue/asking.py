"""What is asked rather than what the law says: matters that the texts held do not answer, and how an answer to a question looks."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from .entry import Entry

MATTERS, ASPECTS, ASKING, ACTS = (f"{name}.toml" for name in ("matters", "aspects", "asking", "acts"))
MatterKind = Literal["not_held", "left_out", "outside"]


@dataclass(frozen=True, slots=True)
class Matter:
    """A matter that is asked about and that the texts held usually do not answer.

    Each of `says` and `unless` is a phrase, or several joined with "+" that all have to occur. `instruments` govern it, as far as the
    catalogue knows; it is no such matter any more where one of them is held, or a text whose title has `titled`.
    """

    name: str
    kind: MatterKind
    says: tuple[str, ...]
    unless: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()
    titled: str = ""


@dataclass(frozen=True, slots=True)
class Aspect:
    """A kind of fact that is asked for, and what shows that a provision states one: a number in front of a unit, or a phrase."""

    name: str
    asks: tuple[str, ...]
    counts: tuple[str, ...] = ()
    shows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AskedUnit:
    """A unit in which a number is asked for: how it is asked, the units that answer, and what is said in place of a number."""

    name: str
    asks: tuple[str, ...]
    counts: tuple[str, ...]
    shows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scale:
    """What a case and a threshold are measured on: its units, and how many of the least each of them is."""

    name: str
    units: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Rank:
    """The names of the groups or classes of projects or works, which stand behind the word; `figures` may stand for Roman numerals."""

    word: str
    ranks: tuple[str, ...]
    figures: bool = False


@dataclass(frozen=True, slots=True)
class Act:
    """An act of law, how it is said, and longer phrases with those words that are names of things and no such act."""

    name: str
    says: tuple[str, ...]
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asking:
    """The tables on questions. `generic` words name no matter by themselves; `pressure` only presses for an answer;
    `without_content` is how a report says that it tells nothing of somebody whom it names. `open_nouns` are words before "nào", "gì" that
    name no thing, `uncounted` words behind "mấy", "bao nhiêu" that are not counted, `machines` words behind which "may" is "máy".
    `asking_words` stand beside what is asked for; `else_asked` and `pointed` stand behind a "mấy" that only says "some".
    `lists` ask for a whole list, of which nothing may be left out. `private` act but are no office, `lawmakers` only make rules, `offices`
    are further ones that clauses name, `counters` are where a file can be handed in. `other_acts` are done with what was granted before,
    `anybody` names no case; `scales` and `ranks` tell whether a case is within a clause. `receiving`, `preparing` and
    `no_verb` are how a duty of the duty table begins, `handing_in` words of a question by which somebody gives what such a duty receives.
    """

    matters: tuple[Matter, ...] = ()
    aspects: tuple[Aspect, ...] = ()
    units: tuple[AskedUnit, ...] = ()
    acts: tuple[Act, ...] = ()
    generic: tuple[str, ...] = ()
    pressure: tuple[str, ...] = ()
    without_content: tuple[str, ...] = ()
    open_nouns: tuple[str, ...] = ()
    uncounted: tuple[str, ...] = ()
    machines: tuple[str, ...] = ()
    asking_words: tuple[str, ...] = ()
    else_asked: tuple[str, ...] = ()
    pointed: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    private: tuple[str, ...] = ()
    lawmakers: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    counters: tuple[str, ...] = ()
    other_acts: tuple[str, ...] = ()
    anybody: tuple[str, ...] = ()
    scales: tuple[Scale, ...] = ()
    ranks: tuple[Rank, ...] = ()
    receiving: tuple[str, ...] = ()
    handing_in: tuple[str, ...] = ()
    preparing: tuple[str, ...] = ()
    no_verb: tuple[str, ...] = ()


def read_asking(tables: Mapping[str, Mapping[str, Any]]) -> Asking:
    """The tables among those of the catalogue, by file name. Raises CatalogueError."""
    matters, aspects, asking, acts = (Entry(name, tables.get(name, {})) for name in (MATTERS, ASPECTS, ASKING, ACTS))
    return Asking(
        matters=tuple(_matter(entry) for entry in matters.entries("matter")),
        aspects=tuple(_aspect(entry) for entry in aspects.entries("aspect")),
        units=tuple(_unit(entry) for entry in aspects.entries("unit")),
        acts=tuple(_act(entry) for entry in acts.entries("act")),
        generic=asking.texts("generic"),
        pressure=asking.texts("pressure"),
        without_content=asking.texts("without_content"),
        open_nouns=asking.texts("open_nouns"),
        uncounted=asking.texts("uncounted"),
        machines=asking.texts("machines"),
        asking_words=asking.texts("asking_words"),
        else_asked=asking.texts("else_asked"),
        pointed=asking.texts("pointed"),
        lists=asking.texts("lists"),
        private=asking.texts("private"),
        lawmakers=asking.texts("lawmakers"),
        offices=asking.texts("offices"),
        counters=asking.texts("counters"),
        other_acts=asking.texts("other_acts"),
        anybody=asking.texts("anybody"),
        scales=tuple(_scale(entry) for entry in asking.entries("scale")),
        ranks=tuple(
            Rank(entry.text("word"), entry.texts("ranks", required=True), entry.flag("figures", False)) for entry in asking.entries("rank")
        ),
        receiving=acts.texts("receiving"),
        handing_in=acts.texts("handing_in"),
        preparing=acts.texts("preparing"),
        no_verb=acts.texts("no_verb"),
    )


def _matter(entry: Entry) -> Matter:
    return Matter(
        name=entry.text("name"),
        kind=entry.choice("kind", get_args(MatterKind)),
        says=entry.texts("says", required=True),
        unless=entry.texts("unless"),
        instruments=entry.texts("instruments"),
        titled=entry.text("titled", ""),
    )


def _aspect(entry: Entry) -> Aspect:
    return Aspect(entry.text("name"), entry.texts("asks", required=True), entry.texts("counts"), entry.texts("shows"))


def _unit(entry: Entry) -> AskedUnit:
    return AskedUnit(entry.text("name"), entry.texts("asks", required=True), entry.texts("counts", required=True), entry.texts("shows"))


def _scale(entry: Entry) -> Scale:
    units, by = entry.texts("units", required=True), entry.texts("by", required=True)
    if len(units) != len(by) or not all(number.isdigit() and int(number) > 0 for number in by):
        raise entry.error(f"by = {by!r} is not one whole number for each of {len(units)} units (write 'by = [\"1\", …]')")
    return Scale(entry.text("name"), tuple(zip(units, map(int, by), strict=True)))


def _act(entry: Entry) -> Act:
    return Act(entry.text("name"), entry.texts("says", required=True), entry.texts("unless"))
