"""A cross-encoder that reads question and passage together and has a say in the order of the first few; none unless one is named."""

import importlib
import json
import threading
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from ingest.models import FoundModel, ModelError, ModelKind, find_model, import_package, not_loaded, require_packages

from .ranker import Ranked

RERANKED = 20  # best rows that are read together with the question
RERANK_WEIGHT = 1.0  # say of one standard deviation among those. That of the learned scores there is 1.95 (median of
# 60 board questions), so the reranker has about a third of the say. Not tuned: no reranker was at hand to measure
MAX_TOKENS = 512  # of question and passage together
_HEAD = "ForSequenceClassification"
_NO_HEAD = "{!r} không phải là mô hình xếp hạng (cross-encoder, một điểm cho mỗi cặp câu hỏi và đoạn)."

Scores = NDArray[np.float32]


class RerankerError(ModelError):
    """A reranker cannot be loaded; one Vietnamese line."""


RERANKING = ModelKind("mô hình xếp hạng", RerankerError, ("sentence_transformers",))


class Reranker(Protocol):
    """Scores of passages for a question, on any scale, higher is better. Safe to share between threads."""

    name: str

    def scores(self, question: str, passages: Sequence[str]) -> Scores: ...


class _CrossEncoder:
    """Any cross-encoder that sentence-transformers loads."""

    def __init__(self, found: FoundModel) -> None:
        package = import_package("sentence_transformers", RERANKING)
        try:
            self._model: Any = package.CrossEncoder(str(found.folder), local_files_only=True)
        except (OSError, ValueError, KeyError, RuntimeError) as error:
            raise not_loaded(found, RERANKING, error) from error
        if self._model.num_labels != 1:
            raise RerankerError(_NO_HEAD.format(found.title))
        self._model.max_seq_length = min(self._model.max_seq_length or MAX_TOKENS, MAX_TOKENS)
        self._raw = importlib.import_module("torch").nn.Identity()  # before the sigmoid, which makes good passages all alike
        self._lock = threading.Lock()  # its tokenizer may not be shared between threads
        self.name = found.title

    def scores(self, question: str, passages: Sequence[str]) -> Scores:
        if not passages:
            return np.zeros(0, dtype=np.float32)
        pairs = [(question, passage) for passage in passages]
        with self._lock:
            found = self._model.predict(pairs, activation_fn=self._raw, show_progress_bar=False)
        return np.asarray(found, dtype=np.float32)


def find_reranker(name: str | None) -> FoundModel | None:
    """Where the reranker lies, a folder or a model of the hub; None where none is named. Loads nothing. Raises RerankerError."""
    if name is None:
        return None
    found = find_model(name, RERANKING)
    if not _has_head(found):
        raise RerankerError(_NO_HEAD.format(name))
    require_packages(RERANKING)
    return found


def load_reranker(name: str | None) -> Reranker | None:
    """The reranker that `find_reranker` finds, loaded. Raises RerankerError."""
    found = find_reranker(name)
    return _CrossEncoder(found) if found else None


def reranked(ranked: Sequence[Ranked], scores: Scores) -> list[Ranked]:
    """The rows in the order of learned score and reranker together; `scores` are those of the first ones.

    What the reranker adds counts from its lowest score, so that no row behind them, which it has not read, comes before them.
    """
    first = len(scores)
    spread = float(scores.std()) if first else 0.0
    added = (scores - scores.min()) / spread * RERANK_WEIGHT if spread else np.zeros(first)
    weighed = [replace(row, score=row.score + float(more)) for row, more in zip(ranked[:first], added, strict=True)]
    return [*sorted(weighed, key=lambda row: (-row.score, row.row)), *ranked[first:]]


def _has_head(found: FoundModel) -> bool:
    """Whether the model was trained to score pairs: to any other sentence-transformers would give a random head without a word."""
    settings = {name: _read_object(found, name) for name in ("config.json", "config_sentence_transformers.json")}
    architectures = settings["config.json"].get("architectures") or []
    is_one = settings["config_sentence_transformers.json"].get("model_type") == "CrossEncoder"
    return is_one or any(str(name).endswith(_HEAD) for name in architectures)


def _read_object(found: FoundModel, name: str) -> dict[str, Any]:
    try:
        read = json.loads((found.folder / name).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return read if isinstance(read, dict) else {}
