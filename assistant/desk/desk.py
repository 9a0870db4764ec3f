"""What one owner made, over the file that all share. Every verb reads and writes within the owner; each raises DeskError, one line."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ingest import faults

from ..receipt import ReceiptError
from ..receipts import forget
from . import basket, conversations, feedback, preferences
from .basket import InBasket
from .conversations import Conversation, KeptTurn
from .feedback import Feedback, Report
from .file import DeskFile
from .item import Item
from .schema import DeskError


def open_desk(path: Path | None, owner: str = "", receipts: Path | None = None) -> "Desk":
    """The desk of one owner; the empty owner is the one person of a machine. With no path it is kept in memory.

    Nothing is opened or written yet. `receipts` is the file from which the receipts of deleted conversations are taken.
    """
    return Desk(DeskFile(path, receipts), owner)


@dataclass(frozen=True, slots=True)
class Desk:
    """An id of another owner is as unknown as one that never was: UnknownEntry."""

    file: DeskFile
    owner: str = ""

    def start(self, title: str) -> int:
        """The id of a new conversation."""
        return conversations.start(self.file, self.owner, title)

    def add_turn(self, conversation: int, question: str, answer: Mapping[str, Any], as_of: date) -> int:
        """The id of the turn; `answer` is as `Answer.as_json` gives it."""
        return conversations.add_turn(self.file, self.owner, conversation, question, answer, as_of)

    def conversations(self, words: str = "") -> list[Conversation]:
        """The latest first; with words, those whose title, questions and answers hold all of them, accents or none."""
        return conversations.found(self.file, self.owner, words)

    def turns(self, conversation: int) -> list[KeptTurn]:
        """Oldest first."""
        return conversations.turns(self.file, self.owner, conversation)

    def rename(self, conversation: int, title: str) -> None:
        conversations.rename(self.file, self.owner, conversation, title)

    def delete(self, conversation: int) -> None:
        """Deletes the conversation, what was put into the basket from it, and its receipts that nothing else names."""
        conversations.delete(self.file, self.owner, conversation)
        faults.at("desk.before-forgetting")
        forget_unwanted(self.file)

    def put(self, item: Item, conversation: int | None = None) -> int:
        """The id in the basket, where the item comes last; it goes with its conversation."""
        return basket.put(self.file, self.owner, item, conversation)

    def basket(self) -> list[InBasket]:
        """In the officer's order."""
        return basket.items(self.file, self.owner)

    def change(self, id_: int, item: Item) -> None:
        basket.change(self.file, self.owner, id_, item)

    def move(self, id_: int, to: int) -> None:
        """Puts the item at that place, 0 the first; beyond the last it becomes the last."""
        basket.move(self.file, self.owner, id_, to)

    def take_out(self, id_: int) -> None:
        basket.take_out(self.file, self.owner, id_)

    def empty(self) -> None:
        """Takes everything out of the basket."""
        basket.empty(self.file, self.owner)

    def report(self, said: Feedback) -> int:
        """The id. A thumb takes the place of the one given before; a report of something wrong stays beside it. `Keeper` settles both."""
        return feedback.report(self.file, self.owner, said)

    def preference(self, key: str) -> Any:
        """The value, or None."""
        return preferences.preference(self.file, self.owner, key)

    def prefer(self, key: str, value: object) -> None:
        """Keeps a value of JSON under the key; None takes it away."""
        preferences.prefer(self.file, self.owner, key, value)


@dataclass(frozen=True, slots=True)
class Keeper:
    """Whoever keeps the corpus: sees what everybody reported, not who did, and nothing else of theirs."""

    file: DeskFile

    def worklist(self) -> list[Report]:
        """Oldest first."""
        return feedback.worklist(self.file)

    def settle(self, id_: int, note: str) -> None:
        feedback.settle(self.file, id_, note)


def forget_unwanted(file: DeskFile) -> None:
    """Takes the receipts of deleted conversations out of their file; what could not be taken out now is by the next deletion."""
    if unwanted := conversations.unwanted(file):
        try:
            forget(file.receipts, unwanted)
        except ReceiptError as error:
            raise DeskError(f"Đã xóa hội thoại, nhưng chưa xóa được phiếu trả lời của nó: {error}") from error
        faults.at("desk.receipts-forgotten")
        conversations.forgotten(file, unwanted)
    file.rewrite_log()
