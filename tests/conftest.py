"""Shared by all tests: the folder of official texts, and one index of the shipped corpus a session."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from invented import Place
from invented_library import build_library
from model_server import ModelServer, model_server

from assistant import Assistant
from ingest.catalogue import CORPUS, Catalogue, load_catalogue
from ingest.embedding import Embedder, load_embedder
from ingest.index import build, open_index

os.environ.setdefault("OMP_NUM_THREADS", "1")
for variable in ("TRO_LY_RECEIPTS", "TRO_LY_DESK", "TRO_LY_UPLOADS", "TRO_LY_AUDIT"):
    os.environ[variable] = ""  # what tests ask, make and add is nobody's; those of these files name some of their own
ROOT = Path(__file__).parents[1]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks what needs the folder of official texts, so that nobody forgets to."""
    for item in items:
        if "shared" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.corpus)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of official texts; skips where there is none."""
    folder = Path(os.environ.get("TRO_LY_SHARED") or ROOT.parent / "shared")
    if not (folder / "corpus" / "raw").is_dir():
        pytest.skip(f"no official texts: set TRO_LY_SHARED ({folder} has no corpus/raw)")
    return folder


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    return load_embedder()


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Path]:
    """A folder that all workers of the session share."""
    base = tmp_path_factory.getbasetemp()
    yield base if worker_id == "master" else base.parent


@pytest.fixture(scope="session")
def shipped_index(once: Path, embedder: Embedder) -> Path:
    """The index of the shipped corpus, built by the first worker that wants it; nobody may change it."""
    index, done = once / "shipped-index", once / "shipped-index.json"
    with FileLock(once / "shipped-index.lock"):
        if not done.is_file():
            report = build([CORPUS], index, CORPUS, embedder, quiet=True)
            done.write_text(json.dumps({"unreadable": report.unreadable, "broken": report.broken}), encoding="utf-8")
    return index


@pytest.fixture(scope="session")
def assistant(shipped_index: Path, embedder: Embedder, catalogue: Catalogue) -> Assistant:
    """The assistant over the shipped corpus. Ask with `as_of`: the clock of a test is its own."""
    return Assistant(open_index(shipped_index, embedder), catalogue)


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """The assistant over a small library of our own invention; nobody may change it."""
    return build_library(Place(tmp_path_factory.mktemp("library")))


@pytest.fixture(scope="module")
def server() -> Iterator[ModelServer]:
    """A language model on loopback that says what a test tells it to."""
    with model_server() as served:
        yield served
