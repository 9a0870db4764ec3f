"""Learns assistant/answerable/weights.json: whether what was found answers a question, or it is refused; prints both error rates.

Logistic regression on the signs, each weight kept on the side that its sign can only mean. The questions are those of refusals.jsonl and
refusals-objects.jsonl (both kinds) and learning/unanswerable.jsonl, the unclear or foreign ones of board-shipped.jsonl, and the
answerable ones of the other sets as far as the index holds their clauses; answers-a.jsonl and answers-b.jsonl are never read here. From
each answerable question two more are made that are not: by taking the articles that answer out of what was found, and by taking out their
documents.

The error rates are of questions that the weights were not learned from (five parts, by question); questions that were made count there for
nothing. The tables of matters and aspects are written by hand, so an unanswerable question counts a second time without what the table of
matters knows of it: that bad it gets on a matter that nobody thought of.
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

from assistant.answerable import Judge
from assistant.answerable.signs import SIGNS
from assistant.answerable.weights import FILE, Weights
from assistant.drafting import DEPTH, may_answer
from assistant.duties import DutyFinder
from assistant.question import Question, QuestionReader
from assistant.retrieval import Hit, Retriever
from ingest.catalogue import Catalogue, load_catalogue
from ingest.index import open_index
from ingest.index.reader import Opened
from ingest.index.tokens import Expander

from .answer_questions import OBJECTS, REFUSALS, read_answer_questions
from .board_questions import QUESTIONS, BoardQuestion, Clause, find_questions
from .machine import machine_line
from .metrics import share
from .shared import ABSENT, DataAbsent, named_indexes
from .tables import markdown, portion

ANSWERABLE = ("board-shipped.jsonl", "retrieval.jsonl", "sectoral.jsonl", "learning/boards.jsonl")
LEARNING = QUESTIONS / "learning" / "unanswerable.jsonl"
LEARNED_FOR_THIS = frozenset({REFUSALS[0].name, OBJECTS[0].name, LEARNING.name})
SETTLED = frozenset({"out_of_scope", "unclear"})  # why a question of the first set is unanswerable whatever has been digested since
CLEAN = frozenset(
    {"refusals.jsonl", "refusals-objects.jsonl", "board-shipped.jsonl", "retrieval.jsonl"}
)  # asked without knowledge of asked lines and ranking
PENALTIES = (0.003, 0.01, 0.03)
MADE = 0.03  # weight of a question that was made, against one that was asked
OWN = 4.0  # weight of a question written for this
FOLDS = 5
WRONGLY_REFUSED, WRONGLY_HEDGED = 0.036, 0.12  # shares of clean answerable questions that the thresholds give up
STEPS, RATE = 600, 0.05
WITHOUT_DAY = date(2026, 11, 28)
# What can only speak for an answer, and what only against one; the rest is free: a word that no text holds takes from every share of words
# held, and whether it is slang or a matter of another law is not known.
FOR = frozenset({
    "score", "cosine_best", "duty", "names_document", "held_best", "held_together_three", "text_three", "pairs_best", "pairs_together",
    "asked_best", "line_best", "line_named", "asked_cosine_best", "asked_cosine_any", "focus_best",
})  # fmt: skip
AGAINST = frozenset({
    "missing_best", "rarest_missing_best", "pairs_unknown", "fact_not_in_best", "fact_not_in_three",
    "fact_not_in_ten", "fact_held_less", "fact_behind", "fact_sentence_behind",
    "number_not_in_three", "thing_not_in_best", "thing_not_in_five", "place_not_named",
    "matter_not_held", "matter_left_out", "matter_outside", "place_not_told", "place_only_listed", "place_without_content", "year_not_told",
})  # fmt: skip

_Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """One question with its signs; `settled` where a rule decides before any sign counts. `made` ones only help to learn.

    `untabled` is a question asked without what the table of matters knows of it, as if it were on a matter that nobody thought of.
    """

    id: str
    set: str
    answerable: bool
    why: str
    signs: _Matrix
    settled: bool = False
    made: bool = False
    untabled: bool = False

    @property
    def weight(self) -> float:
        return 0.0 if self.settled else MADE if self.made else OWN if self.set in LEARNED_FOR_THIS else 1.0


@dataclass(frozen=True, slots=True)
class Learned:
    weights: _Matrix
    crossed: _Matrix  # of each example the score by weights learned without its question


def main(argv: Sequence[str] | None = None) -> int:
    args = _parser().parse_args(argv)
    try:
        indexes = named_indexes(args.index)
    except DataAbsent as error:
        print(error, file=sys.stderr)
        return ABSENT
    examples = [example for path in indexes.values() for example in _Examples(path).all()]
    sweep = {penalty: _crossed(examples, penalty) for penalty in PENALTIES}
    best = min(sweep, key=lambda penalty: (_loss(examples, sweep[penalty].crossed), -penalty))
    refused, answered = _thresholds(examples, sweep[best].crossed)
    print(_sweep_table(examples, sweep), _table(examples, sweep[best].crossed, refused, answered), sep="\n\n")
    losses = {str(penalty): round(_loss(examples, learned.crossed), 4) for penalty, learned in sweep.items()}
    _write(Path(args.output), Weights(sweep[best].weights, refused, answered), best, losses, examples)
    print(f"\npenalty {best}, {len(examples)} questions over {', '.join(indexes)}; {machine_line()}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.learn_refusal", description=__doc__)
    parser.add_argument("--index", metavar="NAME=PATH", action="append", required=True, help="a built index of the shipped corpus")
    parser.add_argument("--output", metavar="FILE", default=str(FILE), help="the weights (default: those that the product uses)")
    return parser


class _Examples:
    """The questions asked of one index, and those made from them."""

    def __init__(self, index: Path) -> None:
        catalogue: Catalogue = load_catalogue()
        self._opened: Opened = open_index(index).opened()
        self._reader, self._retriever = QuestionReader(catalogue), Retriever(catalogue)
        unlearned = Weights(np.zeros(len(SIGNS)), 0.0, 0.0)  # signs may be new: what was learned before says nothing of them
        self._judge = Judge(catalogue, Expander(catalogue), DutyFinder(catalogue, self._reader), unlearned)

    def all(self) -> Iterator[Example]:
        for file in (REFUSALS[0], OBJECTS[0], LEARNING):
            for question in read_answer_questions(file):
                yield from self._of(file.name, question.asked, question.history, question.refusal_type or "")
        for name in ANSWERABLE:
            for asked in find_questions(QUESTIONS / name):
                if asked.answerable or asked.why in SETTLED:
                    yield from self._of(name, asked, (), asked.why)

    def _of(self, name: str, asked: BoardQuestion, history: tuple[str, ...], why: str) -> Iterator[Example]:
        if not all(any(map(self._holds, clause.accepted)) for clause in asked.expected):
            return
        question = self._reader.read(asked.text, asked.as_of or WITHOUT_DAY, history)
        hits = [hit for hit in self._retriever.search(self._opened, question, DEPTH) if may_answer(hit, question)]
        settled = self._judge.settled(self._opened, question) is not None
        yield Example(asked.id, name, asked.answerable, why, self._signs(question, hits), settled)
        if not asked.answerable and not settled:
            yield Example(asked.id, name, False, why, _without_matters(self._signs(question, hits)), untabled=True)
        for without, made in _without_answer(asked, hits) if asked.answerable and not settled else ():
            yield Example(asked.id, name, False, made, _without_duty(self._signs(question, without)), made=True)

    def _holds(self, clause: Clause) -> bool:
        versions = self._opened.versions_of(clause.document)
        return any(self._opened.store.passages_at(v.id, clause.component, clause.eid) for v in versions)

    def _signs(self, question: Question, hits: Sequence[Hit]) -> _Matrix:
        return self._judge.signs(self._opened, question, hits).values


def _without_answer(asked: BoardQuestion, hits: Sequence[Hit]) -> Iterator[tuple[list[Hit], str]]:
    """What was found without the articles that answer, and without their documents."""
    clauses = [accepted for clause in asked.expected for accepted in clause.accepted]
    articles = {(c.document, c.component, c.eid.partition("__")[0]) for c in clauses}
    documents = {c.document for c in clauses}
    places = [(h.passage.version.document, h.passage.component, h.passage.eid.partition("__")[0]) for h in hits]
    yield [h for h, place in zip(hits, places, strict=True) if place not in articles], "held_but_silent"
    yield [h for h, place in zip(hits, places, strict=True) if place[0] not in documents], "not_held"


def _without_matters(signs: _Matrix) -> _Matrix:
    return np.where([name.startswith("matter_") for name in SIGNS], 0.0, signs)


def _without_duty(signs: _Matrix) -> _Matrix:
    """The duty table's entry is gone with its clause."""
    return np.where([name == "duty" for name in SIGNS], 0.0, signs)


def learn(examples: Sequence[Example], penalty: float) -> _Matrix:
    """The weights, one a sign, for signs as they are (not standardised); both kinds of questions count the same together."""
    matrix = np.array([e.signs for e in examples])
    answerable = np.array([e.answerable for e in examples], dtype=np.float64)
    weight = np.array([e.weight for e in examples])
    for kind in (0.0, 1.0):
        weight[answerable == kind] /= max(float(weight[answerable == kind].sum()), 1e-9)
    spread = matrix.std(axis=0) + 1e-6
    least = np.array([0.0 if name in FOR else -np.inf for name in SIGNS])
    most = np.array([0.0 if name in AGAINST else np.inf for name in SIGNS])
    return np.asarray(_descend(matrix / spread, answerable, weight, penalty, least, most) / spread)


def _descend(matrix: _Matrix, answerable: _Matrix, weight: _Matrix, penalty: float, least: _Matrix, most: _Matrix) -> _Matrix:
    """Adam on the logistic loss + penalty × squares; the intercept is left to the thresholds and dropped."""
    weights, intercept = np.zeros(matrix.shape[1]), 0.0
    first, second = np.zeros(matrix.shape[1] + 1), np.zeros(matrix.shape[1] + 1)
    for step in range(1, STEPS + 1):
        likely = 1 / (1 + np.exp(-(matrix @ weights + intercept)))
        error = weight * (likely - answerable)
        gradient = np.append(matrix.T @ error + 2 * penalty * weights, error.sum())
        first, second = 0.9 * first + 0.1 * gradient, 0.999 * second + 0.001 * gradient**2
        move = RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
        weights, intercept = np.clip(weights - move[:-1], least, most), intercept - float(move[-1])
    return weights


def _crossed(examples: Sequence[Example], penalty: float) -> Learned:
    scores = np.zeros(len(examples))
    for fold in range(FOLDS):
        weights = learn([e for e in examples if _fold(e) != fold], penalty)
        for place, example in enumerate(examples):
            if _fold(example) == fold:
                scores[place] = example.signs @ weights
    return Learned(learn(examples, penalty), scores)


def _fold(example: Example) -> int:
    return zlib.crc32(example.id.encode()) % FOLDS


def _thresholds(examples: Sequence[Example], scores: _Matrix) -> tuple[float, float]:
    """What gives up the shares allowed of the clean answerable questions."""
    clean = [s for e, s in zip(examples, scores.tolist(), strict=True) if e.answerable and e.set in CLEAN and not e.settled]
    refused, answered = np.quantile(clean, [WRONGLY_REFUSED, WRONGLY_HEDGED]).tolist()
    return round(refused, 4), round(answered, 4)


def _loss(examples: Sequence[Example], scores: _Matrix) -> float:
    """Of the sets written for this, with the table of matters and without, the missed refusals, those not even hedged counted twice."""
    refused, answered = _thresholds(examples, scores)
    asked = [
        (e, s) for e, s in zip(examples, scores.tolist(), strict=True) if e.set in LEARNED_FOR_THIS and not e.made and not e.answerable
    ]
    return share(sum((s >= refused) + (s >= answered) for e, s in asked if not e.settled), len(asked))


def _sweep_table(examples: Sequence[Example], sweep: Mapping[float, Learned]) -> str:
    return markdown(
        ("penalty", "missed refusals, outright twice"),
        [[str(p), portion(_loss(examples, learned.crossed))] for p, learned in sweep.items()],
    )


def _table(examples: Sequence[Example], scores: _Matrix, refused: float, answered: float) -> str:
    """Both error rates by set, and of the calibration set by the reason why a question cannot be answered."""
    header = ("set", "why", "questions", "wrong refusals", "hedged", "missed refusals", "missed outright")
    asked = [(e, s) for e, s in zip(examples, scores.tolist(), strict=True) if not e.made]
    groups: dict[tuple[str, str], list[tuple[Example, float]]] = {}
    for example, score in asked:
        groups.setdefault((example.set, f"{example.why or 'answerable'}{', not in the table of matters' * example.untabled}"), []).append(
            (example, score)
        )
    return markdown(header, [_row(name, why, of_group, refused, answered) for (name, why), of_group in groups.items()])


def _row(name: str, why: str, asked: Sequence[tuple[Example, float]], refused: float, answered: float) -> list[str]:
    is_refused = [e.settled or s < refused for e, s in asked]
    is_hedged = [not e.settled and refused <= s < answered for e, s in asked]
    count = len(asked)
    if asked[0][0].answerable:
        return [name, why, str(count), portion(share(sum(is_refused), count)), portion(share(sum(is_hedged), count)), "–", "–"]
    missed, outright = count - sum(is_refused), count - sum(is_refused) - sum(is_hedged)
    return [name, why, str(count), "–", "–", portion(share(missed, count)), portion(share(outright, count))]


def _write(file: Path, weights: Weights, penalty: float, losses: Mapping[str, float], examples: Sequence[Example]) -> None:
    content = {
        "made_by": "python -m benchmarks.learn_refusal",
        "questions": {
            "answerable": sum(e.answerable for e in examples),
            "not answerable": sum(not e.answerable and not e.made and not e.untabled for e in examples),
            "made": sum(e.made for e in examples),
        },
        "penalty": penalty,
        "crossed_loss_by_penalty": dict(losses),
        "gives_up": {"refused": WRONGLY_REFUSED, "hedged": WRONGLY_HEDGED},
        "thresholds": {"refused": weights.refused, "answered": weights.answered},
        "weights": {name: round(float(weight), 4) for name, weight in zip(SIGNS, weights.values.tolist(), strict=True)},
    }
    file.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
