"""The learned weights of the features: weights.json, made by `python -m benchmarks.learn_ranker`."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from .features import FEATURES

FILE = Path(__file__).with_name("weights.json")


class WeightsError(Exception):
    """The file of weights does not fit the features."""


@dataclass(frozen=True, slots=True)
class Weights:
    """One weight a feature; the score of a candidate is the sum of feature × weight."""

    values: NDArray[np.float32]

    def scores(self, features: NDArray[np.float32]) -> NDArray[np.float32]:
        return np.asarray(features @ self.values, dtype=np.float32)


@cache
def load_weights(file: Path = FILE) -> Weights:
    """Raises WeightsError where the file names other features than the code."""
    weights = json.loads(file.read_text(encoding="utf-8"))["weights"]
    if set(weights) != set(FEATURES):
        raise WeightsError(f"{file.name} and the features differ in {sorted(set(weights) ^ set(FEATURES))}: learn the weights again")
    return Weights(np.array([weights[name] for name in FEATURES], dtype=np.float32))
