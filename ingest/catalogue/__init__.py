"""The tables under corpus/catalogue as typed values: instruments, effects between provisions, duties, places, terms.

A table that cannot be read raises CatalogueError, which names the file, the entry and what is wrong with it.
"""

from .asked import AskedTable, load_asked, read_asked
from .asking import Act, AskedUnit, Asking, Aspect, Matter, MatterKind, Rank, Scale
from .duties import Duty, DutyField, Governs, Mode, ModeRule, Zone, read_duty, read_mode
from .entry import CatalogueError, ProvisionRef
from .load import CORPUS, SCHEMA, load_catalogue, read_effect, read_instrument, read_sense
from .model import (
    CHANGES,
    Alike,
    AlikeKind,
    Catalogue,
    Consolidation,
    Effect,
    EffectKind,
    Instrument,
    Sense,
    SenseKind,
    Term,
    TermKind,
    same_number,
)
from .places import Bloc, Board, Body, Known, Places, Province, ProvinceKind, read_bloc, read_board, read_body, read_places, read_province
from .release import released
from .reports import Contradiction, Doubt, Figure, Member, OtherConference, ReportCard
from .sums import Base, SumRule, Sums
from .topics import LocalTopic, LocalTopics, Preset, Topic

__all__ = [
    "CHANGES",
    "CORPUS",
    "SCHEMA",
    "Act",
    "Alike",
    "AlikeKind",
    "AskedTable",
    "AskedUnit",
    "Asking",
    "Aspect",
    "Base",
    "Bloc",
    "Board",
    "Body",
    "Catalogue",
    "CatalogueError",
    "Consolidation",
    "Contradiction",
    "Doubt",
    "Duty",
    "DutyField",
    "Effect",
    "EffectKind",
    "Figure",
    "Governs",
    "Instrument",
    "Known",
    "LocalTopic",
    "LocalTopics",
    "Matter",
    "MatterKind",
    "Member",
    "Mode",
    "ModeRule",
    "OtherConference",
    "Places",
    "Preset",
    "Province",
    "ProvinceKind",
    "ProvisionRef",
    "Rank",
    "ReportCard",
    "Scale",
    "Sense",
    "SenseKind",
    "SumRule",
    "Sums",
    "Term",
    "TermKind",
    "Topic",
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
    "released",
    "same_number",
]
