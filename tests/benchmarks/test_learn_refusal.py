"""What is learned from a handful of examples made by hand: both kinds fall apart, no weight has a sign it may not have."""

import numpy as np
import pytest

from assistant.answerable.signs import SIGNS
from benchmarks.learn_refusal import AGAINST, CLEAN, FOR, PENALTIES, Example, _thresholds, learn


def example(name: str, answerable: bool, **signs: float) -> Example:
    return Example(name, "refusals.jsonl", answerable, "", np.array([signs.get(sign, 0.0) for sign in SIGNS]))


BY_SCORE = [example(f"có {n}", True, score=0.8 + n / 50) for n in range(5)] + [
    example(f"không {n}", False, score=0.3 + n / 50) for n in range(5)
]
BY_MATTER = [example("có", True, score=0.5), example("không", False, score=0.5, matter_not_held=1.0)]
MISLED = [example("có", True, score=0.2, matter_outside=1.0), example("không", False, score=0.9)]


@pytest.mark.parametrize("examples", [BY_SCORE, BY_MATTER, BY_SCORE + BY_MATTER])
@pytest.mark.parametrize("penalty", PENALTIES)
def test_what_answers_scores_above_what_does_not(examples: list[Example], penalty: float) -> None:
    weights = learn(examples, penalty)
    scores = {kind: [float(e.signs @ weights) for e in examples if e.answerable is kind] for kind in (True, False)}
    assert min(scores[True]) > max(scores[False]) or np.mean(scores[True]) > np.mean(scores[False]) + 1


def test_no_weight_has_a_sign_that_its_name_denies() -> None:
    weights = dict(zip(SIGNS, learn(MISLED, PENALTIES[0]).tolist(), strict=True))
    assert all(weights[name] >= 0 for name in FOR)
    assert all(weights[name] <= 0 for name in AGAINST)


def test_the_signs_that_may_count_one_way_only_are_signs() -> None:
    assert set(SIGNS) >= FOR | AGAINST
    assert not FOR & AGAINST


def test_thresholds_give_up_the_share_allowed_and_no_question_that_a_rule_decides() -> None:
    clean = next(iter(CLEAN))
    asked = [Example(f"{n}", clean, True, "", np.zeros(len(SIGNS)), settled=n == 0) for n in range(101)]
    refused, answered = _thresholds(asked, np.array([-99.0, *np.linspace(0, 1, 100)]))
    assert 0 < refused < answered < 0.2
