"""Embedding with a slow model before the index is written: told how long it may take, and resumed where it was interrupted."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ..embedding import Embedder
from ..progress import Progress
from .kept import KeptVectors, key_of
from .vectors import Embed

BATCH = 64  # texts after which what is done is safe; the first ones are timed for the estimate


@dataclass(frozen=True, slots=True)
class Ahead:
    """How to get the vectors of an index's texts; `known` are the passages that an earlier build had embedded."""

    passages: Embed
    questions: Embed
    known: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Task:
    key: bytes
    text: str
    embed: Embed


@contextmanager
def embedded_ahead(
    embedder: Embedder, index: Path, fresh: Sequence[str], held: Sequence[str], questions: Sequence[str], progress: Progress
) -> Iterator[Ahead]:
    """The vectors of the passages that are `fresh` and of the questions; those of passages `held` by the index are kept as well.

    A model that is not slow is asked when its vectors are wanted. Of a slow one all are computed here and kept on the disk.
    """
    if not embedder.slow:
        yield Ahead(embedder.embed_passages, embedder.embed_questions)
        return
    tasks = {(key := key_of("passage", text)): _Task(key, text, embedder.embed_passages) for text in fresh}
    asked = {(key := key_of("question", text)): _Task(key, text, embedder.embed_questions) for text in questions}
    with KeptVectors(index, embedder.name, embedder.dimension) as kept:
        known = kept.held(tasks | asked)
        _embed([[t for t in some.values() if t.key not in known] for some in (tasks, asked)], kept, embedder.name, len(known), progress)
        yield Ahead(
            lambda texts: kept.of([key_of("passage", text) for text in texts]),
            lambda texts: kept.of([key_of("question", text) for text in texts]),
            frozenset(task.text for task in tasks.values() if task.key in known),
        )
        kept.forget_all_but([*tasks, *asked, *(key_of("passage", text) for text in held)])


def _embed(kinds: Sequence[Sequence[_Task]], kept: KeptVectors, model: str, known: int, progress: Progress) -> None:
    """Embeds batch by batch, each of one kind."""
    total, todo = sum(map(len, kinds)), sum(len(task.text) for tasks in kinds for task in tasks)
    if not total:
        return
    batches = [tasks[start : start + BATCH] for tasks in kinds for start in range(0, len(tasks), BATCH)]
    with progress.step("Nhúng bằng mô hình", total, " đoạn") as advance:
        for number, batch in enumerate(batches):
            started = time.perf_counter()
            kept.keep([task.key for task in batch], batch[0].embed([task.text for task in batch]))
            advance(len(batch))
            if number == 0 and len(batches) > 1:
                share = todo / max(sum(len(task.text) for task in batch), 1)
                progress.note(_told(model, total, known, len(batch), (time.perf_counter() - started) * share))


def _told(model: str, total: int, known: int, timed: int, seconds: float) -> str:
    before = f" (đã có sẵn {known} từ lần trước)" if known else ""
    again = "Nếu bị ngắt giữa chừng, lần dựng sau sẽ làm tiếp."
    return f"Mô hình {model}: cần nhúng {total} đoạn{before}, ước chừng {duration(seconds)} (đo trên {timed} đoạn đầu). {again}"


def duration(seconds: float) -> str:
    """About how long, in Vietnamese.

    >>> [duration(s) for s in (0.2, 59.4, 90, 3600, 7980)]
    ['1 giây', '59 giây', '2 phút', '1 giờ', '2 giờ 13 phút']
    """
    if seconds < 59.5:
        return f"{max(round(seconds), 1)} giây"
    hours, minutes = divmod(round(seconds / 60), 60)
    return " ".join(f"{number} {unit}" for number, unit in ((hours, "giờ"), (minutes, "phút")) if number)
