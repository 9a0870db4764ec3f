"""Embedders: the shipped static model, any StaticEmbedding folder, or another model by name.

The static path needs no torch (gigabytes) and no sentence_transformers (ten seconds to import),
and computes the same for the same folder: ``tests/ingest/test_embedding.py`` holds it to that.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load_file
from tokenizers import Tokenizer

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings

__all__ = ["Embedder", "EmbeddingError", "StaticEmbedder", "as_langchain", "load_embedder"]

SHIPPED_MODEL = Path(__file__).parent / "model"
MAX_TOKENS = 512
"""Tokens of a text that count, as ``tokenizer.json`` says to sentence-transformers too (tested)."""
ALLOW_DOWNLOAD = "TRO_LY_ALLOW_DOWNLOAD"
_TEXTS_AT_ONCE = 4096  # encodings held in memory at a time
_HASHED_FILES = ("*.safetensors", "*.bin", "tokenizer.json", "*.model", "*vocab*")
_NOT_DOWNLOADED = ["*.onnx", "onnx/*", "openvino/*", "*.h5", "*.msgpack", "*.ot"]
_MISSING = "Mô hình nhúng này cần gói mở rộng [models] (thiếu {}): hãy chạy pip install '.[models]'."
_NOT_FETCHED = "Không tải được mô hình nhúng {!r}: {}"
_NOT_HERE = "Trên máy chưa có mô hình nhúng {!r} và không tự tải về: hãy chỉ ra thư mục của nó, hoặc đặt {}=1 để cho phép tải."

Vectors = NDArray[np.float32]


class EmbeddingError(Exception):
    """An embedding model cannot be loaded; the message says why and what to do, in Vietnamese."""


class Embedder(Protocol):
    """Texts to unit vectors, shape (texts, ``dimension``); zero where no token is known.
    ``name`` carries a hash of the model's files: another name means embedding anew."""

    name: str
    dimension: int

    def embed_passages(self, texts: Sequence[str]) -> Vectors: ...

    def embed_questions(self, texts: Sequence[str]) -> Vectors: ...


class StaticEmbedder:
    """The direction of the sum of a text's token rows, for a folder in StaticEmbedding format."""

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
        self.name = _name_of(folder)
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

    def __init__(self, folder: Path, called: str | None = None) -> None:
        _package("sentence_transformers")
        package = _package("langchain_huggingface")
        prompts = _read_json(folder / "config_sentence_transformers.json", {}).get("prompts", {})
        try:
            self._model: Embeddings = package.HuggingFaceEmbeddings(
                model_name=str(folder),
                model_kwargs={"local_files_only": True},
                encode_kwargs=_encode_options(prompts, "document", "passage"),
                query_encode_kwargs=_encode_options(prompts, "query"),
            )
        except (OSError, ValueError, KeyError, SafetensorError) as error:
            message = f"Không nạp được mô hình nhúng {called or str(folder)!r}: {error}"
            raise EmbeddingError(message.split("\n")[0]) from error
        self.name = _name_of(folder, called)
        self.dimension = len(self._model.embed_query("a"))

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        return self._vectors(self._model.embed_documents(list(texts)) if texts else [])

    def embed_questions(self, texts: Sequence[str]) -> Vectors:
        return self._vectors([self._model.embed_query(text) for text in texts])

    def _vectors(self, rows: list[list[float]]) -> Vectors:
        return _normalised(np.array(rows, np.float32).reshape(len(rows), self.dimension))


def load_embedder(name: str | None = None) -> Embedder:
    """The shipped model for ``None``, else the one in the folder ``name`` or of that hub name,
    downloaded only if the environment says TRO_LY_ALLOW_DOWNLOAD=1. Raises EmbeddingError."""
    if name is None:
        return StaticEmbedder(SHIPPED_MODEL)
    folder, called = Path(name).expanduser(), None
    if not folder.is_dir():
        if folder.is_absolute() or name.startswith((".", "~")):
            raise EmbeddingError(f"Không có thư mục mô hình nhúng {name!r}.")
        folder, called = _hub_folder(name), name
    return _LangchainEmbedder(folder, called) if _static_module(folder) is None else StaticEmbedder(folder)


def as_langchain(embedder: Embedder) -> Embeddings:
    """``embedder`` as LangChain's ``Embeddings``, for langchain-chroma."""
    from langchain_core.embeddings import Embeddings

    class Adapter(Embeddings):
        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            return [list(map(float, vector)) for vector in embedder.embed_passages(texts)]

        def embed_query(self, text: str) -> list[float]:
            return list(map(float, embedder.embed_questions([text])[0]))

    return Adapter()


def _hub_folder(name: str) -> Path:
    """Where the hub's model ``name`` lies on this machine, downloaded first only if allowed."""
    _package("langchain_huggingface")
    allowed = os.environ.get(ALLOW_DOWNLOAD) == "1"
    fetch = _package("huggingface_hub").snapshot_download
    try:
        return Path(fetch(name, local_files_only=not allowed, ignore_patterns=_NOT_DOWNLOADED))
    except (OSError, ValueError) as error:
        if allowed:
            raise EmbeddingError(_NOT_FETCHED.format(name, str(error).split("\n")[0])) from error
        raise EmbeddingError(_NOT_HERE.format(name, ALLOW_DOWNLOAD)) from error


def _package(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise EmbeddingError(_MISSING.format(error.name or name)) from error


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


def _name_of(folder: Path, called: str | None = None) -> str:
    digest = hashlib.sha256()
    for file in sorted({file for pattern in _HASHED_FILES for file in folder.rglob(pattern)}):
        with file.open("rb") as opened:
            digest.update(hashlib.file_digest(opened, "sha256").digest())
    return f"{called or folder.resolve().name}@{digest.hexdigest()[:12]}"


def _encode_options(prompts: dict[str, str], *names: str) -> dict[str, str]:
    return next(({"prompt_name": name} for name in names if prompts.get(name)), {})


def _normalised(vectors: Vectors) -> Vectors:
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(norms, 1e-12), dtype=np.float32)


def _read_json(file: Path, missing: Any) -> Any:
    return json.loads(file.read_text("utf-8")) if file.is_file() else missing
