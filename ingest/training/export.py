"""The trained table written as a sentence-transformers folder."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Normalize, StaticEmbedding
from tokenizers import Tokenizer

from ingest.embedding import MAX_TOKENS


def export(tokenizer: Tokenizer, table: NDArray[np.float32], folder: Path) -> None:
    """``folder`` in StaticEmbedding format, as ``SentenceTransformer.save_pretrained`` writes it,
    but for the spaces in ``tokenizer.json``, which are half of that file."""
    tokenizer.enable_truncation(MAX_TOKENS)
    static = StaticEmbedding(tokenizer, embedding_weights=table)
    model = SentenceTransformer(modules=[static, Normalize()], device="cpu")
    model.save_pretrained(str(folder), create_model_card=False)
    written = folder / "tokenizer.json"
    content = json.loads(written.read_text("utf-8"))
    compact = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    written.write_text(compact + "\n", encoding="utf-8")
    (folder / "model.safetensors").chmod(0o644)
