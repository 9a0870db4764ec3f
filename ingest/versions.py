"""Of several texts of one work, the one to show for a day."""

from collections.abc import Iterable
from datetime import date

from .index.records import Version


def preferred_version(versions: Iterable[Version], day: date) -> Version | None:
    """Official before digest, a whole text before its appendices alone; of several the latest not after the day, else the earliest;
    None where there is none."""
    held = list(versions)
    ranked = [v for v in held if v.text_kind == "official"] or held
    ranked = [v for v in ranked if v.has_articles] or ranked
    dated = [v for v in ranked if v.version_date and v.version_date <= day]
    if dated:
        return max(dated, key=lambda v: (v.version_date or date.min, not v.problems, -v.id))
    return min(ranked, key=lambda v: (v.version_date or date.max, v.id), default=None)
