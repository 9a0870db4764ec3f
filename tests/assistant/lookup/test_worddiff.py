"""Words taken out and added."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import WORDS

from assistant.lookup import is_slight, word_runs


def shown(before: str, after: str) -> str:
    """The runs in one line: [-taken out-] and {+added+}."""
    marks = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
    runs = word_runs(before, after)
    assert runs is not None
    return "".join(marks[run.mark].format(run.text.rstrip()) + run.text[len(run.text.rstrip()) :] for run in runs).strip()


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("trồng cam", "trồng cam", "trồng cam"),
        ("trồng cam", "trồng cam và quýt", "trồng cam {+và quýt+}"),
        ("trồng cam và quýt", "trồng cam", "trồng cam [-và quýt-]"),
        ("trong 05 ngày", "trong 07 ngày", "trong [-05-] {+07+} ngày"),
        ("trồng cam\nvà quýt", "trồng cam và\nquýt", "trồng cam và\nquýt"),  # where lines break does not count
        ("1. Trồng cam, quýt", "1.12 Trồng cam3, quýt", "1.12 Trồng cam3, quýt"),  # numbers of footnotes
        ("điểm c khoản 1", "điểm c1 khoản 1", "điểm [-c-] {+c1+} khoản 1"),  # another point
        ("khoản 1 Điều 5", "khoản 1 Điều 57", "khoản 1 Điều [-5-] {+57+}"),
        ("Luật số 62/2020/QH14", "Luật số 62/2020/QH15", "Luật số [-62/2020/QH14-] {+62/2020/QH15+}"),
        ("", "mới", "{+mới+}"),
    ],
)
def test_words_are_compared(before: str, after: str, expected: str) -> None:
    assert shown(before, after) == expected


@given(st.lists(st.sampled_from(WORDS), max_size=30), st.lists(st.sampled_from(WORDS), max_size=30))
def test_both_texts_can_be_read_from_the_runs(old: list[str], new: list[str]) -> None:
    runs = word_runs(" ".join(old), " ".join(new))
    assert runs is not None
    assert "".join(r.text for r in runs if r.mark != "added").split() == old
    assert "".join(r.text for r in runs if r.mark != "removed").split() == new


@pytest.mark.parametrize(
    ("before", "after", "slight"),
    [
        ("Trung ương", "trung ương", True),
        ("cam; quýt", "cam, quýt", True),
        ("hoà", "hòa", True),
        ("5 ngày", "7 ngày", False),
        ("a b", "b a", False),
    ],
)
def test_what_only_looks_different_is_told_apart(before: str, after: str, slight: bool) -> None:
    runs = word_runs(before, after)
    assert runs is not None and is_slight(runs) is slight


def test_endless_texts_are_not_compared() -> None:
    assert word_runs("cam " * 20_000, "cam") is None
