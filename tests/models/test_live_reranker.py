"""A cross-encoder through sentence-transformers (``make test-models``): needs the extra ``[models]``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("sentence_transformers", reason="needs the extra [models]: pip install '.[models]'")

from tokenizers import Tokenizer, models, pre_tokenizers, processors
from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification, BertModel, PreTrainedTokenizerFast

from assistant.ranking.reranker import RerankerError, load_reranker

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "khu", "công", "nghiệp", "đất", "phép"]
PASSAGES = ["khu công nghiệp", "đất", "phép đất đất", ""]


def save_tiny(folder: Path, kind: Any, **options: Any) -> Path:
    """A random two-layer BERT that takes pairs."""
    tokenizer = Tokenizer(models.WordLevel({w: i for i, w in enumerate(WORDS)}, "[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    special_tokens = [("[CLS]", 2), ("[SEP]", 3)]
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=special_tokens
    )
    special = {f"{name.lower()}_token": f"[{name}]" for name in ("PAD", "UNK", "CLS", "SEP")}
    fast_tokenizer: Any = PreTrainedTokenizerFast  # its constructor has no types
    fast_tokenizer(tokenizer_object=tokenizer, model_max_length=32, **special).save_pretrained(folder)
    sizes = {"hidden_size": 16, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 32, "max_position_embeddings": 32}
    kind(BertConfig(vocab_size=len(WORDS), **sizes, **options)).save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_tiny(tmp_path_factory.mktemp("models") / "tiny-reranker", BertForSequenceClassification, num_labels=1)


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
    assert np.isfinite(reranker.scores("khu " * 20, ["đất " * 5000])).all()


def test_model_with_several_scores_or_none_is_no_reranker(tmp_path: Path) -> None:
    for folder in (
        save_tiny(tmp_path / "three", BertForSequenceClassification, num_labels=3),
        save_tiny(tmp_path / "embedding", BertModel),
    ):
        with pytest.raises(RerankerError, match="không phải là mô hình xếp hạng"):
            load_reranker(str(folder))


def test_folder_with_a_broken_reranker_is_one_line(tmp_path: Path) -> None:
    config = {"architectures": ["BertForSequenceClassification"], "model_type": "bert"}
    (tmp_path / "config.json").write_text(json.dumps(config), "utf-8")
    with pytest.raises(RerankerError, match="Không nạp được") as caught:
        load_reranker(str(tmp_path))
    assert "\n" not in str(caught.value)
