"""What the provisions cited say, as far as meaning is compared."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from ingest.catalogue import CHANGES, Catalogue, Duty, Effect, ModeRule, ProvisionRef, Sense

from ..answer import Citation
from ..citing import vietnamese_date
from ..numbering import without_number
from .reading import Reader, Reading

CACHED = 4096  # provisions remembered
BOARD = "Ban quản lý"  # whose duties the duty table holds
_Row = TypeVar("_Row", Duty, Effect)


@dataclass(frozen=True)
class Provision:
    """One provision: heading, lead and text together, and its lead and text alone."""

    whole: Reading
    lead: Reading
    own: Reading
    sentences: int

    @cached_property
    def above(self) -> frozenset[str]:
        """What is meant in the heading and the lead, whose subject the sentence may be told with."""
        units = self.whole.units[: len(self.whole.units) - len(self.own.units)]
        return frozenset(u.sense.means for u in units if u.sense)

    @cached_property
    def lead_excepts(self) -> bool:
        """Whether the provision is one of the exceptions to its lead: "phải có giấy phép, trừ các trường hợp:"."""
        last = max((i for i, _ in self.lead.of_kind("exception")), default=None)
        if last is None or not self.lead.of_kind("must"):
            return False
        return not any(unit.is_number for unit in self.lead.units[last:]) and len(self.lead.after(last, 8)) < 6


@dataclass(frozen=True)
class Said:
    """Of all provisions cited: their readings, the modes that the catalogue gives them, and the names of their documents.

    `modes` are those of the provisions themselves, `allowed` also those of the duties that rest on them. `told` is what the tables
    of the catalogue say of the same provisions, for conclusions that are composed from them.
    """

    provisions: tuple[Provision, ...]
    names: Reading
    modes: frozenset[str]
    allowed: frozenset[str]
    told: tuple[Reading, ...] = ()

    @property
    def readings(self) -> tuple[Reading, ...]:
        return (*(p.whole for p in self.provisions), *self.told)

    @cached_property
    def means(self) -> frozenset[str]:
        return frozenset().union(*(r.means for r in self.readings))

    @cached_property
    def mentions(self) -> frozenset[str]:
        return frozenset().union(*(r.mentions for r in self.readings))

    @cached_property
    def spelt(self) -> frozenset[str]:
        return frozenset().union(*(r.spelt for r in self.readings))

    @cached_property
    def pairs(self) -> frozenset[tuple[str, str]]:
        return frozenset().union(*(r.pairs for r in (*self.readings, self.names)))

    def bears(self, sense: Sense, means: frozenset[str] | None = None) -> bool:
        """Whether the sense, or one that is enough for it, is said."""
        known = self.means if means is None else means
        return sense.means in known or any(other in known for other in sense.like)


class Teller:
    """Finds what the provisions cited say; with `tables` also what the catalogue says of them."""

    def __init__(self, catalogue: Catalogue, reader: Reader, tables: bool) -> None:
        self._catalogue, self._reader, self._tables = catalogue, reader, tables
        self._provisions = dict[tuple[str, str, str], Provision]()
        self._rules = dict[str, list[ModeRule]]()
        for rule in catalogue.modes:
            self._rules.setdefault(rule.provision.instrument, []).append(rule)
        self._duties = _by_place((ref, d) for d in catalogue.duties for ref in (d.clause, d.decree, d.law, d.deadline_clause) if ref)
        self._effects = _by_place((ref, e) for e in catalogue.effects for ref in (e.source, e.target, e.basis) if ref)
        self._now = {b.was: b.now for b in catalogue.places.bodies if b.now}

    def said(self, cited: Sequence[Citation]) -> Said:
        modes = frozenset(mode for c in cited for mode in self._modes(c))
        duties = [d for c in cited for d in self._duties.get((c.document, c.key), ())]
        return Said(
            provisions=tuple(self._provision(c) for c in cited),
            names=self._reader.read(" ".join(f"{c.title} {c.full_citation} {c.label}" for c in cited)),
            modes=modes,
            allowed=modes.union(*(d.modes for d in duties)),
            told=tuple(self._told(cited, duties)) if self._tables else (),
        )

    def _provision(self, citation: Citation) -> Provision:
        text = _unbroken(without_number(citation.quote or citation.excerpt or ""))
        key = (citation.heading, citation.lead, text)
        if key not in self._provisions:
            if len(self._provisions) > CACHED:
                self._provisions.clear()
            own, lead = self._reader.read(text), self._reader.read(_unbroken(without_number(citation.lead)))
            heading = self._reader.read(citation.heading)
            stop = self._reader.read(".").units
            whole = Reading((*heading.units, *stop, *lead.units, *stop, *own.units))
            self._provisions[key] = Provision(whole, lead, own, sum(len(c.words) >= 3 for c in own.clauses))
        return self._provisions[key]

    def _modes(self, citation: Citation) -> Sequence[str]:
        rules = [r for r in self._rules.get(citation.document, ()) if r.provision.covers(citation.document, citation.key)]
        return max(rules, key=lambda r: len(r.provision.eid)).modes if rules else ()

    def _told(self, cited: Sequence[Citation], duties: Sequence[Duty]) -> list[Reading]:
        """Duties, effects and the bodies of today, as the tables put them."""
        effects = [e for c in cited for e in self._effects.get((c.document, c.key), ())]
        texts = [f"{BOARD}. {d.duty}. {d.words}. {d.decides}. {d.deadline}. {'. '.join(d.modes)}" for d in duties]
        texts += [f"không thuộc thẩm quyền của {BOARD}" for d in duties if "không thuộc" in d.modes]
        texts += [f"{e.scope}. {e.reason}. {e.note}. {CHANGES.get(e.kind, '')}" for e in effects]
        days = {d for c in cited for d in (c.valid_from, c.valid_to)} | {d.from_date for d in duties} | {e.from_date for e in effects}
        texts += [f"từ ngày {vietnamese_date(day)}. trước ngày {vietnamese_date(day)}" for day in sorted(filter(None, days))]
        means = frozenset(m for c in cited for m in self._provision(c).whole.means)
        texts += [now for was, now in self._now.items() if was in means]
        return [self._reader.read(text) for text in texts]


def _by_place(pairs: Iterable[tuple[ProvisionRef, _Row]]) -> Mapping[tuple[str, str], list[_Row]]:
    found = dict[tuple[str, str], list[_Row]]()
    for ref, row in pairs:
        found.setdefault((ref.instrument, ref.eid), []).append(row)
    return found


def _unbroken(text: str) -> str:
    """The text on one line: lines of a printed page end inside sentences, those of a list end with a mark."""
    return " ".join(text.split())
