"""Files made to harm whoever opens them, all of our own making, and how the readers come through: `python -m benchmarks.hostile`."""

from .kinds import Hostile, hostile_files

__all__ = ["Hostile", "hostile_files"]
