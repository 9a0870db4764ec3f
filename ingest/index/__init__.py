"""The index: `build` makes it, `check` proves it, `open_index` reads it."""

from .build import BuildReport, build, is_stale
from .check import Finding, check
from .generation import IndexBusy, IndexProblem, NoIndex
from .reader import Index, open_index

__all__ = ["BuildReport", "Finding", "Index", "IndexBusy", "IndexProblem", "NoIndex", "build", "check", "is_stale", "open_index"]
