"""Candidates for a question, what speaks for each, and the order that learned weights give them."""

from .candidates import LEXICAL_DEPTH
from .features import FEATURES
from .ranker import Ranked, Ranker, is_elsewhere
from .weights import Weights, WeightsError, load_weights

__all__ = ["FEATURES", "LEXICAL_DEPTH", "Ranked", "Ranker", "Weights", "WeightsError", "is_elsewhere", "load_weights"]
