"""Notes become passages of their own kind, marked as far as they are proven."""

from pathlib import Path

import pytest
from small_corpus import NOTES, SmallCorpus

from ingest.catalogue import CORPUS, load_catalogue
from ingest.documents import DocumentError, find_files, is_table, load_document
from ingest.note import is_note_file, read_notes
from ingest.passages import passages_of

FILE = "notes/vuon-uom.toml"
BROKEN = [
    ('text = "Vườn', '# text = "Vườn', "text"),
    ('state = "chưa kiểm chứng"', 'state = "đúng"', "state"),
    ("on = 2026-11-23", "on = 1", "ngày"),
    ("schema = 1", "schema = 2", "schema"),
    ("[[note]]", "[note]", "note"),
    ('instrument = "13/2021/NĐ-CP"', 'instrument = "99/2021/NĐ-CP"', "99/2021/NĐ-CP"),
]


def test_a_file_of_notes_is_a_text_of_its_instrument(corpus: SmallCorpus) -> None:
    document = load_document(corpus.path / FILE, load_catalogue(corpus.path))
    assert (document.number, document.version, document.text_kind, document.reviewed) == ("13/2021/NĐ-CP", "note", "note", False)
    (passage,) = passages_of(document)
    assert passage.eid == "note_vuon-moi"
    assert passage.text.startswith("Vườn ươm mới được hỗ trợ 5 triệu đồng.")
    assert "Chưa kiểm chứng" in passage.text
    assert "tin trên trang của bộ" in passage.text
    assert document.parsed.text[passage.start : passage.end] == passage.text


def test_notes_of_no_instrument_are_a_text_of_their_topic(corpus: SmallCorpus) -> None:
    corpus.change(FILE, 'instrument = "13/2021/NĐ-CP"\n', "")
    document = load_document(corpus.path / FILE, load_catalogue(corpus.path))
    assert (document.number, document.kind, document.title) == ("vuon-uom", "Ghi chú", "Vườn ươm")


@pytest.mark.parametrize(("old", "new", "named"), BROKEN)
def test_broken_notes_are_refused_in_one_line(corpus: SmallCorpus, old: str, new: str, named: str) -> None:
    corpus.change(FILE, old, new)
    with pytest.raises(DocumentError, match=named) as caught:
        load_document(corpus.path / FILE, load_catalogue(corpus.path))
    assert "\n" not in str(caught.value)


def test_notes_are_texts_of_a_corpus_and_tables_elsewhere(corpus: SmallCorpus, tmp_path: Path) -> None:
    texts = [path.name for path in find_files(corpus.path) if not is_table(path)]
    assert "vuon-uom.toml" in texts
    assert "other-conferences.toml" not in texts
    assert not any(name.endswith(".hashes.toml") for name in texts)
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes/x.toml").write_text(NOTES, "utf-8")
    assert not is_note_file(tmp_path / "notes/x.toml")


def test_the_shipped_notes_are_all_unproven_and_sourced() -> None:
    notes = [note for path in sorted((CORPUS / "notes").glob("*.toml")) for note in read_notes(path).notes]
    assert len(notes) >= 30
    assert {note.state for note in notes} == {"chưa kiểm chứng"}
    assert all(note.source and note.text.endswith(".") for note in notes)
