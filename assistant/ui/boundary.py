"""What can go wrong behind the page and is known: each is told in its own Vietnamese line."""

from dataclasses import dataclass

import streamlit as st

from ingest.catalogue import CatalogueError
from ingest.index import IndexProblem
from ingest.models import ModelError

from ..desk import DeskError
from ..memo_error import MemoError
from ..question import QuestionError
from .wording import plain

EXPECTED = (QuestionError, IndexProblem, CatalogueError, ModelError, DeskError, MemoError)


@dataclass(frozen=True, slots=True)
class Problem:
    """What to tell the person instead of a result."""

    line: str


def draw_problem(problem: Problem) -> None:
    st.error(plain(problem.line), icon=":material/error:")
