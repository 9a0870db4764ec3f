"""Passages of an index as the texts that a lexical engine gets, and coarser ones to compare with."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Literal

from ingest.catalogue import Catalogue
from ingest.index import generation
from ingest.index.records import StoredPassage
from ingest.index.store import Store
from ingest.index.tokens import Expander

from .alqac import Place

Unit = Literal["point", "clause", "article"]


@dataclass(frozen=True, slots=True)
class Units:
    """`texts[n]` is one unit of the law and `places[n]` the article that it stands in."""

    texts: list[str]
    places: list[Place]


def shipped_texts(index: Path, catalogue: Catalogue) -> Iterator[str]:
    """The texts as `ingest build` gives them to the lexical index, row by row, without the questions of the duty table."""
    expand = Expander(catalogue)
    store = Store(generation.current(index).store)
    for text in (row.text for row in store.search_texts()):
        yield expand(text)
    store.close()


def units_of(index: Path, catalogue: Catalogue, unit: Unit) -> Units:
    """What the index holds, one text a `unit`: the passages as shipped (a điểm, else a khoản), or put together again a khoản or a Điều."""
    passages = _passages(index)
    if unit == "point":
        return Units(list(shipped_texts(index, catalogue)), [_place(p) for p in passages])
    expand = Expander(catalogue)
    groups = [list(group) for _, group in groupby(passages, key=lambda p: _key(p, unit))]
    return Units([expand(_joined(group)) for group in groups], [_place(group[0]) for group in groups])


def _passages(index: Path) -> list[StoredPassage]:
    store = Store(generation.current(index).store)
    rows = store.by_rows(range(store.counts()["passages"]))
    store.close()
    return [rows[row] for row in sorted(rows)]


def _key(passage: StoredPassage, unit: Unit) -> tuple[int, str, str | None, str | None]:
    return passage.version.id, passage.component, passage.article, passage.clause if unit == "clause" else None


def _place(passage: StoredPassage) -> Place:
    return Path(passage.version.file).stem, passage.article or ""


def _joined(group: list[StoredPassage]) -> str:
    """The document, the heading, and each lead and text once."""
    first = group[0]
    parts = [f"{first.version.kind} {first.version.title}".strip(), first.heading]
    parts += dict.fromkeys(part for passage in group for part in (passage.lead, passage.text))
    return "\n".join(part for part in parts if part)
