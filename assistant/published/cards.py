"""The card of a report that nobody has written an account of; a card of ours with the statements of the published text."""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from ingest.catalogue import Catalogue, Figure, Member, ReportCard
from ingest.reports import PublishedReport, eids_of

_T = TypeVar("_T")
STATEMENT = "stm_"
HEARD, NAMED = "có nội dung", "nêu tên, không có nội dung"


def card_of(report: PublishedReport, number: str, title: str, catalogue: Catalogue) -> ReportCard:
    """What a published report says of its members and figures, in the form of a card."""
    return ReportCard(
        id=number,
        title=title,
        period=report.period,
        called=catalogue.reporting.words.get("events", ()),
        remarks=(),
        roll=(),
        listings=(),
        members=tuple(_members(report, catalogue)),
        figures=tuple(_figures(report, catalogue)),
        contradictions=(),
        unranked={},
    )


def _members(report: PublishedReport, catalogue: Catalogue) -> list[Member]:
    """The boards named; one has content where its people are heard or a figure is of its province."""
    heard = {s.province for s in report.speakers if s.heard} | {f.province for f in report.figures}
    named = dict[str, str]()
    for eid, said in eids_of(report):
        for province in said.provinces:
            named.setdefault(province, eid)
    places = catalogue.places
    boards = {s.province: s.board for s in report.speakers if s.board}
    found = list[Member]()
    for province in report.boards:
        today = places.province(province)
        board = boards.get(province) or next((b.name for b in places.boards if b.province_then == province), f"Ban Quản lý ({province})")
        content = HEARD if province in heard else NAMED
        found.append(Member(board, province, today.name if today else province, content, named.get(province, ""), ()))
    return found


def _figures(report: PublishedReport, catalogue: Catalogue) -> list[Figure]:
    """The figures that stand in a statement and that the tables know what to ask of."""
    measures = {i.name: i.measure for i in catalogue.reporting.indicators}
    parts = {p.name: p.says for p in catalogue.reporting.parts}
    spoken = [(said.start, said.end, eid) for eid, said in eids_of(report)]
    starts = [start for start, _, _ in spoken]
    found = list[Figure]()
    for n, figure in enumerate(report.figures, start=1):
        place = bisect_right(starts, figure.start) - 1
        if place < 0 or figure.start >= spoken[place][1] or not figure.indicator:
            continue
        eid = spoken[place][2]
        part = tuple(word for name in figure.parts for word in parts.get(name, ()))
        found.append(
            Figure(
                f"so-{n}", figure.topic, figure.label or figure.indicator, figure.printed, figure.unit, figure.period, figure.province,
                figure.quality, eid, measures.get(figure.indicator, ()), part,
            )
        )  # fmt: skip
    return found


def renamed(card: ReportCard, names: Mapping[str, str]) -> ReportCard:
    """The card with each statement under its name in the published text, where it has one; the others keep theirs."""
    return _renamed(card, lambda eid: _names(eid, names))


def _names(eid: str, names: Mapping[str, str]) -> Sequence[str]:
    """The names of a statement, or of all statements that a name ending in "_" begins, each once."""
    if eid in names:
        return (names[eid],)
    begun = [new for old, new in names.items() if eid.endswith("_") and old.startswith(eid)]
    return tuple(dict.fromkeys([*begun, eid]))


def _renamed(value: _T, rename: Callable[[str], Sequence[str]]) -> _T:
    """The value with every name of a statement in it renamed, at whatever depth."""
    found: Any = value
    if isinstance(value, str):
        found = rename(value)[0] if value.startswith(STATEMENT) else value
    elif isinstance(value, tuple):
        parts = ((rename(one) if isinstance(one, str) and one.startswith(STATEMENT) else (_renamed(one, rename),)) for one in value)
        found = tuple(dict.fromkeys(new for part in parts for new in part))
    elif isinstance(value, Mapping):
        found = {key: _renamed(one, rename) for key, one in value.items()}
    elif is_dataclass(value) and not isinstance(value, type):
        found = replace(value, **{f.name: _renamed(getattr(value, f.name), rename) for f in fields(value)})
    return found  # type: ignore[no-any-return]
