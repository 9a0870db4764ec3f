"""Căn cứ: the documents in force that a paper rests on, the highest first, each in full (NĐ 30/2020, Phụ lục I, mục II, điểm a khoản 6)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from ingest.index.records import Version

from ..answer import Citation
from ..citing import full_name
from .forms import Forms


def grounds_of(citations: Iterable[Citation], versions: Mapping[int, Version], forms: Forms) -> list[Version]:
    """The texts cited, one a document, by rank of the law and then by day of issue.

    A document is a ground where one of the provisions cited of it is in force on the day; reports, notes and official letters are none.
    """
    found: dict[str, Version] = {}
    for citation in citations:
        version = versions[citation.version_id]
        if citation.in_force == "in_force" and version.text_kind in {"official", "digest"} and forms.rank_of(version) is not None:
            found.setdefault(version.document, version)
    return sorted(found.values(), key=lambda v: (forms.rank_of(v), v.issued_on or date.max, v.document))


def ground_lines(grounds: Sequence[Version], forms: Forms) -> list[str]:
    """One line a ground, each closed by a semicolon and the last by a full stop."""
    word = forms.styles["grounds"].words
    return [f"{word} {full_name(version)}{';' if n < len(grounds) else '.'}" for n, version in enumerate(grounds, start=1)]
