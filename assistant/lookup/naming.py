"""How a provision that the tables or a reference name is called, whether or not a text of it is held."""

from collections.abc import Sequence

from ingest.catalogue import Catalogue, ProvisionRef
from ingest.index.records import Version
from ingest.law.locator import label_of
from ingest.law.provision import MAIN

from ..citing import citation_label


def name_of(ref: ProvisionRef, versions: Sequence[Version], catalogue: Catalogue) -> str:
    """The short citation of the provision; `versions` are the texts held of its instrument."""
    component, _, eid = ref.eid.rpartition("/")
    if versions:
        return citation_label(versions[0], component or MAIN, eid)
    instrument = catalogue.instrument(ref.instrument)
    document = f"{instrument.kind} số {ref.instrument}" if instrument else ref.instrument
    return f"{label_of(eid, component or MAIN)} {document}".strip()
