"""Train the shipped embedding: ``python -m ingest.training --texts PATH... --output FOLDER``.

Reads law texts only. Prints the loss and a check on documents that were held out.
"""

from __future__ import annotations

import argparse
import sys
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from ingest.embedding import Embedder, StaticEmbedder
from ingest.training.asked import AskedPlan, AskedSampler, asked_provisions
from ingest.training.export import export
from ingest.training.fit import FitPlan, Rows, Sampler, Table, fit
from ingest.training.links import KINDS, links_of
from ingest.training.negatives import NegativePlan, mine
from ingest.training.pairs import PairPlan, PairSampler, encode_articles
from ingest.training.texts import Article, read_articles
from ingest.training.vocabulary import VocabularyPlan, build_tokenizer, without_diacritics

VOCABULARY = VocabularyPlan(size=14_700, inside_syllables=2_600, max_syllables=4, folded=True)
PAIRS = PairPlan(
    heading=0.20,
    neighbour=0.05,
    rest=0.18,
    whole=0.22,
    definition=0.07,
    reference=0.10,
    gap=0.18,
    titled=0.25,
    asked=0.35,
    excerpt=0.5,
    dropped=0.4,
    same_document=12,
    mined=0.5,
)
NEGATIVES = NegativePlan(clauses=100_000, parts=4, depth=12, kept=4, alike=0.5, seed=7)
FIT = FitPlan(dimension=256, steps=900, batch=1024, learning_rate=0.005, scale=20.0, seed=7)  # from --start; without it 0.02
ASKED = AskedPlan(share=0.6, alike=0.3, titled=0.6, roughened=0.5, dropped=0.2)  # with --asked
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
    parser.add_argument("--start", type=Path, help="a model to go on from: its tokenizer and its table")
    parser.add_argument("--keep", type=Path, help="folder for the model every so many steps, one folder each")
    parser.add_argument("--asked", type=Path, metavar="INDEX", help="an index of the corpus: learn how staff ask for its provisions too")
    parser.add_argument("--steps", type=int, default=FIT.steps)
    parser.add_argument("--rate", type=float, default=FIT.learning_rate)
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    plan = replace(FIT, steps=arguments.steps, learning_rate=arguments.rate)
    train(arguments.texts, arguments.output, plan, arguments.start, arguments.keep, arguments.asked)


def train(
    texts: Sequence[Path], output: Path, plan: FitPlan, start: Path | None = None, kept_in: Path | None = None, asked: Path | None = None
) -> None:
    """Vocabulary (or that of ``start``), pairs, negatives, fit, export, and the check on held-out documents."""
    articles = list(read_articles(texts))
    kept = [a for a in articles if not _held_out(a)]
    held_out = [a for a in articles if _held_out(a)]
    _report(f"{len(kept)} articles, and {len(held_out)} held out")
    tokenizer = _tokenizer(kept, start)
    _report(f"vocabulary of {tokenizer.get_vocab_size()} tokens")
    encoded = encode_articles(kept, links_of(kept), tokenizer)
    counts = {kind: len(table.rows) for kind, table in zip(KINDS, encoded.links, strict=True)}
    _report(f"{len(encoded.clauses)} clauses encoded, links {counts}")
    negatives = mine(encoded, tokenizer.get_vocab_size(), NEGATIVES)
    _report(f"negatives for {len(negatives)} clauses")
    rows = Rows(tokenizer, load_file(start / "model.safetensors")["embedding.weight"] if start else None, plan)

    def keep(step: int, table: Table) -> None:
        folder = output if step == plan.steps else kept_in / f"{step:05}" if kept_in else None
        if folder is not None:
            export(tokenizer, table, folder)
            _check(StaticEmbedder(folder), held_out)

    if start is not None:
        _check(StaticEmbedder(start), held_out)
    law = PairSampler(encoded, PAIRS, plan.seed, negatives)
    fit(rows, _with_asked(law, asked, tokenizer, plan.seed) if asked else law, plan, _report, keep)


def _with_asked(law: PairSampler, index: Path, tokenizer: Tokenizer, seed: int) -> Sampler:
    provisions = asked_provisions(index, tokenizer)
    _report(f"{sum(len(p.questions) for p in provisions)} questions of {len(provisions)} provisions")
    return AskedSampler(law, provisions, ASKED, seed)


def _tokenizer(articles: Sequence[Article], start: Path | None) -> Tokenizer:
    if start is None:
        return build_tokenizer(_sentences(articles[::2]), VOCABULARY)  # half of them: as good, and twice as fast
    tokenizer = Tokenizer.from_file(str(start / "tokenizer.json"))
    tokenizer.no_truncation()
    return tokenizer


def _check(embedder: Embedder, held_out: Sequence[Article]) -> None:
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
