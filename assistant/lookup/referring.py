"""What a provision refers to and what refers to it, each place once and with a name that can be clicked."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ingest.catalogue import Catalogue, ProvisionRef
from ingest.index.links import Link
from ingest.index.reader import Opened
from ingest.index.records import StoredProvision, Version
from ingest.linked import linked_to

from ..citing import citation_label
from .held import is_held
from .naming import name_of

MAX_WORDS_SHOWN = 200  # characters of the words of a reference


@dataclass(frozen=True, slots=True)
class Linking:
    """A place at the other end of a reference; `words` are those of the reference. `is_held` is false where no text of it is held."""

    ref: ProvisionRef
    label: str
    document: str
    words: str
    is_held: bool
    is_inferred: bool = False


@dataclass(frozen=True, slots=True)
class References:
    """`around` refer to a provision in which this one stands; `unclear` counts the references out whose target is not certain."""

    out: tuple[Linking, ...]
    into: tuple[Linking, ...]
    around: tuple[Linking, ...]
    unclear: int


def references_of(opened: Opened, catalogue: Catalogue, place: StoredProvision, day: date) -> References:
    """The references out of the provision and into it, in all texts held."""
    linked = linked_to(opened.store, place)
    certain = [link for link in linked.out if link.target is not None]
    out = _once(_target(opened, catalogue, link, day) for link in certain)
    own = [(version, link) for version, link in linked.into if not _is_within(place, version, link)]
    above = _around(opened, place)
    return References(
        tuple(o for o in out if not _is_self(o.ref, place)),
        _once(_source(version, link) for version, link in own),
        _once(_source(version, link) for version, link in above),
        len(linked.out) - len(certain),
    )


def _around(opened: Opened, place: StoredProvision) -> list[tuple[Version, Link]]:
    """References to one of the provisions above it, as a whole."""
    eids = place.eid.split("__")
    above = {"__".join(eids[:n]) for n in range(1, len(eids))}
    if not above:
        return []
    links = opened.store.links.to(place.version.document, place.component, eids[0])
    every = {v.id: v for v in opened.store.versions()}
    found = [(every[link.version_id], link) for link in links if link.target_eid in above]
    return [(version, link) for version, link in found if version.document != place.version.document]


def _is_within(place: StoredProvision, version: Version, link: Link) -> bool:
    """Whether the reference stands in the provision itself."""
    return version.id == place.version.id and place.start <= link.start < place.end


def _is_self(ref: ProvisionRef, place: StoredProvision) -> bool:
    """Whether only the document itself is named: "Luật này" leads nowhere."""
    return ref.instrument == place.version.document and not ref.eid


def _target(opened: Opened, catalogue: Catalogue, link: Link, day: date) -> Linking:
    ref = ProvisionRef(link.target or "", link.target_key or "")
    texts = opened.versions_of(ref.instrument)
    label = name_of(ref, texts, catalogue)
    return Linking(ref, label, ref.instrument, _flat(link.words), is_held(opened.store, texts, ref, day), link.inferred)


def _source(version: Version, link: Link) -> Linking:
    ref = ProvisionRef(version.document, link.source_key)
    return Linking(ref, citation_label(version, link.component, link.eid), version.document, _flat(link.words), True, link.inferred)


def _once(linkings: Iterator[Linking]) -> tuple[Linking, ...]:
    found: dict[ProvisionRef, Linking] = {}
    for linking in linkings:
        found.setdefault(linking.ref, linking)
    return tuple(found.values())


def _flat(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= MAX_WORDS_SHOWN else f"{flat[:MAX_WORDS_SHOWN]} …"
