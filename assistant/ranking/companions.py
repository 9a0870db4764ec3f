"""Provisions that belong together because the catalogue says so: the decree's clause and the sectoral law's on one duty, the clause that
gives its time, the two sides of a conflict. Where one is found, an officer needs the other."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from ingest.catalogue import Catalogue, ProvisionRef
from ingest.index.tokens import syllables
from ingest.law.normalise import fold

MIN_SHARED = 0.25  # share of the question's content that the matter of the link must name
MAX_EACH = 3  # companions of one provision


@dataclass(frozen=True, slots=True)
class _Link:
    """`partner` belongs to a provision in a matter, named by its folded words, between two days."""

    partner: ProvisionRef
    matter: frozenset[str]
    first: date
    end: date

    def applies(self, day: date) -> bool:
        return self.first <= day < self.end


class Companions:
    """The links of one catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._links: dict[ProvisionRef, list[_Link]] = {}
        for duty in catalogue.duties:
            self._link(duty.clauses, f"{duty.duty} {duty.question}", duty.from_date, duty.until)
        for effect in catalogue.effects:
            if effect.kind == "prevails" and effect.target.eid and effect.source.eid:
                self._link((effect.source, effect.target), effect.scope, effect.from_date, effect.until)

    def _link(self, places: Iterable[ProvisionRef], matter: str, first: date | None, end: date | None) -> None:
        together, words = [*dict.fromkeys(places)], frozenset(map(fold, syllables(matter, folded=False)))
        for place in together:
            links = (_Link(other, words, first or date.min, end or date.max) for other in together if other != place)
            self._links.setdefault(place, []).extend(links)

    def of(self, place: ProvisionRef, asked: frozenset[str], day: date) -> list[ProvisionRef]:
        """The companions of a provision in the matter of a question, given by its folded words, on its day; the nearest first."""
        shared = {link: len(link.matter & asked) / (len(asked) or 1) for link in self._around(place) if link.applies(day)}
        near = sorted((link for link, share in shared.items() if share >= MIN_SHARED), key=lambda link: -shared[link])
        return [*dict.fromkeys(link.partner for link in near)][:MAX_EACH]

    def _around(self, place: ProvisionRef) -> Iterator[_Link]:
        """The links of the provision, and of the khoản and Điều that it stands in."""
        eid = place.eid
        while eid:
            yield from self._links.get(ProvisionRef(place.instrument, eid), ())
            eid = eid.rpartition("__")[0]
