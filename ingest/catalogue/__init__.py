"""The tables under corpus/catalogue as typed values: instruments, effects between provisions, duties, places, terms.

A table that cannot be read raises CatalogueError, which names the file, the entry and what is wrong with it.
"""

from .asked import AskedTable, load_asked, read_asked
from .duties import Duty, DutyField, Governs, Mode, ModeRule, Zone, read_duty, read_mode
from .entry import CatalogueError, ProvisionRef
from .load import CORPUS, SCHEMA, load_catalogue, read_effect, read_instrument, read_sense
from .model import CHANGES, Catalogue, Consolidation, Effect, EffectKind, Instrument, Sense, SenseKind, Term, TermKind, same_number
from .places import Bloc, Board, Body, Known, Places, Province, ProvinceKind, read_bloc, read_board, read_body, read_places, read_province

__all__ = [
    "CHANGES",
    "CORPUS",
    "SCHEMA",
    "AskedTable",
    "Bloc",
    "Board",
    "Body",
    "Catalogue",
    "CatalogueError",
    "Consolidation",
    "Duty",
    "DutyField",
    "Effect",
    "EffectKind",
    "Governs",
    "Instrument",
    "Known",
    "Mode",
    "ModeRule",
    "Places",
    "Province",
    "ProvinceKind",
    "ProvisionRef",
    "Sense",
    "SenseKind",
    "Term",
    "TermKind",
    "Zone",
    "load_asked",
    "load_catalogue",
    "read_asked",
    "read_bloc",
    "read_board",
    "read_body",
    "read_duty",
    "read_effect",
    "read_instrument",
    "read_mode",
    "read_places",
    "read_province",
    "read_sense",
    "same_number",
]
