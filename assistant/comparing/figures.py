"""The figures of a bloc as its report prints them: measured as bars only where they can be trusted, never corrected."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ingest.catalogue import Catalogue, Figure
from ingest.index.reader import Opened
from ingest.index.records import StoredPassage

from ..answer import Citation
from ..composers.draft import Citer, ground
from ..composers.figures import DOUBTS
from ..composers.report_text import HeldReport, held_reports
from ..placing import places_of
from ..verify import verify

_NUMBER = re.compile(r"^\s*(?P<whole>\d{1,3}(?:\.\d{3})*|\d+)(?:,(?P<part>\d+))?(?![\d.,])")  # "80.169,1 tỷ đồng", "207 dự án"


@dataclass(frozen=True, slots=True)
class PrintedFigure:
    """A figure with its verified source. `value` is what its bar measures, None where it cannot be trusted; `doubt` then says why."""

    figure: Figure
    citation: Citation
    value: float | None
    doubt: str

    @property
    def with_unit(self) -> str:
        """As printed; the unit is added where a bare number stands there."""
        has_words = any(letter.isalpha() for letter in self.figure.printed)
        return self.figure.printed if has_words else f"{self.figure.printed} {self.figure.unit}"


@dataclass(frozen=True, slots=True)
class FigureGroup:
    """The figures of one topic and unit, which may stand beside each other."""

    topic: str
    unit: str
    period: str
    figures: tuple[PrintedFigure, ...]

    @property
    def measured(self) -> tuple[PrintedFigure, ...]:
        """Those that are drawn as bars: at least two, or there is nothing to compare."""
        found = tuple(f for f in self.figures if f.value is not None)
        return found if len(found) > 1 else ()

    @property
    def listed(self) -> tuple[PrintedFigure, ...]:
        """Those that are only listed, as printed."""
        return tuple(f for f in self.figures if f not in self.measured)


def figures_of(opened: Opened, catalogue: Catalogue, as_of: date) -> tuple[FigureGroup, ...]:
    """The figures of all reports held, in the order of their heads; one whose statement does not verify or print it is left out."""
    groups = dict[tuple[str, str, str], list[PrintedFigure]]()
    for report in held_reports(opened, catalogue):
        for printed in _verified(report, opened, catalogue, as_of):
            figure = printed.figure
            groups.setdefault((figure.topic, figure.unit, figure.period), []).append(printed)
    return tuple(FigureGroup(topic, unit, period, tuple(found)) for (topic, unit, period), found in groups.items())


def value_of(printed: str) -> float | None:
    """The number that a text begins with, in Vietnamese notation; None where it is written in no such way.

    >>> value_of("80.169,1 tỷ đồng"), value_of("4.93,1 triệu USD")
    (80169.1, None)
    """
    found = _NUMBER.match(printed)
    return float(f"{found['whole'].replace('.', '')}.{found['part'] or '0'}") if found else None


def _verified(report: HeldReport, opened: Opened, catalogue: Catalogue, as_of: date) -> list[PrintedFigure]:
    said = [
        (f, statement.passage)
        for f in report.card.figures
        if (statement := report.statement(f.statement)) and _prints(f, statement.passage)
    ]
    citer = Citer(catalogue, opened.store, as_of)
    numbers = {id_: n for n, id_ in enumerate(dict.fromkeys(passage.id for _, passage in said), start=1)}
    citations = {passage.id: citer.cite(numbers[passage.id], passage) for _, passage in said}
    held = list(citations.values())
    verdicts = verify([ground(c) for c in held], held, opened.store.text, places_of(opened.store))
    passed = {c.n for c, verdict in zip(held, verdicts, strict=True) if verdict.passed}
    return [_printed(figure, citations[passage.id]) for figure, passage in said if citations[passage.id].n in passed]


def _prints(figure: Figure, passage: StoredPassage) -> bool:
    """Whether the statement prints the figure, with or without its unit: "33" stands there as "33 KCN"."""
    return figure.printed.split()[0] in _numbers(passage.text)


def _numbers(text: str) -> Sequence[str]:
    return [word.strip('.,;:()“”"') for word in text.split()]


def _printed(figure: Figure, citation: Citation) -> PrintedFigure:
    trusted = figure.quality == "plausible"
    return PrintedFigure(figure, citation, value_of(figure.printed) if trusted else None, "" if trusted else DOUBTS[figure.quality])
