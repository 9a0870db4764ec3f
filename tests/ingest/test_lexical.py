"""Which rows hold a word: the index says what the texts say."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.index.lexical import Bm25Index, build_lexical
from ingest.index.tokens import syllables

WORDS = ["cấp", "phép", "đất", "dat", "vườn", "ươm", "2022", "hoà"]
TEXTS = st.lists(st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join), min_size=1, max_size=12)


@settings(max_examples=40, deadline=None)
@given(texts=TEXTS)
def test_holding_is_what_a_look_at_the_texts_finds(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    folder = tmp_path_factory.mktemp("lexical") / "index"
    build_lexical(texts, folder)
    index, rows = Bm25Index(folder), np.arange(len(texts))[::-1]
    for folded in (False, True):
        asked = [syllables(word, folded)[0] for word in (*WORDS, "lạ")]
        pairs = [(a, b) for a in asked for b in asked]
        held = [syllables(texts[row], folded) for row in rows]
        assert index.holding(rows, asked, folded).tolist() == [[word in words for word in asked] for words in held]
        assert index.holding(rows, pairs, folded).tolist() == [[pair in set(pairwise(words)) for pair in pairs] for words in held]
        assert index.holding(rows, [], folded).shape == (len(rows), 0)
