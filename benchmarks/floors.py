"""Pinned floors: a score below its floor fails the gate, and no floor is lowered silently."""

import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FLOORS = Path(__file__).parent / "floors.toml"
MARGIN = 0.01  # pinned below what is measured; the runs are deterministic, so this is for changes elsewhere that cost a question or two
_HEADER = "# Pinned by `python -m benchmarks.{} --pin-floors`; a floor is lowered only with --lower-floors and a reason in the commit.\n"


class FloorsError(Exception):
    """Floors that are missing, unreadable, or would be lowered."""


@dataclass(frozen=True, slots=True)
class Pinned:
    """The set of questions that the floors are for, and the least that each score may be.

    `corpus_sha256` says over which texts they were measured: the floors hold for later ones too.
    """

    questions_sha256: str
    questions: int
    expected: int
    floors: dict[str, float]
    corpus_sha256: str = ""


def read_floors(file: Path) -> Pinned:
    """Raises FloorsError."""
    table = _table(file)
    try:
        return _pinned(table)
    except KeyError as error:
        raise _unreadable(file, error) from error


def read_sets(file: Path) -> dict[str, Pinned]:
    """The floors of a file with one table a set, by name. Raises FloorsError."""
    try:
        return {name: _pinned(table) for name, table in _table(file).items()}
    except (KeyError, TypeError) as error:
        raise _unreadable(file, error) from error


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
    _refuse_lowered(_lowered(old, new.floors), lower)
    file.write_text("\n".join([_HEADER.format("board") + _counts(new), "", "[floors]", _scores(new)]) + "\n", encoding="utf-8")


def pin_sets(file: Path, new: Mapping[str, Pinned], lower: bool, by: str = "retrieval") -> None:
    """Writes the floors of these sets, each a table, and leaves those of the others; `by` names the benchmark.

    Fewer questions or expected clauses than were pinned are a lower floor too. Raises FloorsError as `pin`.
    """
    old = read_sets(file) if file.exists() else {}
    lowered = [f"{name} {line}" for name in new if name in old for line in _lowered(_least(old[name]), _least(new[name]))]
    _refuse_lowered(lowered, lower)
    tables = [f"[{name}]\n{_counts(pinned)}\n\n[{name}.floors]\n{_scores(pinned)}\n" for name, pinned in sorted((old | dict(new)).items())]
    file.write_text("\n".join([_HEADER.format(by), *tables]), encoding="utf-8")


def _least(pinned: Pinned) -> dict[str, float]:
    return {"questions": pinned.questions, "expected": pinned.expected, **pinned.floors}


def _lowered(old: Mapping[str, float], new: Mapping[str, float]) -> list[str]:
    """The floors that would be lower than they are, or gone."""
    return [f"{name} {old[name]:.2f} → {new.get(name, 0.0):.2f}" for name in old if new.get(name, 0.0) < old[name]]


def _refuse_lowered(lowered: Sequence[str], lower: bool) -> None:
    if lowered and not lower:
        raise FloorsError(f"these floors would be lowered: {', '.join(lowered)}; say --lower-floors if that is meant.")


def _table(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise _unreadable(file, error) from error


def _pinned(table: Mapping[str, Any]) -> Pinned:
    return Pinned(table["questions_sha256"], table["questions"], table["expected"], dict(table["floors"]), table.get("corpus_sha256", ""))


def _unreadable(file: Path, error: Exception) -> FloorsError:
    return FloorsError(f"the floors in {str(file)!r} cannot be read ({error!r}); pin them with --pin-floors.")


def _counts(pinned: Pinned) -> str:
    corpus = [f'corpus_sha256 = "{pinned.corpus_sha256}"'] if pinned.corpus_sha256 else []
    return "\n".join(
        [f'questions_sha256 = "{pinned.questions_sha256}"', *corpus, f"questions = {pinned.questions}", f"expected = {pinned.expected}"]
    )


def _scores(pinned: Pinned) -> str:
    return "\n".join(f"{name} = {floor:.2f}" for name, floor in pinned.floors.items())
