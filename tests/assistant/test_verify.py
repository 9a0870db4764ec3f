"""The verifier: nothing corrupted passes, nothing true is struck."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant import Answer, Assistant, Citation, Statement
from assistant.verify import verify

QUESTIONS = [
    "Ban quản lý có được cấp giấy phép xây dựng trong KCN không?",
    "Trưởng ban do ai bổ nhiệm, có mấy Phó Trưởng ban?",
    "Khung giá hạ tầng tăng trên 10% thì làm gì?",
    "Tiêu chuẩn Tập thể lao động xuất sắc",
    "Thời hạn cấp lại Giấy chứng nhận KCN sinh thái",
    "KCN lấp đầy bao nhiêu phần trăm thì được mở rộng?",
    "BQL có cấp C/O không?",
    "Hồ sơ cấp giấy phép xây dựng nộp trước 01/7/2026 thì xử lý thế nào?",
]
DAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def answers(assistant: Assistant) -> list[Answer]:
    found = [assistant.ask(question, DAY) for question in QUESTIONS]
    assert all(answer.statements for answer in found)
    return found


@pytest.fixture(scope="module")
def text_of(assistant: Assistant) -> Callable[[int], str]:
    return assistant.index.opened().store.text


def test_true_statements_are_not_struck(answers: list[Answer], text_of: Callable[[int], str]) -> None:
    for answer in answers:
        assert [v.faults for v in verify(answer.statements, answer.citations, text_of) if not v.passed] == []
        assert not answer.struck


Corruption = Callable[[Statement, Citation], tuple[Statement, Citation] | None]


def _number(statement: Statement, citation: Citation) -> tuple[Statement, Citation] | None:
    return replace(statement, text=f"{statement.text} Thời hạn là 9871 ngày."), citation


def _date(statement: Statement, citation: Citation) -> tuple[Statement, Citation] | None:
    return replace(statement, text=f"{statement.text} Áp dụng từ ngày 13/9/2019."), citation


def _long_date(statement: Statement, citation: Citation) -> tuple[Statement, Citation] | None:
    return replace(statement, text=f"{statement.text} Áp dụng từ ngày 13 tháng 9 năm 2019."), citation


def _document(statement: Statement, citation: Citation) -> tuple[Statement, Citation] | None:
    return replace(statement, text=f"{statement.text} Theo Nghị định số 12/2019/NĐ-CP."), citation


def _locator(statement: Statement, citation: Citation) -> tuple[Statement, Citation] | None:
    return replace(statement, text=f"{statement.text} Xem khoản 47 Điều 913."), citation


def _no_citation(statement: Statement, citation: Citation) -> tuple[Statement, Citation] | None:
    return replace(statement, citations=()), citation


def _unknown_citation(statement: Statement, citation: Citation) -> tuple[Statement, Citation] | None:
    return replace(statement, citations=(99,)), citation


def _word_changed(statement: Statement, citation: Citation) -> tuple[Statement, Citation] | None:
    shown = citation.quote or citation.excerpt or ""
    changed = re.sub(r"\w+(?=\W*$)", "sai", shown)
    return statement, replace(citation, quote=changed if citation.quote else None, excerpt=changed if citation.excerpt else None)


def _moved(statement: Statement, citation: Citation) -> tuple[Statement, Citation] | None:
    return statement, replace(citation, start=citation.start + 1, end=citation.end + 1)


def _digest_as_quotation(statement: Statement, citation: Citation) -> tuple[Statement, Citation] | None:
    return (statement, replace(citation, quote=citation.excerpt, excerpt=None)) if citation.excerpt else None


CORRUPTIONS: list[Corruption] = [
    _number, _date, _long_date, _document, _locator, _no_citation, _unknown_citation, _word_changed, _moved, _digest_as_quotation,
]  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(data=st.data())
def test_nothing_corrupted_passes(answers: list[Answer], text_of: Callable[[int], str], data: st.DataObject) -> None:
    answer = data.draw(st.sampled_from(answers))
    statement = data.draw(st.sampled_from(answer.statements))
    citation = next(c for c in answer.citations if c.n == statement.citations[0])
    corrupted = data.draw(st.sampled_from(CORRUPTIONS))(statement, citation)
    if corrupted is None:
        return
    others = [c for c in answer.citations if c.n != citation.n]
    assert not verify([corrupted[0]], [corrupted[1], *others], text_of)[0].passed


def test_a_version_that_is_not_held_does_not_resolve(answers: list[Answer]) -> None:
    def nothing(version_id: int) -> str:
        raise KeyError(version_id)

    assert not any(v.passed for v in verify(answers[0].statements, answers[0].citations, nothing))
