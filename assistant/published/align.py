"""Which sentence of a published report a statement of our own account restates."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log
from typing import Final

from ingest.index.tokens import syllables

# Read off the one account held, statement by statement: right pairs share .41 of the weight or more, wrong ones .36 or less.
MIN_SHARE: Final = 0.38
OTHER_SPEAKER: Final = 0.6  # what a pair counts whose speakers differ: an account may tell as its own what somebody said
NEAR: Final = 0.1  # added for a sentence that follows that of the statement before
MAX_STEP: Final = 2


@dataclass(frozen=True, slots=True)
class Restating:
    """A statement of an account, and the heading and speaker of its block, which the statement may repeat."""

    heading: str
    speaker: str
    words: str


@dataclass(frozen=True, slots=True)
class Printed:
    """A sentence of a published report with its speakers; a heading or caption, which is never quoted, where `is_beside`."""

    speakers: tuple[str, ...]
    words: str
    is_beside: bool = False


def aligned(account: Sequence[Restating], printed: Sequence[Printed], expand: Callable[[str], str]) -> Mapping[int, int]:
    """The sentence of each statement, by their places.

    A statement that restates no sentence is left out, and one that restates a heading or a caption rather than any sentence.
    """
    held = [_tokens(expand(p.words)) for p in printed]
    counts = Counter(token for tokens in held for token in tokens)
    weight = {token: log(1 + len(held) / count) for token, count in counts.items()}
    found, last = dict[int, int](), -1
    for n, statement in enumerate(account):
        asked = _said(statement, expand)
        whole = sum(weight[token] for token in asked if token in weight)
        scores = [_score(asked, held[k], weight, whole, _same_speaker(statement, printed[k])) for k in range(len(held))]
        near = range(last, last + MAX_STEP + 1) if last >= 0 else range(0)
        fitting = [(share + (NEAR if k in near else 0.0), -k) for k, share in enumerate(scores) if share >= MIN_SHARE]
        if fitting and not printed[place := -max(fitting)[1]].is_beside:
            found[n] = last = place
    return found


def _said(statement: Restating, expand: Callable[[str], str]) -> frozenset[tuple[str, ...]]:
    """What a statement says: without the speaker's name and office, and without a remark of ours behind a semicolon."""
    clauses = statement.words.split(";")
    words = clauses[0] if len(clauses) == 2 else statement.words  # of a list all counts
    said = _tokens(expand(words))
    return said - _tokens(expand(statement.heading)) or said


def _score(
    asked: frozenset[tuple[str, ...]], held: frozenset[tuple[str, ...]], weight: Mapping[tuple[str, ...], float], whole: float, same: bool
) -> float:
    """The share of what a statement says that a sentence says too."""
    share = sum(weight[token] for token in asked & held) / whole if whole else 0.0
    return share if same else share * OTHER_SPEAKER


def _tokens(words: str) -> frozenset[tuple[str, ...]]:
    """Syllables and pairs of neighbouring syllables."""
    found = syllables(words, folded=False)
    return frozenset([*((one,) for one in found), *pairwise(found)])


def _same_speaker(statement: Restating, printed: Printed) -> bool:
    if printed.is_beside:
        return not statement.speaker
    return statement.speaker in printed.speakers if statement.speaker else not printed.speakers
