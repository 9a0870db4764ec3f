"""What users made and must not lose: conversations, the basket, what they said of answers. Outside the index, in one SQLite file."""

from .basket import InBasket
from .conversations import Conversation, KeptTurn
from .desk import Desk, Keeper, open_desk
from .feedback import Feedback, Report
from .file import DeskFile
from .item import Item, ItemError, item_of_answer, item_of_cell, item_of_clause
from .schema import DeskError, UnknownEntry

__all__ = [
    "Conversation", "Desk", "DeskError", "DeskFile", "Feedback", "InBasket", "Item", "ItemError", "Keeper", "KeptTurn", "Report",
    "UnknownEntry", "item_of_answer", "item_of_cell", "item_of_clause", "open_desk",
]  # fmt: skip
