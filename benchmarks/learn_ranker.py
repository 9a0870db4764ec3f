"""Learns the weights of assistant/ranking/weights.json from questions written for it, and prints the sweep that chose them.

A question's candidates compete in one softmax; the weights make it likely that one of the clauses expected wins. Weights that could only
be negative by accident are kept at zero or above. The questions are benchmarks/questions/learning/*.jsonl and sectoral.jsonl; test sets
and competition questions are never read here.
"""

import argparse
import json
import sys
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.question import Question, QuestionReader
from assistant.ranking import FEATURES, Ranker, Weights
from assistant.ranking.ranker import Look, joined
from assistant.ranking.weights import FILE
from ingest.catalogue import load_catalogue
from ingest.index import open_index
from ingest.index.reader import Opened

from .board_questions import QUESTIONS, BoardQuestion, Clause, find_questions
from .machine import machine_line
from .shared import ABSENT, DataAbsent, named_indexes
from .tables import markdown, portion

LEARNING = QUESTIONS / "learning"
BOARDS = (LEARNING / "boards.jsonl", QUESTIONS / "sectoral.jsonl")  # asked of every index but that of general law
GENERAL = (LEARNING / "general.jsonl",)  # asked of the index named "general": documents are the stems of its files
PENALTIES = (0.003, 0.01, 0.03)  # of the squared weights of standardised features
NOISE = 0.002  # of a share of expected clauses
FOLDS = 5
STEPS, RATE = 200, 0.08
PLAIN = {"lexical": 0.75, "dense": 0.3, "words": 3.0}  # tells the hard candidates from the rest
HARD = 100  # best candidates of a question that its clauses compete with
DEPTHS = (1, 4, 10, 50)
WITHOUT_DAY = date(2026, 11, 28)
# What may count against a candidate; all else speaks for it or is left out.
MAY_BE_NEGATIVE = frozenset({
    "elsewhere", "told", "undated", "normative", "first_of_document", "lexical_article",
    *(feature for feature in FEATURES if feature.startswith("held_")),
})  # fmt: skip
# Set by hand, since no question learned from shows them: what a question names by number comes first, an expired text behind its equal.
FIXED = {"named_provision": 30.0, "named_document": 10.0, "expired": -0.5}

UNLEARNED = Weights(np.zeros(len(FEATURES), dtype=np.float32))

_Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Example:
    """The candidates of one question: features for the whole and for each part, which expected clauses each meets, and its provision."""

    id: str
    looks: tuple[Look, ...]
    meets: NDArray[np.bool_]  # (candidates, expected clauses)
    provisions: NDArray[np.int32]


def main(argv: Sequence[str] | None = None) -> int:
    args = _parser().parse_args(argv)
    try:
        indexes = named_indexes(args.index)
    except DataAbsent as error:
        print(error, file=sys.stderr)
        return ABSENT
    examples = {name: [*_examples(path, GENERAL if name == "general" else BOARDS)] for name, path in indexes.items()}
    learned_from = [example for found in examples.values() for example in found]
    sweep = {penalty: _crossed(examples, penalty) for penalty in PENALTIES}
    print(_table(examples, sweep))
    best = _chosen(sweep)
    weights = learn(learned_from, best)
    _write(Path(args.output), weights, best, sweep, {name: len(found) for name, found in examples.items()})
    print(f"penalty {best}, {len(learned_from)} questions over {', '.join(examples)}; {machine_line()}")
    return 0


def _chosen(sweep: Mapping[float, Mapping[str, Sequence[float]]]) -> float:
    """The largest penalty that is as good as the best in the first ten, but for noise: small weights travel better to other texts."""
    found = {penalty: float(np.mean([shares[DEPTHS.index(10)] for shares in by_index.values()])) for penalty, by_index in sweep.items()}
    return max(penalty for penalty, share in found.items() if share >= max(found.values()) - NOISE)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.learn_ranker", description=__doc__)
    parser.add_argument("--index", metavar="NAME=PATH", action="append", required=True, help="a built index to ask; may be repeated")
    parser.add_argument("--output", metavar="FILE", default=str(FILE), help="the weights (default: those that the product uses)")
    return parser


def _examples(index: Path, files: Sequence[Path]) -> Iterator[Example]:
    catalogue = load_catalogue()
    opened, reader, ranker = open_index(index).opened(), QuestionReader(catalogue), Ranker(catalogue, UNLEARNED)
    for file in files:
        for asked in find_questions(file):
            if asked.expected:
                yield _example(opened, ranker, reader.read(asked.text, asked.as_of or WITHOUT_DAY), asked, by_stem=files is GENERAL)


def _example(opened: Opened, ranker: Ranker, question: Question, asked: BoardQuestion, by_stem: bool) -> Example:
    rows, looks = ranker.features(opened, question, DEPTHS[-1], question.places)
    passages = opened.store.by_rows(rows.tolist())
    found = [passages[row] for row in rows.tolist()]
    places = [Clause(Path(p.version.file).stem if by_stem else p.version.document, p.eid, p.component) for p in found]
    meets = np.array([[clause.is_met_by(place) for clause in asked.expected] for place in places], dtype=np.bool_)
    return Example(asked.id, tuple(looks), meets.reshape(len(rows), len(asked.expected)), opened.rows.of(rows, "provision"))


def learn(examples: Sequence[Example], penalty: float) -> _Matrix:
    """The weights, one a feature, for features as they are (not standardised)."""
    kept = [_hardest(example) for example in examples if example.meets.any()]
    together = np.concatenate([features for features, _ in kept])
    spread = together.std(axis=0) + 1e-6
    mean = together.mean(axis=0)
    size = max(len(features) for features, _ in kept)
    matrix = np.zeros((len(kept), size, len(FEATURES)), dtype=np.float32)
    open_to, right = (np.full((len(kept), size), -np.inf, dtype=np.float32) for _ in range(2))
    for place, (features, meets) in enumerate(kept):
        matrix[place, : len(features)] = (features - mean) / spread
        open_to[place, : len(features)] = 0.0
        right[place, : len(features)][meets] = 0.0
    learned = np.array([name not in FIXED for name in FEATURES])
    at_least = np.array([-np.inf if name in MAY_BE_NEGATIVE else 0.0 for name in FEATURES], dtype=np.float32)
    weights = _descend(matrix, open_to, right, penalty, learned, at_least) / spread
    return np.array([FIXED.get(name, weight) for name, weight in zip(FEATURES, weights.tolist(), strict=True)], dtype=np.float32)


def _hardest(example: Example) -> tuple[_Matrix, NDArray[np.bool_]]:
    """The candidates that are right, and the best of the others by a plain sum of what matters most."""
    features, right = example.looks[0].features, np.asarray(example.meets.any(axis=1))
    plain = features[:, [FEATURES.index(name) for name in PLAIN]] @ np.array([*PLAIN.values()], dtype=np.float32)
    others = np.argsort(np.where(right, np.inf, -plain), kind="stable")[: min(HARD, int(np.sum(~right)))]
    chosen = np.concatenate([np.flatnonzero(right), others])
    return features[chosen], right[chosen]


def _descend(matrix: _Matrix, open_to: _Matrix, right: _Matrix, penalty: float, learned: NDArray[np.bool_], at_least: _Matrix) -> _Matrix:
    """Adam on the mean of −log(likelihood that a right candidate wins) + penalty × squares; weights stay at or above `at_least`."""
    weights = np.zeros(matrix.shape[2], dtype=np.float32)
    weights[FEATURES.index("lexical")] = 0.75
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        scores = matrix @ weights + open_to
        towards = _softmax(scores + right) - _softmax(scores)
        gradient = -np.einsum("qc,qcf->f", towards, matrix) / len(matrix) + 2 * penalty * weights
        first, second = 0.9 * first + 0.1 * gradient, 0.999 * second + 0.001 * gradient**2
        move = RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
        weights = np.where(learned, np.maximum(weights - move, at_least), 0.0).astype(np.float32)
    return weights


def _softmax(scores: _Matrix) -> _Matrix:
    shifted = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=1, keepdims=True), dtype=np.float32)


def _crossed(examples: Mapping[str, Sequence[Example]], penalty: float) -> dict[str, list[float]]:
    """Of each index the shares of expected clauses in the first DEPTHS, each question ranked by weights learned without it."""
    met: dict[str, list[NDArray[np.int64]]] = {name: [] for name in examples}
    for fold in range(FOLDS):
        weights = learn([e for found in examples.values() for e in found if _fold(e) != fold], penalty)
        for name, found in examples.items():
            met[name] += [_ranks(example, weights) for example in found if _fold(example) == fold]
    return {name: [float((np.concatenate(ranks) < depth).mean()) for depth in DEPTHS] for name, ranks in met.items()}


def _fold(example: Example) -> int:
    """The same for a question over every index."""
    return zlib.crc32(example.id.encode()) % FOLDS


def _ranks(example: Example, weights: _Matrix) -> NDArray[np.int64]:
    """The place of each expected clause among the provisions, from 0; a large number where it is no candidate."""
    scores = joined([look.features @ weights for look in example.looks], [look.among for look in example.looks])
    order = np.argsort(-scores, kind="stable")
    _, first = np.unique(example.provisions[order], return_index=True)
    meets = np.asarray(example.meets[order[np.sort(first)]])
    return np.where(meets.any(axis=0), meets.argmax(axis=0), 1_000_000) if len(meets) else np.full(example.meets.shape[1], 1_000_000)


def _table(examples: Mapping[str, Sequence[Example]], sweep: Mapping[float, Mapping[str, Sequence[float]]]) -> str:
    header = ("penalty", "index", "questions", "clauses", *(f"in first {depth}" for depth in DEPTHS))
    rows = [
        [str(penalty), name, str(len(examples[name])), str(sum(e.meets.shape[1] for e in examples[name])), *map(portion, shares)]
        for penalty, by_index in sweep.items()
        for name, shares in by_index.items()
    ]
    return markdown(header, rows)


def _write(
    file: Path, weights: _Matrix, penalty: float, sweep: Mapping[float, Mapping[str, Sequence[float]]], questions: Mapping[str, int]
) -> None:
    content = {
        "made_by": "python -m benchmarks.learn_ranker",
        "questions": questions,
        "penalty": penalty,
        "crossed_shares_in_first_1_4_10_50": {str(p): {n: [round(s, 4) for s in v] for n, v in by.items()} for p, by in sweep.items()},
        "weights": {name: round(float(weight), 4) for name, weight in zip(FEATURES, weights.tolist(), strict=True)},
    }
    file.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
