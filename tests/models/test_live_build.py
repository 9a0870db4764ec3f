"""An index built with a transformer, interrupted and resumed (``make test-models``): needs the extra ``[models]``."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from invented import Place, decree

pytest.importorskip("sentence_transformers", reason="needs the extra [models]: pip install '.[models]'")
pytest.importorskip("langchain_huggingface", reason="needs the extra [models]: pip install '.[models]'")

from tiny_models import tiny_embedder, tiny_reranker

from assistant.models import load_models
from assistant.service import open_with
from ingest.index import build, check


def test_index_of_a_transformer_is_built_once_searched_and_reranked(place: Place, tmp_path: Path) -> None:
    models = load_models(str(tiny_embedder(tmp_path / "embedder")), str(tiny_reranker(tmp_path / "reranker")))
    place.write("một.txt", decree(91, "Cấp phép đất khu công nghiệp.", "Trồng cam."))
    all_of_it = build([place.source], place.index, place.corpus, models.embedder, quiet=True).embedded
    build([place.source], place.index, place.corpus, quiet=True)
    back = build([place.source], place.index, place.corpus, models.embedder, quiet=True)
    assert (back.embedded, back.kept) == (0, all_of_it)
    assert check(place.index, [place.source], place.corpus, models.embedder) == []
    hits = open_with(models, place.index, place.corpus).search("cấp phép đất khu công nghiệp", 5, date(2031, 8, 1))
    assert "phép" in " ".join(hit.passage.text for hit in hits)
