"""Whether reporting.toml can be read, and whether our accounts doubt the numbers that its rule doubts: one rule for theirs and a user's."""

import re
import tomllib
from collections.abc import Iterator

from ..catalogue import CatalogueError
from ..catalogue.reporting import Reporting, Unit, read_reporting
from ..reports.figures import quality_of
from ..reports.numbers import NUMBER
from .finding import Finding, finding
from .knowledge import Knowledge

REPORTING = "catalogue/reporting.toml"
_NUMBER = re.compile(NUMBER)
_BY_THE_NUMBER = {"plausible", "implausible", "unparseable"}  # what a number shows by itself; that another gainsays it, it does not


def reporting_findings(known: Knowledge) -> Iterator[Finding]:
    """All that is wrong with the table, and every figure of an account whose quality is another than its number shows."""
    path = known.corpus / REPORTING
    if not path.is_file():
        return
    try:
        table = read_reporting(tomllib.loads(path.read_text("utf-8")))
    except (CatalogueError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        yield finding("wrong_value", REPORTING, "", str(error))
        return
    yield from _unknown_units(table)
    units = {unit.name: unit for unit in table.units}
    for document, front in known.reports:
        for figure in front.get("figures", []):
            unit, quality = units.get(str(figure.get("unit"))), figure.get("quality")
            if unit and quality in _BY_THE_NUMBER and (shown := _shown(str(figure.get("printed", "")), unit)) != quality:
                what = f"quality là {quality!r}, còn con số cho thấy {shown!r}."
                yield finding("report", f"reports/{document.path.name}", f"số liệu {figure.get('id')}", what)


def _shown(printed: str, unit: Unit) -> str:
    number = _NUMBER.search(printed)
    return quality_of(number[0], unit)[0] if number else "unparseable"


def _unknown_units(table: Reporting) -> Iterator[Finding]:
    """An indicator must name units of the table."""
    known = {unit.name for unit in table.units}
    for indicator in table.indicators:
        for name in indicator.units:
            if name not in known:
                yield finding("wrong_value", REPORTING, f"indicator {indicator.name}", f"đơn vị {name!r} không có trong bảng [[unit]].")
