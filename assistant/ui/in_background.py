"""An answer that a language model is writing, made in a thread of its own: meanwhile the page hears a click on "Dừng"."""

from collections.abc import Callable, Iterator
from queue import Empty, Queue
from threading import Event, Thread

from ..answer import Answer, Statement

_BEAT = 0.1  # seconds between two looks at whether somebody wants to stop


def in_background(parts: Iterator[Statement | Answer], beat: Callable[[], object]) -> Iterator[Statement | Answer]:
    """The same parts as they come; `beat` is called while none does, and may raise to end it.

    Whatever making them raises is raised here. Left early, the thread ends with the next part, or with the model's own time limit.
    """
    told, left = Queue[Statement | Answer | Exception | None](), Event()

    def make() -> None:
        try:
            for part in parts:
                if left.is_set():
                    return
                told.put(part)
            told.put(None)
        except Exception as error:  # noqa: BLE001 – handed over to whoever asked, who knows what to expect
            told.put(error)

    Thread(target=make, name="answer", daemon=True).start()
    try:
        while True:
            try:
                part = told.get(timeout=_BEAT)
            except Empty:
                beat()
                continue
            if part is None:
                return
            if isinstance(part, Exception):
                raise part
            yield part
    finally:
        left.set()
