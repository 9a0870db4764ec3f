"""The gate on the verifier: true statements survive and corrupted ones fall, over the shipped corpus."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.corruptions import MEANING
from benchmarks.verifier import FALSE, TRUE, Case, Verifier, false_cases, generated, read_rows, true_cases
from ingest.catalogue import Catalogue
from ingest.embedding import Embedder
from ingest.index import open_index
from ingest.index.store import Store

FLOOR = 0.95  # of true statements that survive, and of those changed in meaning that are caught
MOST_LOOSE = 0.01  # of generated changes in meaning that may pass


@pytest.fixture(scope="module")
def store(shipped_index: Path, embedder: Embedder) -> Iterator[Store]:
    with open_index(shipped_index, embedder).opened().store as opened:
        yield opened


@pytest.fixture(scope="module")
def verifier(store: Store, catalogue: Catalogue) -> Verifier:
    return Verifier(store, catalogue)


@pytest.fixture(scope="module")
def true(store: Store, catalogue: Catalogue) -> dict[str, Case]:
    return {case.id: case for case in true_cases(store, catalogue, read_rows(TRUE))}


def test_true_statements_survive(verifier: Verifier, true: dict[str, Case]) -> None:
    struck = [case.id for case in true.values() if not verifier.passes(case.statement, case.citations)]
    assert len(true) >= 300
    assert 1 - len(struck) / len(true) >= FLOOR, struck


def test_statements_changed_in_meaning_are_caught(verifier: Verifier, true: dict[str, Case]) -> None:
    rows = false_cases(true, read_rows(FALSE))
    passed = [row["id"] for row, case in rows if verifier.passes(case.statement, case.citations)]
    assert len(rows) >= 200
    assert 1 - len(passed) / len(rows) >= FLOOR, passed


def test_generated_corruptions_of_form_never_pass_and_of_meaning_hardly_ever(
    verifier: Verifier, store: Store, catalogue: Catalogue
) -> None:
    made = list(generated(store, catalogue, 100))
    loose = [c for c in made if verifier.passes(c.statement, c.citations, dated=c.kind == "expired clause")]
    meaning = [c for c in made if c.kind in MEANING]
    assert len(meaning) >= 100 and len(made) - len(meaning) >= 300
    assert not [c for c in loose if c.kind not in MEANING]
    assert len(loose) <= MOST_LOOSE * len(meaning), [c.statement.text for c in loose]
