"""The thing that a question asks for by its name: "mấy lớp tập huấn", "phần mềm nào"; what has no such thing does not answer."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.catalogue import Catalogue
from ingest.index.reader import Opened
from ingest.index.tokens import Expander, syllables
from ingest.law.normalise import fold, search_form

from ..numbers import BETWEEN, FIGURES, NUMERALS
from ..question import Question
from ..retrieval import Hit
from .aspects import Asked

FEW = 3  # best hits of which one must count what is to be counted
ARTICLES = 5  # best hits in whose articles a thing that is asked for may be named
_MANY, _HOW_MANY, _WHICH = "mấy", ("bao", "nhiêu"), ("nào", "gì")
_AFTER = 3  # syllables behind "mấy" among which a word may stand that points at what was spoken of
_NUMBER = rf"(?<!\w)(?:{FIGURES}|{'|'.join(NUMERALS)}){BETWEEN}"


@dataclass(frozen=True, slots=True)
class AskedFor:
    """Words of the form that the question is in: `counted` things asked how many of, `nouns` things asked which of."""

    counted: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()


class AskedForFinder:
    """Reads what a question asks for, with the words that name no thing, or ask for none (corpus/catalogue/asking.toml)."""

    def __init__(self, catalogue: Catalogue, expand: Expander) -> None:
        self._expand = expand
        table = catalogue.asking
        self._open = {folded: _forms(table.open_nouns, folded) for folded in (False, True)}
        self._uncounted = {folded: _forms(table.uncounted, folded) for folded in (False, True)}
        self._else, self._points = table.else_asked, table.pointed
        self._machines = _forms(table.machines, folded=True)

    def find(self, question: Question) -> AskedFor:
        words = syllables(self._expand(question.standalone), question.folded)
        content = set(question.words)
        counted = (words[i] for i in self._counted_at(words, question.folded) if i < len(words))
        nouns = (words[i - 1] for i in range(1, len(words)) if words[i] in _said(_WHICH, question.folded))
        plain = self._uncounted[question.folded]
        return AskedFor(
            tuple(dict.fromkeys(w for w in counted if w not in plain)),
            tuple(dict.fromkeys(w for w in nouns if w in content and w not in self._open[question.folded] and not w.isdigit())),
        )

    def _counted_at(self, words: Sequence[str], folded: bool) -> Iterable[int]:
        """Where the things stand of which a number is asked: "may" without accents may be "máy"."""
        many, (how, much), points, other = (_said(said, folded) for said in ((_MANY,), _HOW_MANY, self._points, self._else))
        for i, word in enumerate(words):
            if word == how and words[i + 1 : i + 2] == [much]:
                yield i + 2
            elif word in many and i and not (folded and words[i - 1] in self._machines) and not _says_some(words[i + 1 :], points, other):
                yield i + 1


def states_number_of(thing: str, text: str, folded: bool) -> bool:
    """Whether a text counts the thing.

    >>> states_number_of("bộ", "Nộp 02 (hai) bộ hồ sơ.", folded=False)
    True
    """
    number, said = (fold(_NUMBER), fold(text)) if folded else (_NUMBER, search_form(text))
    return bool(re.search(rf"{number}{re.escape(thing)}(?!\w)", said))


def _says_some(behind: Sequence[str], points: Sequence[str], other: Sequence[str]) -> bool:
    """Whether "mấy" only says "some": what it counts is pointed at, or something else is asked behind it."""
    return bool({*behind[:_AFTER]} & {*points} or {*behind} & {*other})


def _said(words: Sequence[str], folded: bool) -> tuple[str, ...]:
    return tuple(map(fold, words)) if folded else tuple(map(search_form, words))


def _forms(words: Iterable[str], folded: bool) -> frozenset[str]:
    return frozenset(fold(word) if folded else search_form(word) for word in words)


def signs_of_things(opened: Opened, question: Question, asked: AskedFor, aspects: Sequence[Asked], hits: Sequence[Hit]) -> dict[str, float]:
    """Whether the best count what is to be counted, and whether their articles name what is asked for, or how staff ask for them does."""
    found = {"number_asked": float(bool(asked.counted))}
    if asked.counted:
        texts = [f"{hit.passage.lead} {hit.passage.text}" for hit in hits[:FEW]]
        # money may be counted in other units than it is asked for in, and so may time
        alike = any(aspect.aspect.counts and aspect.is_in(search_form(text)) for aspect in aspects for text in texts)
        told = (any(states_number_of(thing, text, question.folded) for text in texts) for thing in asked.counted)
        found["number_not_in_three"] = float(not (alike or all(told)))
    if asked.nouns:
        named = _named_in_articles(opened, question, asked.nouns, hits[:ARTICLES])
        found["thing_not_in_best"] = float(not named[0].all())
        found["thing_not_in_five"] = float(not named.any(axis=0).all())
    return found


def _named_in_articles(opened: Opened, question: Question, things: Sequence[str], hits: Sequence[Hit]) -> NDArray[np.bool_]:
    """Which of the things the article of each hit names, in any of its fields: of the shape (hits, things)."""
    rows = np.array([hit.passage.row for hit in hits], dtype=np.int64)
    articles = opened.rows.of(rows, "article")
    beside = opened.rows.beside(rows, "article")
    held = np.asarray(opened.lexical.matches(opened.lexical.read(beside), things, things, (), question.folded).words.any(axis=1))
    of_row = opened.rows.of(beside, "article")
    return np.array([held[of_row == article].any(axis=0) for article in articles], dtype=np.bool_)
