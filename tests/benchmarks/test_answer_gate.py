"""The gate on whole answers: what is counted, and that the shipped corpus is not below its floors."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assistant import Assistant
from benchmarks import answers
from benchmarks.answer_questions import ANSWERS, REFUSALS, AnswerQuestion, as_said, read_answer_questions
from benchmarks.answer_scores import score, shares
from benchmarks.board_questions import BoardQuestion, Clause, QuestionFileError

PERMIT = "Ban quản lý có được cấp giấy phép xây dựng trong KCN không?"
CLAUSE = Clause("217/2026/NĐ-CP", "art_53__para_2")


def asked(
    text: str, expected: tuple[Clause, ...] = (), facts: tuple[tuple[str, ...], ...] = (), forbidden: tuple[str, ...] = ()
) -> AnswerQuestion:
    answerable = bool(expected)
    question = BoardQuestion("Q-1", text, date(2026, 11, 29), answerable, expected, "xây dựng", "lay", "" if answerable else "not_held")
    return AnswerQuestion(question, "duty", (), None if answerable else "not_held", facts, forbidden)


def test_clauses_facts_and_forbidden_words_are_counted(assistant: Assistant) -> None:
    facts = (("trực tiếp",), ("01/7/2026", "1/7/2026"), ("chuyện không có",))
    found = score(assistant, asked(PERMIT, (CLAUSE, Clause("1/1/QĐ", "art_1")), facts, ("căn cứ:", "không bao giờ nói")))
    assert (found.clauses_cited, found.facts_stated, found.forbidden_stated, found.unverified) == (1, 2, 1, 0)
    of_all = shares([found])
    assert (of_all.clauses_cited, of_all.cites_one, of_all.forbidden, of_all.wrong_refusals) == (0.5, 1.0, 1, 0.0)
    assert of_all.facts_stated == pytest.approx(2 / 3)


def test_refusals_are_counted_by_what_they_should_have_been(assistant: Assistant) -> None:
    answered = score(assistant, asked(PERMIT, (CLAUSE,)))
    not_held = score(assistant, asked("Nghị định 999/2031/NĐ-CP quy định gì về thuế?"))
    missed = replace(answered, question=asked(PERMIT))
    wrong = replace(not_held, question=asked(PERMIT, (CLAUSE,)))
    found = shares([answered, not_held, missed, wrong])
    assert (found.wrong_refusals, found.missed_refusals, found.missed_outright) == (0.5, 0.5, 0.5)
    assert found.typed == 0.5
    assert [s.failed for s in (answered, not_held, missed, wrong)] == [False, False, True, True]


def test_a_citation_whose_words_are_not_in_its_text_is_counted(assistant: Assistant) -> None:
    found = score(assistant, asked(PERMIT, (CLAUSE,)))
    assert found.unverified == 0
    bad = replace(found.answer.citations[0], start=found.answer.citations[0].start + 1)

    class Wrong:
        index = assistant.index

        def ask(self, *_: object) -> object:
            return replace(found.answer, citations=(bad, *found.answer.citations[1:]))

    assert score(Wrong(), found.question).unverified == 1  # type: ignore[arg-type]


def test_facts_are_compared_without_case_marks_and_spaces() -> None:
    assert as_said("**Từ  ngày** 01/7/2026\\: *(tóm lược)*") == "từ ngày 01/7/2026: (tóm lược)"


def test_a_row_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "q.jsonl").write_text(json.dumps({"id": "A"}) + "\n", encoding="utf-8")
    with pytest.raises(QuestionFileError, match=r"q\.jsonl, line 1"):
        read_answer_questions(tmp_path / "q.jsonl")


def test_the_questions_of_the_repository_are_sound() -> None:
    rows = [q for file in (*ANSWERS, *REFUSALS) for q in read_answer_questions(file)]
    assert len({q.asked.id for q in rows}) == len(rows)
    assert all(bool(q.asked.expected) == q.asked.answerable and (q.refusal_type is None) == q.asked.answerable for q in rows)
    answerable = [q for q in rows if q.kind != "–" and q.asked.answerable]
    assert len(answerable) >= 120 and all(q.facts for q in answerable)
    hard = [q for q in rows if q.kind == "–"]
    assert sum(q.asked.answerable for q in hard) >= 80 and sum(not q.asked.answerable for q in hard) >= 80


def test_the_answers_over_the_shipped_corpus_are_not_below_their_floors(shipped_index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert answers.main(["--index", str(shipped_index), "--floors"]) == 0, capsys.readouterr().err


def test_wrong_use_is_refused(shipped_index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert answers.main(["--sets", "nothing", "--index", str(shipped_index)]) == 2
    assert "answers, refusals, fresh" in capsys.readouterr().err
