"""What is learned from a handful of examples made by hand: the right candidate wins, and no weight has a sign it may not have."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from assistant.ranking import FEATURES
from assistant.ranking.ranker import Look
from benchmarks.learn_ranker import DEPTHS, FIXED, MAY_BE_NEGATIVE, PENALTIES, Example, _chosen, _ranks, learn

SPEAKS_FOR = [name for name in FEATURES if name not in {*MAY_BE_NEGATIVE, *FIXED}]
PENALTY = PENALTIES[0]


def look(features: NDArray[np.float32]) -> Look:
    """What the whole question sees: all the rows."""
    return Look(np.arange(len(features)), features)


def example(name: str, rows: list[dict[str, float]], right: int | None = 0) -> Example:
    """A question whose candidates have these features, all others zero; `right` is the one that meets its one clause."""
    features = np.zeros((len(rows), len(FEATURES)), dtype=np.float32)
    for row, named in enumerate(rows):
        for feature, value in named.items():
            features[row, FEATURES.index(feature)] = value
    meets = np.array([[row == right] for row in range(len(rows))])
    return Example(name, (look(features),), meets, np.arange(len(rows), dtype=np.int32))


def weight(learned: NDArray[np.float32], name: str) -> float:
    return float(learned[FEATURES.index(name)])


def first(learned: NDArray[np.float32], of: Example) -> int:
    return int(np.argmax(of.looks[0].features @ learned))


# The clause that holds the question's words is right, however the lexical side misleads; each row is a candidate.
BY_WORDS = [
    example("một", [{"words_body": 0.9, "lexical": 0.2}, {"words_body": 0.1, "lexical": 1.5}, {"words_body": 0.2, "lexical": 0.4}]),
    example("hai", [{"words_body": 0.2, "lexical": 1.0}, {"words_body": 0.8, "lexical": -0.5}], right=1),
    example("ba", [{"words_body": 0.3, "lexical": 0.0}, {"words_body": 0.1, "lexical": 0.9}, {"words_body": 1.0, "lexical": 0.7}], right=2),
]
# The right one is in force everywhere; the other, which has more of the words, only in one province.
BY_PROVINCE = [example(f"tỉnh {n}", [{"words": 0.5}, {"words": 0.5 + n / 10, "elsewhere": 1.0}]) for n in range(1, 5)]


@pytest.mark.parametrize("penalty", PENALTIES)
@pytest.mark.parametrize("examples", [BY_WORDS, BY_PROVINCE, BY_WORDS + BY_PROVINCE])
def test_the_right_candidate_wins(examples: list[Example], penalty: float) -> None:
    learned = learn(examples, penalty)
    assert [first(learned, one) for one in examples] == [int(one.meets[:, 0].argmax()) for one in examples]


def test_the_sign_of_a_weight_says_what_its_feature_says() -> None:
    learned = learn(BY_WORDS + BY_PROVINCE, PENALTY)
    assert weight(learned, "words_body") > 0
    assert weight(learned, "elsewhere") < 0


@pytest.mark.parametrize("name", ["words_body", "asked_line", "titled", "dense", "held_body", "elsewhere", "told"])
def test_a_feature_that_only_misleads_counts_against_where_it_may_and_not_at_all_where_it_may_not(name: str) -> None:
    misled = [example(f"{n}", [{"lexical": 0.4}, {"lexical": 0.5, name: n / 4}, {name: 0.1}]) for n in range(1, 5)]
    learned = weight(learn(misled, PENALTY), name)
    assert (learned < 0) if name in MAY_BE_NEGATIVE else (learned == 0)


@pytest.mark.parametrize("name", FIXED)
def test_a_weight_set_by_hand_stays_whatever_is_shown(name: str) -> None:
    for right in (0, 1):
        shown = [example(f"{n}", [{"words": 0.5, name: 1.0}, {"words": 0.5}], right) for n in range(4)]
        assert weight(learn(shown, PENALTY), name) == pytest.approx(FIXED[name])


def test_a_feature_that_never_differs_gets_no_weight() -> None:
    learned = learn(BY_WORDS, PENALTY)
    shown = {"words_body", "lexical", *FIXED}
    assert {name: weight(learned, name) for name in FEATURES if name not in shown and weight(learned, name) != 0} == {}


def test_a_larger_penalty_makes_smaller_weights() -> None:
    small, large = (learn(BY_WORDS, penalty) for penalty in (0.003, 0.3))
    learnable = [place for place, name in enumerate(FEATURES) if name not in FIXED]
    assert np.square(large[learnable]).sum() < np.square(small[learnable]).sum()


def test_a_question_whose_clause_is_no_candidate_teaches_nothing() -> None:
    lost = example("lạc", [{"words": 5.0, "lexical": -9.0}, {"told": 4.0}], right=None)
    assert learn([*BY_WORDS, lost], PENALTY).tolist() == learn(BY_WORDS, PENALTY).tolist()


def test_two_clauses_expected_are_both_right() -> None:
    both = [
        Example(
            one.id, one.looks, np.array([[True, False], [False, True], *([[False, False]] * (len(one.provisions) - 2))]), one.provisions
        )
        for one in (
            example(f"{n}", [{"words": 0.8}, {"pairs": 0.8}, {"lexical": 0.3 + n / 10, "held_title": 0.5}, {"lexical": 0.2}])
            for n in range(3)
        )
    ]
    learned = learn(both, PENALTY)
    for one in both:
        assert set(np.argsort(-(one.looks[0].features @ learned))[:2].tolist()) == {0, 1}
        assert sorted(_ranks(one, learned).tolist()) == [0, 1]


# -- whatever is shown --------------------------------------------------------------------------------------------------


@st.composite
def any_examples(draw: st.DrawFn) -> list[Example]:
    """Some questions with random candidates and features, each with one candidate or several that are right."""
    chance = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    made = list[Example]()
    for n in range(draw(st.integers(1, 6))):
        rows = draw(st.integers(1, 12))
        meets = np.zeros((rows, draw(st.integers(1, 3))), dtype=np.bool_)
        meets[chance.integers(rows), chance.integers(meets.shape[1])] = True
        features = chance.normal(scale=draw(st.sampled_from([0.01, 1.0, 30.0])), size=(rows, len(FEATURES))).astype(np.float32)
        made.append(Example(f"{n}", (look(features),), meets, np.arange(rows, dtype=np.int32)))
    return made


@settings(max_examples=20, deadline=None)
@given(any_examples(), st.sampled_from(PENALTIES))
def test_no_feature_that_may_not_be_negative_is(examples: list[Example], penalty: float) -> None:
    learned = learn(examples, penalty)
    assert learned.shape == (len(FEATURES),)
    assert np.isfinite(learned).all()
    assert {name for name in SPEAKS_FOR if weight(learned, name) < 0} == set()
    assert {name: weight(learned, name) for name in FIXED} == pytest.approx(FIXED)


@settings(max_examples=10, deadline=None)
@given(any_examples(), st.sampled_from(PENALTIES))
def test_the_same_examples_give_the_same_weights(examples: list[Example], penalty: float) -> None:
    shown = [(one.looks[0].features.copy(), one.meets.copy()) for one in examples]
    assert learn(examples, penalty).tobytes() == learn(examples, penalty).tobytes()
    assert all(
        (one.looks[0].features == features).all() and (one.meets == meets).all()
        for one, (features, meets) in zip(examples, shown, strict=True)
    )


# -- places, and the penalty chosen -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("scores", "provisions", "meets", "ranks"),
    [
        ([3, 2, 1], [0, 1, 2], [[1], [0], [0]], [0]),
        ([3, 2, 1], [0, 1, 2], [[0], [0], [1]], [2]),
        ([3, 2, 1], [0, 0, 2], [[0], [0], [1]], [1]),  # two texts of one provision take one place
        ([3, 2, 1], [0, 1, 2], [[0, 1], [1, 0], [0, 0]], [1, 0]),
        ([1, 2, 3], [0, 1, 2], [[1], [0], [0]], [2]),
        ([3, 2, 1], [0, 1, 2], [[0], [0], [0]], [1_000_000]),  # no candidate
    ],
)
def test_places_of_expected_clauses(scores: list[float], provisions: list[int], meets: list[list[int]], ranks: list[int]) -> None:
    of = example("một", [{"lexical": score} for score in scores])
    made = Example("một", of.looks, np.array(meets, dtype=np.bool_), np.array(provisions, dtype=np.int32))
    assert _ranks(made, np.eye(len(FEATURES), dtype=np.float32)[FEATURES.index("lexical")]).tolist() == ranks


@pytest.mark.parametrize(
    ("shares", "chosen"),
    [
        ({0.003: 0.80, 0.01: 0.80, 0.03: 0.80}, 0.03),
        ({0.003: 0.80, 0.01: 0.799, 0.03: 0.79}, 0.01),  # a thousandth is noise
        ({0.003: 0.80, 0.01: 0.79, 0.03: 0.70}, 0.003),
        ({0.003: 0.70, 0.01: 0.79, 0.03: 0.80}, 0.03),
    ],
)
def test_the_largest_penalty_that_is_as_good_is_chosen(shares: dict[float, float], chosen: float) -> None:
    assert _chosen({penalty: {"một": [share if depth == 10 else 0.0 for depth in DEPTHS]} for penalty, share in shares.items()}) == chosen
