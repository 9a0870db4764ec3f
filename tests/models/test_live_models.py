"""Live against sentence-transformers (``make test-models``): needs the extra ``[models]``."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("sentence_transformers", reason="needs the extra [models]: pip install '.[models]'")
pytest.importorskip("langchain_huggingface", reason="needs the extra [models]: pip install '.[models]'")

from sentence_transformers import SentenceTransformer
from tiny_models import tiny_embedder

from ingest.embedding import (
    SHIPPED_MODEL,
    EmbeddingError,
    StaticEmbedder,
    as_langchain,
    load_embedder,
)
from ingest.models import ALLOW_DOWNLOAD
from ingest.training.reference_vectors import TEXTS


@pytest.fixture(scope="module")
def tiny_transformer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_embedder(tmp_path_factory.mktemp("models") / "tiny")


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


def test_other_prompts_are_another_model(tiny_transformer: Path, tmp_path: Path) -> None:
    copy = tmp_path / "tiny"
    shutil.copytree(tiny_transformer, copy)
    assert load_embedder(str(copy)).name == load_embedder(str(tiny_transformer)).name
    settings = copy / "config_sentence_transformers.json"
    settings.write_text(json.dumps(json.loads(settings.read_text("utf-8")) | {"prompts": {"query": "đất "}}), "utf-8")
    assert load_embedder(str(copy)).name != load_embedder(str(tiny_transformer)).name
