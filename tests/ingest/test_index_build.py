"""`build` makes an index hold exactly what its sources hold, whatever was there before, and says what it did."""

import hashlib
import json
import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from invented import HashEmbedder, Place, contents, decree, dense_hits, lexical_hits

from ingest.index import IndexBusy, IndexProblem, build, check, is_stale, open_index
from ingest.index.generation import writing
from ingest.index.vectors import BATCH

INSTRUMENT = '[[instrument]]\nnumber = "91/2031/NĐ-CP"\nkind = "Nghị định"\nissuer = "Chính phủ"\ntitle = "{title}"\neffective_on = {on}\n'
TERM = 'schema = 1\n[[term]]\nsays = ["{says}"]\nmeans = "{means}"\nkind = "abbreviation"\n'


def fingerprint(folder: Path) -> dict[str, tuple[int, str]]:
    """Every file of an index with its time and content; Chroma's sqlite touches nothing else when it is read."""
    files = [p for p in folder.rglob("*") if p.is_file()]
    return {str(p): (p.stat().st_mtime_ns, hashlib.sha256(p.read_bytes()).hexdigest()) for p in files}


def a_line(message: str) -> bool:
    return bool(message.strip()) and "\n" not in message


# -- what changed, and nothing else -----------------------------------------------------------------------------------


def test_second_build_changes_nothing_and_says_so(place: Place) -> None:
    place.write("một.txt", decree(91, "Trồng bưởi.", "Trồng cam."))
    place.write("hỏng.txt", b"")
    first = place.build()
    before = fingerprint(place.index)
    second = place.build()
    assert (first.changed, second.changed) == (True, False)
    assert (second.added, second.updated, second.removed, second.embedded, second.unchanged) == ([], [], [], 0, 2)
    assert second.counts == first.counts
    assert second.unreadable == first.unreadable
    assert list(second.unreadable) == ["hỏng.txt"]
    assert fingerprint(place.index) == before


def test_touched_file_is_neither_stale_nor_built_again(place: Place) -> None:
    path = place.write("một.txt", decree(91, "Trồng bưởi."))
    place.build()
    os.utime(path, (1, 1))
    assert not is_stale(place.index, [place.source], place.corpus)
    assert not place.build().changed


@pytest.mark.parametrize(
    ("after", "embedded"),
    [
        (decree(91, "Trồng bưởi.", "Trồng cam.", "Trồng chanh."), 1),  # one added at the end
        (decree(91, "Trồng bưởi da xanh.", "Trồng cam."), 1),  # one made longer: those behind it only move
        (decree(91, "Trồng bưởi."), 0),  # one taken out
        (decree(91, "Trồng bưởi.", "Trồng cam.") + "Điều 3. Tổ chức thực hiện\nBan vườn ươm thi hành Nghị định này.\n", 1),
        (decree(91, "Trồng bưởi.", "Trồng cam.", title="đất trồng cây"), 5),  # the title stands in front of every passage
    ],
)
def test_changed_file_embeds_only_what_changed(place: Place, after: str, embedded: int) -> None:
    place.write("một.txt", decree(91, "Trồng bưởi.", "Trồng cam."))
    place.write("hai.txt", decree(92, "Trồng mít."))
    place.build()
    place.write("một.txt", after)
    place.embedder.embedded.clear()
    report = place.build()
    assert (report.added, report.updated, report.removed, report.unchanged) == ([], ["một.txt"], [], 1)
    assert report.embedded == len(place.embedder.embedded) == embedded
    assert place.check() == []


def test_same_passage_twice_in_one_text_is_held_twice(place: Place) -> None:
    rows = "\n".join(["1. Như trên."] * 3)
    place.write("biểu.txt", f"PHỤ LỤC I\nDANH MỤC\n{rows}\n" * 2)
    place.build()
    assert place.check() == []


def test_removed_file_leaves_nothing(place: Place) -> None:
    place.write("một.txt", decree(91, "Trồng bưởi."))
    gone = place.write("hai.txt", decree(92, "Trồng sầu riêng."))
    place.build()
    index = place.open()
    held = {p.id for v in index.opened().store.versions("92/2031/NĐ-CP") for p in index.opened().store.passages_of(v.id)}
    assert held
    gone.unlink()
    report = place.build()
    assert report.removed == ["hai.txt"]
    opened = index.opened()
    assert not opened.store.versions("92/2031/NĐ-CP")
    assert not held & (opened.store.passage_ids() | opened.vectors.ids())
    assert not lexical_hits(index, "sầu riêng")
    assert opened.lexical.size() == len(opened.store.passage_ids()) == len(opened.vectors.ids())
    assert place.check() == []


def test_source_emptied_leaves_an_empty_index_that_still_answers(place: Place) -> None:
    path = place.write("một.txt", decree(91, "Trồng bưởi."))
    place.build()
    path.unlink()
    assert place.build().counts["passages"] == 0
    assert place.check() == []
    assert (lexical_hits(place.open(), "bưởi"), dense_hits(place.open(), "bưởi")) == ({}, {})


def test_renamed_file(place: Place) -> None:
    path = place.write("một.txt", decree(91, "Trồng bưởi."))
    place.build()
    path.rename(path.with_name("một bản khác.txt"))
    report = place.build()
    assert (report.added, report.updated, report.removed) == (["một bản khác.txt"], [], ["một.txt"])
    assert [v.file for v in place.open().opened().store.versions()] == ["một bản khác.txt"]
    assert place.check() == []


def test_file_that_becomes_unreadable_and_readable_again(place: Place) -> None:
    path = place.write("một.txt", decree(91, "Trồng bưởi."))
    place.write("hai.txt", decree(92, "Trồng cam."))
    place.build()
    path.write_bytes(b"\x00\x01\x02")
    broken = place.build()
    assert list(broken.unreadable) == ["một.txt"]
    assert a_line(broken.unreadable["một.txt"])
    assert [v.document for v in place.open().opened().store.versions()] == ["92/2031/NĐ-CP"]
    assert place.check() == []
    assert not place.build().changed
    path.write_text(decree(91, "Trồng bưởi."), encoding="utf-8")
    mended = place.build()
    assert (mended.unreadable, mended.counts["versions"]) == ({}, 2)


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs Linux: a file that opens and cannot be read")
def test_file_that_cannot_be_read_at_all_is_named_and_tried_again(place: Place) -> None:
    place.write("hai.txt", decree(92, "Trồng cam."))
    link = place.source / "một.txt"
    link.symlink_to("/proc/self/mem")
    report = place.build()
    assert "một.txt" in report.unreadable
    assert a_line(report.unreadable["một.txt"])
    assert report.counts["versions"] == 1
    assert not place.build().changed
    assert place.check() == []
    link.unlink()
    place.write("một.txt", decree(91, "Trồng bưởi."))
    assert place.build().unreadable == {}


# -- names of files ---------------------------------------------------------------------------------------------------


def test_two_different_files_of_one_name_are_both_held(place: Place) -> None:
    text = "QUYẾT ĐỊNH\nĐiều 1. Phạm vi\nNội dung giống nhau.\nĐiều 2. Nội dung\n{}\n"
    place.write("2030/quyết định.txt", text.format("Trồng bưởi."))
    place.write("2031/quyết định.txt", text.format("Trồng cam."))
    report = place.build()
    assert (report.unreadable, report.added) == ({}, ["2030/quyết định.txt", "2031/quyết định.txt"])
    assert len(lexical_hits(place.open(), "bưởi")) == len(lexical_hits(place.open(), "cam")) == 1
    assert place.check() == []


def test_the_same_file_twice_is_held_once_and_named(place: Place) -> None:
    place.write("a/nghị định.txt", decree(91, "Trồng bưởi."))
    place.write("b/nghị định.txt", decree(91, "Trồng bưởi."))
    report = place.build()
    assert list(report.unreadable) == ["b/nghị định.txt"]
    assert "trùng" in report.unreadable["b/nghị định.txt"]
    (place.source / "a" / "nghị định.txt").unlink()
    assert place.build().unreadable == {}
    assert len(lexical_hits(place.open(), "bưởi")) == 1


def test_two_unreadable_files_of_one_name_are_both_named(place: Place) -> None:
    place.write("a/hỏng.txt", b"")
    place.write("b/hỏng.txt", b"\x00")
    assert set(place.build().unreadable) == {"a/hỏng.txt", "b/hỏng.txt"}


def test_file_named_in_no_utf8_is_named_and_the_rest_goes_on(place: Place) -> None:
    place.write("một.txt", decree(91, "Trồng bưởi."))
    try:
        with open(os.fsencode(place.source) + b"/\xff\xfe.txt", "wb") as file:  # noqa: PTH123 – Path has no bytes
            file.write(b"abc")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    report = place.build()
    assert report.counts["versions"] == 1
    assert [a_line(line) for line in report.unreadable.values()] == [True]
    report.unreadable.popitem()[0].encode("utf-8")
    assert not place.build().changed


def test_what_is_no_document_is_left_alone(place: Place) -> None:
    for name in (".ẩn.txt", ".git/config", "~$một.docx", "danh sách.csv", "kê.xlsx", "bảng.toml"):
        place.write(name, b"x")
    place.write("một.txt", decree(91, "Trồng bưởi."))
    report = place.build()
    assert (report.unreadable, report.added) == ({}, ["một.txt"])


def test_folder_named_catalogue_hides_nothing(place: Place) -> None:
    place.write("catalogue/một.txt", decree(91, "Trồng bưởi."))
    place.write("hai.txt", decree(92, "Trồng cam."))
    assert place.build().counts["versions"] == 2


def test_index_inside_its_own_source_is_no_source(place: Place) -> None:
    place.write("một.txt", decree(91, "Trồng bưởi."))
    index = place.source / "chỉ mục"
    assert build([place.source], index, place.corpus, place.embedder, quiet=True).unreadable == {}
    assert not build([place.source], index, place.corpus, place.embedder, quiet=True).changed
    assert check(index, [place.source], place.corpus, place.embedder) == []


@pytest.mark.parametrize("name", ["có dấu cách", "số #1", "hỏi?x=1", "50%20off", "&", "'nháy'"])
def test_index_and_source_in_oddly_named_folders(tmp_path: Path, name: str) -> None:
    place = Place(tmp_path / name)
    place.write(f"{name}.txt", decree(91, "Trồng bưởi."))
    place.build()
    assert place.check() == []
    assert len(lexical_hits(place.open(), "bưởi")) == 1
    assert sorted(p.name for p in place.root.iterdir()) == ["chỉ mục", "corpus", "nguồn"]


def test_symbolic_links(place: Place, tmp_path: Path) -> None:
    place.write("thật.txt", decree(91, "Trồng bưởi."))
    (place.source / "nối.txt").symlink_to(place.source / "thật.txt")
    (place.source / "đứt.txt").symlink_to(place.source / "không có.txt")
    (place.source / "vòng").symlink_to(place.source)
    (tmp_path / "lối").symlink_to(place.source)
    report = build([tmp_path / "lối"], place.index, place.corpus, place.embedder, quiet=True)
    assert (report.counts["versions"], report.unreadable) == (2, {})


def test_source_that_is_one_file(place: Place) -> None:
    path = place.write("một.txt", decree(91, "Trồng bưởi."))
    place.write("hai.txt", decree(92, "Trồng cam."))
    assert build([path], place.index, place.corpus, place.embedder, quiet=True).counts["versions"] == 1
    assert check(place.index, [path], place.corpus, place.embedder) == []


def test_missing_source_is_said_before_anything_is_written(place: Place) -> None:
    with pytest.raises(FileNotFoundError, match="Không có thư mục hoặc tệp nguồn"):
        build([place.root / "không có"], place.index, place.corpus, place.embedder, quiet=True)
    assert not place.index.exists()


# -- made anew --------------------------------------------------------------------------------------------------------


def test_other_embedder_embeds_all_anew_and_old_readers_are_told(place: Place) -> None:
    place.write("một.txt", decree(91, "Trồng bưởi.", "Trồng cam."))
    all_of_it = place.build().embedded
    other = HashEmbedder("hash@2")
    assert is_stale(place.index, [place.source], place.corpus, other)
    assert place.check(other) == ["embedder"]
    assert place.build(other).embedded == all_of_it
    assert place.check(other) == []
    with pytest.raises(IndexProblem, match="mô hình khác"):
        place.open()


def test_other_catalogue_gives_new_dates_and_titles_and_embeds_only_what_it_changed(place: Place) -> None:
    place.table("instruments.toml", "schema = 1\n" + INSTRUMENT.format(title="vườn ươm", on="2031-07-01"))
    place.write("một.txt", decree(91, "Trồng bưởi."))
    place.write("hai.txt", decree(92, "Trồng cam."))
    first = place.build()
    place.table("instruments.toml", "schema = 1\n" + INSTRUMENT.format(title="vườn ươm", on="2032-01-01"))
    assert place.check() == ["catalogue"]
    assert is_stale(place.index, [place.source], place.corpus)
    dated = place.build()
    assert (dated.changed, dated.embedded) == (True, 0)
    version = place.open().opened().store.versions("91/2031/NĐ-CP")[0]
    assert str(version.validity.valid_from) == "2032-01-01"
    place.table("instruments.toml", "schema = 1\n" + INSTRUMENT.format(title="vườn ươm và đất", on="2032-01-01"))
    assert 0 < place.build().embedded < first.embedded
    assert place.open().opened().store.versions("91/2031/NĐ-CP")[0].title == "vườn ươm và đất"
    assert place.check() == []


def test_other_abbreviations_embed_all_anew(place: Place) -> None:
    place.table("terms.toml", TERM.format(says="VƯ", means="vườn ươm"))
    place.write("một.txt", decree(91, "Lập VƯ."))
    place.build()
    place.table("terms.toml", TERM.format(says="VƯ", means="vườn cây giống"))
    place.embedder.embedded.clear()
    assert place.build().embedded == len(place.embedder.embedded) > 0
    assert any("vườn cây giống" in text for text in place.embedder.embedded)
    assert lexical_hits(place.open(), "giống")


def test_other_schema_is_made_anew(place: Place) -> None:
    place.write("một.txt", decree(91, "Trồng bưởi."))
    all_of_it = place.build().embedded
    manifest = place.generation / "manifest.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text("utf-8")) | {"schema": -1}), encoding="utf-8")
    assert is_stale(place.index, [place.source], place.corpus)
    assert "schema" in place.check()
    with pytest.raises(IndexProblem, match="phiên bản khác"):
        place.open()
    assert place.build().embedded == all_of_it
    assert place.check() == []


# -- one writer, many readers -----------------------------------------------------------------------------------------


def test_two_builds_at_once(place: Place) -> None:
    place.write("một.txt", decree(91, "Trồng bưởi."))
    told = list[str]()

    def second() -> None:
        with pytest.raises(IndexBusy) as busy:
            place.build(HashEmbedder())
        told.append(str(busy.value))

    place.embedder.before = lambda: _run(second)
    place.build()
    assert len(told) == 1
    assert a_line(told[0])
    assert place.check() == []


def _run(call: Callable[[], None]) -> None:
    thread = threading.Thread(target=call)
    thread.start()
    thread.join()


def test_lock_is_free_again_after_a_build_that_failed(place: Place) -> None:
    place.write("một.txt", decree(91, "Trồng bưởi."))
    with pytest.raises(RuntimeError):
        place.build(HashEmbedder(fail_at=1))
    with writing(place.index):
        pass


def test_open_reader_sees_the_new_generation(place: Place) -> None:
    place.write("một.txt", decree(91, "Trồng bưởi."))
    place.build()
    index = place.open()
    names = [index.opened().name]
    for number in (92, 93, 94):
        before = index.opened()
        place.write(f"{number}.txt", decree(number, "Trồng cam."))
        place.build()
        assert len(before.store.versions()) == number - 91, "a reader in the midst of the old generation can still finish"
        assert len(before.vectors.search(before.vectors.embedded("cam"), 3)) == 3
        assert len(index.opened().store.versions()) == number - 90
        assert len(index.opened().vectors.ids()) == len(index.opened().store.passage_ids())
        names.append(index.opened().name)
    assert len(set(names)) == 4
    assert len([p for p in place.index.iterdir() if p.name.startswith("gen-")]) == 2


def test_index_deleted_and_built_again_under_an_open_reader(place: Place) -> None:
    place.write("một.txt", decree(91, "Trồng bưởi."))
    place.build()
    index = place.open()
    shutil.rmtree(place.index)
    place.write("hai.txt", decree(92, "Trồng cam."))
    place.build()
    assert place.check() == []
    assert len(index.opened().store.versions()) == 2
    assert len(index.opened().vectors.ids()) == len(index.opened().store.passage_ids())


def test_index_copied_elsewhere_still_opens(place: Place, tmp_path: Path) -> None:
    place.write("một.txt", decree(91, "Trồng bưởi."))
    place.build()
    copy = tmp_path / "nơi khác"
    shutil.copytree(place.index, copy)
    wanted = contents(place.open()), lexical_hits(place.open(), "bưởi"), dense_hits(place.open(), "bưởi")
    shutil.rmtree(place.index)
    index = open_index(copy, place.embedder)
    assert (contents(index), lexical_hits(index, "bưởi"), dense_hits(index, "bưởi")) == wanted
    assert check(copy, None, place.corpus, place.embedder) == []


# -- interrupted ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("error", [RuntimeError("out of memory"), KeyboardInterrupt()])
def test_interrupted_build_leaves_the_old_generation_and_the_next_one_works(place: Place, error: BaseException) -> None:
    place.write("một.txt", decree(91, "Trồng bưởi."))
    place.build()
    index, old = place.open(), contents(place.open())
    place.write("hai.txt", decree(92, "Trồng cam."))
    for _ in range(2):
        with pytest.raises(type(error)):
            place.build(HashEmbedder(fail_at=1, error=error))
        assert contents(index) == old
        assert place.check() == ["source_new"]
        assert len(index.opened().vectors.search(index.opened().vectors.embedded("bưởi"), 2)) == 2
    report = place.build()
    assert report.added == ["hai.txt"]
    assert place.check() == []
    assert len(index.opened().store.versions()) == 2
    assert not list(place.index.glob("*.building"))


@pytest.mark.full
def test_build_interrupted_in_its_second_batch(place: Place) -> None:
    clauses = [f"Trồng {n} cây {n % 7}." for n in range(1, BATCH + 2)]
    for part in range(0, len(clauses), 900):
        place.write(f"{part}.txt", decree(part + 1, *clauses[part : part + 900]))
    with pytest.raises(RuntimeError, match="power"):
        place.build(HashEmbedder(fail_at=2))
    with pytest.raises(IndexProblem):
        place.open()
    assert place.build().embedded > BATCH
    assert place.check() == []
