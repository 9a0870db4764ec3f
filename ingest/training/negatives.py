"""Hard negatives: for a sample of clauses, others that BM25 takes for theirs and that say something else.

The tokens are the model's own. Each clause is looked for in one of a few parts of all clauses:
that is faster, and the very same text in another law is seldom among what it finds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import bm25s  # type: ignore[import-untyped]
import numpy as np
from bm25s.tokenization import Tokenized  # type: ignore[import-untyped]
from numpy.typing import NDArray

from ingest.training.pairs import PAIR_TOKENS, EncodedClause, Ids, Negatives, TrainingTexts

K1, B = 0.6, 0.9  # as in ingest.training.measure
QUERY_TOKENS = 32
_AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class NegativePlan:
    """Clauses to mine for, parts of the texts, results read of each, and those kept."""

    clauses: int
    parts: int
    depth: int
    kept: int
    alike: float  # a result that shares more of its tokens (Jaccard) says the same: it is no negative
    seed: int


def mine(texts: TrainingTexts, tokens: int, plan: NegativePlan) -> Negatives:
    """Up to ``plan.kept`` negatives for each of the sampled clauses that has any; ``tokens`` is the size of the vocabulary."""
    random = np.random.default_rng(plan.seed)
    sampled = random.permutation(len(texts.clauses))[: plan.clauses]
    found: Negatives = {}
    for part, asked in enumerate(np.array_split(sampled, plan.parts)):
        members = np.arange(part, len(texts.clauses), plan.parts)
        bodies = [_tokens(texts, texts.clauses[i].sentences) for i in members]
        index = bm25s.BM25(k1=K1, b=B)
        index.index(Tokenized([b.tolist() for b in bodies], {str(i): i for i in range(tokens)}), show_progress=False)
        sets = [np.unique(body) for body in bodies]
        for start in range(0, len(asked), _AT_ONCE):
            some = asked[start : start + _AT_ONCE]
            queries = [_query(texts, texts.clauses[i], random) for i in some]
            results, _ = index.retrieve(queries, k=plan.depth, show_progress=False)
            for clause, rows in zip(some, results, strict=True):
                kept = _kept(texts, int(clause), members[rows], [sets[row] for row in rows], plan)
                if len(kept):
                    found[int(clause)] = kept
    return found


def _query(texts: TrainingTexts, clause: EncodedClause, random: np.random.Generator) -> list[str]:
    sentence = clause.sentences[int(random.integers(len(clause.sentences)))]
    return [str(i) for i in _tokens(texts, [clause.heading, sentence])[:QUERY_TOKENS]] or ["0"]


def _kept(texts: TrainingTexts, clause: int, results: NDArray[np.int64], sets: Sequence[Ids], plan: NegativePlan) -> NDArray[np.int32]:
    """The first results of other articles and headings that do not say what the clause says."""
    own = texts.clauses[clause]
    tokens = np.unique(_tokens(texts, own.sentences))
    kept: list[int] = []
    for result, others in zip(results, sets, strict=True):
        other = texts.clauses[result]
        shared = len(np.intersect1d(tokens, others, assume_unique=True))
        alike = shared / max(1, len(tokens) + len(others) - shared)
        if other.article != own.article and not (own.heading and other.heading == own.heading) and alike <= plan.alike:
            kept.append(int(result))
        if len(kept) == plan.kept:
            break
    return np.array(kept, dtype=np.int32)


def _tokens(texts: TrainingTexts, indices: Sequence[int]) -> Ids:
    return np.concatenate([texts.texts[i] for i in indices])[:PAIR_TOKENS]
