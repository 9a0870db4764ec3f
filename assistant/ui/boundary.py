"""The line between the service and the person: what goes wrong behind it is told in one Vietnamese line."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import streamlit as st

from ingest.catalogue import CatalogueError
from ingest.embedding import EmbeddingError
from ingest.index import IndexProblem

from ..question import QuestionError
from .excerpt import SourceChanged
from .wording import plain

_T = TypeVar("_T")
_EXPECTED = (QuestionError, IndexProblem, CatalogueError, EmbeddingError, SourceChanged)
UNEXPECTED = "Có lỗi ngoài dự kiến nên chưa thực hiện được. Xin thử lại; nếu vẫn lỗi, đề nghị báo người phụ trách kèm thời điểm xảy ra."
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Problem:
    """What to tell the person instead of a result."""

    line: str


def guarded(action: Callable[[], _T]) -> _T | Problem:
    """The result of the action, or the line that says what went wrong."""
    try:
        return action()
    except _EXPECTED as error:
        return Problem(str(error))
    except Exception:  # noqa: BLE001 – the boundary between the service and a person: whatever breaks behind it is logged, never shown as a traceback
        _log.exception("Unexpected error behind the page")
        return Problem(UNEXPECTED)


def show_problem(problem: Problem) -> None:
    st.error(plain(problem.line), icon=":material/error:")
