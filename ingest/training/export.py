"""The trained table written as a sentence-transformers folder."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer
from sentence_transformers.models import Normalize, StaticEmbedding
from tokenizers import Tokenizer

from ingest.embedding import MAX_TOKENS

STABLE_NAMES = "sentence_transformers.models."  # of modules; every version since 3.2 resolves them


def export(tokenizer: Tokenizer, table: NDArray[np.float32], folder: Path) -> None:
    """``folder`` in StaticEmbedding format as ``SentenceTransformer.save_pretrained`` writes it, but
    for module names that older versions know too and a ``tokenizer.json`` without its spaces."""
    tokenizer.enable_truncation(MAX_TOKENS)
    static = StaticEmbedding(tokenizer, embedding_weights=table)
    model = SentenceTransformer(modules=[static, Normalize()], device="cpu")
    model.save_pretrained(str(folder), create_model_card=False)
    modules = json.loads((folder / "modules.json").read_text("utf-8"))
    for module in modules:
        module["type"] = STABLE_NAMES + module["type"].rsplit(".", 1)[-1]
    (folder / "modules.json").write_text(json.dumps(modules, indent=2) + "\n", "utf-8")
    content = json.loads((folder / "tokenizer.json").read_text("utf-8"))
    compact = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    (folder / "tokenizer.json").write_text(compact + "\n", "utf-8")
    (folder / "model.safetensors").chmod(0o644)
