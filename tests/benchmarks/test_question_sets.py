"""Reading question sets: what is there, what is absent, what is broken."""

import hashlib
import json
from pathlib import Path

import pytest

from benchmarks.alqac import read_questions, unaccented
from benchmarks.board_questions import QUESTIONS, Clause, QuestionFileError, digest_of, find_questions
from benchmarks.shared import DataAbsent, shared_path

ROW = {"id": "B1", "question": "Ai cấp?", "as_of": "2026-11-23", "answerable": True, "field": "đất", "style": "lay"}


def test_a_row_is_read_with_its_expected_clauses(tmp_path: Path) -> None:
    expected = [{"document": "35/2022/NĐ-CP", "eid": "art_68"}, {"document": "1/QĐ", "eid": "art_1", "component": "quy-dinh"}]
    (tmp_path / "a.jsonl").write_text(json.dumps(ROW | {"expected": expected}) + "\n\n", encoding="utf-8")
    (question,) = find_questions(tmp_path)
    assert question.expected == (Clause("35/2022/NĐ-CP", "art_68"), Clause("1/QĐ", "art_1", "quy-dinh"))
    assert question.as_of is not None
    assert digest_of(tmp_path) == digest_of(tmp_path / "a.jsonl") == hashlib.sha256((tmp_path / "a.jsonl").read_bytes()).hexdigest()


def test_no_folder_means_no_questions(tmp_path: Path) -> None:
    assert find_questions(tmp_path / "none") == []


def test_a_broken_row_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps(ROW) + "\n", encoding="utf-8")
    with pytest.raises(QuestionFileError, match=r"a\.jsonl, line 1"):
        find_questions(tmp_path)


def test_the_questions_of_the_repository_are_sound() -> None:
    questions = find_questions(QUESTIONS)
    if not questions:
        pytest.skip("no question file yet")
    assert len({q.id for q in questions}) == len(questions)
    assert all(bool(q.expected) == q.answerable for q in questions)


def test_questions_without_accents_keep_their_capitals(tmp_path: Path) -> None:
    file = tmp_path / "q.jsonl"
    row = {"id": "1", "question": "Điều kiện ở KCN Đồng Nai?\n", "gold": [{"law": "luat-cu-tru", "article": "36"}]}
    file.write_text(json.dumps(row), encoding="utf-8")
    (question,) = read_questions(file)
    assert question.text == "Điều kiện ở KCN Đồng Nai?"
    assert question.unaccented == "Dieu kien o KCN Dong Nai?"
    assert question.gold == (("luat-cu-tru", "36"),)
    assert unaccented("") == ""


def test_an_absent_shared_folder_is_named_with_the_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(DataAbsent, match=r"corpus/raw is not in .*TRO_LY_SHARED"):
        shared_path(str(tmp_path), "corpus", "raw")
    (tmp_path / "corpus" / "raw").mkdir(parents=True)
    monkeypatch.setenv("TRO_LY_SHARED", str(tmp_path))
    assert shared_path(None, "corpus", "raw") == (tmp_path / "corpus" / "raw").resolve()
