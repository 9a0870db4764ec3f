"""The contrastive fit: in-batch negatives over one table of token vectors.

While training, a token's vector is the sum of rows for itself and for every shorter run of
syllables inside it that is a token too ("▁ban▁quan▁ly" = itself + "▁ban▁quan" + "▁ban" + …), so
rare long tokens start from what their syllables mean. The sums are folded into one plain
table at the end, which is all that is shipped.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch.nn import functional

from ingest.training.pairs import Ids, PairSampler
from ingest.training.vocabulary import SPACE, UNKNOWN, syllables_of, without_diacritics


@dataclass(frozen=True, slots=True)
class FitPlan:
    """Steps of Adam with a linear warm-up and decay; ``scale`` is one over the temperature."""

    dimension: int
    steps: int
    batch: int
    learning_rate: float
    scale: float
    seed: int


def fit(
    tokenizer: Tokenizer,
    sampler: PairSampler,
    plan: FitPlan,
    report: Callable[[str], None],
) -> NDArray[np.float32]:
    """The trained table, shape (tokens, dimension); unknown and blank rows are zero."""
    torch.manual_seed(plan.seed)
    members, offsets = _components(tokenizer)
    rows = torch.randn(tokenizer.get_vocab_size(), plan.dimension) * 0.1
    rows.requires_grad_(True)
    optimizer = torch.optim.Adam([rows], lr=plan.learning_rate, betas=(0.9, 0.99), fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate(step, plan.steps))
    started, shown = time.monotonic(), 0.0
    for step in range(plan.steps):
        questions, passages, articles = sampler.batch(plan.batch)
        table = functional.embedding_bag(members, rows, offsets, mode="sum")
        loss = _loss(_vectors(questions, table), _vectors(passages, table), articles, plan.scale)
        optimizer.zero_grad()
        torch.autograd.backward(loss)
        optimizer.step()
        schedule.step()
        shown += loss.item()
        if (step + 1) % 100 == 0:
            seconds = time.monotonic() - started
            report(f"step {step + 1}/{plan.steps} loss {shown / 100:.4f} {seconds:.0f} s")
            shown = 0.0
    with torch.no_grad():
        table = functional.embedding_bag(members, rows, offsets, mode="sum")
        result: NDArray[np.float32] = table.numpy()
        return result


def _rate(step: int, steps: int) -> float:
    warm_up = max(1, steps // 20)
    return min((step + 1) / warm_up, (steps - step) / (steps - warm_up))


def _vectors(texts: list[Ids], table: torch.Tensor) -> torch.Tensor:
    starts = np.cumsum([0] + [len(ids) for ids in texts[:-1]])
    ids = torch.from_numpy(np.concatenate(texts).astype(np.int64))
    bags = functional.embedding_bag(ids, table, torch.from_numpy(starts), mode="sum")
    return functional.normalize(bags, dim=1)


def _loss(questions: torch.Tensor, passages: torch.Tensor, articles: NDArray[np.int64], scale: float) -> torch.Tensor:
    """Cross entropy both ways; another clause of the same article is no negative."""
    scores = questions @ passages.T * scale
    same = torch.from_numpy(articles[:, None] == articles[None, :])
    same.fill_diagonal_(False)
    scores = scores.masked_fill(same, -1e4)
    target = torch.arange(len(articles))
    forward = functional.cross_entropy(scores, target)
    backward = functional.cross_entropy(scores.T, target)
    return (forward + backward) / 2


def _components(tokenizer: Tokenizer) -> tuple[torch.Tensor, torch.Tensor]:
    """For each token the rows that sum to its vector, as bags."""
    vocabulary = tokenizer.get_vocab()
    members: list[int] = []
    offsets: list[int] = []
    for token, row in sorted(vocabulary.items(), key=lambda item: item[1]):
        offsets.append(len(members))
        if token in (UNKNOWN, SPACE):
            continue
        inside = {row}
        syllables = syllables_of(token)
        for first in range(len(syllables)):
            for last in range(first + 1, len(syllables) + 1):
                part = "".join(syllables[first:last])
                for form in (part, without_diacritics(part)):
                    if form in vocabulary:
                        inside.add(vocabulary[form])
        members.extend(sorted(inside))
    return torch.tensor(members), torch.tensor(offsets)
