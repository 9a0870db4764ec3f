"""Freezes what one release wrote: `python tests/freeze_release.py tests/data/release-0.1.0.tar.xz`, once a release and never again.

The archive holds an index of the invented library and the databases of one officer who asked it a question: what a later release must open.
"""

import sys
import tarfile
import tempfile
from datetime import date
from pathlib import Path

from invented import Place
from invented_library import DAY, DECREE, build_library

from assistant import Assistant
from assistant.desk import Desk, DeskFile, Feedback, item_of_answer
from assistant.receipts import Receipts

QUESTION = f"Điều 1 {DECREE} quy định gì?"
OWNER, DESK, RECEIPTS, INDEX = "an", "desk.sqlite", "receipts.sqlite", "index"


def freeze(archive: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Place(Path(folder) / "library")
        build_library(place)
        with Receipts(Path(folder) / RECEIPTS) as receipts:
            _ask(Assistant(place.open(), place.catalogue, receipts=receipts), Path(folder), DAY)
        with tarfile.open(archive, "w:xz") as packed:
            packed.add(place.index, INDEX)
            for name in (DESK, RECEIPTS):
                packed.add(Path(folder) / name, name)


def _ask(assistant: Assistant, folder: Path, day: date) -> None:
    """One question, kept with its receipt, put into the basket, judged; one preference."""
    answer = assistant.ask(QUESTION, day)
    with DeskFile(folder / DESK, folder / RECEIPTS) as file:
        desk = Desk(file, OWNER)
        conversation = desk.start(QUESTION)
        desk.add_turn(conversation, QUESTION, answer.as_json(), day)
        desk.put(item_of_answer(answer), conversation)
        desk.report(Feedback("wrong", "provision", f"{DECREE} main/art_1", "Điều 1", "thiếu khoản 2"))
        desk.prefer("ban", "Hải Phòng")


if __name__ == "__main__":
    freeze(Path(sys.argv[1]))
