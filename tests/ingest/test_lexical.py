"""Which rows hold a word: the index says what the texts say, however a row is cut into fields."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.index.lexical import Bm25Index, LexicalError, build_lexical
from ingest.index.tokens import syllables

WORDS = ["cấp", "phép", "đất", "dat", "vườn", "ươm", "2022", "hoà"]
TEXT = st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)
TEXTS = st.lists(TEXT, min_size=1, max_size=12)
ROWS = st.integers(1, 4).flatmap(lambda fields: st.lists(st.lists(TEXT, min_size=fields, max_size=fields), min_size=1, max_size=8))


def built(tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]) -> Bm25Index:
    folder = tmp_path_factory.mktemp("lexical") / "index"
    build_lexical(rows, folder)
    return Bm25Index(folder)


@settings(max_examples=40, deadline=None)
@given(texts=TEXTS)
def test_matches_is_what_a_look_at_the_texts_finds(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    index, rows = built(tmp_path_factory, [[text] for text in texts]), np.arange(len(texts))[::-1]
    for folded in (False, True):
        asked = [*dict.fromkeys(syllables(word, folded)[0] for word in (*WORDS, "lạ"))]
        pairs = [(a, b) for a in asked for b in asked]
        held = [syllables(texts[row], folded) for row in rows]
        found = index.matches(index.read(rows), asked, asked, pairs, folded)
        assert found.words[:, 0].tolist() == [[word in words for word in asked] for words in held]
        assert found.pairs[:, 0].tolist() == [[pair in set(pairwise(words)) for pair in pairs] for words in held]
        assert index.matches(index.read(rows), [], [], [], folded).words.shape == (len(rows), 1, 0)


@settings(max_examples=40, deadline=None)
@given(rows=ROWS, question=TEXT, folded=st.booleans())
def test_search_finds_the_rows_that_hold_a_word_of_the_question_in_any_field(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], question: str, folded: bool
) -> None:
    hits = built(tmp_path_factory, rows).search(question, folded, len(rows))
    asked = set(syllables(question, folded))
    assert set(hits.rows.tolist()) == {n for n, row in enumerate(rows) if asked & set(syllables(" ".join(row), folded))}
    assert hits.scores.tolist() == sorted(hits.scores.tolist(), reverse=True)


@settings(max_examples=30, deadline=None)
@given(rows=ROWS, question=TEXT, folded=st.booleans())
def test_a_row_scores_the_same_whole_or_cut_into_fields(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], question: str, folded: bool
) -> None:
    cut = built(tmp_path_factory, rows).search(question, folded, len(rows))
    whole = built(tmp_path_factory, [[" ".join(row)] for row in rows]).search(question, folded, len(rows))
    assert cut.rows.tolist() == whole.rows.tolist()
    assert cut.scores == pytest.approx(whole.scores)


def test_only_rows_that_are_allowed_are_found(tmp_path_factory: pytest.TempPathFactory) -> None:
    index = built(tmp_path_factory, [["cấp phép"], ["cấp"], ["phép"], ["đất"]])
    assert set(index.search("cấp phép", False, 10).rows.tolist()) == {0, 1, 2}
    assert index.search("cấp phép", False, 10, np.array([False, True, False, True])).rows.tolist() == [1]


@pytest.mark.parametrize("rows", [[], [[""]], [["", "", ""]] * 3])
def test_an_index_of_nothing_finds_nothing(tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]) -> None:
    index = built(tmp_path_factory, rows)
    assert (index.size(), len(index.search("cấp phép", False, 10).rows)) == (len(rows), 0)
    found = index.matches(index.read(np.arange(len(rows))), ["cấp"], ["cấp"], [], False)
    assert not found.words.any()
    assert not found.held.any()


def test_parts_of_different_indexes_are_refused(tmp_path_factory: pytest.TempPathFactory) -> None:
    one, other = (tmp_path_factory.mktemp("lexical") / "index" for _ in range(2))
    build_lexical([["một"], ["hai"]], one)
    build_lexical([["một"], ["hai"], ["ba"]], other)
    (one / "forward").rename(one / "away")
    (other / "forward").rename(one / "forward")
    with pytest.raises(LexicalError, match=r"\[2, 3\]"):
        Bm25Index(one).size()
