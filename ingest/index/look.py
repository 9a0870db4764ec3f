"""A look at an index without opening it for questions: no model is loaded and nothing is written."""

from dataclasses import dataclass
from pathlib import Path

from . import generation as gen
from .generation import IndexDamaged, IndexProblem
from .schema import SCHEMA
from .seal import MAX_HASHED_TO_OPEN, fault
from .store import Store, StoreError
from .vector_places import InFolder, kind_of


@dataclass(frozen=True, slots=True)
class Seen:
    """What the manifest says of the current generation; `built_at` is as it was written there."""

    built_at: str
    passages: int


def look_at(index: Path) -> Seen:
    """The current generation, whose files are as they were built: by their hashes up to 256 MiB, by their sizes beyond.

    Vectors that a server keeps are not looked at: `check` asks it.

    Raises NoIndex, IndexDamaged or IndexProblem, each one Vietnamese line.
    """
    generation = gen.current(index)
    manifest = gen.read_manifest(generation)
    if manifest.get("schema") != SCHEMA:
        raise IndexProblem(f"Chỉ mục tại {index} thuộc phiên bản khác của phần mềm. {gen.advice(index, manifest)}")
    if lost := fault(generation, manifest, MAX_HASHED_TO_OPEN):
        raise IndexDamaged(index, f"{lost} is not as it was built", manifest)
    try:
        store = Store(generation.store)
    except StoreError as error:
        raise IndexDamaged(index, error, manifest) from error
    try:
        ids = store.passage_ids()
    finally:
        store.close()
    if kind_of(manifest) == InFolder.kind and not gen.holds_vectors_of(generation, ids):
        raise IndexDamaged(index, f"{gen.CHROMA} holds records of other passages", manifest)
    return Seen(str(manifest.get("built_at", "")), len(ids))
