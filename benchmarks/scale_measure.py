"""What one index costs to open and to ask, in a process of its own; the child of benchmarks.scale, prints one line of JSON."""

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant import Assistant, open_assistant
from ingest.calendar import today
from ingest.catalogue import CORPUS, load_catalogue
from ingest.index import Index
from ingest.index import generation as gen
from ingest.index.lexical import Bm25Index, Hits
from ingest.index.reader import Opened
from ingest.index.rows import RowTable
from ingest.settings import read_settings

from . import scale_chroma
from .alqac import unaccented
from .board_questions import QUESTIONS, BoardQuestion, find_questions
from .latency import WARM_UP
from .machine import bytes_under, peak_mib
from .metrics import Times, times
from .retrieval_sets import spread

ASKED = QUESTIONS / "sectoral.jsonl"
LIMIT = 10  # results asked for
PARTS = ("chroma", "lexical", "store.sqlite", "rows")
_STATUS = Path("/proc/self/status")


@dataclass(frozen=True, slots=True)
class Asked:
    """Milliseconds of the same questions by the clock, each asked with the filter by the day and then without; and on processors."""

    filtered: Times
    unfiltered: Times
    filtered_processor: Times
    unfiltered_processor: Times


@dataclass(frozen=True, slots=True)
class Scale:
    """What was measured of one index; seconds, MiB, milliseconds.

    `memory` is the most that the process held while it asked with the filter, pages of the index mapped into it included; `own_memory`
    leaves those out.
    """

    passages: int
    in_force: int
    disk: dict[str, float]
    open_seconds: float
    first_seconds: float
    memory: float
    own_memory: float
    accented: Asked
    unaccented: Asked
    filter_alone: float
    dense: scale_chroma.Dense | None


class EveryDay(RowTable):
    """The rows of an index, all of them in force on any day."""

    def applying(self, day: date, whatever_day: Sequence[int] = ()) -> NDArray[np.bool_]:
        return np.ones(len(self), dtype=np.bool_)


class WithoutFilter(Bm25Index):
    """The lexical index, deaf to what is allowed."""

    def search(self, question: str, folded: bool, limit: int, allowed: NDArray[np.bool_] | None = None) -> Hits:
        return super().search(question, folded, limit)


class UnfilteredIndex(Index):
    """An index as it is open now, asked without the filter by the day."""

    def __init__(self, index: Index) -> None:
        super().__init__(index.path, index.embedder)
        folder = gen.current(index.path)
        self._unfiltered = replace(index.opened(), rows=EveryDay(folder.rows), lexical=WithoutFilter(folder.lexical))

    def opened(self) -> Opened:
        return self._unfiltered


def measure(path: Path, questions: Sequence[BoardQuestion], corpus: Path = CORPUS, chroma: int = 0) -> Scale:
    """Opens the index and asks the questions, each as of its own day; beside Chroma's own filter over up to `chroma` vectors of it."""
    started = time.perf_counter()
    assistant = open_assistant(path, corpus, chroma_url=read_settings().chroma_url)
    opened_after = time.perf_counter() - started
    started = time.perf_counter()
    assistant.search(questions[0].text, LIMIT, _day(questions[0]))
    first = time.perf_counter() - started
    for question in questions[-WARM_UP:]:
        assistant.search(question.text, LIMIT, _day(question))
        assistant.search(unaccented(question.text), LIMIT, _day(question))
    memory, own = peak_mib(), _own_mib()
    unfiltered = Assistant(UnfilteredIndex(assistant.index), load_catalogue(corpus))
    rows, folder = assistant.index.opened().rows, gen.current(path)
    day = _day(questions[0])
    return Scale(
        passages=len(rows),
        in_force=int(rows.applying(day).sum()),
        disk={"whole": bytes_under(folder.folder) / 2**20, **{part: _mib_of(folder.folder / part) for part in PARTS}},
        open_seconds=opened_after,
        first_seconds=first,
        memory=memory,
        own_memory=own,
        accented=_asked(assistant, unfiltered, [(q.text, _day(q)) for q in questions]),
        unaccented=_asked(assistant, unfiltered, [(unaccented(q.text), _day(q)) for q in questions]),
        filter_alone=times([_taken(rows.applying, _day(question))[0] for question in questions]).p50,
        dense=scale_chroma.measure(assistant.index, [(q.text, _day(q)) for q in questions], chroma) if chroma else None,
    )


def _asked(filtered: Assistant, unfiltered: Assistant, questions: Sequence[tuple[str, date]]) -> Asked:
    for text, day in questions[-WARM_UP:]:
        filtered.search(text, LIMIT, day)
        unfiltered.search(text, LIMIT, day)
    taken = [[_taken(of.search, text, LIMIT, day) for of in (filtered, unfiltered)] for text, day in questions]
    clock_and_processor = [times([of_question[side][kind] for of_question in taken]) for kind in (0, 1) for side in (0, 1)]
    return Asked(*clock_and_processor)


def _taken(action: Callable[..., object], *arguments: object) -> tuple[float, float]:
    """Milliseconds of a call by the clock, and on processors."""
    started, used = time.perf_counter(), time.process_time()
    action(*arguments)
    return (time.perf_counter() - started) * 1000, (time.process_time() - used) * 1000


def _day(question: BoardQuestion) -> date:
    return question.as_of or today()


def _mib_of(part: Path) -> float:
    if part.is_dir():
        return bytes_under(part) / 2**20
    return part.stat().st_size / 2**20 if part.exists() else 0.0  # vectors that a server keeps


def _own_mib() -> float:
    """Memory now held that is no page of a file; 0.0 where the system does not say."""
    lines = _STATUS.read_text(encoding="utf-8").splitlines() if _STATUS.is_file() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("RssAnon:")), 0.0)


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale_measure", description=__doc__)
    parser.add_argument("index", type=Path)
    parser.add_argument("--questions", type=int, help="so many of the questions, from all over the file (default: all)")
    parser.add_argument("--chroma", type=int, default=0, help="vectors that Chroma filters itself, for comparison (default: none)")
    parser.add_argument("--asked", type=Path, default=ASKED, help=f"file of questions (default: {ASKED.name})")
    args = parser.parse_args(argv)
    questions = spread(find_questions(args.asked), args.questions)
    print(json.dumps(asdict(measure(args.index, questions, chroma=args.chroma))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
