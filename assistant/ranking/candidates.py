"""The rows worth a closer look: the best of the lexical and of the dense side, in force on the day, with what the question names."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.index.reader import Opened
from ingest.versions import preferred_version

from ..question import Question
from .held import Held

LEXICAL_DEPTH = 160  # rows taken from each side
DENSE_DEPTH = 60
DEPTH_FOR_EACH = 4  # lexical rows for each result asked for, where that is more
ASKED_DEPTH = 40  # rows taken by what staff ask for them
DENSE_OVER = 2  # times as many asked of the dense side, which knows no days: what is not in force falls out


@dataclass(frozen=True, slots=True)
class Candidates:
    """Rows, each once, with the BM25 score and the cosine of each, and whether the question names its provision.

    `among` are their places among the rows of the whole question.
    """

    rows: NDArray[np.int64]
    among: NDArray[np.int64]
    lexical: NDArray[np.float32]
    similarity: NDArray[np.float32]
    asked_like: NDArray[np.float32]  # cosine of the likest question by which staff ask for the row, 0.0 where none is known
    named: NDArray[np.bool_]


def find_candidates(opened: Opened, held: Held, questions: Sequence[Question], limit: int) -> list[Candidates]:
    """For the first question, the whole one, the candidates of all the questions together; for each other those that it found itself.

    What is not in force on the day only where the question names its document, or where nothing held has replaced it.
    """
    applies = opened.rows.applying(questions[0].as_of, opened.rows.codes(questions[0].documents)) | held.last_texts(
        opened, questions[0].as_of
    )
    depth = max(LEXICAL_DEPTH, DEPTH_FOR_EACH * limit) // (1 if len(questions) == 1 else 2)
    lexical = [_lexical_scores(opened, question, depth, applies) for question in questions]
    vectors = [opened.vectors.embedded(question.search_text) for question in questions]
    # of the whole question alone: asking Chroma costs more than all else, and parts find theirs by words and by how staff ask
    dense = [row for row in _dense_rows(opened, vectors[0]) if applies[row]][:DENSE_DEPTH]
    known, like = opened.rows.asked_like(np.stack(vectors))
    found = [[*scores, *_asked_rows(known, cosines, applies)] for scores, cosines in zip(lexical, like, strict=True)]
    named = _named_rows(opened, questions[0])
    rows = np.array([*dict.fromkeys([*(row for of_one in found for row in of_one), *dense, *named])], dtype=np.int64)
    among = [np.arange(len(rows)), *(np.flatnonzero(np.isin(rows, of_one)) for of_one in found[1:])]
    return [
        Candidates(
            rows[places],
            places,
            np.array([scores.get(row, 0.0) for row in rows[places].tolist()], dtype=np.float32),
            opened.rows.similarity(rows[places], vector),
            _asked_like(rows[places], known, cosines),
            np.isin(rows[places], named),
        )
        for places, scores, vector, cosines in zip(among, lexical, vectors, like, strict=True)
    ]


def _lexical_scores(opened: Opened, question: Question, depth: int, applies: NDArray[np.bool_]) -> dict[int, float]:
    found = opened.lexical.search(question.search_text, question.folded, depth, applies)
    return dict(zip(found.rows.tolist(), found.scores.tolist(), strict=True))


def _asked_rows(known: NDArray[np.int32], like: NDArray[np.float32], applies: NDArray[np.bool_]) -> list[int]:
    """The rows in force whose questions are most like the one asked."""
    if not len(known):
        return []
    like = np.where(applies[known], like, 0.0)
    best = np.argpartition(-like, min(ASKED_DEPTH, len(like) - 1))[:ASKED_DEPTH]
    return [int(row) for row in known[best[like[best] > 0]]]


def _asked_like(rows: NDArray[np.int64], known: NDArray[np.int32], like: NDArray[np.float32]) -> NDArray[np.float32]:
    if not len(known):
        return np.zeros(len(rows), dtype=np.float32)
    at = np.minimum(np.searchsorted(known, rows), len(known) - 1)
    return np.where(known[at] == rows, np.maximum(like[at], 0.0), 0.0).astype(np.float32)


def _dense_rows(opened: Opened, vector: NDArray[np.float32]) -> list[int]:
    found = opened.vectors.search(vector, DENSE_DEPTH * DENSE_OVER)
    row_of = opened.store.rows_of([i for i, _ in found])
    return [row_of[i] for i, _ in found if i in row_of]


def _named_rows(opened: Opened, question: Question) -> Sequence[int]:
    """The rows of the provision that the question names with its document."""
    found = list[int]()
    if question.locator:
        for document in question.documents:
            if version := preferred_version(opened.versions_of(document), question.as_of):
                found += [p.row for p in opened.store.passages_at(version.id, question.locator.component, question.locator.eid)]
    return found
