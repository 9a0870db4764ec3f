"""Pinned floors: a score below its floor fails the gate, and no floor is lowered silently."""

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FLOORS = Path(__file__).parent / "floors.toml"
MARGIN = 0.01  # pinned below what is measured; the runs are deterministic, so this is for changes elsewhere that cost a question or two
_HEADER = "# Pinned by `python -m benchmarks.board --pin-floors`; a floor is lowered only with --lower-floors and a reason in the commit.\n"


class FloorsError(Exception):
    """Floors that are missing, unreadable, or would be lowered."""


@dataclass(frozen=True, slots=True)
class Pinned:
    """The set of questions that the floors are for, and the least that each score may be."""

    questions_sha256: str
    questions: int
    expected: int
    floors: dict[str, float]


def read_floors(file: Path) -> Pinned:
    """Raises FloorsError."""
    try:
        table: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
        return Pinned(table["questions_sha256"], table["questions"], table["expected"], dict(table["floors"]))
    except (OSError, KeyError, tomllib.TOMLDecodeError) as error:
        raise FloorsError(f"the floors in {str(file)!r} cannot be read ({error!r}); pin them with --pin-floors.") from error


def faults(pinned: Pinned, questions_sha256: str, scores: Mapping[str, float]) -> list[str]:
    """What fails the gate: other questions than the floors are for, a score below its floor or not measured."""
    found = []
    if questions_sha256 != pinned.questions_sha256:
        found.append(
            f"the questions (sha256 {questions_sha256[:12]}…) are not those of the floors ({pinned.questions_sha256[:12]}…): pin again"
        )
    for name, floor in pinned.floors.items():
        score = scores.get(name)
        if score is None:
            found.append(f"{name} was not measured, its floor is {floor:.2f}")
        elif score < floor:
            found.append(f"{name} is {score:.3f}, its floor is {floor:.2f}")
    return found


def floors_for(scores: Mapping[str, float]) -> dict[str, float]:
    """MARGIN below each score, down to two decimals.

    >>> floors_for({"found_1": 0.6049})
    {'found_1': 0.59}
    """
    return {name: max(0.0, math.floor(round((score - MARGIN) * 100, 6)) / 100) for name, score in scores.items()}


def pin(file: Path, new: Pinned, lower: bool) -> None:
    """Writes the floors. Raises FloorsError where one would be lower than it is and `lower` does not allow it."""
    old = read_floors(file).floors if file.exists() else {}
    lowered = [f"{name} {old[name]:.2f} → {new.floors.get(name, 0.0):.2f}" for name in old if new.floors.get(name, 0.0) < old[name]]
    if lowered and not lower:
        raise FloorsError(f"these floors would be lowered: {', '.join(lowered)}; say --lower-floors if that is meant.")
    lines = [f'questions_sha256 = "{new.questions_sha256}"', f"questions = {new.questions}", f"expected = {new.expected}", "", "[floors]"]
    lines += [f"{name} = {floor:.2f}" for name, floor in new.floors.items()]
    file.write_text(_HEADER + "\n".join(lines) + "\n", encoding="utf-8")
