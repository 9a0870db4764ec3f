"""Embedders: the shipped static model, any StaticEmbedding folder, or another model by name.

The static path needs no torch (gigabytes) and no sentence_transformers (ten seconds to import),
and computes the same for the same folder: ``tests/ingest/test_embedding.py`` holds it to that.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from .models import FoundModel, ModelError, ModelKind, find_model, import_package, not_loaded, require_packages

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings

__all__ = ["Embedder", "EmbeddingError", "StaticEmbedder", "as_langchain", "find_embedder", "load_embedder"]

SHIPPED_MODEL = Path(__file__).parent / "model"
MAX_TOKENS = 512
"""Tokens of a text that count, as ``tokenizer.json`` says to sentence-transformers too (tested)."""
_TEXTS_AT_ONCE = 4096  # encodings held in memory at a time
_HASHED_FILES = ("*.safetensors", "*.bin", "tokenizer.json", "*.model", "*vocab*")
_SETTINGS_FILES = ("*.json",)  # prompts and pooling change the vectors of a transformer as its weights do

Vectors = NDArray[np.float32]


class EmbeddingError(ModelError):
    """An embedding model cannot be loaded; the message says why and what to do, in Vietnamese."""


EMBEDDING = ModelKind("mô hình nhúng", EmbeddingError, ("sentence_transformers", "langchain_huggingface"))


class Embedder(Protocol):
    """Texts to unit vectors, shape (texts, ``dimension``); zero where no token is known.
    ``name`` carries a hash of the model's files: another name means embedding anew.
    Where computing a vector is ``slow``, a build keeps it beside the index."""

    name: str
    dimension: int
    slow: bool

    def embed_passages(self, texts: Sequence[str]) -> Vectors: ...

    def embed_questions(self, texts: Sequence[str]) -> Vectors: ...


class StaticEmbedder:
    """The direction of the sum of a text's token rows, for a folder in StaticEmbedding format."""

    slow = False  # quicker to compute than to look up

    def __init__(self, folder: Path) -> None:
        module = folder / (_static_module(folder) or "")
        try:
            self._tokenizer = Tokenizer.from_file(str(module / "tokenizer.json"))
            self._rows = _token_rows(load_file(module / "model.safetensors"))
        except Exception as error:  # tokenizers raises a bare Exception for a file it cannot read
            if type(error) not in (Exception, KeyError, SafetensorError, FileNotFoundError):
                raise
            raise EmbeddingError(f"Không đọc được mô hình nhúng trong {str(folder)!r}: {error}") from error
        self._tokenizer.no_padding()
        self.name = FoundModel(folder).name(*_HASHED_FILES)
        self.dimension = int(self._rows.shape[1])

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for start in range(0, len(texts), _TEXTS_AT_ONCE):
            some = list(texts[start : start + _TEXTS_AT_ONCE])
            encodings = self._tokenizer.encode_batch_fast(some, add_special_tokens=False)
            for row, encoding in enumerate(encodings, start):  # faster than np.add.reduceat
                if ids := encoding.ids:
                    vectors[row] = self._rows[ids].sum(axis=0)
        return _normalised(vectors)

    embed_questions = embed_passages  # a static model has no instruction for questions


class _LangchainEmbedder:
    """Any sentence-transformers model in a folder, through langchain-huggingface."""

    slow = True

    def __init__(self, found: FoundModel) -> None:
        import_package("sentence_transformers", EMBEDDING)
        package = import_package("langchain_huggingface", EMBEDDING)
        prompts = _read_json(found.folder / "config_sentence_transformers.json", {}).get("prompts", {})
        try:
            of_passages = package.HuggingFaceEmbeddings(
                model_name=str(found.folder),
                model_kwargs={"local_files_only": True},
                encode_kwargs=_encode_options(prompts, "document", "passage"),
            )
        except (OSError, ValueError, KeyError, SafetensorError) as error:
            raise not_loaded(found, EMBEDDING, error) from error
        self._of_passages: Embeddings = of_passages
        # the same model with another prompt: LangChain's own `embed_query` takes one question at a time
        self._of_questions: Embeddings = of_passages.model_copy(update={"encode_kwargs": _encode_options(prompts, "query")})
        self._lock = threading.Lock()  # its tokenizer may not be shared between the sessions of the page
        self.name = found.name(*_HASHED_FILES, *_SETTINGS_FILES)
        self.dimension = int(self._vectors(self._of_questions, ["a"]).shape[1])

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        return self._vectors(self._of_passages, texts)

    def embed_questions(self, texts: Sequence[str]) -> Vectors:
        return self._vectors(self._of_questions, texts)

    def _vectors(self, model: Embeddings, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        with self._lock:
            return _normalised(np.array(model.embed_documents(list(texts)), np.float32))


def find_embedder(name: str | None = None) -> FoundModel:
    """Where the model lies: the shipped one for ``None``, else the folder ``name`` or the hub's model of that name,
    downloaded only if the environment says TRO_LY_ALLOW_DOWNLOAD=1. Loads nothing. Raises EmbeddingError."""
    if name is None:
        return FoundModel(SHIPPED_MODEL)
    found = find_model(name, EMBEDDING)
    if _static_module(found.folder) is None:
        require_packages(EMBEDDING)
    return found


def load_embedder(name: str | None = None) -> Embedder:
    """The model that ``find_embedder`` finds, loaded. Raises EmbeddingError."""
    found = find_embedder(name)
    return _LangchainEmbedder(found) if _static_module(found.folder) is None else StaticEmbedder(found.folder)


def as_langchain(embedder: Embedder) -> Embeddings:
    """``embedder`` as LangChain's ``Embeddings``, for langchain-chroma."""
    from langchain_core.embeddings import Embeddings

    class Adapter(Embeddings):
        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            return [list(map(float, vector)) for vector in embedder.embed_passages(texts)]

        def embed_query(self, text: str) -> list[float]:
            return list(map(float, embedder.embed_questions([text])[0]))

    return Adapter()


def _static_module(folder: Path) -> str | None:
    """The path of the StaticEmbedding inside ``folder``; None if it is another kind of model."""
    modules = _read_json(folder / "modules.json", [])
    kinds = [str(module["type"]).rsplit(".", 1)[-1] for module in modules]
    static = kinds in (["StaticEmbedding"], ["StaticEmbedding", "Normalize"])
    return str(modules[0]["path"]) if static else None


def _token_rows(tensors: dict[str, NDArray[Any]]) -> Vectors:
    """One float32 row a token, of sentence-transformers' table or of model2vec's three parts."""
    if "embedding.weight" in tensors:
        return tensors["embedding.weight"].astype(np.float32)
    rows = tensors["embeddings"]
    rows = rows[tensors["mapping"]] if "mapping" in tensors else rows
    scale = tensors.get("weights", np.ones(len(rows))).astype(np.float32)
    return rows.astype(np.float32) * scale[:, None]


def _encode_options(prompts: dict[str, str], *names: str) -> dict[str, str]:
    return next(({"prompt_name": name} for name in names if prompts.get(name)), {})


def _normalised(vectors: Vectors) -> Vectors:
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(norms, 1e-12), dtype=np.float32)


def _read_json(file: Path, missing: Any) -> Any:
    return json.loads(file.read_text("utf-8")) if file.is_file() else missing
