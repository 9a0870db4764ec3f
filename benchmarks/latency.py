"""How long questions take on an index, in milliseconds, in this process and warm."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assistant import Assistant
from assistant.question import QuestionReader
from assistant.retrieval import Retriever
from assistant.service import DEPTH
from ingest.catalogue import load_catalogue
from ingest.index import open_index

from .alqac import unaccented
from .metrics import Times, times

WARM_UP = 20  # questions asked before the clock runs


@dataclass(frozen=True, slots=True)
class Latency:
    """`retrieval` reads the question and searches as deep as `ask` does; `ask` is the whole way to a verified answer."""

    passages: int
    retrieval: Times
    retrieval_unaccented: Times
    ask: Times
    ask_unaccented: Times


def measure(index: Path, questions: Sequence[str], day: date) -> Latency:
    """Each question once, accented and unaccented, as of one day."""
    catalogue, opened = load_catalogue(), open_index(index)
    retriever, reader, assistant = Retriever(opened, catalogue), QuestionReader(catalogue), Assistant(opened, catalogue)

    def retrieve(text: str) -> object:
        return retriever.search(reader.read(text, day), DEPTH)

    def ask(text: str) -> object:
        return assistant.ask(text, day)

    bare = [unaccented(text) for text in questions]
    return Latency(
        opened.opened().lexical.size(), _timed(retrieve, questions), _timed(retrieve, bare), _timed(ask, questions), _timed(ask, bare)
    )


def _timed(action: Callable[[str], object], questions: Sequence[str]) -> Times:
    for text in questions[-WARM_UP:]:
        action(text)
    taken = []
    for text in questions:
        started = time.perf_counter()
        action(text)
        taken.append((time.perf_counter() - started) * 1000)
    return times(taken)
