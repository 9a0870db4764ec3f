"""The lexical index that goes on from an earlier one is the one that is made at once, and scores as bm25s does."""

from pathlib import Path

import bm25s
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from ingest.index.lexical import K1, B, Base, Bm25Index, LexicalError, build_lexical
from ingest.index.postings import Postings, joined, only, postings_of, scores_of

CODES = st.lists(st.integers(0, 6), max_size=8).map(lambda codes: np.array(codes, dtype=np.int64))
ROWS = st.lists(CODES, min_size=1, max_size=8)


def same(one: Postings, other: Postings) -> bool:
    return all(np.array_equal(getattr(one, name), getattr(other, name)) for name in ("codes", "starts", "rows", "times", "lengths"))


@given(rows=ROWS, more=st.lists(CODES, max_size=4), data=st.data())
def test_rows_taken_out_and_put_behind_give_what_all_at_once_gives(
    rows: list[NDArray[np.int64]], more: list[NDArray[np.int64]], data: st.DataObject
) -> None:
    kept = sorted(data.draw(st.sets(st.integers(0, len(rows) - 1))))
    went_on = joined(only(postings_of(rows), np.array(kept, dtype=np.int64)), postings_of(more))
    assert same(went_on, postings_of([*(rows[n] for n in kept), *more]))


@settings(max_examples=50)
@given(rows=ROWS.filter(lambda rows: any(map(len, rows))))
def test_scores_are_those_of_bm25s(rows: list[NDArray[np.int64]]) -> None:
    postings = postings_of(rows)
    ids = [np.searchsorted(postings.codes, row) for row in rows]
    engine = bm25s.BM25(k1=K1, b=B)
    engine.index((ids, {str(i): i for i in range(len(postings.codes))}), create_empty_token=False, show_progress=False)
    assert np.array_equal(engine.scores["indices"], postings.rows)
    assert np.array_equal(engine.scores["indptr"], postings.starts)
    assert np.array_equal(engine.scores["data"], scores_of(postings, K1, B))


def test_a_syllable_of_texts_that_went_is_known_no_more(tmp_path: Path) -> None:
    build_lexical([["vườn bưởi"], ["vườn cam"]], tmp_path / "one")
    build_lexical([["vườn na"]], tmp_path / "two", Base(tmp_path / "one", np.array([1])))
    index = Bm25Index(tmp_path / "two")
    assert index.size() == 2
    assert index.search("bưởi", False, 5).rows.tolist() == []
    assert index.search("na", True, 5).rows.tolist() == [1]
    assert index.holds(["bưởi", "cam", "na"], [("vườn", "cam"), ("vườn", "bưởi")], False)[0].tolist() == [False, True, True]
    build_lexical([["vườn bưởi"]], tmp_path / "three", Base(tmp_path / "two", np.array([0, 1])))
    assert Bm25Index(tmp_path / "three").search("bưởi", False, 5).rows.tolist() == [2]


def test_an_earlier_index_without_postings_is_said(tmp_path: Path) -> None:
    build_lexical([["vườn bưởi"]], tmp_path / "one")
    (tmp_path / "one" / "folded" / "times.npy").unlink()
    with pytest.raises(LexicalError, match="folded"):
        build_lexical([["vườn na"]], tmp_path / "two", Base(tmp_path / "one", np.array([0])))
