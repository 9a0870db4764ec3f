"""Tables of the desk, and how a file of an older schema is brought up. A migration that was released is never changed: add the next."""

from ..user_file import FileKind


class DeskError(Exception):
    """The desk cannot be read or written, or what was asked for is not there; one Vietnamese line."""


class UnknownEntry(DeskError):
    """Nothing of that id belongs to this owner."""


_FIRST = (
    "CREATE TABLE conversations (id INTEGER PRIMARY KEY AUTOINCREMENT, owner TEXT NOT NULL, title TEXT NOT NULL, words TEXT NOT NULL,"
    " created TEXT NOT NULL, last TEXT NOT NULL)",
    "CREATE INDEX conversations_last ON conversations(owner, last)",
    "CREATE TABLE turns (id INTEGER PRIMARY KEY AUTOINCREMENT, conversation INTEGER NOT NULL REFERENCES conversations ON DELETE CASCADE,"
    " asked TEXT NOT NULL, question TEXT NOT NULL, as_of TEXT NOT NULL, answer TEXT NOT NULL, receipt TEXT NOT NULL, words TEXT NOT NULL)",
    "CREATE INDEX turns_conversation ON turns(conversation)",
    "CREATE INDEX turns_receipt ON turns(receipt)",
    "CREATE TABLE basket (id INTEGER PRIMARY KEY AUTOINCREMENT, owner TEXT NOT NULL, place INTEGER NOT NULL,"
    " conversation INTEGER REFERENCES conversations ON DELETE CASCADE, created TEXT NOT NULL, receipt TEXT NOT NULL, item TEXT NOT NULL)",
    "CREATE INDEX basket_place ON basket(owner, place)",
    "CREATE INDEX basket_conversation ON basket(conversation)",
    "CREATE TABLE feedback (id INTEGER PRIMARY KEY AUTOINCREMENT, owner TEXT NOT NULL, created TEXT NOT NULL, verdict TEXT NOT NULL,"
    " subject TEXT NOT NULL, about TEXT NOT NULL, title TEXT NOT NULL, reason TEXT NOT NULL, settled TEXT, note TEXT NOT NULL DEFAULT '')",
    "CREATE INDEX feedback_about ON feedback(owner, about)",
    "CREATE TABLE preferences (owner TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (owner, key)) WITHOUT ROWID",
    # receipts of conversations that were deleted: noted in the same transaction, and taken out of their own file after it
    "CREATE TABLE unwanted (receipt TEXT PRIMARY KEY) WITHOUT ROWID",
)
DESK = FileKind("tệp lưu hội thoại và phiếu trình", "TRO_LY_DESK", 0x54524C44, (_FIRST,), DeskError)
