"""Embedders: the shipped static model, any StaticEmbedding folder, or another model by name.

The static path needs only ``tokenizers``, ``safetensors`` and numpy, since importing
sentence_transformers takes about ten seconds and torch gigabytes. It computes what
sentence-transformers computes for the same folder (``tests/ingest/test_embedding.py``).
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
"""Tokens of a text that count, about 900 syllables of law. The shipped ``tokenizer.json`` holds
the same number (a test says so), where sentence-transformers and this module both read it."""
ALLOW_DOWNLOAD = "TRO_LY_ALLOW_DOWNLOAD"
_TEXTS_AT_ONCE = 4096  # encodings held in memory at a time
_HASHED_FILES = ("*.safetensors", "*.bin", "tokenizer.json", "*.model", "*vocab*")
_NOT_DOWNLOADED = ["*.onnx", "onnx/*", "openvino/*", "*.h5", "*.msgpack", "*.ot"]
_MISSING_PACKAGE = (
    "Mô hình nhúng này cần gói mở rộng [models] (thiếu {}): hãy chạy `pip install '.[models]'`."
)

Vectors = NDArray[np.float32]


class EmbeddingError(Exception):
    """An embedding model cannot be loaded; the message says why and what to do, in Vietnamese."""


class Embedder(Protocol):
    """Texts to unit vectors, shape (texts, ``dimension``); zero where no token is known.

    ``name`` carries a hash of the model's files: another name means embedding anew."""

    @property
    def name(self) -> str: ...

    @property
    def dimension(self) -> int: ...

    def embed_passages(self, texts: Sequence[str]) -> Vectors: ...

    def embed_questions(self, texts: Sequence[str]) -> Vectors: ...


class StaticEmbedder:
    """The direction of the sum of a text's token rows, for a folder in StaticEmbedding format."""

    def __init__(self, folder: Path) -> None:
        module = folder / (_static_module(folder) or "")
        try:
            self._tokenizer = Tokenizer.from_str((module / "tokenizer.json").read_text("utf-8"))
            self._rows = _token_rows(load_file(module / "model.safetensors"))
        except (OSError, SafetensorError, KeyError) as error:
            message = f"Không đọc được mô hình nhúng trong {str(folder)!r}: {error}"
            raise EmbeddingError(message) from error
        self._tokenizer.no_padding()
        self.name = _name_of(folder)
        self.dimension = int(self._rows.shape[1])

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of ``texts``, shape (n, dimension)."""
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for start in range(0, len(texts), _TEXTS_AT_ONCE):
            some = list(texts[start : start + _TEXTS_AT_ONCE])
            encodings = self._tokenizer.encode_batch_fast(some, add_special_tokens=False)
            for row, encoding in enumerate(encodings, start):
                # A sum a text: measured four times faster than one np.add.reduceat over all.
                if ids := encoding.ids:
                    vectors[row] = self._rows[ids].sum(axis=0)
        return _normalised(vectors)

    def embed_questions(self, texts: Sequence[str]) -> Vectors:
        """The same as for passages: a static model has no instruction for questions."""
        return self.embed_passages(texts)


class _LangchainEmbedder:
    """Any sentence-transformers model in a folder, through langchain-huggingface."""

    def __init__(self, folder: Path, called: str | None = None) -> None:
        package = _package("langchain_huggingface")
        prompts = _read_json(folder / "config_sentence_transformers.json", {}).get("prompts", {})
        try:
            self._model: Embeddings = package.HuggingFaceEmbeddings(
                model_name=str(folder),
                model_kwargs={"local_files_only": True},
                encode_kwargs=_encode_options(prompts, "document", "passage"),
                query_encode_kwargs=_encode_options(prompts, "query"),
            )
        except ImportError as error:
            raise EmbeddingError(_MISSING_PACKAGE.format(error.name)) from error
        except (OSError, ValueError, KeyError, SafetensorError) as error:
            reason = str(error).split("\n")[0]
            message = f"Không nạp được mô hình nhúng {called or str(folder)!r}: {reason}"
            raise EmbeddingError(message) from error
        self.name = _name_of(folder, called)
        self.dimension = len(self._model.embed_query("a"))

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        return self._vectors(self._model.embed_documents(list(texts)) if texts else [])

    def embed_questions(self, texts: Sequence[str]) -> Vectors:
        return self._vectors([self._model.embed_query(text) for text in texts])

    def _vectors(self, rows: list[list[float]]) -> Vectors:
        return _normalised(np.array(rows, np.float32).reshape(len(rows), self.dimension))


def load_embedder(name: str | None = None) -> Embedder:
    """The shipped model for ``None``, else the one in the folder ``name`` or of that hub name.

    Nothing is downloaded unless the environment says ``TRO_LY_ALLOW_DOWNLOAD=1``.
    Raises EmbeddingError.
    """
    if name is None:
        return StaticEmbedder(SHIPPED_MODEL)
    folder, called = Path(name).expanduser(), None
    if not folder.is_dir():
        if folder.is_absolute() or name.startswith((".", "~")):
            raise EmbeddingError(f"Không có thư mục mô hình nhúng {name!r}.")
        folder, called = _hub_folder(name), name
    if _static_module(folder) is not None:
        return StaticEmbedder(folder)
    return _LangchainEmbedder(folder, called)


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
    _package("sentence_transformers")
    allowed = os.environ.get(ALLOW_DOWNLOAD) == "1"
    fetch = _package("huggingface_hub").snapshot_download
    try:
        return Path(fetch(name, local_files_only=not allowed, ignore_patterns=_NOT_DOWNLOADED))
    except (OSError, ValueError) as error:
        message = f"Không tải được mô hình nhúng {name!r}: {str(error).splitlines()[0]}"
        if not allowed:
            message = f"Trên máy chưa có mô hình nhúng {name!r}, và không có gì được tự tải về: "
            message += f"hãy chỉ ra thư mục của mô hình, hoặc đặt {ALLOW_DOWNLOAD}=1 để cho tải."
        raise EmbeddingError(message) from error


def _package(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise EmbeddingError(_MISSING_PACKAGE.format(error.name or name)) from error


def _static_module(folder: Path) -> str | None:
    """The path of the StaticEmbedding inside ``folder``; None if it is another kind of model."""
    modules = _read_json(folder / "modules.json", [])
    kinds = [str(module["type"]).rsplit(".", 1)[-1] for module in modules]
    static = kinds in (["StaticEmbedding"], ["StaticEmbedding", "Normalize"])
    return str(modules[0]["path"]) if static else None


def _token_rows(tensors: dict[str, NDArray[Any]]) -> Vectors:
    """One float32 row a token, from sentence-transformers' table or from model2vec's parts
    (as sentence-transformers 6 folds them: rows by ``mapping``, times ``weights``)."""
    if "embedding.weight" in tensors:
        return tensors["embedding.weight"].astype(np.float32)
    rows = tensors["embeddings"]
    rows = rows[tensors["mapping"]] if "mapping" in tensors else rows
    weights = tensors.get("weights", np.ones(1)).astype(np.float32)
    return rows.astype(np.float32) * weights[:, None]


def _name_of(folder: Path, called: str | None = None) -> str:
    digest = hashlib.sha256()
    for file in sorted({file for pattern in _HASHED_FILES for file in folder.rglob(pattern)}):
        with file.open("rb") as opened:
            digest.update(hashlib.file_digest(opened, "sha256").digest())
    return f"{called or folder.resolve().name}@{digest.hexdigest()[:12]}"


def _encode_options(prompts: dict[str, str], *names: str) -> dict[str, Any]:
    named = next((name for name in names if prompts.get(name)), None)
    return {"normalize_embeddings": True} | ({"prompt_name": named} if named else {})


def _normalised(vectors: Vectors) -> Vectors:
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Vectors = vectors / np.maximum(norms, np.float32(1e-12))
    return unit


def _read_json(file: Path, missing: Any) -> Any:
    return json.loads(file.read_text("utf-8")) if file.is_file() else missing
