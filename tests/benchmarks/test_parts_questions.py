"""Questions of several matters: each row can be asked, and what is treated wrongly is found."""

from dataclasses import replace

import pytest

from assistant import Assistant
from benchmarks.parts import FILE, PartsQuestion, faults_of, read_parts_questions

QUESTIONS = read_parts_questions(FILE)


def test_of_each_matter_the_clause_or_the_words_are_given() -> None:
    assert len({question.id for question in QUESTIONS}) == len(QUESTIONS) >= 40
    assert all(
        len(question.parts) > 1 and all(bool(part.expected) != bool(part.names) for part in question.parts) for question in QUESTIONS
    )
    assert {question.kind for question in QUESTIONS} == {"all held", "some held", "none held"}


@pytest.fixture(scope="module")
def mixed() -> PartsQuestion:
    return next(question for question in QUESTIONS if question.id == "P-018")


def test_what_is_treated_wrongly_is_found(assistant: Assistant, mixed: PartsQuestion) -> None:
    answer = assistant.ask(mixed.text, mixed.as_of)
    assert faults_of(mixed, answer) == []
    assert faults_of(mixed, replace(answer, status="refused")) == ["refused"]
    assert "not named as missing: lệ phí" in faults_of(mixed, replace(answer, answer="Chỉ trả lời phần đầu."))
    assert any(fault.startswith("not cited") for fault in faults_of(mixed, replace(answer, citations=())))
    two = answer.answer.replace("phần: “", "phần: “Ai cấp”; “")
    assert any(fault.startswith("named as missing though held") for fault in faults_of(mixed, replace(answer, answer=two)))
