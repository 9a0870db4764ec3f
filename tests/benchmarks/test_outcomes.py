"""Which hit counts for which expected clause, and the shares of a few outcomes made by hand."""

import pytest

from assistant.answer import Status
from benchmarks.board_questions import BoardQuestion, Clause
from benchmarks.outcomes import Outcome, by_group, summarise

DECREE = "35/2022/NĐ-CP"
POINT, CLAUSE, ARTICLE = "art_68__para_2__point_b", "art_68__para_2", "art_68"


@pytest.mark.parametrize(
    ("expected", "hit", "met"),
    [
        (POINT, POINT, True),
        (POINT, CLAUSE, True),
        (POINT, ARTICLE, False),
        (CLAUSE, POINT, True),
        (CLAUSE, ARTICLE, False),
        (ARTICLE, POINT, True),
        (ARTICLE, ARTICLE, True),
        (POINT, "art_68__para_2__point_bb", False),
        (CLAUSE, "art_68__para_20", False),
        (ARTICLE, "art_6", False),
        ("stm_pb-3_1", "stm_pb-3_1", True),
        ("stm_pb-3_1", "stm_pb-3_10", False),
    ],
)
def test_a_hit_counts_inside_the_expected_clause_or_as_its_khoan(expected: str, hit: str, met: bool) -> None:
    assert Clause(DECREE, expected).is_met_by(Clause(DECREE, hit)) is met


def test_the_same_eid_elsewhere_does_not_count() -> None:
    assert not Clause(DECREE, POINT).is_met_by(Clause("82/2018/NĐ-CP", POINT))
    assert not Clause(DECREE, POINT).is_met_by(Clause(DECREE, POINT, "pl-1"))


def outcome(hits: str, expected: str, cited: str = "", status: Status = "answered", answerable: bool = True, field: str = "đất") -> Outcome:
    """Letters stand for articles: hits "xab" are art_x, art_a, art_b."""
    question = BoardQuestion("Q", "câu hỏi", None, answerable, _places(expected), field, "lay", "" if answerable else "not_held")
    return Outcome(question, _places(hits), (), _places(cited), status)


def _places(letters: str) -> tuple[Clause, ...]:
    return tuple(Clause(DECREE, f"art_{letter}") for letter in letters)


def test_shares_are_of_all_expected_clauses_and_refusals_are_counted_apart() -> None:
    found = summarise(
        [
            outcome("axx", "a", cited="a"),
            outcome("xab", "ab", cited="x"),
            outcome("xxxa", "a", status="refused"),
            outcome("x", "", status="refused", answerable=False),
            outcome("x", "", cited="x", answerable=False),
            outcome("x", "", cited="x", status="partial", answerable=False),
        ]
    )
    assert (found.questions, found.answerable, found.expected) == (6, 3, 4)
    assert (found.found_1, found.found_3, found.found_10) == (1 / 4, 3 / 4, 1.0)
    assert found.cited == pytest.approx(1 / 3)
    assert (found.wrong_refusals, found.missed_refusals, found.missed_outright) == (1, 2, 1)
    scores = found.scores()
    assert scores["answered"] == pytest.approx(2 / 3)
    assert scores["refused"] == pytest.approx(1 / 3)
    assert scores["refused_or_hedged"] == pytest.approx(2 / 3)


def test_the_khoan_above_counts_but_not_strictly() -> None:
    above = Outcome(
        BoardQuestion("Q", "câu hỏi", None, True, (Clause(DECREE, POINT),), "đất", "lay", ""), (Clause(DECREE, CLAUSE),), (), (), "answered"
    )
    found = summarise([above])
    assert (found.found_10, found.strictly_10) == (1.0, 0.0)


def test_a_group_without_answerable_questions_has_no_shares_and_does_not_fail() -> None:
    found = by_group(
        [outcome("a", "a", "a"), outcome("x", "", status="refused", answerable=False, field="thuế")], lambda o: o.question.field
    )
    assert list(found) == ["thuế", "đất"]
    assert found["thuế"].found_10 == 0.0
    assert found["đất"].found_10 == 1.0


@pytest.mark.parametrize(
    ("case", "failed"),
    [
        (outcome("a", "a", "a"), False),
        (outcome("a", "a", "x"), True),
        (outcome("x", "a", "a"), True),
        (outcome("x", "", answerable=False, status="refused"), False),
        (outcome("x", "", answerable=False), True),
    ],
)
def test_a_failure_is_a_miss_of_the_search_or_of_the_answer(case: Outcome, failed: bool) -> None:
    assert case.failed is failed
