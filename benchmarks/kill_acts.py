"""Builds and fetches that `kills` kills: each act with what it begins from, what it does, and how what is left is judged."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import chromadb.api.rust  # noqa: F401  # imported before the forks, so that no child takes a second for it
import langchain_chroma  # noqa: F401
import numpy as np
from numpy.typing import NDArray

from ingest.documents import find_files
from ingest.embedding import Embedder, load_embedder
from ingest.fetch.download import Downloader, Limits
from ingest.fetch.fulltext import Provenance, incoming, place, recorded_sha256
from ingest.index import IndexProblem, NoIndex, build, check, open_index

from .invented import SmallPlace

NOW = datetime(2031, 8, 1, 9, tzinfo=UTC)
OLD, NEW = b"<p>old</p>" * 9000, b"<p>new</p>" * 9000
_MODEL = load_embedder()


class See:
    """Where a child says what it has acknowledged so far."""

    say: Callable[[str], object] = staticmethod(lambda _: None)


@dataclass(frozen=True, slots=True)
class Act:
    """`see` gets the folder and what was acknowledged before the kill; it says "old", "new", or what else it found."""

    name: str
    points: tuple[str, ...]
    prepare: Callable[[Path], object]
    run: Callable[[Path], object]
    see: Callable[[Path, str], str]


# -- builds -------------------------------------------------------------------------------------------------------------


class SlowModel:
    """The shipped model as if it were slow: its vectors are kept beside the index."""

    slow, name, dimension = True, "slow@1", _MODEL.dimension

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return _MODEL.embed_passages(texts)

    def embed_questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return _MODEL.embed_questions(texts)


def _sources_before(folder: Path) -> None:
    for number in (91, 92):
        SmallPlace(folder).write(number)


def _sources_after(folder: Path) -> None:
    """One changed, one gone, one new."""
    small = SmallPlace(folder)
    small.write(91, "Chăm sóc")
    (small.source / "92.txt").unlink(missing_ok=True)
    small.write(93)


def _build(model: Embedder, folder: Path) -> None:
    small = SmallPlace(folder)
    build([small.source], small.index, small.corpus, model, quiet=True)


def _built_before(model: Embedder, folder: Path) -> None:
    _sources_before(folder)
    _build(model, folder)
    _sources_after(folder)


def _two_generations_before(folder: Path) -> None:
    """As an index lies that was built before: the current generation, and the one before it for readers."""
    _sources_before(folder)
    _build(_MODEL, folder)
    SmallPlace(folder).write(95)
    _build(_MODEL, folder)
    (folder / "source" / "95.txt").unlink()
    _build(_MODEL, folder)
    _sources_after(folder)


def _damaged_before(model: Embedder, folder: Path) -> None:
    _built_before(model, folder)
    (SmallPlace(folder).generation / "lexical" / "folded" / "indices.npy").unlink()


def _killed_before(folder: Path) -> None:
    _built_before(_MODEL, folder)
    (SmallPlace(folder).index / "gen-000009-abcdef.building" / "lexical").mkdir(parents=True)


def _see_index(model: Embedder, folder: Path, _: str) -> str:
    """Whether every text that a reader gets is of one side of the change, and nothing else is wrong with the index."""
    small = SmallPlace(folder)
    try:
        index = open_index(small.index, model)
        held = {version.document: index.opened().store.text(version.id) for version in index.opened().store.versions()}
        index.opened().close()
    except NoIndex:
        return "old" if not [*small.index.glob("gen-*")] or not (small.index / "CURRENT").exists() else "a part"
    except IndexProblem as problem:
        return "old" if "indices.npy" in str(problem) else str(problem)
    wrong = [finding.kind for finding in check(small.index, None, small.corpus, model)]
    if wrong:
        return ", ".join(wrong)
    old = {*held} == {"91/2031/NĐ-CP", "92/2031/NĐ-CP"} and all("Trồng bưởi" in text for text in held.values())
    new = {*held} == {"91/2031/NĐ-CP", "93/2031/NĐ-CP"} and "Chăm sóc bưởi" in held["91/2031/NĐ-CP"]
    return "old" if old else "new" if new else "a part"


_BUILD = (
    "build.locked", "new.made", "build.source-added", "build.source-added:2", "build.before-commit", "build.after-commit",
    "lexical.form-begun", "lexical.form-begun:2", "lexical.forms-written", "build.lexical-written", "build.vectors-removed",
    "vectors.batch-added", "build.vectors-added", "rows.places-written", "build.rows-written", "build.asked-written", "build.proved",
    "swap.before-manifest", "swap.manifest-written", "swap.folder-renamed", "swap.before-rename", "swap.after-rename",
)  # fmt: skip
_KEPT = ("kept.before-commit", "kept.after-commit", "kept.before-forgetting")


# -- fetch --------------------------------------------------------------------------------------------------------------


def _fetch(folder: Path) -> None:
    """Gets the new file from a server of its own and puts it in the place of the old one."""
    with HTTPServer(("127.0.0.1", 0), _Reply) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        target = folder / "fulltext" / "1-2031.html"
        hosts, limits = frozenset({"127.0.0.1"}), Limits(pause_seconds=0)
        with Downloader(hosts, limits, loopback_http=True) as downloader, incoming(target) as fresh:
            got = downloader.get(f"http://127.0.0.1:{server.server_port}/", fresh)
            place(fresh, target, Provenance("1/2031", "http://…", got.final_address, NOW, got.sha256, got.bytes, got.content_type))
        server.shutdown()


class _Reply(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(NEW)))
        self.end_headers()
        self.wfile.write(NEW)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the table is what is printed."""


def _fetched_before(folder: Path) -> None:
    target = folder / "fulltext" / "1-2031.html"
    with incoming(target) as fresh:
        fresh.write_bytes(OLD)
        place(fresh, target, Provenance("1/2031", "http://…", "http://…", NOW, "0" * 64, len(OLD), "text/html"))


def _see_fetched(folder: Path, _: str) -> str:
    target = folder / "fulltext" / "1-2031.html"
    seen = [path for path in find_files(target.parent) if path.suffix == ".html"]  # as a build sees it
    readable = recorded_sha256(target) is not None  # the provenance beside it can be read
    content = target.read_bytes()
    return "a part" if seen != [target] or not readable else {OLD: "old", NEW: "new"}.get(content, "a part")


ACTS = (
    Act("first build", (*_BUILD[:2], *_BUILD[4:]), _sources_after, partial(_build, _MODEL), partial(_see_index, _MODEL)),
    Act(
        "build after changes",
        ("build.source-removed", *_BUILD, "swap.older-removed"),
        _two_generations_before,
        partial(_build, _MODEL),
        partial(_see_index, _MODEL),
    ),
    Act(
        "build after a killed one",
        ("new.leftover-removed", "new.made", "swap.after-rename"),
        _killed_before, partial(_build, _MODEL), partial(_see_index, _MODEL),
    ),
    Act(
        "build that mends",
        ("new.made", "build.vectors-added", "swap.before-rename", "swap.after-rename"),
        partial(_damaged_before, _MODEL), partial(_build, _MODEL), partial(_see_index, _MODEL),
    ),
    Act(
        "build with a slow model",
        (*_KEPT, "vectors.batch-added", "swap.before-rename"),
        partial(_built_before, SlowModel()), partial(_build, SlowModel()), partial(_see_index, SlowModel()),
    ),
    Act(
        "fetch over an older file",
        ("fetch.chunk-written", "fetch.old-copied", "fetch.before-rename", "fetch.after-rename", "fetch.provenance-written",
         "fetch.provenance-renamed"),
        _fetched_before, _fetch, _see_fetched,
    ),
)  # fmt: skip
