"""The same index with its vectors in a real Chroma server: same results, damage found, several processes at once."""

import http.server
import json
import shutil
import socket
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import chromadb
import numpy as np
import pytest
from chroma_server import ChromaServer, chroma_server
from invented import HashEmbedder, Place, contents, decree, dense_hits, lexical_hits

from benchmarks.page import free_port
from ingest.__main__ import main as ingest
from ingest.index import Index, IndexDamaged, IndexProblem, build, check, is_stale, open_index
from ingest.index.look import look_at
from ingest.index.served import KEPT
from ingest.index.vectors import VectorError, VectorServerError

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaServer]:
    with chroma_server(tmp_path_factory.mktemp("chroma")) as started:
        yield started


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[ChromaServer]:
    """For tests that stop it or break what it holds."""
    with chroma_server(tmp_path / "chroma-server") as started:
        yield started


def build_at(place: Place, url: str | None, index: Path | None = None) -> None:
    build([place.source], index or place.index, place.corpus, place.embedder, quiet=True, chroma_url=url)


def open_at(place: Place, url: str | None, index: Path | None = None) -> Index:
    return open_index(index or place.index, place.embedder, url)


def check_at(place: Place, url: str | None) -> list[str]:
    findings = check(place.index, [place.source], place.corpus, place.embedder, url)
    assert not any("\n" in finding.message for finding in findings)
    return [finding.kind for finding in findings]


def collection_of(place: Place, server: ChromaServer) -> Any:
    client = chromadb.HttpClient("127.0.0.1", server.port, settings=chromadb.Settings(anonymized_telemetry=False))
    return client.get_collection(f"tro-ly-{place.generation.name}", embedding_function=None)


def collections_of(server: ChromaServer, index: Path) -> set[str]:
    client = chromadb.HttpClient("127.0.0.1", server.port, settings=chromadb.Settings(anonymized_telemetry=False))
    known_as = json.loads((index / "served.json").read_text("utf-8"))["name"]
    return {c.name.removeprefix("tro-ly-") for c in client.list_collections() if (c.metadata or {}).get("index") == known_as}


# -- the same results -------------------------------------------------------------------------------------------------


def test_built_searched_and_checked_as_in_a_folder(place: Place, server: ChromaServer, tmp_path: Path) -> None:
    for number in range(91, 95):
        place.write(f"{number}.txt", decree(number, f"Trồng bưởi số {number}.", "Trồng cam.", "Chăm sóc cây khế."))
    build_at(place, server.url)
    build_at(place, None, tmp_path / "folder")
    served, folder = open_at(place, server.url), open_at(place, None, tmp_path / "folder")
    assert contents(served) == contents(folder)
    for question in ("Trồng bưởi", "cây khế", "chăm sóc"):
        assert dense_hits(served, question) == dense_hits(folder, question)
        assert lexical_hits(served, question) == lexical_hits(folder, question)
    assert check_at(place, server.url) == []
    assert not (place.generation / "chroma").exists()
    assert look_at(place.index).passages  # health called an index damaged whose vectors a server keeps


def test_a_build_goes_on_from_the_vectors_of_the_server(place: Place, server: ChromaServer, tmp_path: Path) -> None:
    place.write("một.txt", decree(91, "Trồng bưởi.", "Trồng cam."))
    place.write("hai.txt", decree(92, "Trồng khế."))
    build_at(place, server.url)
    place.embedder.embedded.clear()
    (place.source / "hai.txt").unlink()
    place.write("ba.txt", decree(93, "Trồng mận."))
    build_at(place, server.url)
    assert place.embedder.embedded and not any("bưởi" in text for text in place.embedder.embedded)
    assert check_at(place, server.url) == []
    build_at(place, None, tmp_path / "folder")
    assert dense_hits(open_at(place, server.url), "cam") == dense_hits(open_at(place, None, tmp_path / "folder"), "cam")


def test_between_folder_and_server_the_index_is_built_anew(place: Place, server: ChromaServer) -> None:
    place.write("một.txt", decree(91, "Trồng bưởi.", "Trồng cam."))
    for url, other in ((None, server.url), (server.url, None)):
        build_at(place, url)
        assert [is_stale(place.index, [place.source], place.corpus, place.embedder, at) for at in (url, other)] == [False, True]
        assert check_at(place, url) == []


def test_only_the_last_collections_stay_and_only_of_this_index(place: Place, server: ChromaServer, tmp_path: Path) -> None:
    other = Place(tmp_path / "other")
    other.write("một.txt", decree(91, "Trồng ổi."))
    build_at(other, server.url)
    for number in range(91, 91 + KEPT + 2):
        place.write("một.txt", decree(number, "Trồng bưởi."))
        build_at(place, server.url)
    kept = collections_of(server, place.index)
    assert len(kept) == KEPT and place.generation.name in kept
    copy = tmp_path / "copy"
    shutil.copytree(place.index, copy)
    for number in range(81, 81 + KEPT + 1):  # a copy has collections of its own and leaves those of the original
        place.write("một.txt", decree(number, "Trồng bưởi."))
        build_at(place, server.url, copy)
    assert collections_of(server, place.index) == kept
    assert check_at(other, server.url) == []


def test_a_build_that_failed_leaves_the_old_vectors_current(place: Place, server: ChromaServer) -> None:
    place.write("một.txt", decree(91, "Trồng bưởi."))
    build_at(place, server.url)
    index, before = open_at(place, server.url), place.generation
    place.write("hai.txt", decree(92, "Trồng cam."))
    with pytest.raises(RuntimeError):
        build([place.source], place.index, place.corpus, HashEmbedder(fail_at=1), quiet=True, chroma_url=server.url)
    assert place.generation == before
    assert len(dense_hits(index, "bưởi")) == len(index.opened().store.passage_ids())
    build_at(place, server.url)
    assert check_at(place, server.url) == []


# -- damage -----------------------------------------------------------------------------------------------------------


def test_vectors_gone_while_the_count_is_right_are_named(place: Place, own_server: ChromaServer) -> None:
    place.write("một.txt", decree(91, *(f"Trồng bưởi số {n}." for n in range(1, 40))))
    build_at(place, own_server.url)
    own_server.stop()
    with closing(sqlite3.connect(own_server.folder / "chroma.sqlite3")) as database, database:
        gone = database.execute("DELETE FROM embeddings_queue").rowcount
    for graph in [path for path in own_server.folder.iterdir() if path.is_dir()]:
        shutil.rmtree(graph)
    own_server.start()
    assert gone
    assert collection_of(place, own_server).count() > 20
    assert check_at(place, own_server.url) == ["vectors"]
    with pytest.raises(IndexDamaged, match="python -m ingest build"):
        open_at(place, own_server.url)
    build_at(place, own_server.url)
    assert check_at(place, own_server.url) == []


def test_vectors_of_other_passages_are_named(place: Place, server: ChromaServer) -> None:
    place.write("một.txt", decree(91, "Trồng bưởi.", "Trồng cam.", "Trồng khế."))
    build_at(place, server.url)
    collection = collection_of(place, server)
    ids, vectors = (found := collection.get(include=["embeddings"]))["ids"], np.asarray(found["embeddings"])
    collection.update(ids=ids, embeddings=np.roll(vectors, 1, axis=0))
    assert check_at(place, server.url) == ["vectors"]


@pytest.mark.parametrize("change", ["one too few", "one too many"])
def test_records_too_few_or_too_many_are_named(place: Place, server: ChromaServer, change: str) -> None:
    place.write("một.txt", decree(91, "Trồng bưởi.", "Trồng cam."))
    build_at(place, server.url)
    collection = collection_of(place, server)
    if change == "one too few":
        collection.delete(ids=collection.get()["ids"][:1])
    else:
        collection.add(ids=["f" * 16], embeddings=[[1.0] * HashEmbedder.dimension])
    assert check_at(place, server.url) == [{"one too few": "vectors_missing", "one too many": "vectors_extra"}[change]]
    with pytest.raises(IndexDamaged):
        open_at(place, server.url)
    build_at(place, server.url)
    assert check_at(place, server.url) == [], "a build goes on from nothing that is not as it was"


def test_a_collection_that_is_gone_is_built_again(place: Place, own_server: ChromaServer) -> None:
    place.write("một.txt", decree(91, "Trồng bưởi."))
    build_at(place, own_server.url)
    own_server.stop()
    shutil.rmtree(own_server.folder)
    own_server.start()
    assert check_at(place, own_server.url) == ["vectors"]
    with pytest.raises(IndexDamaged):
        open_at(place, own_server.url)
    build_at(place, own_server.url)
    assert check_at(place, own_server.url) == []


# -- a server that is not there, or another one -----------------------------------------------------------------------


def test_a_server_that_is_not_there_is_one_line_and_changes_nothing(place: Place, own_server: ChromaServer) -> None:
    place.write("một.txt", decree(91, "Trồng bưởi."))
    build_at(place, own_server.url)
    index, before = open_at(place, own_server.url), place.generation
    place.write("hai.txt", decree(92, "Trồng cam."))
    own_server.stop()
    opened = index.opened()
    for attempt in (
        lambda: opened.vectors.search(opened.vectors.embedded("bưởi"), 3),
        lambda: open_at(place, own_server.url),
        lambda: build_at(place, own_server.url),
    ):
        with pytest.raises(VectorServerError, match="không kết nối được") as raised:
            attempt()
        assert own_server.url in str(raised.value) and "\n" not in str(raised.value)
    assert "vectors" in check_at(place, own_server.url)
    assert place.generation == before and not list(place.index.glob("*.building"))
    own_server.start()
    assert opened.vectors.search(opened.vectors.embedded("bưởi"), 3), "a reader goes on when the server is back"
    build_at(place, own_server.url)
    assert check_at(place, own_server.url) == []


class _Other(http.server.BaseHTTPRequestHandler):
    status, body = 200, b"<html>"

    def do_GET(self) -> None:
        self.send_response(self.status)
        self.end_headers()
        self.wfile.write(self.body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.mark.parametrize(("status", "body"), [(200, b"<html>"), (200, b"{}"), (200, b"[]"), (404, b""), (502, b"bad gateway")])
def test_another_server_is_told_apart(place: Place, status: int, body: bytes) -> None:
    place.write("một.txt", decree(91, "Trồng bưởi."))
    handler = type("Handler", (_Other,), {"status": status, "body": body})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as other:
        threading.Thread(target=other.serve_forever, daemon=True).start()
        try:
            with pytest.raises(VectorServerError, match="không trả lời như máy chủ Chroma"):
                build_at(place, f"http://127.0.0.1:{other.server_port}")
        finally:
            other.shutdown()


def test_a_server_that_never_answers_is_given_up(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.index.served.CONNECT_SECONDS", 0.2)
    place.write("một.txt", decree(91, "Trồng bưởi."))
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(VectorServerError, match="không trả lời kịp"):
        build_at(place, f"http://127.0.0.1:{silent.getsockname()[1]}")


@pytest.mark.parametrize(
    "url", ["chroma", "ftp://máy:1", "http://", "http://máy:x", "http://a:b@máy:8000", "http://máy:8000/khác", "http://[::1"]
)
def test_an_address_of_another_form_is_refused(place: Place, url: str) -> None:
    place.write("một.txt", decree(91, "Trồng bưởi."))
    with pytest.raises(VectorServerError, match="TRO_LY_CHROMA_URL"):
        build_at(place, url)


def test_an_index_of_a_server_says_that_its_address_is_wanted(place: Place, server: ChromaServer) -> None:
    place.write("một.txt", decree(91, "Trồng bưởi."))
    build_at(place, server.url)
    with pytest.raises(VectorServerError, match="TRO_LY_CHROMA_URL"):
        open_at(place, None)
    assert check_at(place, None) == ["vectors"]


def test_the_commands_take_the_address_from_the_environment(
    place: Place, server: ChromaServer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    place.write("một.txt", decree(91, "Trồng bưởi."))
    monkeypatch.setenv("TRO_LY_CORPUS", str(place.corpus))
    where = ["--source", str(place.source), "--index", str(place.index)]
    monkeypatch.setenv("TRO_LY_CHROMA_URL", server.url)
    assert ingest(["build", "--quiet", *where]) == 0
    assert ingest(["check", *where]) == 0
    monkeypatch.setenv("TRO_LY_CHROMA_URL", f"http://127.0.0.1:{free_port()}")
    capsys.readouterr()
    assert ingest(["build", *where]) == 3
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and "không kết nối được" in said


# -- several processes ------------------------------------------------------------------------------------------------

_ASKING = """
import sys
from pathlib import Path
from invented import HashEmbedder
from ingest.index import open_index

index, url, until = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
reader, seen, asked = open_index(index, HashEmbedder(), url), set(), 0
print("open", flush=True)
while not until.exists() or not asked:
    opened = reader.opened()
    found = {i for i, _ in opened.vectors.search(opened.vectors.embedded("Trồng bưởi"), 10_000)}
    assert found == opened.store.passage_ids(), (opened.name, len(found))
    seen.add(opened.name)
    asked += 1
print(len(seen), flush=True)
"""


def test_two_processes_ask_while_a_third_builds(place: Place, server: ChromaServer, tmp_path: Path) -> None:
    place.write("0.txt", decree(91, *(f"Trồng bưởi số {n}." for n in range(1, 30))))
    build_at(place, server.url)
    until = tmp_path / "enough"
    command = [sys.executable, "-c", _ASKING, str(place.index), server.url, str(until)]
    environment = {"PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}", "PATH": "/usr/bin:/bin", "OMP_NUM_THREADS": "1"}
    asking = [subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    try:
        for process in asking:
            assert process.stdout and process.stdout.readline() == "open\n", process.communicate()[1]
        for number in range(92, 97):
            place.write(f"{number}.txt", decree(number, "Trồng cam.", "Trồng khế."))
            build_at(place, server.url)
    finally:
        until.touch()
        said = [process.communicate(timeout=120) for process in asking]
    for process, (out, errors) in zip(asking, said, strict=True):
        assert process.returncode == 0, errors
        assert int(out) >= 2, "a reader goes over to new generations"
    assert check_at(place, server.url) == []


def test_what_a_generation_had_is_gone_for_readers_three_builds_later(place: Place, server: ChromaServer) -> None:
    place.write("một.txt", decree(91, "Trồng bưởi."))
    build_at(place, server.url)
    opened = open_at(place, server.url).opened()
    for number in range(92, 92 + KEPT):
        assert opened.vectors.search(opened.vectors.embedded("bưởi"), 3)
        place.write("một.txt", decree(number, "Trồng bưởi."))
        build_at(place, server.url)
    with pytest.raises(VectorError):
        opened.vectors.search(opened.vectors.embedded("bưởi"), 3)


def test_wrong_addresses_are_index_problems() -> None:
    assert issubclass(VectorServerError, IndexProblem)
