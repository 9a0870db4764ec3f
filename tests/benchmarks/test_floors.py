"""The gate: a score below its floor fails, other questions fail, and no floor is lowered silently."""

from pathlib import Path

import pytest

from benchmarks.floors import FloorsError, Pinned, faults, floors_for, pin, read_floors

PINNED = Pinned("ab" * 32, 10, 12, {"found_10": 0.8, "cited": 0.7})


def test_floors_are_read_as_pinned(tmp_path: Path) -> None:
    pin(tmp_path / "floors.toml", PINNED, lower=False)
    assert read_floors(tmp_path / "floors.toml") == PINNED


@pytest.mark.parametrize(
    ("digest", "scores", "count"),
    [
        ("ab" * 32, {"found_10": 0.8, "cited": 0.9}, 0),
        ("ab" * 32, {"found_10": 0.79, "cited": 0.9}, 1),
        ("ab" * 32, {"found_10": 0.8}, 1),
        ("cd" * 32, {"found_10": 0.8, "cited": 0.7}, 1),
    ],
)
def test_faults(digest: str, scores: dict[str, float], count: int) -> None:
    assert len(faults(PINNED, digest, scores)) == count


def test_a_floor_is_not_lowered_silently(tmp_path: Path) -> None:
    file = tmp_path / "floors.toml"
    pin(file, PINNED, lower=False)
    lower = Pinned("cd" * 32, 10, 12, {"found_10": 0.75, "cited": 0.9})
    with pytest.raises(FloorsError, match=r"found_10 0\.80 → 0\.75"):
        pin(file, lower, lower=False)
    assert read_floors(file) == PINNED
    pin(file, lower, lower=True)
    assert read_floors(file) == lower


def test_a_floor_is_not_dropped_silently(tmp_path: Path) -> None:
    pin(tmp_path / "floors.toml", PINNED, lower=False)
    with pytest.raises(FloorsError, match="cited"):
        pin(tmp_path / "floors.toml", Pinned("ab" * 32, 10, 12, {"found_10": 0.9}), lower=False)


def test_floors_stand_a_little_below_what_was_measured() -> None:
    assert floors_for({"a": 0.8, "b": 0.6049, "c": 0.005}) == {"a": 0.79, "b": 0.59, "c": 0.0}


def test_floors_that_are_not_there_are_named(tmp_path: Path) -> None:
    with pytest.raises(FloorsError, match="--pin-floors"):
        read_floors(tmp_path / "none.toml")
