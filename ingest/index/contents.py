"""What a document brings into the store: its passages under ids of their own, and the dates of its provisions."""

import hashlib
from dataclasses import replace

from ..catalogue import Catalogue
from ..documents import Document
from ..law.validity import Validity, validity_of
from ..passages import Passage, passages_of
from .records import Validities
from .store import Store


def new_passages(store: Store, document: Document, sha256: str) -> list[Passage] | None:
    """The passages of a document under ids that are not held yet; None where all of it is held already.

    Of two different files of one name ("quyet-dinh.docx" in two folders) single passages can be equal: their ids take in
    the content of the file.
    """
    passages = {p.id: p for p in passages_of(document)}
    held = store.passage_ids_among(passages)
    if held and len(held) == len(passages) and store.holds_text(held, sha256):
        return None  # a shorter text whose passages all stand in a longer one too is a text of its own
    return [replace(p, id=_id_in(p, sha256)) if p.id in held else p for p in passages.values()]


def validities_in(catalogue: Catalogue, document: Document) -> Validities:
    """The dates of the provisions that the catalogue names, and of the whole."""
    printed = document.effective_on
    named = {e.target.eid for e in catalogue.effects_on(document.number) if e.target.eid}
    named |= {e.target.eid for e in catalogue.effects if e.target.instrument == document.number and e.target.eid}
    own = {eid: validity_of(catalogue, document.number, eid, printed) for eid in named}
    whole = Validity(None, None) if document.text_kind == "report" else validity_of(catalogue, document.number, "", printed)
    return Validities(whole, own)


def _id_in(passage: Passage, sha256: str) -> str:
    return hashlib.sha256(f"{passage.id}{sha256}".encode()).hexdigest()[:32]
