"""Every damage of the measurement is found, named in its own words, kept from readers and mended; nothing else changes when it is read."""

import shutil
from pathlib import Path

import pytest

from benchmarks.damage import DAMAGES, make_sound, measure
from benchmarks.invented import SmallPlace
from ingest.embedding import load_embedder
from ingest.index import check, is_stale, open_index
from ingest.index import generation as gen
from ingest.index.seal import altered, is_sealed, sealed

# what the line for staff must hold beside the kind of the finding
NAMED = {
    "vectors gone, Chroma's count right": "chroma/",
    "vector segment truncated": "data_level0.bin",
    "lexical file missing": "indices.npy",
    "lexical file of another generation": "lexical/accented/syllables.json",
    "lexical byte changed": "lexical/folded/indices.npy",
    "one passage missing": "passages: kho 38, bản kê 39",
    "one passage too many": "passages: kho 40, bản kê 39",
    "one provision missing": "article: kho 5, bản kê 6",
    "stale embedding model": "'older@1'",
    "older schema": "cấu trúc 2",
    "manifest edited": "manifest.json",
    "text of a version changed": "91/2031/NĐ-CP",
    "passage and text changed together": "91/2031/NĐ-CP",
    "rows file missing": "places.npy",
    "rows file changed": "rows/vectors.npy",
}


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> SmallPlace:
    return make_sound(tmp_path_factory.mktemp("lành") / "sound")


@pytest.mark.parametrize("name", DAMAGES)
def test_damage_is_found_named_kept_from_readers_and_mended(sound: SmallPlace, tmp_path: Path, name: str) -> None:
    outcome = measure(name, sound.source.parent, tmp_path / "index")
    assert (outcome.good, outcome.reader) == (True, "refuses, says how to build"), outcome


@pytest.mark.parametrize("name", NAMED)
def test_the_line_for_staff_says_what_it_is(sound: SmallPlace, tmp_path: Path, name: str) -> None:
    shutil.copytree(sound.index, tmp_path / "index")
    place = SmallPlace(sound.source.parent, tmp_path / "index")
    kind, damage = DAMAGES[name]
    damage(place.generation)
    lines = [finding.message for finding in place.check() if finding.kind == kind]
    assert any(NAMED[name] in line for line in lines), lines
    assert not any("\n" in line for line in lines)


def test_reading_and_checking_leave_everything_as_it_was_sealed(sound: SmallPlace) -> None:
    generation = gen.current(sound.index)
    manifest = gen.read_manifest(generation)
    index = open_index(sound.index)
    vectors = index.opened().vectors
    assert vectors.search(vectors.embedded("Trồng bưởi"), 5)
    index.opened().close()
    assert sound.check() == []
    assert (is_sealed(manifest), altered(generation, manifest)) == (True, [])
    assert not is_stale(sound.index, [sound.source], sound.corpus, load_embedder())


def test_a_file_that_nobody_listed_is_damage_too(sound: SmallPlace, tmp_path: Path) -> None:
    shutil.copytree(sound.index, tmp_path / "index")
    place = SmallPlace(sound.source.parent, tmp_path / "index")
    (place.generation / "lexical" / "thêm.npy").write_bytes(b"x")
    assert [f.kind for f in place.check()] == ["lexical"]


def test_of_a_large_index_a_reader_compares_sizes_and_check_everything(sound: SmallPlace, tmp_path: Path) -> None:
    shutil.copytree(sound.index, tmp_path / "index")
    place = SmallPlace(sound.source.parent, tmp_path / "index")
    generation = gen.current(place.index)
    manifest = gen.read_manifest(generation)
    DAMAGES["lexical byte changed"][1](place.generation)
    assert (altered(generation, manifest, 1000), altered(generation, manifest)) == ([], ["lexical/folded/indices.npy"])
    DAMAGES["store.sqlite truncated"][1](place.generation)
    assert altered(generation, manifest, 1000) == ["store.sqlite"]


def test_a_manifest_is_sealed_with_all_that_it_says(sound: SmallPlace) -> None:
    generation = gen.current(sound.index)
    manifest = sealed(generation, {"schema": 1, "sources": ["/vườn"]})
    assert is_sealed(manifest)
    for name in manifest:
        assert not is_sealed({**manifest, name: "khác"})
        assert not is_sealed({key: value for key, value in manifest.items() if key != name})
    assert not is_sealed({**manifest, "thêm": 1})


def test_an_index_of_the_schema_before_is_named_and_made_anew(sound: SmallPlace, tmp_path: Path) -> None:
    """As it was written then: the list of Chroma's files, no hashes and no seal."""
    shutil.copytree(sound.index, tmp_path / "index")
    place = SmallPlace(sound.source.parent, tmp_path / "index")
    generation = gen.current(place.index)
    older = {k: v for k, v in gen.read_manifest(generation).items() if k not in ("files", "texts", "seal")} | {"schema": 3}
    gen.publish(place.index, gen.new_generation(place.index, generation), older)
    assert next(f.kind for f in check(place.index, None, place.corpus)) == "schema"
    assert is_stale(place.index, [place.source], place.corpus)
    place.build()
    assert place.check() == []


@pytest.mark.parametrize("clauses", [[0, 1], [1, 0], [1, 1], [2, 1], [5, 0], [5, 1, 0, 3]])
def test_reading_changes_no_sealed_file_however_few_passages_there_are(tmp_path: Path, clauses: list[int]) -> None:
    """Chroma begins the files of a graph without vectors anew whenever it opens them."""
    place = SmallPlace(tmp_path)
    for count in clauses:
        for path in place.source.iterdir():
            path.unlink()
        for number in range(count):
            (place.source / f"{number}.txt").write_text(f"Cây số {number}\nCây số {number}\n", encoding="utf-8")
        place.build()
        for _ in range(2):
            open_index(place.index).opened().close()
            assert place.check() == []
        assert not place.build().changed
