"""Which row holds which code how often, in columns by code, and the BM25 scores of all of it at once.

Rows can be taken out and put behind the others without looking at the texts again: bm25s makes its index from all texts or not at all.
The scores are those of bm25s (its `lucene` method), bit by bit, so that it can search them; a test holds them to that.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

_SCORED_AT_ONCE = 1 << 22  # postings; some 100 MB of temporaries
_MOST_TIMES = np.iinfo(np.uint16).max  # a code that a row holds more often scores the same in five digits


@dataclass(frozen=True, slots=True)
class Postings:
    """Column i belongs to `codes[i]` and is [starts[i], starts[i + 1]) of `rows` and `times`; codes, and rows in a column, ascend.

    No column is empty. `lengths` has the number of codes of each row, repetitions counted.
    """

    codes: NDArray[np.int64]
    starts: NDArray[np.int64]
    rows: NDArray[np.int32]
    times: NDArray[np.uint16]
    lengths: NDArray[np.int32]

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Raises OSError or ValueError where a file is missing or does not fit the others."""
        found = cls(*(np.load(folder / f"{name}.npy", mmap_mode="r") for name in ("codes", "indptr", "indices", "times", "lengths")))
        if len(found.starts) != len(found.codes) + 1 or not len(found.rows) == len(found.times) == int(found.starts[-1]):
            raise ValueError(f"the postings in {folder.name} do not fit each other")
        return found

    def write(self, folder: Path) -> None:
        for name, array in (("codes", self.codes), ("indptr", self.starts), ("indices", self.rows)):
            np.save(folder / f"{name}.npy", array)
        np.save(folder / "times.npy", self.times)
        np.save(folder / "lengths.npy", self.lengths)


def postings_of(rows: Sequence[NDArray[np.int64]]) -> Postings:
    """The postings of rows of codes, in any order each."""
    lengths = np.array([len(row) for row in rows], dtype=np.int32)
    flat = np.concatenate(rows) if len(rows) else np.array([], dtype=np.int64)
    order = np.argsort(flat, kind="stable")  # rows ascend in each code
    code, row = flat[order], np.repeat(np.arange(len(rows), dtype=np.int32), lengths)[order]
    first = np.flatnonzero(_changes(code) | _changes(row))
    times = np.minimum(np.diff(np.append(first, len(code))), _MOST_TIMES).astype(np.uint16)
    code, row = code[first], row[first]
    starts = np.flatnonzero(_changes(code))
    return Postings(code[starts], np.append(starts, len(code)).astype(np.int64), row, times, lengths)


def only(postings: Postings, kept: NDArray[np.int64]) -> Postings:
    """The postings of those rows (ascending) alone, numbered anew."""
    lengths = np.asarray(postings.lengths)
    if len(kept) == len(lengths):
        return postings
    is_kept = np.zeros(len(lengths), dtype=np.bool_)
    is_kept[kept] = True
    stays = is_kept[postings.rows]
    counts = np.add.reduceat(stays, postings.starts[:-1], dtype=np.int64) if len(postings.codes) else np.array([], dtype=np.int64)
    number = (np.cumsum(is_kept) - 1).astype(np.int32)
    full = counts > 0
    rows = number[postings.rows[stays]]
    return Postings(postings.codes[full], _starts(counts[full]), rows, postings.times[stays], lengths[kept])


def joined(first: Postings, second: Postings) -> Postings:
    """Both, the rows of the second behind those of the first."""
    codes = np.union1d(first.codes, second.codes)
    parts = (first, second)
    places = [np.searchsorted(codes, part.codes) for part in parts]
    counts = [np.diff(part.starts) for part in parts]
    total = np.zeros(len(codes), dtype=np.int64)
    for place, count in zip(places, counts, strict=True):
        total[place] += count
    starts = _starts(total)
    rows, times = np.empty(int(starts[-1]), dtype=np.int32), np.empty(int(starts[-1]), dtype=np.uint16)
    taken = np.zeros(len(codes), dtype=np.int64)
    for part, place, count, behind in zip(parts, places, counts, (0, len(first.lengths)), strict=True):
        target = np.arange(len(part.rows)) + np.repeat(starts[place] + taken[place] - part.starts[:-1], count)
        rows[target], times[target] = part.rows + np.int32(behind), part.times
        taken[place] += count
    return Postings(codes, starts, rows, times, np.concatenate([first.lengths, second.lengths]))


def scores_of(postings: Postings, k1: float, b: float) -> NDArray[np.float32]:
    """The BM25 score that each posting adds to its row."""
    held = np.diff(postings.starts)
    idf = np.log(1 + (len(postings.lengths) - held + 0.5) / (held + 0.5)).astype(np.float32)
    norm = k1 * ((1 - b) + b * postings.lengths / ((postings.lengths.mean() if len(postings.lengths) else 0.0) or 1.0))
    scores = np.empty(len(postings.rows), dtype=np.float32)
    of_code = np.repeat(idf, held)
    for start in range(0, len(scores), _SCORED_AT_ONCE):
        part = slice(start, start + _SCORED_AT_ONCE)
        times = postings.times[part].astype(np.float64)
        scores[part] = of_code[part] * (times / (norm[postings.rows[part]] + times))
    return scores


def _changes(values: NDArray[np.int64] | NDArray[np.int32]) -> NDArray[np.bool_]:
    """Where a sorted or grouped array has another value than just before; its first place counts."""
    changes = np.ones(len(values), dtype=np.bool_)
    changes[1:] = values[1:] != values[:-1]
    return changes


def _starts(counts: NDArray[np.int64]) -> NDArray[np.int64]:
    starts = np.zeros(len(counts) + 1, dtype=np.int64)
    np.cumsum(counts, out=starts[1:])
    return starts
