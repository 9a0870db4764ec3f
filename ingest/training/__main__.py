"""Train the shipped embedding: ``python -m ingest.training --texts PATH... --output FOLDER``.

Reads law texts only. Prints the loss and a check on documents that were held out.
"""

from __future__ import annotations

import argparse
import sys
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch

from ingest.embedding import Embedder, StaticEmbedder
from ingest.training.export import export
from ingest.training.fit import FitPlan, fit
from ingest.training.pairs import PairPlan, PairSampler, encode_articles
from ingest.training.texts import Article, read_articles
from ingest.training.vocabulary import VocabularyPlan, build_tokenizer, without_diacritics

VOCABULARY = VocabularyPlan(size=14_700, inside_syllables=2_600, max_syllables=4, folded=True)
PAIRS = PairPlan(
    heading=0.25,
    neighbour=0.10,
    rest=0.25,
    whole=0.40,
    unaccented=0.3,
    titled=0.3,
    dropped=0.5,
    same_document=8,
)
FIT = FitPlan(dimension=256, steps=800, batch=1024, learning_rate=0.02, scale=20.0, seed=7)
HELD_OUT_OF = 50  # one document in fifty, by a checksum of its id


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m ingest.training", description=__doc__)
    parser.add_argument(
        "--texts",
        type=Path,
        nargs="+",
        required=True,
        help="folders of .txt, .txt files, or .jsonl.gz files of {id, du_thao, text}",
    )
    parser.add_argument("--output", type=Path, required=True, help="folder of the model")
    parser.add_argument("--steps", type=int, default=FIT.steps)
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    train(arguments.texts, arguments.output, arguments.steps)


def train(texts: Sequence[Path], output: Path, steps: int) -> None:
    """Vocabulary, pairs, fit, export, and the check on held-out documents."""
    articles = list(read_articles(texts))
    kept = [a for a in articles if not _held_out(a)]
    held_out = [a for a in articles if _held_out(a)]
    _report(f"{len(kept)} articles, and {len(held_out)} held out")
    tokenizer = build_tokenizer(_sentences(kept[::2]), VOCABULARY)  # half of them: as good, and twice as fast
    _report(f"vocabulary of {tokenizer.get_vocab_size()} tokens")
    encoded = encode_articles(kept, tokenizer, unaccented=not VOCABULARY.folded)
    _report(f"{len(encoded.clauses)} clauses encoded")
    plan = FitPlan(FIT.dimension, steps, FIT.batch, FIT.learning_rate, FIT.scale, FIT.seed)
    table = fit(tokenizer, PairSampler(encoded, PAIRS, FIT.seed), plan, _report)
    export(tokenizer, table, output)
    embedder = StaticEmbedder(output)
    for spelling in ("accented", "unaccented"):
        found = check(embedder, held_out, plain=spelling == "unaccented")
        _report(f"held out, {spelling} heading -> article: R@1 {found[0]:.3f} R@10 {found[1]:.3f}")


def check(embedder: Embedder, articles: Sequence[Article], *, plain: bool) -> tuple[float, float]:
    """R@1 and R@10 of a heading finding its own article among ``articles`` by its clauses."""
    asked = [a for a in articles if a.heading and a.clauses]
    headings = [without_diacritics(a.heading) if plain else a.heading for a in asked]
    clauses = [(i, " ".join(c.sentences)) for i, a in enumerate(asked) for c in a.clauses]
    owners = np.array([i for i, _ in clauses])
    passages = embedder.embed_passages([text for _, text in clauses])
    scores = embedder.embed_questions(headings) @ passages.T
    first = np.flatnonzero(np.diff(owners, prepend=-1))
    best = np.maximum.reduceat(scores, first, axis=1)
    own = best[np.arange(len(asked)), np.arange(len(asked))][:, None]
    ranks = (best > own).sum(axis=1)
    return float((ranks < 1).mean()), float((ranks < 10).mean())


def _sentences(articles: Sequence[Article]) -> Iterator[str]:
    for article in articles:
        yield article.heading
        for clause in article.clauses:
            yield from clause.sentences


def _held_out(article: Article) -> bool:
    return zlib.crc32(article.document.encode()) % HELD_OUT_OF == 0


def _report(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
