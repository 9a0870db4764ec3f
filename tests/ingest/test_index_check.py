"""`check` names what is wrong with an index, readers refuse what is damaged, and `build` makes it whole again."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from invented import HashEmbedder, Place, decree

from ingest.catalogue import CORPUS
from ingest.embedding import Embedder
from ingest.index import Index, IndexDamaged, IndexProblem, NoIndex, build, built_from, check, is_stale, open_index
from ingest.index.generation import Generation
from ingest.index.lexical import build_lexical
from ingest.index.reader import Opened
from ingest.index.vectors import ChromaVectors

Damage = Callable[[Path], object]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Place:
    place = Place(tmp_path_factory.mktemp("sound"))
    for number in (91, 92, 93):
        place.write(f"{number}.txt", decree(number, "Trồng bưởi.", "Trồng cam."))
    place.build()
    return place


@pytest.fixture
def damaged(sound: Place, tmp_path: Path) -> Place:
    """A copy of the sound place, to be damaged."""
    shutil.copytree(sound.root, tmp_path / "bản sao", dirs_exist_ok=True)
    place = Place(tmp_path / "bản sao")
    build([place.source], place.index, place.corpus, place.embedder, quiet=True)  # its sources lie elsewhere now
    return place


def sql(*statements: str) -> Damage:
    def run(generation: Path) -> None:
        database = sqlite3.connect(generation / "store.sqlite")
        database.execute("PRAGMA foreign_keys = ON")
        for statement in statements:
            database.execute(statement)
        database.commit()
        database.close()

    return run


def cut(name: str, keep: int = 0) -> Damage:
    """Leaves the first bytes of a file."""
    return lambda generation: (generation / name).write_bytes((generation / name).read_bytes()[:keep])


def put(name: str, content: bytes) -> Damage:
    return lambda generation: (generation / name).write_bytes(content)


def graph(generation: Path) -> Path:
    """The folder of Chroma's graph of neighbours."""
    return next(p for p in (generation / "chroma").iterdir() if p.is_dir())


def take_vectors(generation: Path) -> None:
    vectors = ChromaVectors(generation / "chroma", HashEmbedder())
    vectors.remove(sorted(vectors.ids())[:2])
    vectors.close()


def add_vector(generation: Path) -> None:
    embedder = HashEmbedder()
    vectors = ChromaVectors(generation / "chroma", embedder)
    vectors.add(["f" * 32], ["thừa"], embedder.embed_passages, lambda _: None)
    vectors.close()


def other_lexical(generation: Path) -> None:
    shutil.rmtree(generation / "lexical")
    build_lexical([("một",), ("hai",)], generation / "lexical")


DAMAGES: dict[str, tuple[Damage, set[str]]] = {
    "vectors taken out": (take_vectors, {"vectors"}),
    "vector put in": (add_vector, {"vectors_extra"}),
    "graph gone": (lambda g: shutil.rmtree(graph(g)), {"vectors"}),
    "graph cut": (lambda g: (graph(g) / "data_level0.bin").write_bytes(b""), {"vectors"}),
    "Chroma gone": (lambda g: shutil.rmtree(g / "chroma"), {"vectors"}),
    "Chroma empty": (cut("chroma/chroma.sqlite3"), {"vectors"}),
    "Chroma no database": (put("chroma/chroma.sqlite3", b"garbage" * 9999), {"vectors"}),
    "lexical gone": (lambda g: shutil.rmtree(g / "lexical"), {"lexical"}),
    "lexical of other texts": (other_lexical, {"lexical"}),
    "lexical file gone": (lambda g: (g / "lexical/folded/indptr.npy").unlink(), {"lexical"}),
    "lexical file empty": (cut("lexical/accented/data.npy"), {"lexical"}),
    "lexical file cut": (cut("lexical/accented/codes.npy", 150), {"lexical"}),
    "lexical words no JSON": (put("lexical/folded/syllables.json", b"{"), {"lexical"}),
    "lexical words other JSON": (put("lexical/folded/syllables.json", b"7"), {"lexical"}),
    "lexical rows a pickle": (
        lambda g: np.save(g / "lexical/folded/rows.npy", np.array([{}], dtype=object), allow_pickle=True),
        {"lexical"},
    ),
    "store gone": (lambda g: (g / "store.sqlite").unlink(), {"store"}),
    "store empty": (cut("store.sqlite"), {"store"}),
    "store cut": (cut("store.sqlite", 30_000), {"store"}),
    "store no database": (put("store.sqlite", b"garbage" * 9999), {"store"}),
    "store without passages": (sql("DROP TABLE passages"), {"store"}),
    "store of another schema": (sql("UPDATE meta SET value = '0'"), {"store"}),
    "passages deleted": (sql("DELETE FROM passages WHERE row IN (1, 2)"), {"counts", "store", "lexical", "rows", "vectors_extra"}),
    "version deleted": (sql("DELETE FROM versions WHERE id = 1"), {"counts", "store", "lexical", "rows", "vectors_extra"}),
    "manifest cut": (cut("manifest.json", 20), {"manifest"}),
    "manifest empty list": (put("manifest.json", b"[]"), {"schema", "embedder", "catalogue", "asked", "counts"}),
    "manifest no text": (put("manifest.json", b"\xff\xfe\x00"), {"manifest"}),
}


def test_sound_index_has_no_finding(sound: Place) -> None:
    assert sound.findings() == []
    assert not is_stale(sound.index, [sound.source], sound.corpus, sound.embedder)


@pytest.mark.parametrize("name", DAMAGES)
def test_damage_is_named_and_build_repairs_it(damaged: Place, name: str) -> None:
    damage, kinds = DAMAGES[name]
    damage(damaged.generation)
    findings = damaged.findings()
    assert {f.kind for f in findings} == kinds
    assert all("\n" not in f.message and ("dựng lại" in f.message or "ingest build" in f.message) for f in findings)
    with pytest.raises(IndexProblem, match="python -m ingest build") as refused:
        damaged.open()
    assert "\n" not in str(refused.value)
    assert damaged.build().changed
    assert damaged.check() == []
    assert len(damaged.open().opened().store.versions()) == 3


def test_passage_that_is_not_at_its_place_is_named(damaged: Place) -> None:
    sql("UPDATE versions SET text = 'x' || text WHERE id = 1")(damaged.generation)
    assert damaged.check() == ["store", "texts", "offsets"]


def test_sources_new_gone_and_changed_are_named(damaged: Place) -> None:
    damaged.write("94.txt", decree(94, "Trồng chanh."))
    (damaged.source / "91.txt").unlink()
    damaged.write("92.txt", decree(92, "Trồng khế."))
    found = {f.kind: f.message for f in damaged.findings()}
    assert set(found) == {"source_new", "source_gone", "source_changed"}
    assert ("94.txt" in found["source_new"], "91.txt" in found["source_gone"], "92.txt" in found["source_changed"]) == (True, True, True)


def test_many_names_are_cut_short(place: Place) -> None:
    place.build()
    for number in range(1, 20):
        place.write(f"{number:02}.txt", decree(number, "Trồng cam."))
    (finding,) = place.findings()
    assert finding.message.startswith("19 tệp")
    assert len(finding.message) < 120


def test_advice_names_the_sources_so_that_nobody_builds_other_texts_into_the_index(damaged: Place) -> None:
    cut("store.sqlite")(damaged.generation)
    with pytest.raises(IndexDamaged) as refused:
        damaged.open()
    assert f"--source '{damaged.source}' --index '{damaged.index}'" in str(refused.value)
    assert built_from(damaged.index) == [damaged.source]


@pytest.mark.parametrize("pointer", [None, b"", b"gen-000009", b"../..", b"\xff\xfe", b"gen-000001/.."])
def test_no_index(damaged: Place, pointer: bytes | None) -> None:
    if pointer is None:
        shutil.rmtree(damaged.index)
    else:
        (damaged.index / "CURRENT").write_bytes(pointer)
    for call in (damaged.open, damaged.check, lambda: is_stale(damaged.index, [damaged.source]), lambda: built_from(damaged.index)):
        with pytest.raises(NoIndex, match="python -m ingest build --index") as refused:
            call()
        assert "\n" not in str(refused.value)
    damaged.build()
    assert damaged.check() == []


def test_index_that_is_a_file(place: Place) -> None:
    place.write("một.txt", decree(91, "Trồng bưởi."))
    place.index.write_text("đây là tệp", encoding="utf-8")
    with pytest.raises(IndexProblem, match="Không ghi được"):
        place.build()


READS_ONLY = """
import os, sys
from pathlib import Path
import chromadb.api.rust, langchain_chroma
from invented import HashEmbedder, Place, lexical_hits
from ingest.index import IndexProblem
place = Place(Path(sys.argv[1]))
place.open().opened().close()
if os.geteuid() == 0:
    os.setgroups([]); os.setresgid(65534, 65534, 65534); os.setresuid(65534, 65534, 65534)
index = place.open()
vectors = index.opened().vectors
print(len(vectors.search(vectors.embedded("Trồng bưởi."), 5)), place.check())
index.opened().close()
try:
    place.build(HashEmbedder("other"))
except IndexProblem as problem:
    print(problem)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs permissions as Unix has them")
def test_index_on_a_read_only_share_is_read_and_not_written(sound: Place) -> None:
    """In a process without the right to write; root would have it."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        shutil.copytree(sound.root, Path(folder) / "chung")
        place = Place(Path(folder) / "chung")
        place.build()
        for path in [place.root, *place.root.rglob("*")]:
            path.chmod(0o555 if path.is_dir() else 0o444)
        command = [sys.executable, "-c", READS_ONLY, str(place.root)]
        environment = os.environ | {
            "PYTHONPATH": os.pathsep.join(str(Path(__file__).parents[n]) for n in (1, 2)),
            "PYTHONIOENCODING": "utf-8",
        }
        run = subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)
        for path in [place.root, *place.root.rglob("*")]:
            path.chmod(0o755)
    assert run.stdout.split("\n")[0] == "5 []", run.stderr
    assert run.stdout.split("\n")[1].startswith("Không ghi được vào thư mục chỉ mục")


def test_lost_vectors_of_the_shipped_corpus_are_found(shipped_index: Path, embedder: Embedder, tmp_path: Path) -> None:
    """Chroma without its graph still counts 1,500 records and answers, with one passage."""
    shutil.copytree(shipped_index, tmp_path / "bản sao")
    generation = tmp_path / "bản sao" / (shipped_index / "CURRENT").read_text("utf-8")
    shutil.rmtree(graph(generation))
    with pytest.raises(IndexDamaged):
        open_index(tmp_path / "bản sao", embedder)
    assert [f.kind for f in check(tmp_path / "bản sao", [CORPUS], CORPUS, embedder)] == ["vectors"]


def test_shipped_corpus_is_whole(shipped_index: Path, embedder: Embedder) -> None:
    assert check(shipped_index, [CORPUS], CORPUS, embedder) == []


def test_a_generation_that_is_replaced_while_it_is_opened_is_passed_over(damaged: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that was slow called the index damaged: its generation was gone by the time it looked."""
    index, opening = Index(damaged.index, damaged.embedder), Index._open
    first = open_index(damaged.index, damaged.embedder).opened().name

    def slowly(reader: Index, generation: Generation) -> Opened:
        if generation.folder.name == first:
            damaged.write("91.txt", decree(91, "Trồng bưởi.", "Trồng quýt."))
            build([damaged.source], damaged.index, damaged.corpus, damaged.embedder, quiet=True)
            shutil.rmtree(generation.folder)
        return opening(reader, generation)

    monkeypatch.setattr(Index, "_open", slowly)
    assert index.opened().name != first
