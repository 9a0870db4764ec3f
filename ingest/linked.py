"""What an instrument refers to, and what refers to it: `python -m ingest references NUMBER`."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .calendar import today
from .catalogue import Catalogue
from .index.links import Link
from .index.records import StoredProvision, Version
from .index.store import Store
from .law.locator import label_of
from .show import ShowError, eid_of, open_store, versions_of
from .versions import preferred_version


@dataclass(frozen=True, slots=True)
class Linked:
    """References out of the text that would be shown today and into the instrument from the texts held."""

    version: Version
    place: str
    out: Sequence[Link]
    into: Sequence[tuple[Version, Link]]

    def as_json(self) -> dict[str, Any]:
        return {
            "document": self.version.document,
            "version": self.version.version,
            "place": self.place,
            "out": [_row(link, self.version) | {"target": link.target, "target_eid": link.target_key} for link in self.out],
            "in": [_row(link, version) | {"target_eid": link.target_key} for version, link in self.into],
        }

    def as_text(self) -> str:
        head = f"{self.place or 'Toàn văn'} – {self.version.kind} số {self.version.document} [{self.version.version}]"
        lines = [head, "", f"Dẫn đến ({len(self.out)}):"]
        lines += [f"  {_label(link.source_key)}: “{_flat(link.words)}” → {_target(link)}" for link in self.out]
        lines += ["", f"Được dẫn từ ({len(self.into)}):"]
        lines += [
            f"  {v.document} [{v.version}] {_label(link.source_key)}: “{_flat(link.words)}” → {_label(link.target_key or '')}"
            for v, link in self.into
        ]
        return "\n".join(lines)


def references(index: Path, catalogue: Catalogue, number: str, locator: str | None = None) -> Linked:
    """The references of an instrument, or of one provision of it. Raises NoIndex, or ShowError where it is not held."""
    with open_store(index) as store:
        versions = versions_of(store, catalogue, number)
        chosen = preferred_version(versions, today()) or versions[0]
        found = store.provisions_named(chosen.id, eid_of(locator))
        if not found:
            raise ShowError(f"Không có {locator} trong văn bản {chosen.document} mà kho đang giữ.")
        return linked_to(store, found[0])


def linked_to(store: Store, place: StoredProvision) -> Linked:
    """The references out of a provision and into it, in its own text and in all others held."""
    chosen = place.version
    out = store.links.of_version(chosen.id, place.start, place.end)
    every = {v.id: v for v in store.versions()}
    into = [(every[link.version_id], link) for link in store.links.to(chosen.document, place.component, place.eid)]
    others = [(v, link) for v, link in into if v.document != chosen.document or v.id == chosen.id]  # one text of itself is enough
    return Linked(chosen, label_of(place.eid, place.component) if place.eid else "", out, others)


def _row(link: Link, version: Version) -> dict[str, Any]:
    return {
        "document": version.document, "version": version.version, "eid": link.source_key, "label": label_of(link.source_key),
        "words": _flat(link.words), "form": link.form, "start": link.start, "end": link.end, "inferred": link.inferred,
    }  # fmt: skip


def _label(key: str) -> str:
    return label_of(key) or "toàn văn bản"


def _target(link: Link) -> str:
    if link.target is None:
        return "chưa xác định"
    named = f"{label_of(link.target_key)} " if link.target_key else ""
    return f"{named}{link.target}{' (suy ra từ số chưa đủ)' if link.inferred else ''}"


def _flat(text: str) -> str:
    return " ".join(text.split())
