"""Which of the texts held of a document has a provision on a day. A decree and its appendices can lie in two files of one date."""

from collections.abc import Sequence
from datetime import date

from ingest.catalogue import ProvisionRef
from ingest.index.records import StoredProvision, Version
from ingest.index.store import Store
from ingest.law.provision import MAIN
from ingest.versions import preferred_version

FIRST = "art_1"  # what tells the text of a document from that of its appendices alone


def texts_for(versions: Sequence[Version], day: date) -> list[Version]:
    """The text to show for the day and those of its date beside it, in that order; notes are no text of a document."""
    best = preferred_version([v for v in versions if v.text_kind != "note"] or versions, day)
    if best is None:
        return []
    beside = [v for v in versions if v.id != best.id and (v.text_kind, v.version_date) == (best.text_kind, best.version_date)]
    return [best, *beside]


def provision_held(store: Store, versions: Sequence[Version], key: str, day: date) -> StoredProvision | None:
    """The provision of that key, "" for the whole, in a text for the day; None where none has it."""
    component, _, eid = key.rpartition("/")
    found = [p for v in texts_for(versions, day) if (p := store.provision(v.id, component or MAIN, eid))]
    if not key:
        found.sort(key=lambda whole: store.provision(whole.version.id, MAIN, FIRST) is None)
    return found[0] if found else None


def is_held(store: Store, versions: Sequence[Version], ref: ProvisionRef, day: date) -> bool:
    """Whether a text for the day has the provision; what only notes speak of is not held."""
    found = provision_held(store, versions, ref.eid, day)
    return found is not None and found.version.text_kind != "note"
