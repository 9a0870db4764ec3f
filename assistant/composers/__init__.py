"""Composers: evidence → statements. Each is a small part with one `run`."""

from .comparison import ComparisonComposer
from .draft import Citer, Composer, Draft
from .extract import ExtractComposer
from .figures import FigureComposer
from .grounds import GroundsComposer
from .sums import SumComposer

__all__ = ["Citer", "ComparisonComposer", "Composer", "Draft", "ExtractComposer", "FigureComposer", "GroundsComposer", "SumComposer"]
