"""The measures of the gate, on lists made by hand."""

import pytest

from benchmarks.metrics import percentile, quality, recall_at, reciprocal_rank, share, times


@pytest.mark.parametrize(
    ("ranked", "expected", "k", "recall"),
    [
        ("abc", "a", 1, 1.0),
        ("abc", "b", 1, 0.0),
        ("abc", "b", 2, 1.0),
        ("abc", "bc", 2, 0.5),
        ("abc", "xyz", 3, 0.0),
        ("", "a", 10, 0.0),
        ("abc", "", 1, 1.0),
    ],
)
def test_recall(ranked: str, expected: str, k: int, recall: float) -> None:
    assert recall_at(ranked, expected, k) == recall


@pytest.mark.parametrize(
    ("ranked", "expected", "k", "rank"),
    [("abc", "a", 10, 1.0), ("abc", "cb", 10, 0.5), ("abc", "c", 2, 0.0), ("abc", "x", 10, 0.0), ("", "a", 10, 0.0)],
)
def test_reciprocal_rank(ranked: str, expected: str, k: int, rank: float) -> None:
    assert reciprocal_rank(ranked, expected, k) == rank


def test_quality_is_the_mean_over_questions() -> None:
    found = quality([("abcdefghijk", "a"), ("abcdefghijk", "f"), ("abcdefghijk", "k"), ("abcdefghijk", "bz")])
    assert found.questions == 4
    assert found.recall_1 == pytest.approx(0.25)
    assert found.recall_5 == pytest.approx((1 + 0 + 0 + 0.5) / 4)
    assert found.recall_10 == pytest.approx((1 + 1 + 0 + 0.5) / 4)
    assert found.mrr_10 == pytest.approx((1 + 1 / 6 + 0 + 1 / 2) / 4)


def test_quality_of_no_questions_is_nothing() -> None:
    assert quality([]).recall_1 == quality([]).mrr_10 == 0.0


@pytest.mark.parametrize(("p", "value"), [(0, 1.0), (50, 3.0), (75, 4.0), (95, 4.8), (100, 5.0)])
def test_percentile_is_between_neighbours(p: float, value: float) -> None:
    assert percentile([5.0, 1.0, 4.0, 2.0, 3.0], p) == pytest.approx(value)


def test_percentile_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="no values"):
        percentile([], 50)


def test_times_of_one_slow_call_among_many_show_in_the_longest_alone() -> None:
    found = times([1.0] * 99 + [100.0])
    assert (found.calls, found.p50, found.p95, found.longest) == (100, 1.0, 1.0, 100.0)


def test_share_of_nothing_is_nothing() -> None:
    assert share(0, 0) == 0.0
    assert share(1, 4) == 0.25
