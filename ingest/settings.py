"""All settings, read once at the edge from TRO_LY_* variables and command-line options."""

import os
from dataclasses import asdict, dataclass
from pathlib import Path

from .catalogue import CORPUS

DEFAULT_INDEX = CORPUS.parent / ".index"


@dataclass(frozen=True, slots=True)
class Settings:
    """`index` and `corpus` are folders; `embedding` names a model or its folder, None for the shipped one."""

    index: Path = DEFAULT_INDEX
    corpus: Path = CORPUS
    embedding: str | None = None

    def as_lines(self) -> str:
        return "\n".join(f"{name} = {value}" for name, value in asdict(self).items())


def read_settings(index: str | Path | None = None) -> Settings:
    """Settings of this process; an index given on the command line goes before TRO_LY_INDEX."""
    return Settings(
        index=Path(index or os.environ.get("TRO_LY_INDEX") or DEFAULT_INDEX).expanduser().resolve(),
        corpus=Path(os.environ.get("TRO_LY_CORPUS") or CORPUS).expanduser().resolve(),
        embedding=os.environ.get("TRO_LY_EMBEDDING") or None,
    )
