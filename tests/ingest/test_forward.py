"""Where in a row the words of a question stand: the arrays say what a slow look at the texts says, field by field."""

import math
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.index.forward import MAX_TOKENS, OPENING, Matches
from ingest.index.lexical import Bm25Index, LexicalError, build_lexical
from ingest.index.tokens import syllables

END = "\n"  # between the lines of the last field
SYLLABLES = ["cấp", "cap", "phép", "đất", "dat", "vườn", "ươm", "2022", "hoà", "hòa", "Trồng"]
UNKNOWN = ["lạ", "xa"]  # in no row
TEXT = st.lists(st.sampled_from(SYLLABLES), max_size=7).map(" ".join)
LINES = st.lists(TEXT, max_size=4).map("\n".join)
ROW_OF = {
    1: st.tuples(TEXT),
    2: st.tuples(TEXT, LINES),
    5: st.tuples(TEXT, TEXT, TEXT, st.lists(st.sampled_from(SYLLABLES), max_size=14).map(" ".join), LINES),
}
ROWS = st.sampled_from([1, 2, 5]).flatmap(lambda fields: st.lists(ROW_OF[fields], min_size=1, max_size=6))
QUESTION = st.lists(st.sampled_from([*SYLLABLES, *UNKNOWN]), max_size=7)


@dataclass(frozen=True)
class Slow:
    """The rows as lists of syllables, and how rare each syllable is: all that is said of them in plain Python."""

    rows: list[list[list[str]]]
    folded: bool

    @classmethod
    def read(cls, rows: list[tuple[str, ...]], folded: bool) -> "Slow":
        return cls([[_syllables(text, folded, 0 < i == len(row) - 1)[:MAX_TOKENS] for i, text in enumerate(row)] for row in rows], folded)

    def rarity(self, word: str) -> float:
        """Inverse document frequency; a syllable never seen counts as seen once."""
        if word == END:
            return 0.0
        seen = max(1, sum(any(word in field for field in row) for row in self.rows))
        return math.log(1 + (len(self.rows) - seen + 0.5) / (seen + 0.5))

    def total(self, words: list[str]) -> float:
        return sum(map(self.rarity, words))

    def seen(self, word: str) -> bool:
        return any(word in field for row in self.rows for field in row)

    def held(self, field: list[str], question: list[str]) -> float:
        """The share of the field that the question names."""
        return self.total([w for w in field if w in question]) / (self.total(field) or 1.0)

    def run(self, field: list[str], question: list[str]) -> float:
        """The heaviest stretch of the field that stands so in the question; a syllable counts at its first place in the question alone."""
        heaviest = 0.0
        for first in range(len(field)):
            for last in range(first, len(field)):
                stretch = field[first : last + 1]
                begins = question.index(stretch[0]) if stretch[0] in question else 0
                at_first_places = [question.index(w) if w in question else -1 for w in stretch]
                if at_first_places == [*range(begins, begins + len(stretch))]:
                    heaviest = max(heaviest, self.total(stretch))
        return heaviest / (self.total([w for w in question if self.seen(w)]) or 1.0)

    def like_line(self, row: list[list[str]], words: list[str]) -> float:
        """The likest line of the last field: twice what it shares with the question's words, over what both hold."""
        if len(row) < 2 or not words:
            return 0.0
        lines = _lines(row[-1])
        dearest = max(map(self.rarity, {w for r in self.rows for f in r for w in f} | {END}))  # what a word never seen counts here
        of_words = sum(self.rarity(w) if self.seen(w) else dearest for w in words)
        return max(
            (2 * self.total([w for w in words if w in line]) / max(self.total(line) + of_words, 1e-9) for line in lines), default=0.0
        )


def _syllables(text: str, folded: bool, by_line: bool) -> list[str]:
    if not by_line:
        return syllables(text, folded)
    return [word for line in text.split("\n") for word in (*syllables(line, folded), END)][:-1]


def _lines(field: list[str]) -> list[list[str]]:
    lines = list[list[str]]([[]] if field else [])
    for word in field:
        lines += [[]] if word == END else []
        lines[-1] += [word] if word != END else []
    return lines


def matched(folder: Path, rows: list[tuple[str, ...]], looked_at: list[int], question: list[str], folded: bool) -> Matches:
    """What of a question stands in some rows; all its syllables count as content."""
    build_lexical(rows, folder)
    words = [*dict.fromkeys(question)]
    pairs = [*dict.fromkeys(pairwise(question))]
    index = Bm25Index(folder)
    return index.matches(index.read(np.array(looked_at, dtype=np.int64)), question, words, pairs, folded)


@settings(max_examples=150, deadline=None)
@given(rows=ROWS, question=QUESTION, folded=st.booleans(), data=st.data())
def test_matches_says_what_a_slow_look_says(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, ...]], question: list[str], folded: bool, data: st.DataObject
) -> None:
    looked_at = data.draw(st.lists(st.integers(0, len(rows) - 1), max_size=6))  # in any order, none or one twice
    asked = syllables(" ".join(question), folded)
    found = matched(tmp_path_factory.mktemp("forward") / "index", rows, looked_at, asked, folded)
    slow = Slow.read(rows, folded)
    words, pairs = [*dict.fromkeys(asked)], [*dict.fromkeys(pairwise(asked))]
    seen = [slow.rows[n] for n in looked_at]
    shape = (len(looked_at), len(rows[0]))
    assert found.words.shape == (*shape, len(words))
    assert found.pairs.shape == (*shape, len(pairs))
    assert found.words.tolist() == [[[word in field for word in words] for field in row] for row in seen]
    assert found.pairs.tolist() == [[[pair in set(pairwise(field)) for pair in pairs] for field in row] for row in seen]
    opens = [row[max(0, len(row) - 2)][: len(words) + OPENING] for row in seen]
    assert found.opening.tolist() == [[word in begins for word in words] for begins in opens]
    assert found.held == pytest.approx(np.reshape([slow.held(field, asked) for row in seen for field in row], shape), abs=1e-5)
    assert found.run == pytest.approx(np.reshape([slow.run(field, asked) for row in seen for field in row], shape), abs=1e-5)
    assert found.like_line == pytest.approx(np.array([slow.like_line(row, words) for row in seen]), abs=1e-5)


@settings(max_examples=60, deadline=None)
@given(rows=ROWS, question=st.lists(st.sampled_from(["cấp", "phép", "đất", "vườn", "2022", "lạ"]), unique=True, max_size=6))
def test_a_run_is_the_longest_stretch_of_a_question_that_repeats_no_syllable(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, ...]], question: list[str]
) -> None:
    found = matched(tmp_path_factory.mktemp("forward") / "index", rows, [*range(len(rows))], question, False)
    slow = Slow.read(rows, False)
    whole = slow.total([w for w in question if slow.seen(w)]) or 1.0
    stretches = [question[a:b] for a in range(len(question)) for b in range(a + 1, len(question) + 1)]
    held = [
        max((slow.total(s) for s in stretches if s in [field[n : n + len(s)] for n in range(len(field))]), default=0.0) / whole
        for row in slow.rows
        for field in row
    ]
    assert found.run == pytest.approx(np.reshape(held, found.run.shape), abs=1e-5)


@settings(max_examples=60, deadline=None)
@given(rows=ROWS, question=QUESTION, folded=st.booleans())
def test_shares_are_shares(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, ...]], question: list[str], folded: bool
) -> None:
    asked = syllables(" ".join(question), folded)
    found = matched(tmp_path_factory.mktemp("forward") / "index", rows, [*range(len(rows))], asked, folded)
    for shares in (found.held, found.run, found.like_line):
        assert shares.min(initial=0.0) >= 0.0
        assert shares.max(initial=0.0) <= 1.0 + 1e-5
    assert (found.run.max(axis=1, initial=0.0) > 0).tolist() == found.words.any(axis=(1, 2)).tolist() or not asked


def one(tmp_path: Path, row: tuple[str, ...], question: str, folded: bool = False) -> Matches:
    """The matches of one row beside two of other words, which make its words rare."""
    others = [tuple("khác" for _ in row)] * 2
    return matched(tmp_path / "index", [row, *others], [0], syllables(question, folded), folded)


@pytest.mark.parametrize(
    ("question", "field", "run"),
    [
        ("cấp phép vườn ươm", "cấp phép vườn ươm", 1.0),
        ("cấp phép vườn ươm", "được cấp phép vườn khác", 0.75),
        ("cấp phép vườn ươm", "vườn ươm cấp phép", 0.5),
        ("cấp phép vườn ươm", "ươm vườn phép cấp", 0.25),
        ("cấp phép vườn ươm", "cấp cấp phép phép", 0.5),
        ("cấp phép vườn ươm", "cây cam", 0.0),
        ("cấp phép vườn ươm", "", 0.0),
        ("cấp lạ phép", "cấp phép", 0.5),  # a word of the question that the texts never say breaks the stretch
        ("cấp phép cấp đất", "cấp đất", 0.25),  # the first place of "cấp" alone: an approximation
        ("cấp phép cấp đất", "cấp phép", 0.5),
    ],
)
def test_longest_run(tmp_path: Path, question: str, field: str, run: float) -> None:
    """All words but the unknown one stand in one row, so each counts the same."""
    known = " ".join(word for word in question.split() if word != "lạ")
    build_lexical([(field,), (known,), (f"{known} được khác cây cam",)], tmp_path / "index")
    index = Bm25Index(tmp_path / "index")
    found = index.matches(index.read(np.array([0])), question.split(), [], [], False)
    slow = Slow.read([(field,), (known,), (f"{known} được khác cây cam",)], False)
    assert found.run[0, 0] == pytest.approx(slow.run(field.split(), question.split()), abs=1e-5)
    if len({slow.rarity(w) for w in known.split()}) == 1:
        assert found.run[0, 0] == pytest.approx(run, abs=1e-5)


@pytest.mark.parametrize(
    ("question", "lines", "like"),
    [
        ("ai cấp phép", "ai cấp phép", 1.0),
        ("ai cấp phép", "ở đâu\nai cấp phép\nkhi nào", 1.0),
        ("ai cấp phép", "phép cấp ai", 1.0),  # in any order
        ("ai cấp phép", "ở đâu\nkhi nào", 0.0),
        ("ai cấp phép", "ai\ncấp\nphép", 0.5),  # words of three lines do not add up: 2 × 1 / (1 + 3)
        ("ai cấp phép", "", 0.0),
        ("ai cấp phép", "\n\nai cấp phép\n", 1.0),
    ],
)
def test_likest_line(tmp_path: Path, question: str, lines: str, like: float) -> None:
    assert one(tmp_path, ("khác", "khác", lines), question).like_line[0] == pytest.approx(like, abs=1e-5)


def test_words_on_either_side_of_a_line_end_are_no_pair(tmp_path: Path) -> None:
    found = one(tmp_path, ("cấp phép", "cấp\nphép"), "cấp phép")
    assert found.pairs[0].tolist() == [[True], [False]]
    assert found.run[0] == pytest.approx([1.0, 0.5], abs=1e-5)


def test_words_on_either_side_of_a_field_end_are_no_pair_and_no_run(tmp_path: Path) -> None:
    found = one(tmp_path, ("vườn cấp", "phép ươm", "ai"), "cấp phép")
    assert not found.pairs.any()
    assert found.run[0] == pytest.approx([0.5, 0.5, 0.0], abs=1e-5)


def test_a_pair_asked_twice_is_held_twice(tmp_path: Path) -> None:
    """A question may say "giấy phép" twice: assistant.question gives the pair twice."""
    build_lexical([("giấy phép",)], tmp_path / "index")
    question = ["giấy", "phép", "cũ", "giấy", "phép"]
    pairs = [("giấy", "phép"), ("phép", "cũ"), ("cũ", "giấy"), ("giấy", "phép")]
    index = Bm25Index(tmp_path / "index")
    found = index.matches(index.read(np.array([0])), question, ["giấy", "phép", "cũ"], pairs, False)
    assert found.pairs[0, 0].tolist() == [True, False, False, True]


def test_an_opening_ends_some_syllables_behind_the_number_of_words_asked(tmp_path: Path) -> None:
    for far in range(OPENING + 3):
        text = " ".join([*["khác"] * far, "vườn"])
        found = one(tmp_path / str(far), ("vườn", text, "vườn"), "vườn")
        assert bool(found.opening[0, 0]) == (far < 1 + OPENING), far


def test_of_a_long_field_the_first_syllables_are_looked_at(tmp_path: Path) -> None:
    long = " ".join(["vườn"] * MAX_TOKENS)
    found = one(tmp_path, (f"{long} ươm", f"ươm {long}", ""), "ươm")
    assert found.words[0, :, 0].tolist() == [False, True, False]


def test_accents_count_unless_folded(tmp_path: Path) -> None:
    row = ("hoà giải", "hòa giải", "hoa giai")
    assert one(tmp_path / "1", row, "hòa").words[0, :, 0].tolist() == [True, True, False]
    assert one(tmp_path / "2", row, "hoa").words[0, :, 0].tolist() == [False, False, True]
    assert one(tmp_path / "3", row, "hòa", folded=True).words[0, :, 0].tolist() == [True, True, True]


@pytest.mark.parametrize("name", ["tokens.npy", "starts.npy", "folded.npy", "fields.npy"])
@pytest.mark.parametrize("keep", [None, 0, 100, -1])
def test_a_file_that_is_gone_or_cut_is_refused(tmp_path: Path, name: str, keep: int | None) -> None:
    build_lexical([("một hai", "ba bốn"), ("năm", "sáu")], tmp_path / "index")
    file = tmp_path / "index" / "forward" / name
    if keep is None:
        file.unlink()
    else:
        file.write_bytes(file.read_bytes()[:keep])
    with pytest.raises(LexicalError):
        Bm25Index(tmp_path / "index")


def test_files_of_another_index_are_refused(tmp_path: Path) -> None:
    build_lexical([("một hai", "ba bốn"), ("năm", "sáu")], tmp_path / "index")
    build_lexical([("một hai ba", "")], tmp_path / "other")
    for name in ("tokens.npy", "starts.npy"):
        file = tmp_path / "index" / "forward" / name
        kept = file.read_bytes()
        file.write_bytes((tmp_path / "other" / "forward" / name).read_bytes())
        with pytest.raises(LexicalError):
            Bm25Index(tmp_path / "index")
        file.write_bytes(kept)
    assert Bm25Index(tmp_path / "index").size() == 2
