"""A cross-encoder through sentence-transformers (``make test-models``): needs the extra ``[models]``."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("sentence_transformers", reason="needs the extra [models]: pip install '.[models]'")

from tiny_models import tiny_embedder, tiny_reranker
from transformers import AutoTokenizer, BertForSequenceClassification

from assistant.ranking.reranker import RerankerError, load_reranker

PASSAGES = ["khu công nghiệp", "đất", "phép đất đất", "đất khu"]


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_reranker(tmp_path_factory.mktemp("models") / "tiny-reranker")


def test_scores_are_the_logits_of_the_model(tiny: Path) -> None:
    reranker = load_reranker(str(tiny))
    assert reranker is not None
    assert reranker.name == "tiny-reranker"
    scores = reranker.scores("khu đất", PASSAGES)
    bert, tokenizer = BertForSequenceClassification.from_pretrained(tiny).eval(), AutoTokenizer.from_pretrained(tiny)
    logits = [bert(**tokenizer("khu đất", passage, return_tensors="pt")).logits.item() for passage in PASSAGES]
    assert scores.dtype == np.float32
    assert np.allclose(scores, logits, atol=1e-5)
    assert reranker.scores("khu đất", []).shape == (0,)


def test_text_longer_than_the_model_takes_is_cut(tiny: Path) -> None:
    reranker = load_reranker(str(tiny))
    assert reranker is not None
    assert np.isfinite(reranker.scores("khu " * 20, ["đất " * 5000, ""])).all()


def test_model_with_several_scores_or_none_is_no_reranker(tmp_path: Path) -> None:
    for folder in (tiny_reranker(tmp_path / "three", scores=3), tiny_embedder(tmp_path / "embedding")):
        with pytest.raises(RerankerError, match="không phải là mô hình xếp hạng"):
            load_reranker(str(folder))


def test_folder_with_a_broken_reranker_is_one_line(tmp_path: Path) -> None:
    config = {"architectures": ["BertForSequenceClassification"], "model_type": "bert"}
    (tmp_path / "config.json").write_text(json.dumps(config), "utf-8")
    with pytest.raises(RerankerError, match="Không nạp được") as caught:
        load_reranker(str(tmp_path))
    assert "\n" not in str(caught.value)
