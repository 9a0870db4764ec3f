"""All hostile files by name."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from . import packages, pages, printed, texts


@dataclass(frozen=True, slots=True)
class Hostile:
    """`name` is the file's, with the suffix it pretends to; `kind` says what is wrong with it."""

    name: str
    kind: str
    make: Callable[[], bytes]


def hostile_files() -> Iterator[Hostile]:
    """Every hostile file, none made yet."""
    for module in (texts, pages, packages, printed):
        for name, (kind, make) in module.FILES.items():
            yield Hostile(name, kind, make)
