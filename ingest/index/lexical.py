"""BM25 over syllables and pairs of adjacent syllables, with accents and without, kept in memory-mapped files.

bm25s, not tantivy: tantivy fixes k1 and b, and the best values here (k1 0.6, b 0.9) are far from its own; docs/performance.md
has both, measured.
"""

import json
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from itertools import pairwise
from pathlib import Path
from typing import Protocol

import bm25s
import numpy as np
from numpy.typing import NDArray

from .. import faults
from ..law.normalise import fold
from .forward import LINE_END_NUMBER, Asked, Forward, Matches, Reading, write_forward
from .postings import Postings, joined, only, postings_of, scores_of
from .tokens import syllables

logging.getLogger("bm25s").setLevel(logging.WARNING)

K1, B = 0.6, 0.9  # swept on ALQAC: R@1 .824 against .734 at 1.5 / 0.75 with syllables alone
_PAIR = 1 << 21  # a pair of syllables a, b is coded as (a + 1) * _PAIR + b; so many different syllables can be held
SAMPLED = 8  # of so many scores one is looked at for the bound of the best
FORMS = ("accented", "folded")
LINE_END = "\n"  # stands between the lines of the last field, as a syllable that no question holds


class LexicalError(Exception):
    """The lexical index is missing, damaged, or does not fit the passages."""


@dataclass(frozen=True, slots=True)
class Hits:
    """Rows of passages with their scores, best first."""

    rows: NDArray[np.int64]
    scores: NDArray[np.float32]


class Lexical(Protocol):
    """The seam to a lexical engine."""

    def search(self, question: str, folded: bool, limit: int) -> Hits: ...

    def size(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Base:
    """The lexical index of an earlier generation, and its rows (ascending) that come first in the new one as they are."""

    folder: Path
    kept: NDArray[np.int64]


def build_lexical(rows: Iterable[Sequence[str]], folder: Path, base: Base | None = None) -> None:
    """Writes the index of the rows into a new folder, row n for the n-th: the same number of fields each, abbreviations written out.

    The last of several fields is kept line by line. With a base, the rows stand behind those kept from it. Raises LexicalError where
    it cannot be read.
    """
    folder.mkdir(parents=True)
    vocabulary, folded = _vocabularies(base)
    numbers = lru_cache(maxsize=4096)(partial(_numbers, vocabulary))  # titles, headings and leads stand in many rows
    fields = [[numbers(text, place > 0 and place == len(row) - 1) for place, text in enumerate(row)] for row in rows]
    whole = [joined[joined != LINE_END_NUMBER] for joined in map(np.concatenate, fields)]
    _write(folder, "accented", list(vocabulary), whole, base)
    to_folded = np.array([folded.setdefault(fold(w), len(folded)) for w in vocabulary], dtype=np.int64)
    _write(folder, "folded", list(folded), [to_folded[row] if len(row) else row for row in whole], base)
    faults.at("lexical.forms-written")
    kept = Forward(base.folder / "forward").cells(base.kept) if base else None
    write_forward(folder / "forward", fields, to_folded, len(fields[0]) if fields else kept.fields if kept else 1, kept)


def _vocabularies(base: Base | None) -> tuple[dict[str, int], dict[str, int]]:
    """The numbers of syllables known so far, accented and folded."""
    if base is None:
        return {LINE_END: LINE_END_NUMBER}, {}
    try:
        found = [json.loads((base.folder / form / "syllables.json").read_text(encoding="utf-8")) for form in FORMS]
    except (OSError, ValueError) as error:
        raise LexicalError(f"the syllables of the earlier index cannot be read: {error}") from error
    accented, folded = ({word: number for number, word in enumerate(words)} for words in found)
    return accented, folded


def _numbers(vocabulary: dict[str, int], text: str, by_line: bool) -> NDArray[np.int64]:
    """The syllables of a text as numbers, with the end of each line but the last if `by_line`."""
    lines = text.split("\n") if by_line else [text]
    read = ([vocabulary.setdefault(w, len(vocabulary)) for w in syllables(line, folded=False)] for line in lines)
    return np.array([number for line in read for number in (*line, LINE_END_NUMBER)][:-1], dtype=np.int64)


def _write(folder: Path, form: str, vocabulary: list[str], rows: list[NDArray[np.int64]], base: Base | None) -> None:
    postings = postings_of([_codes(row) for row in rows])
    if base:
        try:
            earlier = Postings.read(base.folder / form)
        except (OSError, EOFError, ValueError) as error:
            raise LexicalError(f"the {form} postings of the earlier index cannot be read: {error}") from error
        postings = joined(only(earlier, base.kept), postings)
    target = folder / form
    target.mkdir()
    faults.at("lexical.form-begun")
    (target / "syllables.json").write_text(json.dumps(vocabulary, ensure_ascii=False), encoding="utf-8")
    np.save(target / "rows.npy", np.array([len(postings.lengths)], dtype=np.int64))
    postings.write(target)
    np.save(target / "data.npy", scores_of(postings, K1, B))


def _codes(row: NDArray[np.int64]) -> NDArray[np.int64]:
    """The syllables and the pairs of adjacent ones, each as one number."""
    return np.concatenate([row, (row[:-1] + 1) * _PAIR + row[1:]]) if len(row) else row


class Bm25Index:
    """The index that `build_lexical` wrote."""

    def __init__(self, folder: Path) -> None:
        self._forms = {form: _Form(folder / form) for form in FORMS}
        try:
            self._forward = Forward(folder / "forward")
        except (OSError, EOFError, ValueError, LookupError) as error:
            raise LexicalError(f"the fields of the lexical index cannot be read: {error}") from error

    def search(self, question: str, folded: bool, limit: int, allowed: NDArray[np.bool_] | None = None) -> Hits:
        """The `limit` best rows for a question, of those `allowed`; rows without any of its words are left out."""
        return self._forms["folded" if folded else "accented"].search(syllables(question, folded), limit, allowed)

    def size(self) -> int:
        sizes = {form.rows for form in self._forms.values()} | {self._forward.rows}
        if len(sizes) != 1:
            raise LexicalError(f"the parts of the lexical index hold different numbers of passages: {sorted(sizes)}")
        return sizes.pop()

    def weights(self, words: Sequence[str], folded: bool) -> NDArray[np.float32]:
        """How rare each syllable is (inverse document frequency); for one never seen, that of a syllable seen once."""
        return self._forms["folded" if folded else "accented"].weights(words)

    def holds(self, words: Sequence[str], pairs: Sequence[tuple[str, str]], folded: bool) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Which of the syllables, and of the pairs of adjacent ones, stand in any row at all."""
        form = self._forms["folded" if folded else "accented"]
        known = np.array([form.number(word) >= 0 for word in words], dtype=np.bool_)
        return known, np.array([form.holds_pair(*pair) for pair in pairs], dtype=np.bool_)

    def read(self, rows: NDArray[np.int64]) -> Reading:
        """The fields of the rows, for `matches`."""
        return self._forward.read(rows)

    def matches(
        self, read: Reading, sequence: Sequence[str], words: Sequence[str], pairs: Sequence[tuple[str, str]], folded: bool
    ) -> Matches:
        """What of a question stands in which field of each row: of its syllables in order, its content words and pairs of them."""
        form = self._forms["folded" if folded else "accented"]
        places = {word: i for i, word in enumerate(words)}
        numbers = [form.number(word) for word in words]
        beside = [(places[a], places[b]) for a, b in pairs]
        return read.matches(Asked([*map(form.number, sequence)], numbers, beside, form.rarity, folded))


class _Form:
    def __init__(self, folder: Path) -> None:
        try:
            words: list[str] = json.loads((folder / "syllables.json").read_text(encoding="utf-8"))
            self._known = np.asarray(np.load(folder / "codes.npy", mmap_mode="r"))  # a plain view: indexing a memmap costs much more
            self._vocabulary = len(words)
            singles = self._known[: int(np.searchsorted(self._known, _PAIR))]  # codes of single syllables are their numbers, before pairs
            self._syllables: dict[str, int] = {words[i]: i for i in singles.tolist()}  # without those of texts that are no longer held
            self.rows = int(np.load(folder / "rows.npy")[0])
            self._engine = bm25s.BM25(k1=K1, b=B)
            if len(self._known):
                arrays = {name: np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r")) for name in ("data", "indices", "indptr")}
                if len(arrays["indptr"]) != len(self._known) + 1 or len(arrays["data"]) != len(arrays["indices"]):
                    raise LexicalError(f"the files of the {folder.name} lexical index do not fit each other")
                self._indptr, self._indices = arrays["indptr"], arrays["indices"]
                self._engine.scores = {**arrays, "num_docs": self.rows}
                self._engine.nonoccurrence_array = None  # only other variants of BM25 have one
        except (OSError, EOFError, ValueError, LookupError, TypeError) as error:  # whatever a cut or foreign file makes of itself
            raise LexicalError(f"the {folder.name} lexical index cannot be read: {error}") from error

    def search(self, words: list[str], limit: int, allowed: NDArray[np.bool_] | None) -> Hits:
        found = self._ids(words)
        if not len(found):
            return Hits(np.array([], dtype=np.int64), np.array([], dtype=np.float32))
        scores = self._engine.get_scores_from_ids(found.tolist())
        if allowed is not None:
            scores *= allowed
        near = _near_the_best(scores, limit)
        best = near[np.lexsort((near, -scores[near]))][:limit]
        return Hits(best.astype(np.int64), scores[best].astype(np.float32))

    def number(self, word: str) -> int:
        """The number of a syllable, −1 for one never seen."""
        return self._syllables.get(word, -1)

    def holds_pair(self, first: str, second: str) -> bool:
        """Whether the two syllables stand side by side somewhere."""
        a, b = self.number(first), self.number(second)
        return a >= 0 and b >= 0 and self._position((a + 1) * _PAIR + b) is not None

    def weights(self, words: Sequence[str]) -> NDArray[np.float32]:
        unseen = _rarity(np.ones(1, dtype=np.float32), self.rows)[0]
        return np.array([self.rarity[self._syllables[w]] if w in self._syllables else unseen for w in words], dtype=np.float32)

    @cached_property
    def rarity(self) -> NDArray[np.float32]:
        """How rare each syllable is, by its number."""
        rarity = np.zeros(self._vocabulary, dtype=np.float32)
        if len(self._known):
            singles = np.fromiter(self._syllables.values(), dtype=np.int64, count=len(self._syllables))
            rarity[singles] = _rarity(np.diff(self._indptr[: len(singles) + 1]).astype(np.float32), self.rows)
        return rarity

    def _ids(self, words: list[str]) -> NDArray[np.int64]:
        ids = [self._syllables.get(word, -1) for word in words]
        codes = [i for i in ids if i >= 0]
        codes += [(a + 1) * _PAIR + b for a, b in pairwise(ids) if a >= 0 and b >= 0]
        positions = [p for code in codes if (p := self._position(code)) is not None]
        return np.array(positions, dtype=np.int64)

    def _position(self, code: int) -> int | None:
        position = int(np.searchsorted(self._known, code))
        return position if position < len(self._known) and self._known[position] == code else None


def _near_the_best(scores: NDArray[np.float32], limit: int) -> NDArray[np.int64]:
    """The places of scores above 0, among them the `limit` best: the worst of as many in a sample is a bound for all."""
    sample = scores[::SAMPLED] if len(scores) > SAMPLED * limit else scores
    bound = np.partition(sample, len(sample) - limit)[len(sample) - limit] if len(sample) > limit else 0.0
    return np.flatnonzero(scores >= bound if bound > 0 else scores > 0)


def _rarity(seen: NDArray[np.float32], rows: int) -> NDArray[np.float32]:
    """Inverse document frequency of what so many of the rows hold."""
    rarity: NDArray[np.float32] = np.log(1 + (rows - seen + 0.5) / (seen + 0.5)).astype(np.float32)
    return rarity
