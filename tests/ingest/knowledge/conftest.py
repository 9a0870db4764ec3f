"""The small corpus, made anew for each test."""

from pathlib import Path

import pytest
from small_corpus import SmallCorpus


@pytest.fixture
def corpus(tmp_path: Path) -> SmallCorpus:
    return SmallCorpus(tmp_path)
