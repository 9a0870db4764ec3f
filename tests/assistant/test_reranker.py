"""A reranker has a say in the first few rows, and in nothing where none is named."""

import os
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from invented import Place, decree
from numpy.typing import NDArray

from assistant import Assistant
from assistant.__main__ import main
from assistant.ranking import RERANKED, Ranked, reranked
from assistant.ranking.reranker import RerankerError, find_reranker, load_reranker
from ingest.index import Index

ROOT = Path(__file__).parents[2]
DAY = date(2031, 8, 1)
QUESTION = "Ban vườn ươm trồng cây gì"


class WordReranker:
    """Likes passages that hold a word; remembers what it read."""

    name = "word"

    def __init__(self, word: str) -> None:
        self.word = word
        self.read: list[tuple[str, list[str]]] = []

    def scores(self, question: str, passages: Sequence[str]) -> NDArray[np.float32]:
        self.read.append((question, list(passages)))
        return np.array([float(self.word in passage) for passage in passages], dtype=np.float32)


def ranks(*scores: float) -> list[Ranked]:
    return [Ranked(row, score, 0.5, 0.5, False) for row, score in enumerate(scores)]


def order(ranked: Sequence[Ranked], scores: Sequence[float]) -> list[int]:
    return [row.row for row in reranked(ranked, np.array(scores, dtype=np.float32))]


@pytest.mark.parametrize(
    ("learned", "scores", "wanted"),
    [
        ([], [], []),
        ([3.0], [7.0], [0]),
        ([3.0, 2.9, 2.8], [5.0, 5.0, 5.0], [0, 1, 2]),  # it makes no difference between them
        ([3.0, 2.9, 2.8], [-9.0, -5.0, -1.0], [2, 1, 0]),  # on any scale
        ([9.0, 2.9, 2.8], [0.0, 0.0, 1.0], [0, 2, 1]),  # what the learned score is sure of stays
        ([3.0, 2.9, 2.8], [0.0, 1.0], [1, 0, 2]),  # what it has not read stays behind
        ([3.0, 2.9, 2.8], [], [0, 1, 2]),
    ],
)
def test_order(learned: list[float], scores: list[float], wanted: list[int]) -> None:
    found = reranked(ranks(*learned), np.array(scores, dtype=np.float32))
    assert [row.row for row in found] == wanted
    assert [row.score for row in found] == sorted((row.score for row in found), reverse=True)


def test_scale_of_the_reranker_does_not_matter() -> None:
    learned, scores = ranks(*np.linspace(3, 0, 30)), np.sin(np.arange(20.0))
    assert order(learned, scores.tolist()) == order(learned, (1000 * scores - 7).tolist())


@pytest.fixture
def index(place: Place) -> Index:
    trees = [f"Trồng cây loại {n}, tưới mỗi ngày {n} lần." for n in range(1, 40)]
    place.write("một.txt", decree(91, *trees))
    place.build()
    return place.open()


def texts(assistant: Assistant, limit: int) -> list[str]:
    return [hit.passage.text for hit in assistant.search(QUESTION, limit, DAY)]


def test_only_the_first_few_are_read_and_the_rest_follows_unchanged(place: Place, index: Index) -> None:
    plain = texts(Assistant(index, place.catalogue), 40)
    likes = WordReranker(plain[12])
    again = texts(Assistant(index, place.catalogue, likes), 40)
    question, read = likes.read[0]
    assert (len(likes.read), len(read)) == (1, RERANKED)
    assert "vườn ươm" in question
    assert [text.split("\n")[-1] for text in read] == [text.split("\n")[-1] for text in plain[:RERANKED]]
    assert again.index(plain[12]) < 12
    assert set(again[:RERANKED]) == set(plain[:RERANKED])
    assert again[RERANKED:] == plain[RERANKED:]


def test_fewer_results_are_the_first_of_more(place: Place, index: Index) -> None:
    assistant = Assistant(index, place.catalogue, WordReranker("loại 1"))
    assert texts(assistant, 1) == texts(assistant, 30)[:1]
    assert texts(assistant, 5) == texts(assistant, 30)[:5]


def test_answers_are_drafted_from_the_new_order(place: Place, index: Index) -> None:
    likes = WordReranker("loại 7,")
    Assistant(index, place.catalogue, likes).ask(QUESTION, DAY)
    assert [len(read) for _, read in likes.read] == [RERANKED]


# -- loading ----------------------------------------------------------------------------------------------------------


def test_none_is_named_and_none_is_loaded() -> None:
    assert load_reranker(None) is None


@pytest.mark.parametrize("name", ["./no-such-folder", "/no/such/folder", "nobody/no-such-reranker"])
def test_missing_reranker_is_one_clear_line(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.delenv("TRO_LY_ALLOW_DOWNLOAD", raising=False)
    with pytest.raises(RerankerError, match="xếp hạng") as caught:
        find_reranker(name)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("config", [None, "{}", "[]", "no json", '{"architectures": ["BertModel"]}', '{"architectures": null}'])
def test_model_that_scores_no_pairs_is_named(tmp_path: Path, config: str | None) -> None:
    if config is not None:
        (tmp_path / "config.json").write_text(config, encoding="utf-8")
    with pytest.raises(RerankerError, match="không phải là mô hình xếp hạng"):
        find_reranker(str(tmp_path))


@pytest.mark.parametrize("variable", ["TRO_LY_EMBEDDING", "TRO_LY_RERANKER"])
@pytest.mark.parametrize("argv", [["ask", QUESTION], ["search", QUESTION], ["serve", "--headless"]])
def test_missing_model_is_said_before_any_work(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], place: Place, variable: str, argv: list[str]
) -> None:
    place.table("instruments.toml", "broken [")  # whoever looked at the corpus first would say so
    for name, value in {"TRO_LY_INDEX": place.index, "TRO_LY_CORPUS": place.corpus, variable: "/no/such/model"}.items():
        monkeypatch.setenv(name, str(value))
    code = main(argv)
    said = capsys.readouterr()
    assert (code, said.out, said.err.count("\n")) == (2, "", 1)
    assert "/no/such/model" in said.err
    assert not place.index.exists()


def test_settings_name_the_reranker(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("TRO_LY_RERANKER", "someone/some-reranker")
    assert main(["--show-config"]) == 0
    assert "reranker = someone/some-reranker\n" in capsys.readouterr().out


def test_opening_without_one_imports_no_sentence_transformers() -> None:
    code = (
        "import sys; from pathlib import Path; from assistant.models import load_models; load_models();"
        "print(sorted({'torch', 'transformers', 'sentence_transformers', 'langchain_huggingface'} & set(sys.modules)))"
    )
    environment: dict[str, Any] = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
