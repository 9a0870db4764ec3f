"""All settings, read once at the edge from TRO_LY_* variables and command-line options."""

import os
from dataclasses import asdict, dataclass
from pathlib import Path

from .catalogue import CORPUS

DEFAULT_INDEX = CORPUS.parent / ".index"


@dataclass(frozen=True, slots=True)
class Settings:
    """`index` and `corpus` are folders; `embedding` and `reranker` name a model or its folder: None for the shipped one, and for none."""

    index: Path = DEFAULT_INDEX
    corpus: Path = CORPUS
    embedding: str | None = None
    reranker: str | None = None

    def as_lines(self) -> str:
        return "\n".join(f"{name} = {value}" for name, value in asdict(self).items())

    def as_environment(self) -> dict[str, str]:
        """The variables by which another process reads the same settings, whatever folder it runs in."""
        return {f"TRO_LY_{name.upper()}": str(value) for name, value in asdict(self).items() if value is not None}


def read_settings(index: str | Path | None = None) -> Settings:
    """Settings of this process; an index given on the command line goes before TRO_LY_INDEX."""
    return Settings(
        index=Path(index or os.environ.get("TRO_LY_INDEX") or DEFAULT_INDEX).expanduser().resolve(),
        corpus=Path(os.environ.get("TRO_LY_CORPUS") or CORPUS).expanduser().resolve(),
        embedding=_model("TRO_LY_EMBEDDING"),
        reranker=_model("TRO_LY_RERANKER"),
    )


def _model(variable: str) -> str | None:
    """The name of a model as it was set; a folder as an absolute path."""
    name = os.environ.get(variable) or None
    folder = Path(name or "").expanduser()
    return str(folder.absolute()) if name and folder.is_dir() else name
