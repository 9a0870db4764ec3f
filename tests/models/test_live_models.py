"""Live against sentence-transformers (``make test-models``): needs the extra ``[models]``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("sentence_transformers", reason="needs the extra [models]: pip install '.[models]'")
pytest.importorskip("langchain_huggingface", reason="needs the extra [models]: pip install '.[models]'")

from sentence_transformers import SentenceTransformer
from sentence_transformers.models import Pooling, Transformer
from tokenizers import Tokenizer, models, pre_tokenizers, processors
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

from ingest.embedding import (
    SHIPPED_MODEL,
    EmbeddingError,
    StaticEmbedder,
    as_langchain,
    load_embedder,
)
from ingest.models import ALLOW_DOWNLOAD
from ingest.training.reference_vectors import TEXTS

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "khu", "công", "nghiệp", "đất", "phép"]


@pytest.fixture(scope="module")
def tiny_transformer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A random two-layer BERT with prompts, saved as sentence-transformers saves one."""
    bert = tmp_path_factory.mktemp("bert")
    tokenizer = Tokenizer(models.WordLevel({w: i for i, w in enumerate(WORDS)}, "[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.TemplateProcessing(single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)])
    special = {f"{name.lower()}_token": f"[{name}]" for name in ("PAD", "UNK", "CLS", "SEP")}
    fast_tokenizer: Any = PreTrainedTokenizerFast  # its constructor has no types
    fast_tokenizer(tokenizer_object=tokenizer, model_max_length=32, **special).save_pretrained(bert)
    config = BertConfig(
        vocab_size=len(WORDS),
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=32,
    )
    BertModel(config).save_pretrained(bert)
    transformer = Transformer(str(bert))
    folder = tmp_path_factory.mktemp("models") / "tiny"
    SentenceTransformer(
        modules=[transformer, Pooling(16)],
        device="cpu",
        prompts={"query": "khu công nghiệp ", "document": ""},
    ).save_pretrained(str(folder))
    return folder


def test_static_loader_equals_sentence_transformers_live() -> None:
    live = SentenceTransformer(str(SHIPPED_MODEL), device="cpu").encode(list(TEXTS))
    assert np.abs(StaticEmbedder(SHIPPED_MODEL).embed_passages(TEXTS) - live).max() <= 1e-6


def test_any_transformer_loads_by_folder(tiny_transformer: Path) -> None:
    embedder = load_embedder(str(tiny_transformer))
    texts = ["khu công nghiệp", "đất", "phép"]
    live = SentenceTransformer(str(tiny_transformer), device="cpu")
    assert embedder.dimension == 16
    assert embedder.name.startswith("tiny@")
    passages = embedder.embed_passages(texts)
    assert passages.dtype == np.float32
    assert np.allclose(passages, live.encode(texts, normalize_embeddings=True), atol=1e-5)
    asked = live.encode(texts, normalize_embeddings=True, prompt_name="query")
    assert np.allclose(embedder.embed_questions(texts), asked, atol=1e-5)
    assert not np.allclose(embedder.embed_questions(texts), passages, atol=1e-3)
    assert embedder.embed_passages([]).shape == (0, 16)
    assert np.allclose(as_langchain(embedder).embed_documents(texts), passages)


def test_model_that_is_not_here_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(ALLOW_DOWNLOAD, raising=False)
    with pytest.raises(EmbeddingError, match=ALLOW_DOWNLOAD) as caught:
        load_embedder("nobody/no-such-embedding-model")
    assert "\n" not in str(caught.value)


def test_folder_that_holds_no_model_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}", "utf-8")
    with pytest.raises(EmbeddingError, match="Không nạp được") as caught:
        load_embedder(str(tmp_path))
    assert "\n" not in str(caught.value)
