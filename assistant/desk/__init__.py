"""What users made and must not lose: conversations, the basket, what they said of answers. Outside the index, in one SQLite file."""

from .item import Item, ItemError, item_of_answer, item_of_cell, item_of_clause

__all__ = ["Item", "ItemError", "item_of_answer", "item_of_cell", "item_of_clause"]
