"""When the knowledge under corpus/ was released: what is known of the law is known up to that day."""

import tomllib
from datetime import date, datetime
from pathlib import Path

from .entry import CatalogueError
from .load import CORPUS

FILE = "RELEASE.toml"


def released(corpus: Path = CORPUS) -> date | None:
    """The day of the release; None where the corpus does not say. Raises CatalogueError where it says something else than a day."""
    try:
        table = tomllib.loads((corpus / FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CatalogueError(f"{FILE}: không đúng TOML ({error}).") from error
    day = table.get("date")
    if not isinstance(day, date) or isinstance(day, datetime):
        raise CatalogueError(f"{FILE}: “date” phải là một ngày dạng 2026-07-01.")
    return day
