"""What speaks for a candidate: one number each, named, so that the weights can be read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.index.forward import Reading
from ingest.index.reader import Opened
from ingest.index.tokens import syllables
from ingest.law.normalise import fold

from ..question import Question
from .candidates import Candidates

FIELDS = ("title", "heading", "lead", "body", "asked")  # as `ingest.index.build` writes them
FEATURES = (
    "lexical", "dense", "cosine", "words", "pairs",
    *(f"words_{field}" for field in FIELDS), *(f"pairs_{field}" for field in FIELDS), *(f"held_{field}" for field in FIELDS),
    *(f"run_{field}" for field in FIELDS), "defines", "opens", "asked_line", "asked_dense",
    "words_provision", "lexical_provision", "dense_provision", "words_article", "lexical_article", "lexical_document", "first_of_document",
    "named_document", "named_provision", "titled", "elsewhere", "told", "digested", "normative", "undated", "expired",
)  # fmt: skip
DOCUMENT_TOP = 3  # candidates of a document whose scores are added up
EXPLAINS = "giải thích từ ngữ"  # the heading of the article in which an instrument defines its terms
ASKS_DEFINITION = re.compile(  # folded
    r"\b(?:la gi|nghia la|dinh nghia|khai niem|the nao la|goi la|(?:duoc )?hieu (?:la|nhu the nao|the nao|sao)|la nhu the nao)\b"
)

Columns = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Asking:
    """What features need of a question beside its words: how rare each word is, and the documents that it names by number or by title.

    A word that stands in the question only as part of a title it names has no weight: it says which law, not what about it.
    """

    question: Question
    rarity: dict[str, float]
    named: Sequence[int]
    titled: Sequence[int]


def features_of(opened: Opened, asking: Asking, candidates: Candidates, elsewhere: NDArray[np.bool_]) -> Columns:
    """One row a candidate, one column a feature of FEATURES."""
    question, rows = asking.question, candidates.rows
    read = opened.lexical.read(rows)
    sequence = syllables(question.search_text, question.folded)
    matches = opened.lexical.matches(read, sequence, question.words, question.pairs, question.folded)
    of_words = np.array([asking.rarity[word] for word in question.words], dtype=np.float32)
    of_pairs = np.array([asking.rarity[a] + asking.rarity[b] for a, b in question.pairs], dtype=np.float32)
    lexical = _standard(candidates.lexical)
    similar = _standard(candidates.similarity)
    provision, article, document = (opened.rows.of(rows, column) for column in ("provision", "article", "document"))
    anywhere, fields = np.asarray(matches.words.any(axis=1)), range(len(FIELDS))
    opens = _share(matches.opening, of_words)
    defines = opens * _explains(opened, read, question.folded) if ASKS_DEFINITION.search(fold(question.standalone)) else 0 * opens
    columns = [
        lexical,
        similar,
        candidates.similarity,
        _share(anywhere, of_words),
        _share(np.asarray(matches.pairs.any(axis=1)), of_pairs),
        *(_share(matches.words[:, i], of_words) for i in fields),
        *(_share(matches.pairs[:, i], of_pairs) for i in fields),
        *(matches.held[:, i] for i in fields),
        *(matches.run[:, i] for i in fields),
        defines,
        opens,
        matches.like_line,
        candidates.asked_like,
        _share(_of_group(anywhere, provision), of_words),  # of all texts of it: the official words and ours
        _best(lexical, provision),
        _best(similar, provision),
        _share(_of_group(anywhere, article), of_words),
        _best_other(lexical, article),
        _top_sum(lexical, document),
        _is_first(candidates.lexical, document),
        np.isin(document, asking.named),
        candidates.named,
        np.isin(document, asking.titled),
        elsewhere,
        opened.rows.of(rows, "kind") >= 2,  # a report or a note tells what was said, not what the law is
        opened.rows.of(rows, "digested"),
        opened.rows.of(rows, "normative"),
        opened.rows.valid_from[rows] == 0,
        opened.rows.valid_to[rows] <= question.as_of.toordinal(),
    ]
    return np.stack([np.asarray(column, dtype=np.float32) for column in columns], axis=1)


def _explains(opened: Opened, read: Reading, folded: bool) -> NDArray[np.bool_]:
    """Whether each row stands under a heading that says its terms are explained there."""
    words = syllables(EXPLAINS, folded)
    heading = opened.lexical.matches(read, words, words, (), folded).words[:, FIELDS.index("heading")]
    return np.asarray(heading.all(axis=1))


def _standard(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """In standard deviations from the mean of the candidates."""
    if not len(values):
        return values
    return np.asarray((values - values.mean()) / (values.std() or 1.0), dtype=np.float32)


def _share(held: NDArray[np.bool_], rarity: NDArray[np.float32]) -> NDArray[np.float32]:
    """The share of the question's words that each candidate holds, by rarity."""
    total = float(rarity.sum())
    with np.errstate(invalid="ignore"):  # BLAS reports what other libraries of the process left in the processor's flags
        return np.asarray(held @ rarity / total if total else np.zeros(len(held)), dtype=np.float32)


def _of_group(held: NDArray[np.bool_], group: NDArray[np.int32]) -> NDArray[np.bool_]:
    """What all candidates of the same group hold together."""
    order, first, place = _grouped(group)
    return np.logical_or.reduceat(held[order], first)[place] if len(group) else held


def _best(scores: NDArray[np.float32], group: NDArray[np.int32]) -> NDArray[np.float32]:
    """The best score of the group."""
    order, first, place = _grouped(group)
    return np.asarray(np.maximum.reduceat(scores[order], first)[place], dtype=np.float32) if len(group) else scores


def _grouped(
    group: NDArray[np.int32], scores: NDArray[np.float32] | None = None
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """An order that puts members of a group together (the best first), where each group begins, and the number of each member's group."""
    order = np.argsort(group, kind="stable") if scores is None else np.lexsort((-scores, group))
    begins = np.concatenate([[True], group[order][1:] != group[order][:-1]]) if len(group) else np.zeros(0, dtype=np.bool_)
    place = np.empty(len(group), dtype=np.int64)
    place[order] = np.cumsum(begins) - 1
    return order, np.flatnonzero(begins), place


def _best_other(scores: NDArray[np.float32], group: NDArray[np.int32]) -> NDArray[np.float32]:
    """The best score of another candidate of the same group; the lowest of all where there is none."""
    if not len(scores):
        return scores
    best, second = _by_place(scores, group, 2).T
    other = np.where(scores == best, second, best)
    return np.asarray(np.where(np.isnan(second), scores.min(initial=0.0), other), dtype=np.float32)


def _top_sum(scores: NDArray[np.float32], group: NDArray[np.int32]) -> NDArray[np.float32]:
    """The mean of the best few positive scores of the group; a lone good candidate counts less than several."""
    return np.asarray(np.nansum(_by_place(np.maximum(scores, 0.0), group, DOCUMENT_TOP), axis=1) / DOCUMENT_TOP, dtype=np.float32)


def _is_first(scores: NDArray[np.float32], group: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Whether the candidate is the best of its group; of several as good the one that stands first."""
    order, first, _ = _grouped(group, scores)
    found = np.zeros(len(scores), dtype=np.bool_)
    found[order[first]] = True
    return found


def _by_place(scores: NDArray[np.float32], group: NDArray[np.int32], depth: int) -> NDArray[np.float32]:
    """For each candidate the `depth` best scores of its group, best first; NaN where the group has fewer."""
    order, first, place = _grouped(group, scores)
    number = place[order]
    rank = np.arange(len(order)) - first[number] if len(order) else order
    best = np.full((len(first), depth), np.nan, dtype=np.float32)
    near = rank < depth
    best[number[near], rank[near]] = scores[order][near]
    return best[place]
