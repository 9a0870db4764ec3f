"""Row → its syllables, field by field: what a ranker looks at once a row is a candidate.

The inverted index says which rows hold a word; this one says where in a row it stands: in the title, the heading or the clause itself.
Both forms of a syllable share it: an accented number maps to the folded one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

MAX_TOKENS = 400  # syllables of one field that are looked at; rows are khoản or điểm, longer ones are appendices

LINE_END_NUMBER = 0  # stands between the lines of the last field of a row
OPENING = 3  # syllables beyond the number of the question's words that count as the opening of a text: its own number, "là"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in numbers of syllables, −1 for one never seen.

    `sequence` is all of it in order; `words` are those of its syllables that carry its content, each once, and `pairs` the places in
    `words` of two that stand side by side. `rarity` is that of every syllable of the form asked in (`folded` or not).
    """

    sequence: Sequence[int]
    words: Sequence[int]
    pairs: Sequence[tuple[int, int]]
    rarity: NDArray[np.float32]
    folded: bool


@dataclass(frozen=True, slots=True)
class Matches:
    """What of a question stands in which field of which row: arrays of the shape (rows, fields, …).

    `words` and `pairs` say which of its words and pairs; `held` is the share of the field, by the rarity of its syllables, that the
    question names (0.0 for an empty field); `run` the longest stretch of the question that stands in the field as it is, as a share of
    the question's rarity. `opening` has the shape (rows, words): which words stand where the last field but one, the text itself, begins.
    `like_line` has the shape (rows,): how like the question the likest line of the last field is, from 0 to 1 (the harmonic mean of the
    shares of each, by rarity, that the other holds).
    """

    words: NDArray[np.bool_]
    pairs: NDArray[np.bool_]
    held: NDArray[np.float32]
    run: NDArray[np.float32]
    opening: NDArray[np.bool_]
    like_line: NDArray[np.float32]


def write_forward(folder: Path, rows: Sequence[Sequence[NDArray[np.int64]]], to_folded: NDArray[np.int64], fields: int) -> None:
    """Writes the fields of all rows as accented numbers, one after the other, into a new folder."""
    folder.mkdir()
    parts = [field[:MAX_TOKENS] for row in rows for field in row]
    starts = np.zeros(len(parts) + 1, dtype=np.int64)
    np.cumsum([len(part) for part in parts], out=starts[1:])
    np.save(folder / "tokens.npy", (np.concatenate(parts) if parts else np.array([], dtype=np.int64)).astype(np.int32))
    np.save(folder / "starts.npy", starts)
    np.save(folder / "folded.npy", to_folded.astype(np.int32))
    np.save(folder / "fields.npy", np.array([fields], dtype=np.int64))


class Forward:
    """What `write_forward` wrote, memory-mapped. Raises OSError or ValueError where a file is missing or cut."""

    def __init__(self, folder: Path) -> None:
        self._tokens = np.load(folder / "tokens.npy", mmap_mode="r")
        self._starts = np.load(folder / "starts.npy", mmap_mode="r")
        self._folded = np.load(folder / "folded.npy")
        self.fields = int(np.load(folder / "fields.npy")[0])
        if int(self._starts[-1]) != len(self._tokens) or (len(self._starts) - 1) % max(1, self.fields):
            raise ValueError(f"the files of {folder.name} do not fit each other")

    @property
    def rows(self) -> int:
        return (len(self._starts) - 1) // max(1, self.fields)

    def matches(self, rows: NDArray[np.int64], asked: Asked) -> Matches:
        """What of the question stands in the fields of the rows."""
        tokens, cell, within = self._read(rows)
        if asked.folded:
            tokens = self._folded[tokens]
        cells, shape = len(rows) * self.fields, (len(rows), self.fields)
        at = _places(asked.words, len(asked.rarity))[tokens]
        hit = at >= 0
        words = np.zeros((cells, len(asked.words)), dtype=np.bool_)
        words[cell[hit], at[hit]] = True
        opens = hit & (cell % self.fields == self._text) & (within < len(asked.words) + OPENING)
        opening = np.zeros((len(rows), len(asked.words)), dtype=np.bool_)
        opening[cell[opens] // self.fields, at[opens]] = True
        weight = asked.rarity[tokens]
        in_question = _places(asked.sequence, len(asked.rarity))[tokens]
        named = np.where(in_question >= 0, weight, 0.0)
        whole = np.bincount(cell, weight, minlength=cells)
        held = np.divide(np.bincount(cell, named, minlength=cells), whole, out=np.zeros(cells), where=whole > 0)
        known = [n for n in asked.sequence if n >= 0]
        runs = _longest_runs(in_question, cell, named, cells) / (float(asked.rarity[known].sum()) or 1.0)
        return Matches(
            words.reshape(*shape, len(asked.words)),
            _pairs(at, cell, cells, len(asked.words), asked.pairs).reshape(*shape, len(asked.pairs)),
            held.reshape(shape).astype(np.float32),
            runs.reshape(shape).astype(np.float32),
            opening,
            _like_line(tokens, cell, at, asked, shape),
        )

    @property
    def _text(self) -> int:
        """The field of the text itself: behind it stands what is not shown."""
        return max(0, self.fields - 2)

    def _read(self, rows: NDArray[np.int64]) -> tuple[NDArray[np.int32], NDArray[np.int64], NDArray[np.int64]]:
        """The syllables of the rows; of each the cell (row × fields + field) that it stands in, and its place there."""
        cells = (rows[:, None] * self.fields + np.arange(self.fields)).ravel()
        first, lengths = self._starts[cells], self._starts[cells + 1] - self._starts[cells]
        owner = np.repeat(np.arange(len(cells)), lengths)
        within = np.arange(len(owner)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        return np.asarray(self._tokens[np.repeat(first, lengths) + within]), owner, within


def _places(numbers: Sequence[int], size: int) -> NDArray[np.int32]:
    """For each number of a syllable its first place among those given, −1 for all others."""
    place = np.full(size + 1, -1, dtype=np.int32)
    known = [(number, i) for i, number in reversed([*enumerate(numbers)]) if number >= 0]
    place[[number for number, _ in known]] = [i for _, i in known]
    return place


def _pairs(at: NDArray[np.int32], cell: NDArray[np.int64], cells: int, words: int, pairs: Sequence[tuple[int, int]]) -> NDArray[np.bool_]:
    """Which cells hold which pairs side by side."""
    found = np.zeros((cells, len(pairs)), dtype=np.bool_)
    if not pairs or len(at) < 2:
        return found
    table = np.full((words + 1, words + 1), -1, dtype=np.int32)
    for i, (left, right) in enumerate(pairs):
        table[left, right] = i
    which = np.where(cell[:-1] == cell[1:], table[at[:-1], at[1:]], -1)
    beside = which >= 0
    found[cell[:-1][beside], which[beside]] = True
    return found[:, [int(table[left, right]) for left, right in pairs]]  # a pair asked twice is held twice


def _longest_runs(place: NDArray[np.int32], cell: NDArray[np.int64], weight: NDArray[np.float32], cells: int) -> NDArray[np.float64]:
    """Of each cell the weight of its heaviest run of syllables that stand in the question one after the other."""
    longest = np.zeros(cells)
    if len(place):
        goes_on = (place[1:] >= 0) & (place[1:] == place[:-1] + 1) & (cell[1:] == cell[:-1])
        run = np.concatenate([[0], np.cumsum(~goes_on)])
        of_run = cell[np.concatenate([[0], np.flatnonzero(~goes_on) + 1])]  # cells stand in order, so their runs do
        first = np.concatenate([[True], of_run[1:] != of_run[:-1]])
        longest[of_run[first]] = np.maximum.reduceat(np.bincount(run, weight), np.flatnonzero(first))
    return longest


def _like_line(
    tokens: NDArray[np.int32], cell: NDArray[np.int64], at: NDArray[np.int32], asked: Asked, shape: tuple[int, int]
) -> NDArray[np.float32]:
    """How like the question's content the likest line of the last field of each row is."""
    rows, fields = shape
    best = np.zeros(rows, dtype=np.float32)
    inside = np.flatnonzero(cell % fields == fields - 1) if fields > 1 else np.array([], dtype=np.int64)
    if not len(inside) or not len(asked.words):
        return best
    row, number, word = cell[inside] // fields, tokens[inside], at[inside]
    begins = np.concatenate([[True], (number[1:] == LINE_END_NUMBER) | (row[1:] != row[:-1])])
    line = np.cumsum(begins) - 1
    rarity = np.array([asked.rarity[n] if n >= 0 else asked.rarity.max() for n in asked.words])
    named = np.zeros((int(line[-1]) + 1, len(asked.words)), dtype=np.bool_)  # a word counts once in a line
    named[line[word >= 0], word[word >= 0]] = True
    whole = np.bincount(line, asked.rarity[number])
    like = 2 * (named @ rarity) / np.maximum(whole + rarity.sum(), 1e-9)
    of_row = row[begins]
    first = np.concatenate([[True], of_row[1:] != of_row[:-1]])
    best[of_row[first]] = np.maximum.reduceat(like, np.flatnonzero(first))
    return best
