"""Two texts compared word by word: what was taken out, what was added. Where lines break does not count."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal

from ingest.law.normalise import search_form

Mark = Literal["same", "removed", "added"]
_WORD = re.compile(r"\S+\s*")
_SIGNS = ".,;:!?“”\"'()[]…–-"
_NOTE = re.compile(r"\d{1,3}")  # the number of a footnote, which consolidations print right behind a word
MAX_WORDS = 12_000  # words on either side; the whole Decree 35/2022 has 33,000, its longest article 2,300


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of one of the texts, or of both; without those "added" the runs are the first text, without "removed" the second."""

    text: str
    mark: Mark


def word_runs(before: str, after: str) -> tuple[Run, ...] | None:
    """The runs of both texts in order; None where one is too long to be compared."""
    old, new = (
        _WORD.findall(f"{text.rstrip()} ") for text in (before, after)
    )  # words at the end are followed by a blank as all others are
    if max(len(old), len(new)) > MAX_WORDS:
        return None
    return tuple(_joined(_runs(old, new)))


def is_slight(runs: Sequence[Run]) -> bool:
    """Whether nothing but capitals, signs and the places of tone marks differs.

    >>> is_slight((Run("Trung", "removed"), Run("trung", "added"), Run(" ương", "same")))
    True
    """
    old, new = ("".join(run.text for run in runs if run.mark != other) for other in ("added", "removed"))
    return _bare(old) == _bare(new)


def _bare(text: str) -> list[str]:
    return [bare for word in search_form(text).split() if (bare := word.strip(_SIGNS))]


def _runs(old: Sequence[str], new: Sequence[str]) -> Iterator[Run]:
    matcher = SequenceMatcher(None, [w.strip() for w in old], [w.strip() for w in new], autojunk=False)
    for what, a, b, c, d in matcher.get_opcodes():
        if what == "equal" or _are_noted(old[a:b], new[c:d]):
            yield Run("".join(new[c:d]), "same")
        else:
            yield Run("".join(old[a:b]), "removed")
            yield Run("".join(new[c:d]), "added")


def _are_noted(old: Sequence[str], new: Sequence[str]) -> bool:
    return len(old) == len(new) and all(_is_noted(o.strip(), n.strip()) for o, n in zip(old, new, strict=True))


def _is_noted(old: str, new: str) -> bool:
    """Whether the new word is the old one with the number of a footnote: "e)" and "e)3", "1." and "1.25"; "c" and "c1" are two points.

    >>> _is_noted("sản,", "sản4,"), _is_noted("c", "c1"), _is_noted("5", "57")
    (True, False, False)
    """
    core = old.rstrip(",;:")
    if len(core) < 2 or core[-1].isdigit() or not new.startswith(core):
        return False
    return bool(_NOTE.fullmatch(new[len(core) :].rstrip(",;:.")))


def _joined(runs: Iterator[Run]) -> Iterator[Run]:
    """Neighbours of one mark as one run, empty ones left out."""
    for mark, group in groupby((run for run in runs if run.text), key=lambda run: run.mark):
        yield Run("".join(run.text for run in group), mark)
