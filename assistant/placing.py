"""Where a provision stands in a text that is held: what the verifier asks."""

from ingest.index.store import Store

from .verify import PlaceOf


def places_of(store: Store) -> PlaceOf:
    """Document, start and end of a provision by version, component and eId."""

    def place_of(version_id: int, component: str, eid: str) -> tuple[str, int, int] | None:
        found = store.provision(version_id, component, eid)
        return (found.version.document, found.start, found.end) if found else None

    return place_of
