"""What a written place means: marks → identities of provisions. Empty where that is not certain."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from ..catalogue import Catalogue
from .normalise import fold
from .numbering import division_number, eid_token
from .provision import MAIN
from .reference_grammar import THIS, Level, Mark
from .reference_instruments import Instruments, Meaning
from .reference_names import NameTable
from .reference_quotations import Amended, split_eid
from .reference_runs import Run

MAX_TARGETS = 500  # of one reference


@dataclass(frozen=True, slots=True, order=True)
class Target:
    """A provision by its identity; `eid` is "" for a whole component, with component "main" for the whole instrument."""

    instrument: str
    component: str = MAIN
    eid: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """Where a text stands: provision `eid` of `component` of `document`, as it applies on the day.

    `held` are the (component, eid) of the document's tree, None where it is not at hand; `divisions` the eIds of the parts, chapters and
    sections around, outermost first; `amended` what the instructions around amend, None where there are none.
    `introduced` are the names of laws that the document itself gives with a number; `names` all names to read, None for the catalogue's.
    """

    catalogue: Catalogue
    document: str
    eid: str = ""
    component: str = MAIN
    on: date | None = None
    held: frozenset[tuple[str, str]] | None = None
    divisions: tuple[str, ...] = ()
    amended: Amended | None = None
    introduced: Mapping[str, str] = field(default_factory=dict)
    names: NameTable | None = None


@dataclass(frozen=True, slots=True)
class Base:
    """What "này" and places without an instrument are read against.

    `instructed`: what an instruction amends, to which places without an instrument belong.
    """

    instrument: str | None
    component: str
    eid: str
    instructed: Amended | None
    quoted: bool = False


def targets_of(run: Run, meaning: Meaning, base: Base, context: Context, instruments: Instruments) -> list[Target]:
    """What one run means; empty where that is not certain."""
    marks: dict[Level, Mark] = {mark.level: mark for mark in run.marks}
    if any(mark.doubtful for mark in run.marks):
        return []
    place = _placed(marks, meaning, base, context, instruments)
    if place is None:
        return []
    instrument, component, own = place
    if "appendix" in marks:
        return _appendices(marks["appendix"], instrument, own, context)
    if component is None:
        return []
    if "division" in marks and "article" not in marks and marks.keys() & {"clause", "point"}:
        return []
    if marks.keys() & {"article", "clause", "point"}:
        eids = _eids(marks, base, "instrument" not in marks or own)
        found = [Target(instrument, component, eid) for eid in eids]
        bare = not marks.keys() & {"instrument", "regulation"} and not any(THIS in mark.items for mark in run.marks)
        return _held(found, base, context) if bare else found
    if "division" in marks:
        return _divisions(run, instrument, component, base, own, context)
    return [Target(instrument, component)]


def _placed(
    marks: dict[Level, Mark], meaning: Meaning, base: Base, context: Context, instruments: Instruments
) -> tuple[str, str | None, bool] | None:
    """The instrument, the component (None: not certain), and whether "này" there is the base; None for no instrument."""
    top, regulation = marks.get("instrument"), marks.get("regulation")
    if top and THIS not in top.items:
        return (meaning.instrument, _issued_with(regulation) if regulation else MAIN, False) if meaning.instrument else None
    if top:
        number = base.instrument
        if number is None or not instruments.is_kind(number, top.kind):
            return None
        component = _issued_with(regulation) if regulation else base.component if base.quoted and base.component != MAIN else MAIN
        held = component == MAIN or base.quoted or context.held is None or (component, "") in context.held
        if _elsewhere(marks, base, context):
            meant = base.instructed.instrument if base.instructed else None
            return (meant, MAIN, False) if meant and instruments.is_kind(meant, top.kind) else None
        return number, component if held else None, True
    this = any(THIS in mark.items for mark in marks.values())
    if regulation:
        named = _issued_with(regulation)
        return (base.instrument, base.component, True) if base.instrument and base.component.startswith(named) else None
    if base.instructed and not this:
        return (base.instructed.instrument, base.instructed.component, True) if base.instructed.instrument else None
    return (base.instrument, base.component, True) if base.instrument else None


def _elsewhere(marks: dict[Level, Mark], base: Base, context: Context) -> bool:
    """Whether an amending text speaks of an article that it has not: it quotes without marks that say so."""
    article = marks.get("article")
    if base.quoted or base.instructed is None or context.held is None or article is None or THIS in article.items:
        return False
    return not any((base.component, f"art_{eid_token(item)}") in context.held for item in article.items)


def _issued_with(regulation: Mark) -> str:
    return eid_token(fold(regulation.kind))


def _eids(marks: dict[Level, Mark], base: Base, own: bool) -> list[str]:
    """The eIds of places, missing upper levels taken from the base; empty where one does not know which they are."""
    lower: list[Mark] = []
    this = any(THIS in mark.items for mark in marks.values() if mark.level in {"article", "clause", "point"})
    reading = base.instructed.eid if base.instructed and not this else base.eid
    article, clause, point = split_eid(reading)
    eids = [""]
    for level, prefix, given in (("article", "art", article), ("clause", "para", clause), ("point", "point", point)):
        mark = marks.get(level)  # type: ignore[call-overload]  # the three are levels
        if mark is None:
            below = [marks[name] for name in ("point", "clause") if name in marks and _is_below(name, level)]
            missing = level == "article" or (level == "clause" and "article" not in marks)
            if not below:
                continue
            if missing and own and given:
                eids = [f"{eid}__{given}".strip("_") for eid in eids]
            elif missing and level == "article":
                return []
            continue
        if THIS in mark.items:
            if not given or not own:
                return []
            tokens = [given]
            if level != "article" and "article" not in marks and eids == [""]:
                return []
        else:
            tokens = [f"{prefix}_{eid_token(item)}" for item in mark.items]
        if len(tokens) > 1 and not mark.each and any(marks.get(name) for name in ("point", "clause") if _is_below(name, level)):
            return []
        lower.append(mark)
        eids = [f"{eid}__{token}" if eid else token for eid in eids for token in tokens]
        if len(eids) > MAX_TARGETS:
            return []
    return [eid for eid in eids if eid]


def _is_below(name: str, level: str) -> bool:
    order = ("point", "clause", "article")
    return order.index(name) < order.index(level)


def _held(found: list[Target], base: Base, context: Context) -> list[Target]:
    """Places without an instrument, where they can only be meant so: in a quotation or an instruction, else where the tree has them."""
    if base.quoted or base.instructed:
        return found
    if context.held is None:
        return found if context.component == MAIN or context.component.startswith("quy-") else []
    form = context.eid.partition("__")[0] if context.eid.startswith("form_") else ""
    placed = [replace(t, eid=f"{form}__{t.eid}") if form and not t.eid.startswith("form_") else t for t in found]
    return placed if all((t.component, t.eid) in context.held for t in placed) else []


def _appendices(mark: Mark, instrument: str, own: bool, context: Context) -> list[Target]:
    if THIS in mark.items:
        return [Target(instrument, context.component)] if own and context.component.startswith("pl") else []
    found = [Target(instrument, appendix_token(item)) for item in mark.items or ("",)]
    if not own or instrument != context.document or context.held is None or not any(c.startswith("pl") for c, _ in context.held):
        return found
    return found if all((t.component, "") in context.held for t in found) else []


def _divisions(run: Run, instrument: str, component: str, base: Base, own: bool, context: Context) -> list[Target]:
    divisions = [mark for mark in run.marks if mark.level == "division"]
    mark = divisions[0]
    if not own or base.quoted or base.instructed:
        return [Target(instrument, component)] if THIS not in mark.items else []
    if THIS in mark.items:
        eid = next((eid for eid in reversed(context.divisions) if eid.rpartition("__")[2].startswith(f"{mark.kind}_")), None)
        return [Target(instrument, component, eid)] if eid else []
    held = context.held or frozenset()
    around = [f"{above.kind}_{division_number(above.items[0])}" for above in divisions[1:]]
    found = list[Target]()
    for item in mark.items:
        path = [*reversed(around), f"{mark.kind}_{division_number(item)}"]
        eids = [e for c, e in held if c == component and e.split("__")[-len(path) :] == path]
        if len(eids) != 1:
            return [Target(instrument, component)] if context.held is None else []
        found.append(Target(instrument, component, eids[0]))
    return found


def appendix_token(printed: str) -> str:
    """The component of an appendix by its printed number: II → pl-2, none → pl.

    >>> appendix_token("II"), appendix_token("IIa"), appendix_token("")
    ('pl-2', 'pl-2a', 'pl')
    """
    match = re.fullmatch(r"([IVXLC]+|\d+)([a-zA-Z]?)", printed)
    number = division_number(match[1]) if match else None
    return f"pl-{number}{match[2].lower()}" if match and number else f"pl-{printed.lower()}" if printed else "pl"
