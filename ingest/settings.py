"""All settings, read once at the edge from TRO_LY_* variables and command-line options."""

import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from .catalogue import CORPUS


def place_of_data(corpus: Path) -> Path:
    """The folder that holds data/ and .index/: beside a corpus in a working copy, else the user's own folder for programs' data.

    Where the software was installed as a package, `corpus` lies among the packages, which an upgrade or another environment replaces.
    """
    if (corpus.parent / "pyproject.toml").is_file():
        return corpus.parent
    import platformdirs  # only of use there

    return platformdirs.user_data_path("tro-ly", appauthor=False)


_PLACE = place_of_data(CORPUS)
DEFAULT_INDEX = _PLACE / ".index"
DEFAULT_RECEIPTS = _PLACE / "data" / "receipts.sqlite"  # of the user: not in the index, which is a cache
DEFAULT_UPLOADS = _PLACE / "data" / "uploads"
DEFAULT_DESK = _PLACE / "data" / "desk.sqlite"
DEFAULT_AUDIT = _PLACE / "data" / "audit"
_ABOUT_RECEIPTS = "# receipts: TRO_LY_RECEIPTS, tệp SQLite giữ phiếu của các câu trả lời; đặt thành chuỗi rỗng để tắt (None)"
_ABOUT_DESK = "# desk: TRO_LY_DESK, tệp SQLite giữ hội thoại, phiếu trình và phản ánh; chuỗi rỗng: chỉ giữ đến khi tắt phần mềm (None)"


@dataclass(frozen=True, slots=True)
class Settings:
    """`index` and `corpus` are folders; `embedding` and `reranker` name a model or its folder: None for the shipped one, and for none.

    `model` names a language model, `model_url` the address of one; none answers where both are None. `model_timeout` is in seconds.
    What users added goes to a model on another machine only with `model_uploads`.
    `receipts` is the file that keeps the receipts of answers; None where none are kept. `desk` is the file of what users made; None where
    it is kept in memory only. `audit` is the folder of the log of who did what; None where none is kept.
    `keepers` are the mail addresses of those who keep the corpus, where people sign in.
    `chroma_url` is the address of the Chroma server that keeps the vectors; None where they lie in the index.
    `uploads` is the folder of the files that users added; None where none are taken. `log` is the file of the log; None for stderr.
    """

    index: Path = DEFAULT_INDEX
    corpus: Path = CORPUS
    embedding: str | None = None
    reranker: str | None = None
    model: str | None = None
    model_url: str | None = None
    model_key: str | None = field(default=None, repr=False)
    model_timeout: str | None = None
    model_uploads: bool = False
    receipts: Path | None = DEFAULT_RECEIPTS
    uploads: Path | None = DEFAULT_UPLOADS
    desk: Path | None = DEFAULT_DESK
    audit: Path | None = DEFAULT_AUDIT
    keepers: frozenset[str] = frozenset()
    log: Path | None = None
    chroma_url: str | None = None

    def sources(self) -> list[Path]:
        """What the default index is made from: the corpus, and the uploads once there are any."""
        return [self.corpus, *([self.uploads.resolve()] if self.uploads and self.uploads.is_dir() else [])]

    def as_lines(self) -> str:
        """All settings but what is secret: of a key it is said whether there is one, of an address its user and query are left out."""
        shown = asdict(self) | {
            "model_key": self.model_key and "(đã đặt)",
            "model_url": self.model_url and _without_secrets(self.model_url),
            "chroma_url": self.chroma_url and _without_secrets(self.chroma_url),
            "keepers": ", ".join(sorted(self.keepers)) or None,
        }
        return "\n".join([*(f"{name} = {value}" for name, value in shown.items()), _ABOUT_RECEIPTS, _ABOUT_DESK])

    def as_environment(self) -> dict[str, str]:
        """The variables by which another process reads the same settings, whatever folder it runs in."""
        given = asdict(self) | {"keepers": ",".join(sorted(self.keepers)) or None, "model_uploads": "1" if self.model_uploads else None}
        named = {f"TRO_LY_{name.upper()}": str(value) for name, value in given.items() if value is not None}
        return {"TRO_LY_RECEIPTS": "", "TRO_LY_UPLOADS": "", "TRO_LY_DESK": "", "TRO_LY_AUDIT": ""} | named


def read_settings(index: str | Path | None = None) -> Settings:
    """Settings of this process; an index given on the command line goes before TRO_LY_INDEX."""
    return Settings(
        index=Path(index or os.environ.get("TRO_LY_INDEX") or DEFAULT_INDEX).expanduser().resolve(),
        corpus=Path(os.environ.get("TRO_LY_CORPUS") or CORPUS).expanduser().resolve(),
        embedding=_model("TRO_LY_EMBEDDING"),
        reranker=_model("TRO_LY_RERANKER"),
        model=os.environ.get("TRO_LY_MODEL") or None,
        model_url=os.environ.get("TRO_LY_MODEL_URL") or None,
        model_key=os.environ.get("TRO_LY_MODEL_KEY") or None,
        model_timeout=os.environ.get("TRO_LY_MODEL_TIMEOUT") or None,
        model_uploads=os.environ.get("TRO_LY_MODEL_UPLOADS", "").strip() == "1",
        receipts=_file("TRO_LY_RECEIPTS", DEFAULT_RECEIPTS),
        uploads=_file("TRO_LY_UPLOADS", DEFAULT_UPLOADS),
        desk=_file("TRO_LY_DESK", DEFAULT_DESK),
        audit=_file("TRO_LY_AUDIT", DEFAULT_AUDIT),
        chroma_url=os.environ.get("TRO_LY_CHROMA_URL", "").strip() or None,
        keepers=frozenset(email.strip().lower() for email in os.environ.get("TRO_LY_KEEPERS", "").split(",") if email.strip()),
        log=_file("TRO_LY_LOG", None),
    )


def _without_secrets(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return "(không đọc được)"
    return parts._replace(netloc=parts.netloc.rpartition("@")[2], query="", fragment="").geturl()


def _file(variable: str, default: Path | None) -> Path | None:
    """A file of the user; a variable set to nothing turns it off."""
    name = os.environ.get(variable)
    if name is None:
        return default
    return Path(name).expanduser().absolute() if name.strip() else None


def _model(variable: str) -> str | None:
    """The name of a model as it was set; a folder as an absolute path."""
    name = os.environ.get(variable) or None
    folder = Path(name or "").expanduser()
    return str(folder.absolute()) if name and folder.is_dir() else name
