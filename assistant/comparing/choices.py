"""What can be compared: the places of which something is held, the topics, and comparisons worth a first look."""

from dataclasses import dataclass
from datetime import date

from ingest.catalogue import Catalogue, Preset
from ingest.index.reader import Opened
from ingest.law.normalise import fold

from ..composers.boards import WHOLE_BLOC, Party
from ..composers.report_text import held_reports
from .columns import shown_name
from .local_rows import LocalRows


@dataclass(frozen=True, slots=True)
class Offered:
    """A place to choose. `has_content` is False for one whose board a report only names."""

    place: str
    shown: str
    has_content: bool


@dataclass(frozen=True, slots=True)
class Choices:
    places: tuple[Offered, ...]
    topics: tuple[str, ...]
    presets: tuple[Preset, ...]


def choices_of(catalogue: Catalogue, opened: Opened, as_of: date) -> Choices:
    """The places that the reports held name and those whose own texts are held; presets only where all their places are among these."""
    localities = LocalRows(catalogue, opened, as_of).localities
    cards = [report.card for report in held_reports(opened, catalogue)]
    told = {m.province: not m.is_named_only for card in cards for m in card.members}
    places = [*([WHOLE_BLOC.name] if cards else []), *told, *(name for name in localities if name not in told)]
    offered = tuple(
        Offered(
            name, shown_name(catalogue, Party(name, is_bloc=name == WHOLE_BLOC.name), as_of), told.get(name, True) or name in localities
        )
        for name in places
    )
    names = {fold(place) for place in places}
    presets = tuple(p for p in catalogue.presets if all(fold(place) in names for place in p.places))
    topics = (*(t.name for t in catalogue.topics), *(t.name for t in catalogue.local_topics.topics))
    return Choices(offered, topics if places else (), presets)
