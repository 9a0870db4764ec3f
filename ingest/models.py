"""Models by name: where one lies on this machine, or one Vietnamese line. Nothing is downloaded unless the environment allows it."""

import hashlib
import importlib
import importlib.util
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ALLOW_DOWNLOAD = "TRO_LY_ALLOW_DOWNLOAD"
_NOT_DOWNLOADED = ["*.onnx", "onnx/*", "openvino/*", "*.h5", "*.msgpack", "*.ot"]
_MISSING = "{} này cần gói mở rộng [models] (thiếu {}): hãy chạy pip install '.[models]'."
_NOT_FETCHED = "Không tải được {} {!r}: {}"
_NOT_HERE = "Trên máy chưa có {} {!r} và không tự tải về: hãy chỉ ra thư mục của nó, hoặc đặt {}=1 để cho phép tải."

_OWN_CODE = "{} {!r} mang theo mã riêng ({}) mà phần mềm không chạy: hãy chọn mô hình khác."
_PICKLED = "{} {!r} có trọng số dạng pickle ({}) mà phần mềm không đọc: hãy chọn bản có trọng số safetensors."
_PICKLES = ("*.bin", "*.pt", "*.pth", "*.ckpt", "*.pkl", "*.pickle")


class ModelError(Exception):
    """A model cannot be loaded; the message says why and what to do, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class ModelKind:
    """What models are for: how staff are told of one, the error that tells them, the packages that load one."""

    says: str
    error: type[ModelError]
    packages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FoundModel:
    """The folder of a model; `called` is its name on the hub, None where the folder itself was named."""

    folder: Path
    called: str | None = None

    @property
    def title(self) -> str:
        return self.called or self.folder.resolve().name

    def name(self, *patterns: str) -> str:
        """The title with a hash of the files that the patterns match: other files, another name."""
        digest = hashlib.sha256()
        for file in sorted({file for pattern in patterns for file in self.folder.rglob(pattern)}):
            with file.open("rb") as opened:
                digest.update(hashlib.file_digest(opened, "sha256").digest())
        return f"{self.title}@{digest.hexdigest()[:12]}"


def find_model(name: str, kind: ModelKind) -> FoundModel:
    """The folder `name`, else the hub's model of that name, downloaded first only if allowed. Loads nothing. Raises `kind.error`."""
    folder = Path(name).expanduser()
    if folder.is_dir():
        return _plain(FoundModel(folder), kind)
    if folder.is_absolute() or name.startswith((".", "~")):
        raise kind.error(f"Không có thư mục {kind.says} {name!r}.")
    return _plain(FoundModel(_hub_folder(name, kind), name), kind)


def require_packages(kind: ModelKind) -> None:
    """Raises `kind.error` where a package that loads such models is not installed; imports none, which takes ten seconds."""
    for package in kind.packages:
        if importlib.util.find_spec(package) is None:
            raise kind.error(_MISSING.format(kind.says.capitalize(), package))


def import_package(package: str, kind: ModelKind) -> Any:
    """Raises `kind.error` where the package or one that it needs is not installed."""
    try:
        return importlib.import_module(package)
    except ImportError as error:
        raise kind.error(_MISSING.format(kind.says.capitalize(), error.name or package)) from error


def not_loaded(found: FoundModel, kind: ModelKind, error: Exception) -> ModelError:
    """The one line for a model that is here and cannot be loaded."""
    lines = str(error).strip().split("\n")
    return kind.error(f"Không nạp được {kind.says} {found.called or str(found.folder)!r}: {lines[0]}")


def _plain(found: FoundModel, kind: ModelKind) -> FoundModel:
    """The model itself, if it is made of parts of sentence-transformers alone.

    Of a folder, sentence-transformers before 6 runs whatever Python code its modules.json names, whether it is trusted or not.
    """
    file = found.folder / "modules.json"
    try:
        types = [str(module["type"]) for module in json.loads(file.read_text("utf-8"))] if file.is_file() else []
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise not_loaded(found, kind, ValueError(f"modules.json: {error}")) from error
    if own := [name for name in types if not name.startswith("sentence_transformers.")]:
        raise kind.error(_OWN_CODE.format(kind.says.capitalize(), found.title, own[0]))
    if pickled := _pickled(found.folder):
        raise kind.error(_PICKLED.format(kind.says.capitalize(), found.title, pickled))
    return found


def _pickled(folder: Path) -> str | None:
    """A file of weights that only unpickling could read, which runs what is in it: one with no safetensors beside it."""
    found = (file for pattern in _PICKLES for file in sorted(folder.rglob(pattern)))
    return next((file.name for file in found if not any(file.parent.glob("*.safetensors"))), None)


def _hub_folder(name: str, kind: ModelKind) -> Path:
    require_packages(kind)
    allowed = os.environ.get(ALLOW_DOWNLOAD) == "1"
    fetch = import_package("huggingface_hub", kind).snapshot_download
    try:
        return Path(fetch(name, local_files_only=not allowed, ignore_patterns=_NOT_DOWNLOADED))
    except (OSError, ValueError) as error:
        if allowed:
            raise kind.error(_NOT_FETCHED.format(kind.says, name, str(error).split("\n")[0])) from error
        raise kind.error(_NOT_HERE.format(kind.says, name, ALLOW_DOWNLOAD)) from error
