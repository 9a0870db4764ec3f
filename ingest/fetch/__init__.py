"""Official texts by the catalogue's addresses: `Fetcher.run` gets them into corpus/fulltext and reports on each."""

from .download import Limits
from .failure import FetchError, UnknownNumber
from .fetcher import Fetched, Fetcher, FetchReport

__all__ = ["FetchError", "FetchReport", "Fetched", "Fetcher", "Limits", "UnknownNumber"]
