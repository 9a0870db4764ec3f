"""How far long work is: a bar on stderr for a person, a call or a line of JSON for a program, or neither."""

import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from tqdm import tqdm

_T = TypeVar("_T")
Tell = Callable[[str, int, int], object]  # the step in Vietnamese, how many are done, of how many
TOLD_EVERY = 0.2  # seconds; the last one is always told


class Progress:
    """Steps one after the other. `tell` is called in the thread of the build."""

    def __init__(self, quiet: bool, tell: Tell | None = None) -> None:
        self._quiet, self._tell = quiet, tell

    def over(self, items: Iterable[_T], label: str, total: int) -> Iterator[_T]:
        """The items, each counted when the next is asked for."""
        with self.step(label, total) as advance:
            for item in items:
                yield item
                advance(1)

    @contextmanager
    def step(self, label: str, total: int, unit: str = "it") -> Iterator[Callable[[int], object]]:
        """Gives the call that says how many more are done."""
        with tqdm(total=total, desc=label, unit=unit, disable=self._quiet, file=sys.stderr) as bar:
            done, told = 0, 0.0

            def advance(more: int) -> None:
                nonlocal done, told
                done += more
                bar.update(more)
                now = time.monotonic()
                if self._tell and (now - told >= TOLD_EVERY or done >= total):
                    self._tell(label, done, total)
                    told = now

            if self._tell:
                self._tell(label, 0, total)
            yield advance

    def stage(self, label: str) -> None:
        """Says what is being done where nothing can be counted."""
        if self._tell:
            self._tell(label, 0, 0)

    def note(self, line: str) -> None:
        """A line for a person between the bars."""
        if not self._quiet:
            tqdm.write(line, file=sys.stderr)


def tell_as_json(step: str, done: int, total: int) -> None:
    """Prints one line of JSON on stderr, for a program that runs this one (see `read_told`)."""
    print(json.dumps({"step": step, "done": done, "total": total}, ensure_ascii=False), file=sys.stderr, flush=True)


def read_told(line: str) -> tuple[str, int, int] | None:
    """Step, done and total of a line that `tell_as_json` printed; None for any other line."""
    try:
        told = json.loads(line)
        return str(told["step"]), int(told["done"]), int(told["total"])
    except (ValueError, TypeError, LookupError):
        return None
