"""What one lexical engine costs, as a child process so that its peak memory is its own.

Arguments: `build ENGINE INDEX FOLDER` or `query ENGINE FOLDER QUESTIONS`.
"""

import json
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from assistant.ranking import LEXICAL_DEPTH
from ingest.catalogue import load_catalogue

from .engines import ENGINES
from .metrics import times
from .units import shipped_texts

WARM_UP = 20  # questions asked before the clock runs


def main(arguments: Sequence[str]) -> int:
    """Prints one line of JSON: seconds of a build, or milliseconds p50 and p95 of questions."""
    what, name, *paths = arguments
    if what == "build":
        print(json.dumps({"seconds": _build(name, Path(paths[0]), Path(paths[1]))}))
    else:
        print(json.dumps(_query(name, Path(paths[0]), Path(paths[1]))))
    return 0


class _Timed:
    """Passes items on and knows how long it took to make them."""

    def __init__(self, items: Iterable[str]) -> None:
        self._items = iter(items)
        self.seconds = 0.0

    def __iter__(self) -> Iterator[str]:
        while True:
            started = time.perf_counter()
            item = next(self._items, None)
            self.seconds += time.perf_counter() - started
            if item is None:
                return
            yield item


def _build(name: str, index: Path, folder: Path) -> float:
    """Seconds of tokenising and indexing, without those of reading the texts from the store."""
    texts = _Timed(shipped_texts(index, load_catalogue()))
    started = time.perf_counter()
    ENGINES[name].build(texts, folder)
    return time.perf_counter() - started - texts.seconds


def _query(name: str, folder: Path, questions: Path) -> dict[str, float]:
    asked: list[str] = json.loads(questions.read_text(encoding="utf-8"))
    engine = ENGINES[name].open(folder)
    for question in asked[-WARM_UP:]:
        engine.search(question, False, LEXICAL_DEPTH)
    taken = []
    for question in asked:
        started = time.perf_counter()
        engine.search(question, False, LEXICAL_DEPTH)
        taken.append((time.perf_counter() - started) * 1000)
    measured = times(taken)
    return {"p50": measured.p50, "p95": measured.p95}
