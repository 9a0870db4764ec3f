"""Dense recall of a model on questions with expected provisions, over the passages of a built index.

``python -m ingest.training.recall --store STORE.sqlite --questions FILE.jsonl... [--model NAME]``

Each passage is embedded as the index does it (title, heading, lead, text). Only passages in force
or of unknown validity on the question's day stand for choice. An expected provision is found by
any passage of itself or of a provision inside it.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.embedding import Embedder, load_embedder
from ingest.index.records import RowPlace, SearchText
from ingest.index.store import Store

DEPTHS = (10, 50)
RANK_DEPTH = 10


@dataclass(frozen=True, slots=True)
class Question:
    text: str
    day: date
    expected: tuple[tuple[str, str], ...]


def read_questions(path: Path) -> list[Question]:
    """The answerable questions of a JSON-lines file ``{question, as_of, expected: [{document, eid}]}``."""
    rows: list[dict[str, Any]] = [json.loads(line) for line in path.open(encoding="utf-8")]
    return [
        Question(row["question"], date.fromisoformat(row["as_of"]), tuple((e["document"], e["eid"]) for e in row["expected"]))
        for row in rows
        if row.get("expected")
    ]


def figures(embedder: Embedder, texts: Sequence[SearchText], places: Sequence[RowPlace], questions: Sequence[Question]) -> list[float]:
    """Means of recall at ``DEPTHS`` and of the reciprocal rank of the first expected provision."""
    passages = embedder.embed_passages([t.text for t in texts])
    asked = embedder.embed_questions([q.text for q in questions])
    rows = [_figures(passages @ vector, texts, places, question) for vector, question in zip(asked, questions, strict=True)]
    return [float(x) for x in np.mean(rows, axis=0)]


def _figures(scores: NDArray[np.float32], texts: Sequence[SearchText], places: Sequence[RowPlace], question: Question) -> list[float]:
    ranks: dict[tuple[str, str], int] = {}
    rank = 0
    for row in np.argsort(-scores, kind="stable"):
        if places[row].validity.state(question.day) not in ("in_force", "unknown"):
            continue
        for document, eid in question.expected:
            if texts[row].document == document and f"{texts[row].eid}__".startswith(f"{eid}__"):
                ranks.setdefault((document, eid), rank)
        rank += 1
        if rank == max(DEPTHS):
            break
    recalls = [sum(r < depth for r in ranks.values()) / len(question.expected) for depth in DEPTHS]
    first = min(ranks.values(), default=RANK_DEPTH)
    return [*recalls, 1 / (first + 1) if first < RANK_DEPTH else 0.0]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", type=Path, required=True, help="store.sqlite of a generation")
    parser.add_argument("--questions", type=Path, nargs="+", required=True, help="JSON lines")
    parser.add_argument("--model", help="folder or name; the shipped model by default")
    arguments = parser.parse_args()
    embedder = load_embedder(arguments.model)
    with Store(arguments.store) as store:
        texts, places = list(store.search_texts()), list(store.row_places())
    print(f"{embedder.name}: {len(texts)} passages")
    for path in arguments.questions:
        questions = read_questions(path)
        held = {t.document for t in texts}
        questions = [q for q in questions if all(document in held for document, _ in q.expected)]
        r10, r50, rank = figures(embedder, texts, places, questions)
        print(f"{path.stem:16} {len(questions):4} questions  R@10 {r10:.3f}  R@50 {r50:.3f}  MRR@10 {rank:.3f}")


if __name__ == "__main__":
    main()
