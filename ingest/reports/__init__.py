"""Published accounts of conferences that a user brings: recognised, read, and made a document beside our own accounts."""

from .events import account_of
from .model import Piece, PieceKind, PrintedFigure, PublishedReport, Speaker, Spoken
from .read import ReportReader, reader_of
from .tree import PUBLISHED, eids_of, heading_of, tree_of

__all__ = [
    "PUBLISHED",
    "Piece",
    "PieceKind",
    "PrintedFigure",
    "PublishedReport",
    "ReportReader",
    "Speaker",
    "Spoken",
    "account_of",
    "eids_of",
    "heading_of",
    "reader_of",
    "tree_of",
]
