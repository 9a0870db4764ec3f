"""What is read from the invented press accounts against what a careful reader finds in them."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.law.normalise import normalise, search_form
from ingest.readers import read
from ingest.reports import PublishedReport, ReportReader

from .machine import ROOT

FOLDER = ROOT / "tests" / "data" / "reports"
TABLES = ("title", "speakers", "boards", "figures", "said", "dropped", "topics")


@dataclass(frozen=True, slots=True)
class Score:
    """Of one table of one account: what is found, what is missing, what is there too many."""

    table: str
    expected: int
    missing: tuple[str, ...]
    extra: tuple[str, ...]

    @property
    def right(self) -> int:
        return self.expected - len(self.missing)


def accounts() -> list[Path]:
    """The invented accounts."""
    return sorted(p for p in FOLDER.rglob("*") if p.suffix in {".txt", ".html"})


def scores_of(path: Path, reader: ReportReader) -> list[Score]:
    """The scores of an account, table by table."""
    expected = tomllib.loads(path.with_suffix(".toml").read_text("utf-8"))
    text = normalise(read(path).text)
    report = reader.read(text)
    return [
        _sets("title", [expected["title"]], [report.title]),
        _sets("speakers", map(tuple, expected["speakers"]), [(s.name, s.office, s.province) for s in report.speakers if s.heard]),
        _sets("boards", expected["boards"], report.boards),
        _sets("figures", map(tuple, expected["figures"]), [(f.number, f.unit, f.period, f.province, f.quality) for f in report.figures]),
        _held("said", expected["said"], lambda one: _is_said_by(report, *one)),
        _held("dropped", expected["dropped"], lambda line: _is_dropped(report, line)),
        _held("topics", expected["topics"], lambda one: any(one[0] in s.topics for s in _spoken_with(report, one[1]))),
    ]


def _sets(table: str, expected: Iterable[Any], found: Iterable[Any]) -> Score:
    wanted, got = {_form(e): e for e in expected}, {_form(f): f for f in found}
    return Score(
        table, len(wanted), tuple(str(wanted[k]) for k in wanted if k not in got), tuple(str(got[k]) for k in got if k not in wanted)
    )


def _held(table: str, expected: Iterable[Any], holds: Any) -> Score:
    wanted = list(expected)
    return Score(table, len(wanted), tuple(str(one) for one in wanted if not holds(one)), ())


def _form(value: Any) -> str:
    return search_form(" | ".join(map(str, value)) if isinstance(value, tuple | list) else str(value))


def _spoken_with(report: PublishedReport, words: str) -> list[Any]:
    return [s for s in report.spoken if words in report.text[s.start : s.end]]


def _is_said_by(report: PublishedReport, name: str, words: str) -> bool:
    """Whether the words stand in a sentence of this speaker, or in one of nobody where `name` is ""."""
    spoken = _spoken_with(report, words)
    names = {_form(report.speakers[n].name) for s in spoken for n in s.speakers}
    return bool(spoken) and (_form(name) in names if name else not names)


def _is_dropped(report: PublishedReport, line: str) -> bool:
    kinds = {p.kind for p in report.pieces if report.text[p.start : p.end].strip() == line}
    return bool(kinds) and kinds <= {"furniture", "caption"}


def totals(scores: Iterable[Score]) -> Mapping[str, tuple[int, int, int]]:
    """Of each table: expected, right, too many."""
    found = dict.fromkeys(TABLES, (0, 0, 0))
    for s in scores:
        e, r, x = found[s.table]
        found[s.table] = (e + s.expected, r + s.right, x + len(s.extra))
    return found
