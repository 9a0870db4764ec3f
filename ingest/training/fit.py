"""The contrastive fit: in-batch negatives over one table of token vectors.

While training, a token's vector is the sum of rows for itself and for every shorter run of
syllables inside it that is a token too ("▁ban▁quan▁ly" = itself + "▁ban▁quan" + "▁ban" + …), so
rare long tokens start from what their syllables mean. The sums are folded into one plain
table at the end, which is all that is shipped.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch.nn import functional

from ingest.training.pairs import Batch, Ids
from ingest.training.vocabulary import SPACE, UNKNOWN, syllables_of, without_diacritics

Table = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class FitPlan:
    """Steps of Adam with a linear warm-up and decay; ``scale`` is one over the temperature."""

    dimension: int
    steps: int
    batch: int
    learning_rate: float
    scale: float
    seed: int
    shown: int = 100  # steps between two lines of the report
    kept: int = 300  # steps between two tables handed to ``keep``


class Sampler(Protocol):
    """Whatever draws batches."""

    def batch(self, size: int) -> Batch: ...


class Rows:
    """The rows that are trained, and the table of token vectors that they sum to."""

    def __init__(self, tokenizer: Tokenizer, start: Table | None, plan: FitPlan) -> None:
        """Random rows, or those whose sums are the table ``start``."""
        components = _components(tokenizer)
        self._members = torch.tensor([row for bag in components for row in bag])
        self._offsets = torch.tensor(np.cumsum([0] + [len(bag) for bag in components[:-1]]))
        if start is None:
            torch.manual_seed(plan.seed)
            self.values = torch.randn(len(components), plan.dimension) * 0.1
        else:
            self.values = torch.from_numpy(_unfolded(start, components))
        self.values.requires_grad_(True)

    def table(self) -> torch.Tensor:
        """Shape (tokens, dimension); unknown and blank rows are zero."""
        return functional.embedding_bag(self._members, self.values, self._offsets, mode="sum")


def fit(
    rows: Rows,
    sampler: Sampler,
    plan: FitPlan,
    report: Callable[[str], None],
    keep: Callable[[int, Table], None],
) -> None:
    """Trains ``rows``; ``keep`` is given the table every ``plan.kept`` steps and at the end."""
    optimizer = torch.optim.Adam([rows.values], lr=plan.learning_rate, betas=(0.9, 0.99), fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate(step, plan.steps))
    started, shown = time.monotonic(), 0.0
    for step in range(1, plan.steps + 1):
        batch = sampler.batch(plan.batch)
        table = rows.table()
        loss = _loss(_vectors(batch.questions, table), _vectors(batch.passages, table), batch, plan.scale)
        optimizer.zero_grad()
        torch.autograd.backward(loss)
        optimizer.step()
        schedule.step()
        shown += loss.item()
        if step % plan.shown == 0:
            seconds = time.monotonic() - started
            report(f"step {step}/{plan.steps} loss {shown / plan.shown:.4f} {seconds:.0f} s")
            shown = 0.0
        if step % plan.kept == 0 or step == plan.steps:
            keep(step, rows.table().detach().numpy())


def _rate(step: int, steps: int) -> float:
    warm_up = max(1, steps // 20)
    return min((step + 1) / warm_up, (steps - step) / (steps - warm_up))


def _vectors(texts: list[Ids], table: torch.Tensor) -> torch.Tensor:
    starts = np.cumsum([0] + [len(ids) for ids in texts[:-1]])
    ids = torch.from_numpy(np.concatenate(texts).astype(np.int64))
    bags = functional.embedding_bag(ids, table, torch.from_numpy(starts), mode="sum")
    return functional.normalize(bags, dim=1)


def _loss(questions: torch.Tensor, passages: torch.Tensor, batch: Batch, scale: float) -> torch.Tensor:
    """Cross entropy both ways; a passage of the same article or heading is no negative."""
    own = len(questions)
    scores = questions @ passages.T * scale
    same = batch.articles[:own, None] == batch.articles
    same |= (batch.headings[:own, None] == batch.headings) & (batch.headings > 0)
    masked = torch.from_numpy(same)
    masked.fill_diagonal_(False)
    scores = scores.masked_fill(masked, -1e4)
    target = torch.arange(own)
    forward = functional.cross_entropy(scores, target)
    backward = functional.cross_entropy(scores[:, :own].T, target)
    return (forward + backward) / 2


def _unfolded(table: Table, components: Sequence[Sequence[int]]) -> Table:
    """The rows whose sums over ``components`` are ``table``: a token's parts are all shorter than it, so these come first."""
    rows = np.zeros_like(table)
    for token in sorted(range(len(components)), key=lambda i: len(components[i])):
        parts = [part for part in components[token] if part != token]
        if components[token]:
            rows[token] = table[token] - rows[parts].sum(axis=0)
    return rows


def _components(tokenizer: Tokenizer) -> list[list[int]]:
    """For each token the rows that sum to its vector; none for the unknown and the blank."""
    vocabulary = tokenizer.get_vocab()
    found: list[list[int]] = []
    for token, row in sorted(vocabulary.items(), key=lambda item: item[1]):
        if token in (UNKNOWN, SPACE):
            found.append([])
            continue
        inside = {row}
        syllables = syllables_of(token)
        for first in range(len(syllables)):
            for last in range(first + 1, len(syllables) + 1):
                part = "".join(syllables[first:last])
                for form in (part, without_diacritics(part)):
                    if form in vocabulary:
                        inside.add(vocabulary[form])
        found.append(sorted(inside))
    return found
