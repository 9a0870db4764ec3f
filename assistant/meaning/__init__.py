"""Whether a statement means what the provisions that it cites say: actors, modes, negations and limits, and what is said of whom."""

from .agreement import Meaning

__all__ = ["Meaning"]
