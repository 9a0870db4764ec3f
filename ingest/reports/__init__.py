"""Published accounts of conferences that a user brings: recognised, read, and made a document beside our own accounts."""

from .model import Piece, PieceKind, PrintedFigure, PublishedReport, Speaker, Spoken
from .read import ReportReader

__all__ = ["Piece", "PieceKind", "PrintedFigure", "PublishedReport", "ReportReader", "Speaker", "Spoken"]
