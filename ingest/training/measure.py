"""Retrieval figures of an embedding model on a question set with its law texts.

``python -m ingest.training.measure --laws FOLDER --questions FILE.jsonl [--model NAME]``

A passage is a clause with its document's title and its article's heading in front; an article
scores as its best passage. Questions ``{question, gold: [{law, article}]}`` are measured as
typed and without diacritics; "fused" adds BM25 (bm25s) over syllables and adjacent syllables.
"""

from __future__ import annotations

import argparse
import itertools
import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import bm25s  # type: ignore[import-untyped]
import numpy as np
from numpy.typing import NDArray

from ingest.embedding import load_embedder
from ingest.training.texts import read_articles
from ingest.training.vocabulary import without_diacritics

K1, B = 0.6, 0.9  # swept on ALQAC (design.md, Retrieval)
LEXICAL_SHARE = 0.65  # of the z-scores, likewise
DEPTHS = (1, 5, 10)

Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Passages:
    """Passage texts, and for each article (law, number) its first passage."""

    texts: list[str]
    articles: list[tuple[str, str]]
    starts: list[int]


def passages_of(laws: Path) -> Passages:
    """All clauses of the texts in folder ``laws``."""
    found = Passages([], [], [])
    for article in read_articles([laws]):
        key = (article.document, article.number)
        if key not in found.articles[-1:]:
            found.articles.append(key)
            found.starts.append(len(found.texts))
        for clause in article.clauses:
            found.texts.append(f"{article.title}. {article.heading}. {' '.join(clause.sentences)}")
    return found


def figures(scores: Scores, passages: Passages, gold: Sequence[set[tuple[str, str]]]) -> str:
    """R@1, R@5, R@10 and MRR@10 of passage ``scores``, shape (questions, passages)."""
    best = np.maximum.reduceat(scores, passages.starts, axis=1)
    recalls: list[list[float]] = []
    ranks: list[float] = []
    for row, wanted in zip(best, gold, strict=True):
        first = np.argsort(-row, kind="stable")[: DEPTHS[-1]]
        hits = [passages.articles[i] in wanted for i in first]
        recalls.append([sum(hits[:depth]) / len(wanted) for depth in DEPTHS])
        ranks.append(1 / (hits.index(True) + 1) if any(hits) else 0.0)
    return " ".join(f"{x:.3f}" for x in [*np.mean(recalls, axis=0), np.mean(ranks)])


def lexical_scores(passages: Sequence[str], questions: Sequence[str]) -> Scores:
    """BM25 of every question with every passage."""
    index = bm25s.BM25(k1=K1, b=B)
    index.index([_terms(text) for text in passages], show_progress=False)
    return np.stack([index.get_scores(_terms(question)) for question in questions])


def fused(lexical: Scores, dense: Scores) -> Scores:
    """The weighted sum of both, each standardised per question."""
    return LEXICAL_SHARE * _standard(lexical) + (1 - LEXICAL_SHARE) * _standard(dense)


def _standard(scores: Scores) -> Scores:
    spread = scores.std(axis=1, keepdims=True) + 1e-9
    result: Scores = (scores - scores.mean(axis=1, keepdims=True)) / spread
    return result


def _terms(text: str) -> list[str]:
    words = re.findall(r"\w+", unicodedata.normalize("NFC", text).lower())
    return words + [f"{a}_{b}" for a, b in itertools.pairwise(words)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--laws", type=Path, required=True, help="folder of .txt, one a law")
    parser.add_argument("--questions", type=Path, required=True, help="JSON lines")
    parser.add_argument("--model", help="folder or name; the shipped model by default")
    arguments = parser.parse_args()
    embedder = load_embedder(arguments.model)
    passages = passages_of(arguments.laws)
    rows = [json.loads(line) for line in arguments.questions.open(encoding="utf-8")]
    gold = [{(g["law"], g["article"]) for g in row["gold"]} for row in rows]
    asked = [row["question"] for row in rows]
    vectors = embedder.embed_passages(passages.texts)
    print(f"{embedder.name}: {len(rows)} questions, {len(passages.articles)} articles")
    print(f"{'':20}R@1   R@5   R@10  MRR@10")
    for spelling, questions in (
        ("accented", asked),
        ("unaccented", [without_diacritics(q) for q in asked]),
    ):
        texts = passages.texts
        if spelling == "unaccented":
            texts = [without_diacritics(text) for text in texts]
        lexical = lexical_scores(texts, questions)
        dense = embedder.embed_questions(questions) @ vectors.T
        for kind, scores in (
            ("BM25", lexical),
            ("dense", dense),
            ("fused", fused(lexical, dense)),
        ):
            print(f"{kind:7}{spelling:13}{figures(scores, passages, gold)}")


if __name__ == "__main__":
    main()
