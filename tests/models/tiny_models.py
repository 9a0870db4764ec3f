"""Random two-layer BERTs, saved as sentence-transformers saves its models: for tests that need the extra ``[models]``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("sentence_transformers", reason="needs the extra [models]: pip install '.[models]'")  # doctests are looked for here too

from sentence_transformers import SentenceTransformer
from sentence_transformers.models import Pooling, Transformer
from tokenizers import Tokenizer, models, pre_tokenizers, processors
from transformers import BertConfig, BertForSequenceClassification, BertModel, PreTrainedTokenizerFast

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "khu", "công", "nghiệp", "đất", "phép"]
SIZES = {"hidden_size": 16, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 32, "max_position_embeddings": 32}
SPREAD = {"initializer_range": 0.5}  # as it is by default all texts would get nearly the same score


def tiny_embedder(folder: Path) -> Path:
    """With a prompt for questions and none for passages."""
    transformer = Transformer(str(_save_bert(folder.with_name(f"{folder.name}-bert"), BertModel)))
    prompts = {"query": "khu công nghiệp ", "document": ""}
    SentenceTransformer(modules=[transformer, Pooling(16)], device="cpu", prompts=prompts).save_pretrained(
        str(folder),
        create_model_card=False,  # a card would be looked up on the model hub
    )
    return folder


def tiny_reranker(folder: Path, scores: int = 1) -> Path:
    return _save_bert(folder, BertForSequenceClassification, num_labels=scores)


def _save_bert(folder: Path, kind: Any, **options: Any) -> Path:
    tokenizer = Tokenizer(models.WordLevel({w: i for i, w in enumerate(WORDS)}, "[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    special = {f"{name.lower()}_token": f"[{name}]" for name in ("PAD", "UNK", "CLS", "SEP")}
    fast_tokenizer: Any = PreTrainedTokenizerFast  # its constructor has no types
    fast_tokenizer(tokenizer_object=tokenizer, model_max_length=32, **special).save_pretrained(folder)
    kind(BertConfig(vocab_size=len(WORDS), **SIZES, **SPREAD, **options)).save_pretrained(folder)
    return folder
