"""Measures of ranked lists and of times; pure functions."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np


def recall_at(ranked: Sequence[Hashable], expected: Sequence[Hashable], k: int) -> float:
    """The share of what is expected that stands in the first k; 1.0 where nothing is expected.

    >>> recall_at(["a", "b", "c"], ["b", "d"], 2)
    0.5
    """
    return sum(item in ranked[:k] for item in expected) / len(expected) if expected else 1.0


def reciprocal_rank(ranked: Sequence[Hashable], expected: Sequence[Hashable], k: int) -> float:
    """1 / the place of the first that is expected, 0.0 where it does not stand in the first k.

    >>> reciprocal_rank(["a", "b", "c"], ["c", "b"], 10)
    0.5
    """
    return next((1 / place for place, item in enumerate(ranked[:k], start=1) if item in expected), 0.0)


def share(count: int, of: int) -> float:
    """count / of; 0.0 of nothing."""
    return count / of if of else 0.0


@dataclass(frozen=True, slots=True)
class Quality:
    """Means over questions, as in the published tables."""

    questions: int
    recall_1: float
    recall_5: float
    recall_10: float
    mrr_10: float


def quality(pairs: Sequence[tuple[Sequence[Hashable], Sequence[Hashable]]]) -> Quality:
    """Of (ranked, expected) pairs, one a question."""
    recalls = [[recall_at(ranked, expected, k) for k in (1, 5, 10)] for ranked, expected in pairs]
    means = np.mean(recalls, axis=0) if recalls else np.zeros(3)
    ranks = [reciprocal_rank(ranked, expected, 10) for ranked, expected in pairs]
    return Quality(len(pairs), float(means[0]), float(means[1]), float(means[2]), float(np.mean(ranks)) if ranks else 0.0)


def percentile(values: Sequence[float], p: float) -> float:
    """The value that p percent do not exceed, between neighbours by proportion (as numpy does). Raises ValueError for no values.

    >>> percentile([40.0, 10.0, 20.0, 30.0], 50)
    25.0
    """
    if not values:
        raise ValueError("no values to take a percentile of")
    return float(np.percentile(values, p))


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds of many calls."""

    calls: int
    p50: float
    p95: float
    longest: float


def times(milliseconds: Sequence[float]) -> Times:
    return Times(len(milliseconds), percentile(milliseconds, 50), percentile(milliseconds, 95), max(milliseconds))
