"""How long questions take on an index, in milliseconds, in this process and warm: by the clock, and on processors."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assistant import Assistant
from assistant.drafting import DEPTH
from assistant.question import QuestionReader
from assistant.retrieval import Retriever
from ingest.catalogue import load_catalogue
from ingest.index import open_index

from .alqac import unaccented
from .metrics import Times, times

WARM_UP = 20  # questions asked before the clock runs


@dataclass(frozen=True, slots=True)
class Taken:
    """By the clock, and the time that this process's threads were on a processor: the same on an idle machine, less on a busy one."""

    clock: Times
    processor: Times


@dataclass(frozen=True, slots=True)
class Latency:
    """`retrieval` reads the question and searches as deep as `ask` does; `ask` is the whole way to a verified answer."""

    passages: int
    retrieval: Taken
    retrieval_unaccented: Taken
    ask: Taken
    ask_unaccented: Taken


def measure(index: Path, questions: Sequence[str], day: date) -> Latency:
    """Each question once, accented and unaccented, as of one day."""
    catalogue, opened = load_catalogue(), open_index(index)
    retriever, reader, assistant = Retriever(catalogue), QuestionReader(catalogue), Assistant(opened, catalogue)

    def retrieve(text: str) -> object:
        return retriever.search(opened.opened(), reader.read(text, day), DEPTH)

    def ask(text: str) -> object:
        return assistant.ask(text, day)

    bare = [unaccented(text) for text in questions]
    return Latency(
        opened.opened().lexical.size(), _timed(retrieve, questions), _timed(retrieve, bare), _timed(ask, questions), _timed(ask, bare)
    )


def _timed(action: Callable[[str], object], questions: Sequence[str]) -> Taken:
    for text in questions[-WARM_UP:]:
        action(text)
    clock, processor = list[float](), list[float]()
    for text in questions:
        started, used = time.perf_counter(), time.process_time()
        action(text)
        clock.append((time.perf_counter() - started) * 1000)
        processor.append((time.process_time() - used) * 1000)
    return Taken(times(clock), times(processor))
