"""What can go wrong behind the page and is known: each is told in its own Vietnamese line."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import streamlit as st

from ingest.catalogue import CatalogueError
from ingest.embedding import EmbeddingError
from ingest.index import IndexProblem

from ..question import QuestionError
from .wording import plain

EXPECTED = (QuestionError, IndexProblem, CatalogueError, EmbeddingError)


@dataclass(frozen=True, slots=True)
class Problem:
    """What to tell the person instead of a result."""

    line: str


@contextmanager
def problems_told() -> Iterator[None]:
    """Ends the drawing with the line of the problem where one comes up."""
    try:
        yield
    except EXPECTED as error:
        draw_problem(Problem(str(error)))


def draw_problem(problem: Problem) -> None:
    st.error(plain(problem.line), icon=":material/error:")
