"""Whether a statement means what the provisions that it cites say: actors, modes, negations and limits, and what each of them is said of."""

from .agreement import Meaning

__all__ = ["Meaning"]
