"""Several provisions of one document named together: "khoản 1 (các điểm a, b và c), điểm a khoản 2 Điều 68"."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Protocol

from .numbering import enumerated


class Placed(Protocol):
    """What stands at a place of a document; `place` names it alone, e.g. "điểm a khoản 1 Điều 68"."""

    @property
    def place(self) -> str: ...
    @property
    def eid(self) -> str: ...
    @property
    def component(self) -> str: ...
    @property
    def clause(self) -> str | None: ...
    @property
    def point(self) -> str | None: ...


def places_of(provisions: Sequence[Placed]) -> str:
    """The places of the provisions, each Điều and khoản said once; order as given, gathered by Điều and khoản."""
    articles: dict[tuple[str, str], list[Placed]] = {}
    for provision in provisions:
        articles.setdefault((provision.component, provision.eid.partition("__")[0]), []).append(provision)
    return ", ".join(_article(inside) for inside in articles.values())


def _article(provisions: Sequence[Placed]) -> str:
    """Provisions of one article; those that have no place of that form are named each by itself."""
    first = provisions[0]
    article = first.place.rpartition("Điều ")
    tail = f"{article[1]}{article[2]}"
    if len(provisions) == 1 or not article[1] or any(not p.place.endswith(tail) for p in provisions):
        return ", ".join(p.place for p in provisions)
    whole = any(not p.clause and not p.point for p in provisions)
    inside = ", ".join(_clauses([p for p in provisions if p.clause or p.point]))
    return f"{tail} ({inside})" if whole and inside else f"{inside} {tail}" if inside else tail


def _clauses(provisions: Sequence[Placed]) -> Iterator[str]:
    """The khoản of one article with their điểm; those named whole that follow one another together."""
    order = [p.clause for p in provisions]
    by_clause = [[p for p in provisions if p.clause == clause] for clause in dict.fromkeys(order)]
    for alone, groups in groupby(by_clause, key=lambda inside: all(not p.point for p in inside)):
        run = [*groups]
        if alone and len(run) > 1:
            yield f"các khoản {enumerated([inside[0].clause or '' for inside in run])}"
        else:
            yield from map(_clause, run)


def _clause(inside: Sequence[Placed]) -> str:
    points = list(dict.fromkeys(p.point for p in inside if p.point))
    named = f"{'các ' if len(points) > 1 else ''}điểm {enumerated(points)}" if points else ""
    clause = f"khoản {inside[0].clause}" if inside[0].clause else ""
    if named and clause and any(not p.point for p in inside):
        return f"{clause} ({named})"
    return " ".join(part for part in (named, clause) if part)
