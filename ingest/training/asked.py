"""The third stage: how staff ask for a provision (corpus/asked/) and the provision, or another way to ask for it.

The questions are our own, written beside our digests; those of question sets are never among them. Batches keep a share of pairs of law
texts, so that the table does not forget the law outside the corpus.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from ingest.catalogue import CORPUS, load_asked, load_catalogue
from ingest.index import open_index
from ingest.index.asked import AskedQuestions
from ingest.training.pairs import MIN_PASSAGE, MIN_QUESTION, PAIR_TOKENS, Batch, Ids, PairSampler


@dataclass(frozen=True, slots=True)
class AskedPlan:
    """``share`` of a batch that are such pairs; ``alike`` of them are two questions of one provision."""

    share: float
    alike: float
    titled: float  # share of provisions that are embedded with the title of their document, as the index does
    roughened: float  # share of questions that lose up to ``dropped`` of their tokens
    dropped: float


@dataclass(frozen=True, slots=True)
class AskedProvision:
    """A provision with and without its title, the questions that ask for it, and the number of its article."""

    whole: Ids
    plain: Ids
    questions: tuple[Ids, ...]
    article: int


def asked_provisions(index: Path, tokenizer: Tokenizer, corpus: Path = CORPUS) -> list[AskedProvision]:
    """The provisions of a built index of the corpus for which somebody wrote how staff ask."""
    asked = AskedQuestions(load_catalogue(corpus), load_asked(corpus))
    articles: dict[tuple[str, str, str], int] = {}
    found = list[AskedProvision]()
    for text in open_index(index).opened().store.search_texts():
        questions = tuple(ids for line in asked.of(text) if len(ids := _encoded(tokenizer, line)) >= MIN_QUESTION)
        whole = _encoded(tokenizer, text.text)
        if questions and len(whole) >= MIN_PASSAGE:
            article = articles.setdefault((text.document, text.component, text.eid.partition("__")[0]), len(articles))
            plain = "\n".join(part for part in (text.heading, text.lead, text.body) if part)
            found.append(AskedProvision(whole, _encoded(tokenizer, plain), questions, article))
    return found


class AskedSampler:
    """Draws batches of such pairs and of pairs of law texts together."""

    def __init__(self, law: PairSampler, provisions: Sequence[AskedProvision], plan: AskedPlan, seed: int) -> None:
        self._law, self._provisions, self._plan = law, provisions, plan
        self._random = np.random.default_rng(seed)

    def batch(self, size: int) -> Batch:
        """``size`` questions and their passages, those asked for first; beside them what is mined for the others."""
        count = min(round(size * self._plan.share), len(self._provisions))
        picked = [self._provisions[i] for i in self._random.choice(len(self._provisions), count, replace=False)]
        pairs = [self._pair(provision) for provision in picked]
        law = self._law.batch(size - count)
        articles = np.array([-1 - provision.article for provision in picked], dtype=np.int64)  # none of those of law texts
        return Batch(
            [*(question for question, _ in pairs), *law.questions],
            [*(passage for _, passage in pairs), *law.passages],
            np.concatenate([articles, law.articles]),
            np.concatenate([np.zeros(count, dtype=np.int64), law.headings]),
        )

    def _pair(self, provision: AskedProvision) -> tuple[Ids, Ids]:
        random, plan, questions = self._random.random(3), self._plan, provision.questions
        first = int(self._random.integers(len(questions)))
        question = self._roughened(questions[first])
        if len(questions) > 1 and random[0] < plan.alike:
            return question, questions[(first + 1 + int(self._random.integers(len(questions) - 1))) % len(questions)]
        return question, provision.whole if random[1] < plan.titled else provision.plain

    def _roughened(self, ids: Ids) -> Ids:
        if self._random.random() >= self._plan.roughened:
            return ids
        kept = ids[self._random.random(len(ids)) >= self._plan.dropped]
        return kept if len(kept) >= MIN_QUESTION else ids


def _encoded(tokenizer: Tokenizer, text: str) -> Ids:
    return np.array(tokenizer.encode(text, add_special_tokens=False).ids[:PAIR_TOKENS], dtype=np.int32)
