"""Candidates for a question, what speaks for each, and the order that learned weights give them."""

from .candidates import LEXICAL_DEPTH
from .features import FEATURES
from .ranker import Ranked, Ranker, is_elsewhere
from .reranker import RERANKED, Reranker, reranked
from .weights import Weights, WeightsError, load_weights

__all__ = [
    "FEATURES",
    "LEXICAL_DEPTH",
    "RERANKED",
    "Ranked",
    "Ranker",
    "Reranker",
    "Weights",
    "WeightsError",
    "is_elsewhere",
    "load_weights",
    "reranked",
]
