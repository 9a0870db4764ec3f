"""The learned weights of the signs and the two thresholds: weights.json, made by `python -m benchmarks.learn_refusal`."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from .signs import SIGNS

FILE = Path(__file__).with_name("weights.json")


class WeightsError(Exception):
    """The file of weights does not fit the signs."""


@dataclass(frozen=True, slots=True)
class Weights:
    """One weight a sign; below `refused` a question is refused, from `answered` on it is answered, between it is answered in part."""

    values: NDArray[np.float64]
    refused: float
    answered: float

    def score(self, signs: NDArray[np.float64]) -> float:
        return float(signs @ self.values)


@cache
def load_weights(file: Path = FILE) -> Weights:
    """Raises WeightsError where the file names other signs than the code, or its thresholds are in the wrong order."""
    content = json.loads(file.read_text(encoding="utf-8"))
    weights, thresholds = content["weights"], content["thresholds"]
    if set(weights) != set(SIGNS):
        raise WeightsError(f"{file.name} and the signs differ in {sorted(set(weights) ^ set(SIGNS))}: learn the weights again")
    if thresholds["refused"] > thresholds["answered"]:
        raise WeightsError(f"{file.name} refuses below {thresholds['refused']} but answers from {thresholds['answered']} on")
    return Weights(np.array([weights[name] for name in SIGNS]), thresholds["refused"], thresholds["answered"])
