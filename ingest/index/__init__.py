"""The index: `build` makes it, `check` proves it, `open_index` reads it."""

from .build import BuildReport, build, is_stale
from .check import Finding, check
from .generation import IndexBusy, IndexDamaged, IndexProblem, NoIndex, built_from
from .reader import Index, open_index

__all__ = [
    "BuildReport",
    "Finding",
    "Index",
    "IndexBusy",
    "IndexDamaged",
    "IndexProblem",
    "NoIndex",
    "build",
    "built_from",
    "check",
    "is_stale",
    "open_index",
]
