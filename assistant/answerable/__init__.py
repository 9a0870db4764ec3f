"""Whether what was found answers a question; if not, why: rules first, then learned weights of named signs."""

from .judge import ANSWERED, Judge, Judgement

__all__ = ["ANSWERED", "Judge", "Judgement"]
