"""Row → its syllables, field by field: what a ranker looks at once a row is a candidate.

The inverted index says which rows hold a word; this one says where in a row it stands: in the title, the heading or the clause itself.
Both forms of a syllable share it: an accented number maps to the folded one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
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


@dataclass(frozen=True, slots=True)
class Cells:
    """The syllables of some rows, field by field, one after the other."""

    tokens: NDArray[np.int32]
    lengths: NDArray[np.int64]
    fields: int


def write_forward(
    folder: Path, rows: Sequence[Sequence[NDArray[np.int64]]], to_folded: NDArray[np.int64], fields: int, kept: Cells | None = None
) -> None:
    """Writes the fields of all rows as accented numbers, one after the other, into a new folder; those kept come first."""
    folder.mkdir()
    parts = [field[:MAX_TOKENS].astype(np.int32) for row in rows for field in row]
    lengths = np.array([len(part) for part in parts], dtype=np.int64)
    if kept:
        parts, lengths = [kept.tokens, *parts], np.concatenate([kept.lengths, lengths])
    starts = np.zeros(len(lengths) + 1, dtype=np.int64)
    np.cumsum(lengths, out=starts[1:])
    np.save(folder / "tokens.npy", np.concatenate(parts) if parts else np.array([], dtype=np.int32))
    np.save(folder / "starts.npy", starts)
    np.save(folder / "folded.npy", to_folded.astype(np.int32))
    np.save(folder / "fields.npy", np.array([fields], dtype=np.int64))


class Forward:
    """What `write_forward` wrote, memory-mapped. Raises OSError or ValueError where a file is missing or cut."""

    def __init__(self, folder: Path) -> None:
        self._tokens = np.asarray(np.load(folder / "tokens.npy", mmap_mode="r"))  # a plain view: indexing a memmap costs much more
        self._starts = np.asarray(np.load(folder / "starts.npy", mmap_mode="r"))
        self._folded = np.load(folder / "folded.npy")
        self.fields = int(np.load(folder / "fields.npy")[0])
        if int(self._starts[-1]) != len(self._tokens) or (len(self._starts) - 1) % max(1, self.fields):
            raise ValueError(f"the files of {folder.name} do not fit each other")

    @property
    def rows(self) -> int:
        return (len(self._starts) - 1) // max(1, self.fields)

    def cells(self, rows: NDArray[np.int64]) -> Cells:
        """The syllables of the rows as they lie, to be written again."""
        lengths = np.diff(self._starts)
        is_kept = np.zeros(self.rows, dtype=np.bool_)
        is_kept[rows] = True
        of_cell = np.repeat(is_kept, self.fields)
        return Cells(self._tokens[np.repeat(of_cell, lengths)], lengths[of_cell], self.fields)

    def read(self, rows: NDArray[np.int64]) -> "Reading":
        """The syllables of the rows, to look for one question after the other in them."""
        cells = (rows[:, None] * self.fields + np.arange(self.fields)).ravel()
        first, lengths = self._starts[cells], self._starts[cells + 1] - self._starts[cells]
        owner = np.repeat(np.arange(len(cells), dtype=np.int32), lengths)
        within = np.arange(len(owner)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        return Reading(self._tokens[np.repeat(first, lengths) + within], owner, within, len(rows), self.fields, self._folded)


class Reading:
    """The syllables of some rows, each with the cell (row × fields + field) that it stands in and its place there."""

    def __init__(
        self,
        tokens: NDArray[np.int32],
        cell: NDArray[np.int32],
        within: NDArray[np.int64],
        rows: int,
        fields: int,
        folded: NDArray[np.int32],
    ) -> None:
        self._accented, self._cell, self._within, self._folded_number = tokens, cell, within, folded
        self._rows, self._fields = rows, fields
        self._weights: dict[bool, NDArray[np.float64]] = {}

    def matches(self, asked: Asked) -> Matches:
        """What of the question stands in the fields of the rows."""
        tokens = self._folded if asked.folded else self._accented
        cells, shape = self._rows * self._fields, (self._rows, self._fields)
        place = _places(asked.words, len(asked.rarity))[tokens]
        hit = np.flatnonzero(place >= 0)
        at, cell = place[hit], self._cell[hit]
        words = np.zeros((cells, len(asked.words)), dtype=np.bool_)
        words[cell, at] = True
        held, run = self._stretches(tokens, asked)
        return Matches(
            words.reshape(*shape, len(asked.words)),
            _pairs(hit, at, cell, cells, asked).reshape(*shape, len(asked.pairs)),
            held.reshape(shape).astype(np.float32),
            run.reshape(shape).astype(np.float32),
            self._opening(hit, at, cell, len(asked.words)),
            self._like_line(tokens, hit, at, asked),
        )

    @cached_property
    def _folded(self) -> NDArray[np.int32]:
        return self._folded_number[self._accented]

    @cached_property
    def _lines(self) -> "_Lines":
        """Of the last field, where there is one behind the text."""
        inside = np.flatnonzero(self._cell % self._fields == self._fields - 1) if self._fields > 1 else np.array([], dtype=np.int64)
        row = self._cell[inside] // self._fields
        ends = self._accented[inside][1:] == LINE_END_NUMBER
        begins = np.concatenate([[True], ends | (row[1:] != row[:-1])]) if len(inside) else np.array([], dtype=np.bool_)
        return _Lines(inside, np.cumsum(begins) - 1, row[begins])

    def _opening(self, hit: NDArray[np.int64], at: NDArray[np.int32], cell: NDArray[np.int32], words: int) -> NDArray[np.bool_]:
        """Which words stand where the text begins: the last field but one, behind which stands what is not shown."""
        text = max(0, self._fields - 2)
        opens = (self._within[hit] < words + OPENING) & (cell % self._fields == text)
        opening = np.zeros((self._rows, words), dtype=np.bool_)
        opening[cell[opens] // self._fields, at[opens]] = True
        return opening

    def _stretches(self, tokens: NDArray[np.int32], asked: Asked) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Of each cell the share of its weight that the question names, and its heaviest run as a share of the question's weight."""
        cells = self._rows * self._fields
        place = _places(asked.sequence, len(asked.rarity))[tokens]
        hit = np.flatnonzero(place >= 0)
        weight = asked.rarity[tokens[hit]]
        whole, named = self._whole(tokens, asked), np.bincount(self._cell[hit], weight, minlength=cells)
        held = np.divide(named, whole, out=np.zeros(cells), where=whole > 0)
        known = [n for n in asked.sequence if n >= 0]
        runs = _longest_runs(hit, place[hit], self._cell[hit], weight, cells)
        return held, runs / (float(asked.rarity[known].sum()) or 1.0)

    def _whole(self, tokens: NDArray[np.int32], asked: Asked) -> NDArray[np.float64]:
        """The weight of each cell, added up once for all questions in the same form."""
        if asked.folded not in self._weights:
            whole = np.bincount(self._cell, asked.rarity[tokens], minlength=self._rows * self._fields)
            self._weights[asked.folded] = np.asarray(whole, dtype=np.float64)
        return self._weights[asked.folded]

    def _like_line(self, tokens: NDArray[np.int32], hit: NDArray[np.int64], at: NDArray[np.int32], asked: Asked) -> NDArray[np.float32]:
        """How like the question's content the likest line of the last field of each row is."""
        best = np.zeros(self._rows, dtype=np.float32)
        lines = self._lines
        if not len(lines.inside) or not len(asked.words):
            return best
        line_of = np.full(len(tokens), -1, dtype=np.int64)
        line_of[lines.inside] = lines.line
        of_hit = line_of[hit]
        rarity = np.array([asked.rarity[n] if n >= 0 else asked.rarity.max() for n in asked.words])
        named = np.zeros((len(lines.row), len(asked.words)), dtype=np.bool_)  # a word counts once in a line
        named[of_hit[of_hit >= 0], at[of_hit >= 0]] = True
        whole = np.bincount(lines.line, asked.rarity[tokens[lines.inside]])
        with np.errstate(invalid="ignore"):  # see `features._share`
            like = 2 * (named @ rarity) / np.maximum(whole + rarity.sum(), 1e-9)
        first = np.concatenate([[True], lines.row[1:] != lines.row[:-1]])
        best[lines.row[first]] = np.maximum.reduceat(like, np.flatnonzero(first))
        return best


@dataclass(frozen=True, slots=True)
class _Lines:
    """The syllables of the last fields, the line that each stands in, and the row of each line."""

    inside: NDArray[np.int64]
    line: NDArray[np.int64]
    row: NDArray[np.int32]


def _places(numbers: Sequence[int], size: int) -> NDArray[np.int32]:
    """For each number of a syllable its first place among those given, −1 for all others."""
    place = np.full(size + 1, -1, dtype=np.int32)
    known = [(number, i) for i, number in reversed([*enumerate(numbers)]) if number >= 0]
    place[[number for number, _ in known]] = [i for _, i in known]
    return place


def _pairs(hit: NDArray[np.int64], at: NDArray[np.int32], cell: NDArray[np.int32], cells: int, asked: Asked) -> NDArray[np.bool_]:
    """Which cells hold which pairs side by side."""
    found = np.zeros((cells, len(asked.pairs)), dtype=np.bool_)
    if not asked.pairs or len(at) < 2:
        return found
    table = np.full((len(asked.words), len(asked.words)), -1, dtype=np.int32)
    for i, (left, right) in enumerate(asked.pairs):
        table[left, right] = i
    beside = np.flatnonzero((np.diff(hit) == 1) & (np.diff(cell) == 0))
    which = table[at[beside], at[beside + 1]]
    found[cell[beside[which >= 0]], which[which >= 0]] = True
    return found[:, [int(table[left, right]) for left, right in asked.pairs]]  # a pair asked twice is held twice


def _longest_runs(
    hit: NDArray[np.int64], place: NDArray[np.int32], cell: NDArray[np.int32], weight: NDArray[np.float32], cells: int
) -> NDArray[np.float64]:
    """Of each cell the weight of its heaviest run of syllables that stand in the question one after the other."""
    longest = np.zeros(cells)
    if len(hit):
        goes_on = (np.diff(hit) == 1) & (np.diff(place) == 1) & (np.diff(cell) == 0)
        run = np.concatenate([[0], np.cumsum(~goes_on)])
        of_run = cell[np.concatenate([[0], np.flatnonzero(~goes_on) + 1])]  # cells stand in order, so their runs do
        first = np.concatenate([[True], of_run[1:] != of_run[:-1]])
        longest[of_run[first]] = np.maximum.reduceat(np.bincount(run, weight), np.flatnonzero(first))
    return longest
