"""The index: `build` makes it, `check` proves it, `look_at` looks whether it is whole, `open_index` reads it."""

from .build import BuildReport, build, is_stale
from .check import Finding, check
from .generation import IndexBusy, IndexDamaged, IndexProblem, NoIndex, built_from
from .look import Seen, look_at
from .reader import Index, open_index

__all__ = [
    "BuildReport",
    "Finding",
    "Index",
    "IndexBusy",
    "IndexDamaged",
    "IndexProblem",
    "NoIndex",
    "Seen",
    "build",
    "built_from",
    "check",
    "is_stale",
    "look_at",
    "open_index",
]
