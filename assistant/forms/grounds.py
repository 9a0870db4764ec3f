"""Căn cứ: the documents in force that a paper rests on, the highest first, each in full (NĐ 30/2020, Phụ lục I, mục II, điểm a khoản 6)."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from ingest.catalogue import Catalogue, Places, Province
from ingest.index.records import Version
from ingest.law.normalise import fold

from ..answer import Citation
from ..citing import as_ground, full_name
from .tables import Forms


def grounds_of(
    citations: Iterable[Citation], versions: Mapping[int, Version], forms: Forms, elsewhere: Callable[[Version], bool] = lambda _: False
) -> list[Version]:
    """The texts cited, one a document, by rank of the law and then by day of issue.

    A document is a ground where one of the provisions cited of it is in force on the day; reports, notes and official letters are none,
    nor is what holds in another province: `elsewhere`.
    """
    found: dict[str, Version] = {}
    for citation in citations:
        version = versions[citation.version_id]
        if (
            citation.in_force == "in_force"
            and version.text_kind in {"official", "digest"}
            and forms.rank_of(version) is not None
            and not elsewhere(version)
        ):
            found.setdefault(version.document, version)
    return sorted(found.values(), key=lambda v: (forms.rank_of(v), v.issued_on or date.max, v.document))


def elsewhere_than(board: str, catalogue: Catalogue) -> Callable[[Version], bool]:
    """Whether a document is of one province alone, by the catalogue or by its title, and the board is not of that one or of none known."""
    province = province_in(board, catalogue.places)

    def elsewhere(version: Version) -> bool:
        instrument = catalogue.instrument(version.document)
        named = catalogue.places.province(instrument.locality) if instrument and instrument.locality else None
        own = named or province_in(version.title, catalogue.places)
        return own is not None and own != province

    return elsewhere


def ground_lines(grounds: Sequence[Version], forms: Forms) -> list[str]:
    """One line a ground, each closed by a semicolon and the last by a full stop."""
    word = forms.styles["grounds"].words
    return [f"{word} {as_ground(full_name(version))}{';' if n < len(grounds) else '.'}" for n, version in enumerate(grounds, start=1)]


def province_in(board: str, places: Places) -> Province | None:
    """The province of today that the name of a board names; None where it names none or several."""
    if not board:
        return None
    known = [places.province(b.province) for b in places.boards if fold(board) in {fold(b.name), fold(b.now)}]
    padded = f" {re.sub(r'[^a-z0-9]+', ' ', fold(board))} "
    known += [p for p in places.provinces if any(f" {fold(name)} " in padded for name in (p.name, *p.merged, *p.aliases))]
    found = {province.name: province for province in known if province}
    return next(iter(found.values())) if len(found) == 1 else None
