"""One provision as it stands on a day: its text and state, how to cite it, and what else is held of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ingest.catalogue import Catalogue
from ingest.index.reader import Opened
from ingest.index.records import StoredPassage, StoredProvision, Version
from ingest.index.store import Store
from ingest.law.locator import locator_of
from ingest.law.provision import key_of
from ingest.show import Shown, shown_in

from ..answer import Citation
from ..composers.draft import Citer
from .held import provision_held, texts_for


@dataclass(frozen=True, slots=True)
class HeldProvision:
    """A provision in one of the texts held of its document.

    `texts` are all of these texts, official ones first and each kind by date. `expected` is the text of the day where the provision
    is not in it, so that another one is shown.
    """

    shown: Shown
    citation: Citation
    texts: tuple[Version, ...]
    expected: Version | None

    @property
    def place(self) -> StoredProvision:
        return self.shown.provision

    @property
    def version(self) -> Version:
        return self.shown.provision.version

    @property
    def key(self) -> str:
        return key_of(self.place.component, self.place.eid)


def provision_at(opened: Opened, catalogue: Catalogue, document: str, key: str, day: date, file: str = "") -> HeldProvision:
    """The provision of that key, "" for the whole, in the text for the day, or in that of the file. Raises ShowError."""
    known = catalogue.instrument(document)
    texts = opened.versions_of(known.number if known else document)
    best = provision_held(opened.store, texts, key, day)
    chosen = file or (best.version.file if best else "")
    shown = shown_in(opened.store, catalogue, document, key, day, history=True, file=chosen)
    expected = None if file or best else next(iter(texts_for(texts, day)), None)
    return HeldProvision(
        shown, _citation(opened.store, catalogue, shown), _in_order(opened.versions_of(shown.provision.version.document)), expected
    )


def _citation(store: Store, catalogue: Catalogue, shown: Shown) -> Citation:
    """The whole provision as a citation, what lies below it included."""
    place = shown.provision
    locator = locator_of(place.eid, place.component)
    inside = store.passages_at(place.version.id, place.component, place.eid) if place.eid else []
    own = next((p for p in inside if p.eid == place.eid), None)
    passage = StoredPassage(
        id=own.id if own else "",
        version=place.version,
        row=own.row if own else -1,
        component=place.component,
        eid=place.eid,
        article=locator.article if locator else None,
        clause=locator.clause if locator else None,
        point=locator.point if locator else None,
        heading=inside[0].heading if inside else place.heading or "",
        lead=own.lead if own and place.kind == "point" else "",
        text=shown.text,
        start=shown.start,
        end=shown.start + len(shown.text),
        validity=place.validity,
    )
    return Citer(catalogue, store, shown.as_of).cite(1, passage)


def _in_order(texts: Sequence[Version]) -> tuple[Version, ...]:
    kinds = ("official", "digest", "report", "note")
    return tuple(sorted(texts, key=lambda v: (kinds.index(v.text_kind), v.version_date or date.max, v.id)))
